// What the screens of journeys ask the server.
import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import type { Journey, JourneyPut, JourneyVersion } from '../../api/contract';

export const templatesQuery = (ws: string) =>
  queryOptions({
    queryKey: ['templates', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/journeys/templates', { params: { path: { ws } }, signal })),
    staleTime: Infinity,
  });

export const suggestQuery = (ws: string) =>
  queryOptions({
    queryKey: ['suggest', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/journeys/suggest', { params: { path: { ws } }, signal })),
  });

export const checkQuery = (ws: string, definition: Journey) =>
  queryOptions({
    queryKey: ['check', ws, definition],
    queryFn: ({ signal }) =>
      answer(api.POST('/api/w/{ws}/journeys/check', { params: { path: { ws } }, body: { definition }, signal })),
  });

export function putJourney(ws: string, id: string, body: JourneyPut): Promise<JourneyVersion> {
  return answer(api.PUT('/api/w/{ws}/journeys/{id}', { params: { path: { ws, id } }, body }));
}

export async function deleteJourney(ws: string, id: string): Promise<void> {
  await answer(api.DELETE('/api/w/{ws}/journeys/{id}', { params: { path: { ws, id } } }));
}
