// Which customers are one: what people decided, and deciding it. Every number follows, so after a decision all is asked anew.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, ApiError } from '../../api/client';
import type { Merge } from '../../api/contract';

export const mergesQuery = (ws: string) =>
  queryOptions({
    queryKey: ['merges', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/merges', { params: { path: { ws } }, signal })),
    select: ({ merges }) => merges,
  });

/** The standing decisions that made this person out of others, through chains too, the newest first. */
export function madeOf(person: string, merges: Merge[]): Merge[] {
  const standing = merges.filter(({ undone }) => undone === null);
  const they = new Set([person]);
  for (let before = 0; before < they.size;) {
    before = they.size;
    for (const { customer, into } of standing) if (they.has(into)) they.add(customer);
  }
  return standing.filter(({ into }) => they.has(into));
}

/** A decision that was refused may have been overtaken by somebody else's: what stands is read anew either way. */
function useAnew(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries();
}

interface NewMerge {
  customer: string;
  into: string;
  reason: string;
}

export function useMerge(ws: string, done: (merge: Merge) => void) {
  const anew = useAnew();
  return useMutation({
    mutationFn: ({ customer, into, reason }: NewMerge) =>
      answer(api.POST('/api/w/{ws}/merges', { params: { path: { ws } }, body: { customer, into, reason: reason.trim() || undefined } })),
    onSuccess: done,
    onSettled: anew,
  });
}

/** `overtaken`: somebody else had undone it before, so that what was wanted is so. */
export function useUndo(ws: string, done: (overtaken: boolean) => void) {
  const anew = useAnew();
  return useMutation({
    mutationFn: ({ id, reason }: { id: number; reason: string }) =>
      answer(api.POST('/api/w/{ws}/merges/{id}/undo', { params: { path: { ws, id } }, body: { reason: reason.trim() || undefined } })),
    onSuccess: () => done(false),
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'already_undone') done(true);
    },
    onSettled: anew,
  });
}
