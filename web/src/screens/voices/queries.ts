// The list of voices, page by page, as its filters ask for it.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import type { Feeling, Intent, Rated, Sentiment, Topic, VoiceSource } from '../../api/contract';

export interface VoiceFilter {
  voice?: string;
  q?: string;
  nearly?: boolean;
  source?: VoiceSource;
  score_min?: number;
  score_max?: number;
  rated?: Rated;
  topic?: Topic;
  sentiment?: Sentiment;
  intent?: Intent;
  feeling?: Feeling;
  theme?: string;
  put_right?: boolean;
  stage?: string;
  journey?: string;
  from?: string;
  to?: string;
}

export const voicesQuery = (ws: string, filter: VoiceFilter) =>
  infiniteQueryOptions({
    queryKey: ['voices', ws, filter],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/w/{ws}/voices', {
          params: { path: { ws }, query: { ...filter, cursor: pageParam, limit: 40 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (old) => old,
  });

export const themesQuery = (ws: string) =>
  queryOptions({
    queryKey: ['themes', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/themes', { params: { path: { ws } }, signal })),
  });
