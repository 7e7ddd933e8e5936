// Lanes that people write in: which lane a number belongs to, what they are called in addresses, in which order they lie,
// and which of them are shown.
import type { JourneyMap, Lane, LaneArrangement, Present, Thread } from '../../../api/contract';
import { laneOf, parseCell, type Cell } from '../cells';

/** Lanes in the order of the map; `evidence` holds no words of people. */
export const ORDER = [
  'goal', 'actions', 'channels', 'thoughts', 'emotion', 'pains', 'delights', 'kpis', 'desired', 'opportunities', 'backstage', 'evidence',
] as const;
export type Row = (typeof ORDER)[number];

/** Lanes that hold nothing but what people write: shown once something is written, or somebody wants to write. */
const BY_PEOPLE: readonly string[] = ['goal', 'desired', 'backstage', 'pains', 'delights', 'opportunities'];

/** The lane that the store knows a row by. */
export function storeLane(row: string): Lane | null {
  if (row === 'channels') return 'touchpoints';
  if (row === 'evidence') return null;
  return row as Lane;
}

export const rowOfLane = (lane: Lane): string => (lane === 'touchpoints' ? 'channels' : lane);

/** The lane that a cell's words and comments belong to; what counts the whole column belongs to its head. */
export function laneOfCell({ what, which }: Cell): Lane {
  if (what === 'written') return (which ?? 'stage') as Lane;
  return storeLane(laneOf(what)) ?? 'stage';
}

/** Rows where something is open, somebody is at work, or a thread is open: nobody writes out of sight. */
export function busyRows(map: JourneyMap, selected: string | null, present: readonly Present[], threads: readonly Thread[]): string[] {
  const cell = selected === null ? null : parseCell(selected, map);
  const lanes = [
    ...(cell?.what === 'written' ? [laneOfCell(cell)] : []),
    ...present.map((one) => one.cell?.split('.')).filter((parts) => parts?.[1] === 'at').flatMap((parts) => parts?.[2] ?? []),
    ...threads.filter(({ resolved }) => !resolved).map(({ lane }) => lane),
  ];
  return lanes.map((lane) => rowOfLane(lane as Lane));
}

/** Rows from the top. `computed` are those that the screen draws from data; `busy` those where somebody is or speaks. */
export function rowsShown(map: JourneyMap, arrangement: LaneArrangement | undefined, computed: readonly string[], busy: readonly string[] = []): Row[] {
  const written = new Set(map.stages.flatMap((stage) => (stage.written ?? []).map(({ lane }) => rowOfLane(lane))));
  const hidden = new Set(arrangement?.hidden ?? []);
  const wanted = new Set(arrangement?.shown ?? []);
  return rowsInOrder(arrangement).filter((row) => {
    if (busy.includes(row) && !computed.includes(row)) return true;
    if (hidden.has(row)) return false;
    return computed.includes(row) || written.has(row) || (BY_PEOPLE.includes(row) && wanted.has(row));
  });
}

/** All rows as they were laid; one that nobody moved keeps its place after the one that it follows. */
export function rowsInOrder(arrangement: LaneArrangement | undefined): Row[] {
  const laid = (arrangement?.order ?? []).filter((row): row is Row => (ORDER as readonly string[]).includes(row));
  const rows = [...laid];
  ORDER.forEach((row, at) => {
    if (rows.includes(row)) return;
    const before = ORDER.slice(0, at).findLast((other) => rows.includes(other));
    rows.splice(before === undefined ? 0 : rows.indexOf(before) + 1, 0, row);
  });
  return rows;
}

/** The arrangement after a row was moved by `by` places among all rows. */
export function moved(arrangement: LaneArrangement, row: Row, by: number): LaneArrangement {
  const rows = rowsInOrder(arrangement);
  const from = rows.indexOf(row);
  const to = Math.min(rows.length - 1, Math.max(0, from + by));
  rows.splice(to, 0, ...rows.splice(from, 1));
  return { ...arrangement, order: rows };
}

/** The arrangement after a row was shown or hidden. */
export function shownOr(arrangement: LaneArrangement, row: Row, show: boolean): LaneArrangement {
  const without = (list: string[]) => list.filter((other) => other !== row);
  return {
    ...arrangement,
    hidden: show ? without(arrangement.hidden ?? []) : [...without(arrangement.hidden ?? []), row],
    shown: show ? [...without(arrangement.shown ?? []), row] : without(arrangement.shown ?? []),
  };
}

/** The arrangement after a row was given a name of the workspace's own, or with none its first one back. */
export function laneNamed(arrangement: LaneArrangement, row: Row, name: string): LaneArrangement {
  const others = Object.entries(arrangement.names ?? {}).filter(([other]) => other !== row);
  return { ...arrangement, names: Object.fromEntries(name === '' ? others : [...others, [row, name]]) };
}
