// The side that a map is compared with, as the address has it.
import type { View } from '../../../api/queries';
import type { MapSearch } from '../search';

/** Whole days from one to another, both counted. */
function daysIn(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The period of equal length that ends the day before. */
export function periodBefore(from: string, to: string): { from: string; to: string } {
  const length = daysIn(from, to);
  return { from: shifted(from, -length), to: shifted(to, -length) };
}

/** What the map is compared with: as the address says, else the period before for the same customers; `null` where there
 * is neither. */
export function againstOf(view: View, { bfrom, bto, bwhere }: MapSearch): View | null {
  if (bfrom !== undefined || bto !== undefined || bwhere !== undefined) {
    const days = bfrom !== undefined || bto !== undefined;
    return {
      from: days ? bfrom ?? null : view.from, to: days ? bto ?? null : view.to,
      where: bwhere ?? view.where, version: view.version,
    };
  }
  if (view.from === null || view.to === null) return null;
  return { ...view, ...periodBefore(view.from, view.to) };
}

/** The last four whole weeks before a day of data and the four before them. */
export function lastWeeks(last: string): { now: { from: string; to: string }; before: { from: string; to: string } } {
  const now = { from: shifted(last, -27), to: last };
  return { now, before: periodBefore(now.from, now.to) };
}

export const sameSides = (a: View, b: View) => a.from === b.from && a.to === b.to && JSON.stringify(a.where) === JSON.stringify(b.where);
