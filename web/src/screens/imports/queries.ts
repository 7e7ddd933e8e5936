// What the wizard and the list of imports ask the server.
import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import type { ImportAsk, Job, Mapping } from '../../api/contract';

export const mappingsQuery = (ws: string) =>
  queryOptions({
    queryKey: ['mappings', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/mappings', { params: { path: { ws } }, signal })),
  });

/** The first rows of a file as a mapping reads them; without one, as they are guessed to be. */
export const previewQuery = (ws: string, upload: string, file: string, mapping: Mapping | null) =>
  queryOptions({
    queryKey: ['preview', ws, upload, file, mapping],
    queryFn: ({ signal }) =>
      answer(
        api.POST('/api/w/{ws}/imports/preview', {
          params: { path: { ws } },
          body: { upload, file, mapping: mapping ?? undefined },
          signal,
        }),
      ),
    staleTime: Infinity,
  });

export const jobQuery = (ws: string, id: string) =>
  queryOptions({
    queryKey: ['job', ws, id],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/jobs/{id}', { params: { path: { ws, id } }, signal })),
  });

export function startImport(ws: string, body: ImportAsk): Promise<Job> {
  return answer(api.POST('/api/w/{ws}/imports', { params: { path: { ws } }, body }));
}

export function cancelJob(ws: string, id: string): Promise<Job> {
  return answer(api.POST('/api/w/{ws}/jobs/{id}/cancel', { params: { path: { ws, id } } }));
}
