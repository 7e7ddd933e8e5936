// How lanes and columns lie, and the order and names of stages: read, changed step by step, and taken back. A step is a
// function of what is there now, so that two people who change different things at once both get what they wanted.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api, ApiError, errorText } from '../../../api/client';
import type { ColumnArrangement, Journey, LaneArrangement } from '../../../api/contract';
import { putJourney } from '../../journeys/queries';
import { useMap } from '../context';
import { useTeam } from './context';
import { columnsQuery, lanesQuery } from './queries';
import { MovedOn } from './undo';

const TRIES = 4;

/** Something that people lay out, with the version that they saw. */
export interface Laid<T> {
  read: () => Promise<T>;
  write: (next: T, seen: T) => Promise<T>;
  /** What of it a person sees. */
  content: (laid: T) => unknown;
}

export async function changed<T>(laid: Laid<T>, change: (now: T) => T, tries = TRIES): Promise<{ before: T; after: T }> {
  const before = await laid.read();
  try {
    return { before, after: await laid.write(change(before), before) };
  } catch (error) {
    if (error instanceof ApiError && error.code === 'conflict' && tries > 1) return changed(laid, change, tries - 1);
    throw error;
  }
}

/** Puts what was before back, while it still stands as the change left it. */
export function takenBack<T>(laid: Laid<T>, { before, after }: { before: T; after: T }): Promise<unknown> {
  const seen = (one: T) => JSON.stringify(laid.content(one));
  return changed(laid, (now) => {
    if (seen(now) !== seen(after)) throw new MovedOn();
    return before;
  });
}

const lanesOf = (ws: string): Laid<LaneArrangement> => ({
  read: () => answer(api.GET('/api/w/{ws}/lanes', { params: { path: { ws } } })),
  write: (next, seen) => answer(api.PUT('/api/w/{ws}/lanes', { params: { path: { ws } }, body: { ...next, version: seen.version } })),
  content: ({ order, hidden, shown, names }) => [order, hidden, shown, Object.entries(names ?? {}).sort()],
});

const columnsOf = (ws: string, journey: string): Laid<ColumnArrangement> => ({
  read: () => answer(api.GET('/api/w/{ws}/map/{journey}/columns', { params: { path: { ws, journey } } })),
  write: (next, seen) =>
    answer(api.PUT('/api/w/{ws}/map/{journey}/columns', { params: { path: { ws, journey } }, body: { ...next, version: seen.version } })),
  content: ({ hidden }) => [...(hidden ?? [])].sort(),
});

interface Defined {
  journey: Journey;
  version: number;
}

const definitionOf = (ws: string, id: string): Laid<Defined> => ({
  read: async () => {
    const { definition, version } = await answer(api.GET('/api/w/{ws}/journeys/{id}', { params: { path: { ws, id } } }));
    return { journey: definition, version };
  },
  write: async ({ journey }, seen) => {
    const { definition, version } = await putJourney(ws, id, { base: seen.version, definition: journey });
    return { journey: definition, version };
  },
  content: ({ journey }) => journey,
});

/** Screens that show numbers of a journey. */
const COMPUTED_BY = ['map', 'journey', 'journeys', 'home', 'customer', 'voices'];

/** Steps that say what they did and offer the way back; a step that failed says why and rejects. */
export function useLayout() {
  const { ws, map } = useMap();
  const team = useTeam();
  const client = useQueryClient();
  const { t } = useTranslation('team');
  async function step<T>(laid: Laid<T>, change: (now: T) => T, text: string, renew: () => Promise<unknown>) {
    try {
      const done = await changed(laid, change);
      await renew();
      team?.say({ text, undo: () => takenBack(laid, done).then(renew) });
    } catch (error) {
      await renew();
      team?.say({ text: errorText(error, t) });
      throw error;
    }
  }
  const { queryKey: lanesKey } = lanesQuery(ws);
  const { queryKey: columnsKey } = columnsQuery(ws, map.journey);
  return {
    lanes: (change: (now: LaneArrangement) => LaneArrangement, text: string) => {
      client.setQueryData<LaneArrangement>(lanesKey, (now) => (now ? change(now) : now));
      return step(lanesOf(ws), change, text, () => client.invalidateQueries({ queryKey: ['lanes', ws] }));
    },
    columns: (change: (now: ColumnArrangement) => ColumnArrangement, text: string) => {
      client.setQueryData<ColumnArrangement>(columnsKey, (now) => (now ? change(now) : now));
      return step(columnsOf(ws, map.journey), change, text, () => client.invalidateQueries({ queryKey: ['columns', ws, map.journey] }));
    },
    definition: (change: (now: Journey) => Journey, text: string) =>
      step(
        definitionOf(ws, map.journey), ({ journey, version }) => ({ journey: change(journey), version }), text,
        () => client.invalidateQueries({ predicate: ({ queryKey: [what, where] }) => COMPUTED_BY.includes(String(what)) && where === ws }),
      ),
  };
}

/** The columns after a stage was hidden or shown. */
export function columnShown(columns: ColumnArrangement, id: string, show: boolean): ColumnArrangement {
  const others = (columns.hidden ?? []).filter((other) => other !== id);
  return { ...columns, hidden: show ? others : [...others, id] };
}
