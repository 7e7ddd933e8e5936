// The side to be as the server lays it out, in the workspace and behind a link.
import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../../api/client';
import type { CellRevision, JourneyMap, Lang } from '../../../api/contract';
import { viewQuery, type View } from '../../../api/queries';
import { sharedToBeQuery } from '../../shared/queries';
import type { Visit } from '../context';
import { putCell } from '../team/queries';

const own = (ws: string, map: JourneyMap, view: View, lang: Lang) =>
  queryOptions({
    queryKey: ['to-be', ws, map.journey, view, lang, map.lake_version] as (string | number | View)[],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/w/{ws}/map/{journey}/to-be', { params: { path: { ws, journey: map.journey }, query: { ...viewQuery(view), lang } }, signal }),
      ),
  });

export const toBeQuery = (ws: string, map: JourneyMap, view: View, lang: Lang, visit: Visit | null) =>
  visit ? sharedToBeQuery(visit, lang) : own(ws, map, view, lang);

export const beginToBe = (ws: string, journey: string) =>
  answer(api.POST('/api/w/{ws}/map/{journey}/to-be', { params: { path: { ws, journey } } }));

/** Empties what was just written, cell by cell. */
export async function takeBack(ws: string, journey: string, written: readonly CellRevision[]): Promise<void> {
  for (const { side, stage, lane, revision } of written) await putCell(ws, journey, { side, stage, lane, base: revision, content: null });
}
