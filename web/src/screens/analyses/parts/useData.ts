// What the data hold that a question can be made of: names of events, properties with their values, first and last day.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Fields } from '../../../api/contract';
import { fieldsQuery } from '../../../api/queries';
import { isoDay } from '../../../parts/numbers';

export interface DataAt {
  fields: Fields | null;
  events: Fields['events'];
  /** First and last day with events, in the workspace's zone; `null` when there are none. */
  first: string | null;
  last: string | null;
  pending: boolean;
  error: unknown;
  retry: () => void;
}

export function useData(ws: string, zone: string): DataAt {
  const { data, isPending, error, refetch } = useQuery(fieldsQuery(ws));
  return useMemo(() => {
    const events = data?.events ?? [];
    // instants of one clock: the earliest and the latest as they are written
    const starts = events.map(({ first }) => first).sort();
    const ends = events.map(({ last }) => last).sort();
    const [first, last] = [starts[0], ends.at(-1)];
    return {
      fields: data ?? null, events, first: first ? isoDay(first, zone) : null, last: last ? isoDay(last, zone) : null,
      pending: isPending, error, retry: () => void refetch(),
    };
  }, [data, zone, isPending, error, refetch]);
}
