// The columns of the side to be as changes of their cells: added, renamed, moved, taken away. Each change is a revision of one
// cell, and each knows its way back.
import type { CellChange, Gap, PlannedStage, ToBe } from '../../../api/contract';

type Content = NonNullable<CellChange['content']>;

/** The column itself, as its cell says it. A column under the name of today's has no words of its own. */
export function contentOf(stage: PlannedStage, nameToday: string | undefined): Content {
  const text = stage.name === nameToday ? '' : stage.name;
  return { text, kind: 'written', planned: { place: stage.place, ...(stage.from ? { from: stage.from } : {}) } };
}

/** Where a column comes to lie when it moves by one; `null` at the edge. A place between two neighbours changes nobody else. */
export function placeAfterMove(stages: readonly PlannedStage[], at: number, by: -1 | 1): number | null {
  const over = stages[at + by];
  if (!over) return null;
  const beyond = stages[at + 2 * by];
  return beyond ? (over.place + beyond.place) / 2 : over.place + by;
}

/** Behind the last one. */
export const lastPlace = (stages: readonly PlannedStage[]) => Math.max(0, ...stages.map(({ place }) => place)) + 1;

/** A name for a new column that neither today nor the plan has. */
export function freeColumn(taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`new-${number}`)) number += 1;
  return `new-${number}`;
}

/** How many gaps there are of each state, in the order in which they are told. */
export const STATES = ['missed', 'unsure', 'unmeasured', 'met'] as const;

export function counted(gaps: readonly Gap[]): { state: (typeof STATES)[number]; count: number }[] {
  return STATES.map((state) => ({ state, count: gaps.filter((gap) => gap.state === state).length })).filter(({ count }) => count > 0);
}

/** Whether nobody has begun. */
export const untouched = ({ stages }: ToBe) => stages.length === 0;
