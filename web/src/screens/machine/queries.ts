// The language model that a workspace may use, and what it wrote about a stage.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import type { JourneyMap, Lang, MachineChange } from '../../api/contract';
import { viewQuery, type View } from '../../api/queries';

export const machineQuery = (ws: string) =>
  queryOptions({
    queryKey: ['machine', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/machine', { params: { path: { ws } }, signal })),
  });

export function useMachineChange(ws: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MachineChange) => answer(api.PUT('/api/w/{ws}/machine', { params: { path: { ws } }, body })),
    onSuccess: (settings) => {
      client.setQueryData(machineQuery(ws).queryKey, settings);
      void client.invalidateQueries({ queryKey: ['summary', ws] });
    },
  });
}

export function useMachineTest(ws: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.POST('/api/w/{ws}/machine/test', { params: { path: { ws } } })),
    // what it cost is shown beside the budget
    onSettled: () => client.invalidateQueries({ queryKey: ['machine', ws] }),
  });
}

/** What a summary is of: a stage of a map as it is on screen. */
export interface Summed {
  ws: string;
  map: JourneyMap;
  view: View;
  stage: string;
  lang: Lang;
}

function asked({ ws, map, view, stage, lang }: Summed) {
  return { path: { ws, journey: map.journey }, query: { ...viewQuery(view), version: map.version, lake_version: map.lake_version, stage, lang } };
}

export const summaryQuery = (of: Summed) =>
  queryOptions({
    queryKey: ['summary', of.ws, of.map.journey, of.view, of.map.lake_version, of.map.version, of.stage, of.lang],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/map/{journey}/summary', { params: asked(of), signal })),
  });

export function useSummarize(of: Summed) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.POST('/api/w/{ws}/map/{journey}/summary', { params: asked(of) })),
    onSuccess: (summary) => client.setQueryData(summaryQuery(of).queryKey, summary),
  });
}
