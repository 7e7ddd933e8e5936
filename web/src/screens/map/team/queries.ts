// What people write on a map, say about it and open of it, as the server keeps it.
import { infiniteQueryOptions, queryOptions, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../api/client';
import type { CellChange, CellRevision, CommentReply, JourneyMap, Lane, MapWritten, NewComment, ShareNew, Side, Thread } from '../../../api/contract';
import { viewQuery, type View } from '../../../api/queries';
import { MovedOn } from './undo';

export interface Place {
  side: Side;
  stage: string;
  lane: Lane;
}

/** The history of one cell, or with no place that of the whole map; the newest first. */
export const historyQuery = (ws: string, journey: string, place: Place | null) =>
  infiniteQueryOptions({
    queryKey: ['history', ws, journey, place?.side ?? null, place?.stage ?? null, place?.lane ?? null],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/w/{ws}/map/{journey}/history', {
          params: { path: { ws, journey }, query: { side: place?.side, stage: place?.stage, lane: place?.lane, before: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const commentsQuery = (ws: string, journey: string) =>
  queryOptions({
    queryKey: ['comments', ws, journey],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/w/{ws}/map/{journey}/comments', { params: { path: { ws, journey } }, signal })),
  });

export const lanesQuery = (ws: string) =>
  queryOptions({
    queryKey: ['lanes', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/lanes', { params: { path: { ws } }, signal })),
  });

export const columnsQuery = (ws: string, journey: string) =>
  queryOptions({
    queryKey: ['columns', ws, journey],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/map/{journey}/columns', { params: { path: { ws, journey } }, signal })),
  });

export const pastLanesQuery = (ws: string) =>
  infiniteQueryOptions({
    queryKey: ['lanes', ws, 'past'],
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/w/{ws}/lanes/history', { params: { path: { ws }, query: { before: pageParam } }, signal })),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const pastColumnsQuery = (ws: string, journey: string) =>
  infiniteQueryOptions({
    queryKey: ['columns', ws, journey, 'past'],
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/w/{ws}/map/{journey}/columns/history', { params: { path: { ws, journey }, query: { before: pageParam } }, signal })),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const sharesQuery = (ws: string, journey: string) =>
  queryOptions({
    queryKey: ['shares', ws, journey],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/w/{ws}/map/{journey}/shares', { params: { path: { ws, journey } }, signal })),
    staleTime: 0,
  });

export const putCell = (ws: string, journey: string, body: CellChange): Promise<CellRevision> =>
  answer(api.PUT('/api/w/{ws}/map/{journey}/written', { params: { path: { ws, journey } }, body }));

export const restoreCell = (ws: string, journey: string, place: Place, revision: number, base: number): Promise<CellRevision> =>
  answer(
    api.POST('/api/w/{ws}/map/{journey}/written/restore', {
      params: { path: { ws, journey } }, body: { ...place, revision, base },
    }),
  );

export const beginThread = (ws: string, journey: string, body: NewComment): Promise<Thread> =>
  answer(api.POST('/api/w/{ws}/map/{journey}/comments', { params: { path: { ws, journey } }, body }));

export const replyTo = (ws: string, journey: string, thread: number, body: CommentReply): Promise<Thread> =>
  answer(api.POST('/api/w/{ws}/map/{journey}/comments/{thread}', { params: { path: { ws, journey, thread } }, body }));

export const makeShare = (ws: string, journey: string, body: ShareNew) =>
  answer(api.POST('/api/w/{ws}/map/{journey}/shares', { params: { path: { ws, journey } }, body }));

export async function revokeShare(ws: string, journey: string, id: number): Promise<void> {
  await answer(api.DELETE('/api/w/{ws}/map/{journey}/shares/{id}', { params: { path: { ws, journey, id } } }));
}

/** Lays fresh words into a map that is on screen already. */
export function withWritten(map: JourneyMap, fresh: MapWritten): JourneyMap {
  const byId = new Map(fresh.stages.map((stage) => [stage.id, stage]));
  return {
    ...map,
    stages: map.stages.map((stage) => {
      const found = byId.get(stage.id);
      return found ? { ...stage, written: found.written, coverage: found.coverage } : stage;
    }),
  };
}

/** A map on which many people write is drawn anew so often at most. */
const PAUSE_MS = 200;

/** What is under way, and whether it was asked for again meanwhile; by workspace and journey. */
const renewing = new Map<string, { done: Promise<void>; again: Promise<void> | null }>();

/**
 * Asks for what is written and for the histories on screen, not for the map again, and lays it into every map of the journey that is kept. However often it
 * is asked for while people write, one question is under way and at most one waits: answers cannot overtake one another,
 * and the last one is always newer than the last change.
 */
export function renewWritten(client: QueryClient, ws: string, journey: string): Promise<void> {
  const key = JSON.stringify([ws, journey]);
  const running = renewing.get(key);
  if (running) {
    running.again ??= running.done.then(() => renewWritten(client, ws, journey));
    return running.again;
  }
  const asked = askWritten(client, ws, journey);
  const rested = asked.catch(() => undefined).then(() => new Promise<void>((resolve) => { setTimeout(resolve, PAUSE_MS); }));
  const done = rested.finally(() => renewing.delete(key));
  renewing.set(key, { done, again: null });
  return asked;
}

async function askWritten(client: QueryClient, ws: string, journey: string): Promise<void> {
  const planned = client.invalidateQueries({ queryKey: ['to-be', ws, journey] });
  const kept = client.getQueryCache().findAll({ queryKey: ['map', ws, journey] });
  for (const query of kept) {
    if (!query.state.data) continue;
    const view = query.queryKey[3] as View;
    if (!query.isActive()) {
      await client.invalidateQueries({ queryKey: query.queryKey, refetchType: 'none' });
      continue;
    }
    const fresh = await answer(
      api.GET('/api/w/{ws}/map/{journey}/written', { params: { path: { ws, journey }, query: viewQuery(view) } }),
    );
    client.setQueryData<JourneyMap>(query.queryKey, (map) => (map ? withWritten(map, fresh) : map));
  }
  await planned;
  await client.invalidateQueries({ queryKey: ['history', ws, journey] });
}

/** Brings back what a cell said before, while it still stands as `saved` left it; steps after it that were taken back themselves do not count. */
export async function takeBack(ws: string, journey: string, place: Place, saved: CellRevision, before: CellRevision | null): Promise<CellRevision> {
  const page = await answer(api.GET('/api/w/{ws}/map/{journey}/history', { params: { path: { ws, journey }, query: { ...place, limit: 1 } } }));
  const newest = page.revisions[0];
  if (!newest || (newest.revision !== saved.revision && newest.restores !== saved.revision)) throw new MovedOn();
  return before?.content
    ? restoreCell(ws, journey, place, before.revision, newest.revision)
    : putCell(ws, journey, { ...place, base: newest.revision, content: null });
}

/** After something was written: the words on the map, and the histories that show them. */
export function useRenew(ws: string, journey: string) {
  const client = useQueryClient();
  return () => renewWritten(client, ws, journey);
}
