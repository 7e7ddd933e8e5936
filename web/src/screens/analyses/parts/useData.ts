// What the data hold that a question can be made of: names of events, properties with their values, first and last day.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answer, api } from '../../../api/client';
import type { EventNames, Fields } from '../../../api/contract';
import { fieldsQuery } from '../../../api/queries';

export interface DataAt {
  fields: Fields | null;
  events: EventNames['events'];
  /** First and last day with events, in the workspace's zone; `null` when there are none. */
  first: string | null;
  last: string | null;
  pending: boolean;
  error: unknown;
  retry: () => void;
}

export function useData(ws: string): DataAt {
  const names = useQuery({
    queryKey: ['events', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/events', { params: { path: { ws } }, signal })),
  });
  const fields = useQuery(fieldsQuery(ws));
  const { data, isPending, error, refetch } = names;
  return useMemo(
    () => ({
      fields: fields.data ?? null, events: data?.events ?? [], first: data?.first ?? null, last: data?.last ?? null,
      pending: isPending, error, retry: () => void refetch(),
    }),
    [fields.data, data, isPending, error, refetch],
  );
}
