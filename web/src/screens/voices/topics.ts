// A workspace's own order of topics: how it is read, changed and brought back, and what topics are called by it.
import { infiniteQueryOptions, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../../api/client';
import type { OwnTopic, Topic, TopicTree } from '../../api/contract';
import { useHere } from '../page/workspace';

export const topicsQuery = (ws: string) =>
  queryOptions({
    queryKey: ['topics', ws],
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/topics', { params: { path: { ws } }, signal })),
  });

export const pastTopicsQuery = (ws: string) =>
  infiniteQueryOptions({
    queryKey: ['topics-past', ws],
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/w/{ws}/topics/history', { params: { path: { ws }, query: { before: pageParam } }, signal })),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** Lays topics otherwise; every number made of them is asked for anew, also when somebody else was faster. */
export function useLayTopics(ws: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (tree: TopicTree) => answer(api.PUT('/api/w/{ws}/topics', { params: { path: { ws } }, body: tree })),
    onSuccess: (tree) => client.setQueryData(topicsQuery(ws).queryKey, tree),
    onSettled: () => void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === ws }),
  });
}

export const ownOf = (tree: TopicTree | undefined, topic: Topic): OwnTopic => tree?.topics?.[topic] ?? {};

/** The order with one topic changed; what says nothing is left out. */
export function withTopic(tree: TopicTree, topic: Topic, change: Partial<OwnTopic>): TopicTree {
  const own: OwnTopic = { ...ownOf(tree, topic), ...change };
  const said = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined && value !== '' && value !== false)) as OwnTopic;
  const others = Object.fromEntries(Object.entries(tree.topics ?? {}).filter(([id]) => id !== topic));
  return { version: tree.version, topics: Object.keys(said).length > 0 ? { ...others, [topic]: said } : others };
}

/** What topics are called in this workspace, and which it does not show. */
export function useTopics() {
  const { t } = useTranslation();
  const { ws } = useHere();
  const { data } = useQuery(topicsQuery(ws));
  return {
    nameOf: (topic: Topic): string => ownOf(data, topic).name ?? t(`topic.${topic}`),
    /** Topics without those that are there only because they hold another of them. */
    bare: (topics: Topic[]) => topics.filter((topic) => !topics.some((other) => ownOf(data, other).under === topic)),
    hides: (topic: Topic) => ownOf(data, topic).hidden === true,
  };
}
