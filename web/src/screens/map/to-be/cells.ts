// Names of cells of the side to be: `<column>.to_be.<lane>`. Numbers of today keep their own names on this side too.
import type { Lane } from '../../../api/contract';
import { cellOf } from '../cells';

export interface PlannedCell {
  column: string;
  lane: Lane;
}

/** What a cell's name means on the side to be; `null` for a number of today. */
export function plannedCell(name: string): PlannedCell | null {
  const [column, side, lane, ...rest] = name.split('.');
  if (!column || side !== 'to_be' || !lane || rest.length > 0) return null;
  return { column, lane: lane as Lane };
}

export const plannedName = (column: string, lane: Lane) => cellOf(column, 'to_be', lane);

/** Lanes that stand on the side to be from the start; others once something is written in them. */
export const ALWAYS: readonly Lane[] = ['kpis', 'emotion', 'goal', 'desired', 'actions', 'opportunities', 'backstage'];
export const OTHERS: readonly Lane[] = ['touchpoints', 'thoughts', 'pains', 'delights'];
