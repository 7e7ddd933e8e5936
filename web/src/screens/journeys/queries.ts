// What the screens of journeys ask the server.
import { queryOptions } from '@tanstack/react-query';
import { api, inWorkspace } from '../../api/client';
import type { Journey, JourneyCheck, JourneyPut, JourneyVersion, Suggestion, Templates } from '../../api/contract';

export const journeyQuery = (ws: string, id: string, version: number | null = null) =>
  queryOptions({
    queryKey: version === null ? ['journey', ws, id] : ['journey', ws, id, version],
    queryFn: ({ signal }) => api.get<JourneyVersion>(inWorkspace(ws, 'journeys', id), { version }, signal),
  });

export const templatesQuery = (ws: string) =>
  queryOptions({
    queryKey: ['templates', ws],
    queryFn: ({ signal }) => api.get<Templates>(inWorkspace(ws, 'journeys', 'templates'), undefined, signal),
    staleTime: Infinity,
  });

export const suggestQuery = (ws: string) =>
  queryOptions({
    queryKey: ['suggest', ws],
    queryFn: ({ signal }) => api.get<Suggestion>(inWorkspace(ws, 'journeys', 'suggest'), undefined, signal),
  });

export const checkQuery = (ws: string, definition: Journey) =>
  queryOptions({
    queryKey: ['check', ws, definition],
    queryFn: ({ signal }) => api.post<JourneyCheck>(inWorkspace(ws, 'journeys', 'check'), { definition }, signal),
  });

export function putJourney(ws: string, id: string, body: JourneyPut): Promise<JourneyVersion> {
  return api.put<JourneyVersion>(inWorkspace(ws, 'journeys', id), body);
}

export function deleteJourney(ws: string, id: string): Promise<void> {
  return api.delete(inWorkspace(ws, 'journeys', id));
}
