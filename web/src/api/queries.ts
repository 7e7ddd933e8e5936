// Queries that more than one screen asks. A screen's own queries live with the screen.
import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { answer, api, ApiError } from './client';
import type { JourneyMap, Lang, Predicate } from './contract';

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
    from: view.from ?? undefined,
    to: view.to ?? undefined,
    where: view.where.length > 0 ? JSON.stringify(view.where) : undefined,
    version: view.version ?? undefined,
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
  queryFn: ({ signal }) => answer(api.GET('/api/session', { signal })),
  staleTime: 5 * 60_000,
});

export const fieldsQuery = (ws: string) =>
  queryOptions({
    queryKey: ['fields', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/fields', { params: { path: { ws } }, signal })),
  });

export const journeysQuery = (ws: string) =>
  queryOptions({
    queryKey: ['journeys', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/journeys', { params: { path: { ws } }, signal })),
  });

export const journeyQuery = (ws: string, id: string, version?: number) =>
  queryOptions({
    queryKey: version === undefined ? ['journey', ws, id] : ['journey', ws, id, version],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/w/{ws}/journeys/{id}', { params: { path: { ws, id }, query: { version } }, signal })),
  });

/** Home of a journey; of the first there is when none is named. */
export const homeQuery = (ws: string, journey: string | undefined, lang: Lang) =>
  queryOptions({
    queryKey: ['home', ws, journey ?? null, lang],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/w/{ws}/home', { params: { path: { ws }, query: { journey, lang } }, signal })),
  });

export const mapQuery = (ws: string, journey: string, view: View, lang: Lang) =>
  queryOptions({
    queryKey: ['map', ws, journey, view, lang],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/w/{ws}/map/{journey}', {
          params: { path: { ws, journey }, query: { ...viewQuery(view), lang } },
          signal,
        }),
      ),
  });

/** What the map has found by itself, pinned like its evidence. The first to ask waits while it is computed. */
export const findingsQuery = (ws: string, map: Pick<JourneyMap, 'journey' | 'version' | 'lake_version'>, view: View) =>
  queryOptions({
    queryKey: ['findings', ws, map.journey, view, map.lake_version, map.version],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/w/{ws}/map/{journey}/findings', {
          params: {
            path: { ws, journey: map.journey },
            query: { ...viewQuery(view), version: map.version, lake_version: map.lake_version },
          },
          signal,
        }),
      ),
    staleTime: Infinity,
  });

/**
 * What stands behind one number. Pinned to the lake version and definition version of the map on screen, so that the
 * list and the number always agree.
 */
export const evidenceQuery = (ws: string, map: JourneyMap, view: View, cell: string) =>
  infiniteQueryOptions({
    queryKey: ['evidence', ws, map.journey, view, map.lake_version, map.version, cell],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/w/{ws}/map/{journey}/evidence', {
          params: {
            path: { ws, journey: map.journey },
            query: {
              ...viewQuery(view), version: map.version, lake_version: map.lake_version, cell, cursor: pageParam, limit: 50,
            },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: Infinity,
  });
