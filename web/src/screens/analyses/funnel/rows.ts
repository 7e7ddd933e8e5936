// The numbers of a funnel as the screen shows them: what became of those who came to a step, and the shares.
import { ofApi, type Share } from '../parts/intervals';
import type { StepAnswer } from './model';

export interface StepRow extends Omit<StepAnswer, 'from_before' | 'from_first'> {
  /** Came to the next step; nobody at the last one. */
  went_on: number;
  /** Of those who came to the step before. */
  from_before: Share | null;
  /** Of those who began. */
  from_first: Share | null;
  /** The most that `from_before` can become while some of the step before are undecided; `null` when nobody is. */
  at_most: number | null;
}

export function rowsOf(steps: StepAnswer[]): StepRow[] {
  const first = steps[0]?.count ?? 0;
  return steps.map((step, at) => {
    const before = steps[at - 1];
    const after = steps[at + 1];
    return {
      ...step,
      went_on: after?.count ?? 0,
      from_before: ofApi(step.from_before, before?.count ?? 0),
      from_first: at > 0 ? ofApi(step.from_first, first) : null,
      at_most: before && before.undecided > 0 && before.count > 0 ? (step.count + before.undecided) / before.count : null,
    };
  });
}

/** The step after which most are lost: the one to look at first. `null` when nobody is. */
export function worstStep(rows: StepRow[]): number | null {
  let worst: number | null = null;
  rows.slice(0, -1).forEach(({ dropped }, at) => {
    if (dropped > 0 && (worst === null || dropped > (rows[worst]?.dropped ?? 0))) worst = at;
  });
  return worst;
}
