// What people write on a map, say about it and open of it, as the server keeps it.
import { infiniteQueryOptions, queryOptions, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../api/client';
import type { CellChange, CellRevision, CommentReply, JourneyMap, Lane, LaneArrangement, MapWritten, NewComment, ShareNew, Side, Thread } from '../../../api/contract';
import { viewQuery, type View } from '../../../api/queries';

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

export const putLanes = (ws: string, body: LaneArrangement): Promise<LaneArrangement> =>
  answer(api.PUT('/api/w/{ws}/lanes', { params: { path: { ws } }, body }));

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

/** Asks for what is written, not for the map again, and lays it into every map of the journey that is kept. */
export async function renewWritten(client: QueryClient, ws: string, journey: string): Promise<void> {
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
}

/** After something was written: the words on the map, and the histories that show them. */
export function useRenew(ws: string, journey: string) {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      renewWritten(client, ws, journey), client.invalidateQueries({ queryKey: ['history', ws, journey] }),
    ]);
  };
}
