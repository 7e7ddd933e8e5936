// Queries that more than one screen asks. A screen's own queries live with the screen.
import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { api, ApiError, inWorkspace } from './client';
import type { Evidence, Fields, JourneyList, JourneyMap, Lang, Predicate, Session } from './contract';

/** What of a journey is looked at: a period in the workspace's days and a filter. `null` means no limit. */
export interface View {
  from: string | null;
  to: string | null;
  where: Predicate[];
  version?: number | null;
}

/** A view as query parameters. */
export function viewQuery(view: View) {
  return {
    from: view.from,
    to: view.to,
    where: view.where.length > 0 ? JSON.stringify(view.where) : null,
    version: view.version ?? null,
  };
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        // a refusal stays a refusal; only what may pass by itself is asked again
        retry: (times, error) => times < 2 && error instanceof ApiError && [0, 502, 503, 504].includes(error.problem.status),
      },
    },
  });
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => api.get<Session>('/api/session', undefined, signal),
  staleTime: 5 * 60_000,
});

export const fieldsQuery = (ws: string) =>
  queryOptions({
    queryKey: ['fields', ws],
    queryFn: ({ signal }) => api.get<Fields>(inWorkspace(ws, 'fields'), undefined, signal),
  });

export const journeysQuery = (ws: string) =>
  queryOptions({
    queryKey: ['journeys', ws],
    queryFn: ({ signal }) => api.get<JourneyList>(inWorkspace(ws, 'journeys'), undefined, signal),
  });

export const mapQuery = (ws: string, journey: string, view: View, lang: Lang) =>
  queryOptions({
    queryKey: ['map', ws, journey, view, lang],
    queryFn: ({ signal }) =>
      api.get<JourneyMap>(inWorkspace(ws, 'map', journey), { ...viewQuery(view), lang }, signal),
  });

/**
 * What stands behind one number. Pinned to the lake version and definition version of the map on screen, so that the
 * list and the number always agree.
 */
export const evidenceQuery = (ws: string, map: JourneyMap, view: View, cell: string) =>
  infiniteQueryOptions({
    queryKey: ['evidence', ws, map.journey, view, map.lake_version, map.version, cell],
    queryFn: ({ pageParam, signal }) =>
      api.get<Evidence>(
        inWorkspace(ws, 'map', map.journey, 'evidence'),
        { ...viewQuery(view), version: map.version, lake_version: map.lake_version, cell, cursor: pageParam, limit: 50 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: Infinity,
  });
