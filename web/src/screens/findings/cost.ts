// What a pain point costs, in words and on an axis that the whole lane shares.
import type { Finding } from '../../api/contract';
import type { Format } from '../../parts';
import { isTold, type Placed } from './axis';

export type Cost = NonNullable<Finding['cost']>;

/** The numbers of a cost: “₩882만” and “[591, 1,176만]”; with “0을 포함” said by whoever shows it. */
export function costText({ amount, low, high, currency }: Cost, format: Format): { amount: string; interval: string } {
  // the currency stands before the interval, and a unit that both ends have after it
  const [from, to] = [low, high].map((end) => format.shortMoney(Math.round(end), currency).replace('₩', '')) as [string, string];
  const bare = from.endsWith('만') && to.endsWith('만') ? from.slice(0, -1) : from;
  return { amount: format.shortMoney(Math.round(amount), currency), interval: `[${bare}, ${to}]` };
}

/** Ends of the one axis of a lane; `null` where nothing on it has a cost. 0 is always on it. */
export function costAxis(findings: Finding[]): { min: number; max: number } | null {
  const costs = findings.flatMap(({ cost }) => (cost ? [cost] : []));
  if (costs.length === 0) return null;
  return { min: Math.min(0, ...costs.map(({ low }) => low)), max: Math.max(0, ...costs.map(({ high }) => high)) };
}

/** Spending less is worse; grey where the interval holds 0. */
export function inkOfCost(cost: Placed): string {
  if (!isTold(cost)) return 'var(--ink3)';
  return cost.value > 0 ? 'var(--n1)' : 'var(--p1)';
}

export function placedCost({ amount, low, high }: Cost): Placed {
  return { value: amount, low, high };
}
