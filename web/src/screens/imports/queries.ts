// What the wizard and the list of imports ask the server.
import { queryOptions } from '@tanstack/react-query';
import { api, inWorkspace } from '../../api/client';
import type { Job, Mapping, Preview } from '../../api/contract';

export interface Kept {
  name: string;
  yaml: string;
  mapping: Mapping;
  updated_at: string;
}

export const mappingsQuery = (ws: string) =>
  queryOptions({
    queryKey: ['mappings', ws],
    queryFn: ({ signal }) => api.get<{ mappings: Kept[] }>(inWorkspace(ws, 'mappings'), undefined, signal),
  });

/** The first rows of a file as a mapping reads them; without one, as they are guessed to be, on one sheet if it is named. */
export const previewQuery = (ws: string, upload: string, file: string, mapping: Mapping | null, sheet?: string) =>
  queryOptions({
    queryKey: ['preview', ws, upload, file, mapping, sheet],
    queryFn: ({ signal }) =>
      api.post<Preview>(inWorkspace(ws, 'imports', 'preview'), { upload, file, mapping: mapping ?? undefined, sheet }, signal),
    staleTime: Infinity,
  });

export const jobQuery = (ws: string, id: string) =>
  queryOptions({
    queryKey: ['job', ws, id],
    queryFn: ({ signal }) => api.get<Job>(inWorkspace(ws, 'jobs', id), undefined, signal),
  });

export function startImport(ws: string, body: { upload: string; file: string; mapping: Mapping; save_as?: string }): Promise<Job> {
  return api.post<Job>(inWorkspace(ws, 'imports'), body);
}

export function cancelJob(ws: string, id: string): Promise<Job> {
  return api.post<Job>(inWorkspace(ws, 'jobs', id, 'cancel'));
}
