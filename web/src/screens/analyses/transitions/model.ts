// What the screen of transitions asks in each of its views, and which cells open customers.
import { tidy, type Asked, type Cell, type OneKind } from '../parts';
import type { Edge } from './graph';

export const VIEWS = ['graph', 'table', 'variants', 'steps', 'rework'] as const;
export type View = (typeof VIEWS)[number];

/** The analysis behind a view. */
export const KIND: Record<View, OneKind> = { graph: 'transitions', table: 'transitions', variants: 'variants', steps: 'steps', rework: 'rework' };

/** How the screen is looked at, as its address keeps it. */
export interface Look {
  /** Kinds of transitions that are drawn; as many as are easily read when missing. */
  kinds: number | null;
  weight: 'count' | 'time';
  /** Ways that are listed. */
  top: number;
  places: number;
  /** The same event several times in a row makes another way. */
  repeats: boolean;
}

const whole = (value: unknown, most: number) => (typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= most ? value : null);

export function readLook(raw: Record<string, unknown>): Look {
  return {
    kinds: whole(raw.kinds, 100_000), weight: raw.weight === 'time' ? 'time' : 'count', top: whole(raw.top, 1_000) ?? 20, places: whole(raw.places, 50) ?? 10,
    repeats: raw.repeats === true,
  };
}

/** What the server is asked for a view: the list of ways and the matrix also say how much of them. */
export function sentOf(question: Asked, view: View, look: Look): Asked {
  const own = view === 'variants' ? { top: look.top, repeats: look.repeats ? undefined : false } : view === 'steps' ? { steps: look.places } : {};
  return tidy({ ...question, ...own });
}

/** A way with what comes several times in a row written once, with how often. */
export function runsOf(path: string[]): { event: string; times: number }[] {
  const runs: { event: string; times: number }[] = [];
  for (const event of path) {
    const last = runs.at(-1);
    if (last?.event === event) last.times += 1;
    else runs.push({ event, times: 1 });
  }
  return runs;
}

export type Order = 'count' | 'customers' | 'median_s';

/** Transitions that have a text in either name, in the order of a column, the greatest first. */
export function sorted(edges: Edge[], find: string, order: Order): Edge[] {
  const seek = find.trim().toLowerCase();
  const fitting = edges.filter(({ from, to }) => from.toLowerCase().includes(seek) || to.toLowerCase().includes(seek));
  return order === 'count' ? fitting : [...fitting].sort((a, b) => b[order] - a[order]);
}

/** The transition that a cell names. */
export function edgeOf(cell: Cell | null, edges: Edge[]): Edge | null {
  return edges.find(({ from, to }) => from === cell?.from && to === cell.to) ?? null;
}
