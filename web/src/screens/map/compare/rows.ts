// The differences of a comparison as the rows of a map: one a measure, with a cell for every stage.
import type { ComparedBy, Comparison, Difference } from '../../../api/contract';

export interface CompareRow {
  measure: ComparedBy;
  /** What stands in each stage, in the order of the map. */
  cells: Difference[][];
}

const MEASURES: ComparedBy[] = ['lost', 'back', 'slow', 'emotion', 'csat', 'nps', 'ces', 'action', 'channel'];

/** Events and channels shown in a cell; the others are counted under them. */
export const IN_CELL = 3;

const larger = ({ from, to }: Difference) => Math.max(from.value ?? 0, to.value ?? 0);

/** Measures that any stage has; events and channels of a stage by their larger share. */
export function rowsOf({ of, differences }: Comparison): CompareRow[] {
  return MEASURES.map((measure) => ({
    measure,
    cells: of.stages.map(({ id }) =>
      differences.filter((one) => one.stage === id && one.measure === measure).sort((a, b) => larger(b) - larger(a))),
  })).filter(({ cells }) => cells.some((cell) => cell.length > 0));
}
