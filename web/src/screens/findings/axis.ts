// Where the intervals of findings lie on one axis. Measures have scales of their own, so each difference is drawn as the
// part of its whole scale that it makes up: shares of 100 %p, ranks of 100, emotion of the four points from −2 to +2.
import type { FindingEffect, Measure } from '../../api/contract';

const WHOLE: Record<Measure, number> = { lost: 1, back: 1, slow: 1, emotion: 4 };

/** The axis is never shorter than this, so that small differences do not look large. */
const SHORTEST = 0.1;

export interface Placed {
  value: number;
  low: number;
  high: number;
}

/** Left of 0 is better, right of it is worse, whatever the measure. */
export function placed({ measure, value, low, high }: FindingEffect): Placed {
  const whole = WHOLE[measure];
  // a lower emotion is worse, a lower share of leaving is better
  return measure === 'emotion'
    ? { value: -value / whole, low: -high / whole, high: -low / whole }
    : { value: value / whole, low: low / whole, high: high / whole };
}

/** Ends of the axis that all of them share; 0 is always on it. */
export function axisOf(effects: FindingEffect[]): { min: number; max: number } {
  const places = effects.map(placed);
  const min = Math.min(0, ...places.map(({ low }) => low));
  const max = Math.max(0, ...places.map(({ high }) => high));
  if (max - min >= SHORTEST) return { min, max };
  return min < 0 && max === 0 ? { min: -SHORTEST, max } : { min, max: min + SHORTEST };
}

/** Whether the interval keeps clear of 0. */
export function isTold({ low, high }: Pick<FindingEffect, 'low' | 'high'>): boolean {
  return low > 0 || high < 0;
}

/** Colour of a difference: worse, better, or grey where the interval holds 0. */
export function inkOfEffect(effect: FindingEffect): string {
  if (!isTold(effect)) return 'var(--ink3)';
  return placed(effect).value > 0 ? 'var(--n1)' : 'var(--p1)';
}
