// The list of voices, page by page, as its filters ask for it.
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, inWorkspace } from '../../api/client';
import type { Voices, VoiceSource } from '../../api/contract';

export interface VoiceFilter {
  q?: string;
  source?: VoiceSource;
  score_min?: string;
  score_max?: string;
  rated?: string;
  stage?: string;
  journey?: string;
  from?: string;
  to?: string;
}

export const voicesQuery = (ws: string, filter: VoiceFilter) =>
  infiniteQueryOptions({
    queryKey: ['voices', ws, filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<Voices>(inWorkspace(ws, 'voices'), { ...filter, cursor: pageParam, limit: 40 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (old) => old,
  });
