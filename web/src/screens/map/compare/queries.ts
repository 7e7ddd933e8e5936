// What the comparison asks of the server.
import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../../api/client';
import type { JourneyMap, Lang } from '../../../api/contract';
import { viewQuery, type View } from '../../../api/queries';

/** Both sides and what differs between them. */
export const compareQuery = (ws: string, journey: string, view: View, against: View, lang: Lang) =>
  queryOptions({
    queryKey: ['compare', ws, journey, view, against, lang],
    queryFn: ({ signal }) => {
      const { from: against_from, to: against_to, where: against_where } = viewQuery(against);
      return answer(
        api.GET('/api/w/{ws}/map/{journey}/compare', {
          params: { path: { ws, journey }, query: { ...viewQuery(view), against_from, against_to, against_where, lang } },
          signal,
        }),
      );
    },
  });

/** What changed up to the last day of a view, pinned to the map that it stands beside. */
export const changesQuery = (ws: string, map: Pick<JourneyMap, 'journey' | 'version' | 'lake_version'>, view: View) =>
  queryOptions({
    queryKey: ['changes', ws, map.journey, view.to, view.where, map.lake_version, map.version],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/w/{ws}/map/{journey}/changes', {
          params: {
            path: { ws, journey: map.journey },
            query: { ...viewQuery({ ...view, from: null }), version: map.version, lake_version: map.lake_version },
          },
          signal,
        }),
      ),
    staleTime: Infinity,
  });
