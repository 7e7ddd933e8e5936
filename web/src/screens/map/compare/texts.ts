// Differences in words and numbers, each in the unit of its measure, and where they lie on the axis that all share.
import type { TFunction } from 'i18next';
import type { ComparedBy, Difference } from '../../../api/contract';
import type { Format } from '../../../parts';
import { NO_CHANNEL } from '../cells';

/** The whole scale of each measure: what it can differ by at most. */
const WHOLE: Record<ComparedBy, number> = { lost: 1, back: 1, slow: 1, emotion: 4, csat: 1, nps: 2, ces: 6, action: 1, channel: 1 };

/** More of these is better. */
const MORE_IS_BETTER = new Set<ComparedBy>(['emotion', 'csat', 'nps', 'ces']);

/** Numbers of these are shown as they are, all others in hundredths. */
const AS_IS = new Set<ComparedBy>(['emotion', 'ces']);

export type Meaning = 'better' | 'worse' | 'other' | 'none';

export function meaningOf({ verdict, better }: Pick<Difference, 'verdict' | 'better'>): Meaning {
  if (verdict !== 'differs') return 'none';
  if (better === null) return 'other';
  return better ? 'better' : 'worse';
}

export const inkOfMeaning = (meaning: Meaning) =>
  meaning === 'better' ? 'var(--p1)' : meaning === 'worse' ? 'var(--n1)' : meaning === 'other' ? 'var(--ink)' : 'var(--ink3)';

/** A value of a side: a share, a median time, a mean. */
export function valueText(measure: ComparedBy, value: number | null, format: Format): string {
  if (value === null) return '–';
  if (measure === 'slow') return format.span(value);
  if (measure === 'nps') return format.signed(value * 100, 0);
  if (measure === 'ces') return format.plain(value, 1);
  return measure === 'emotion' ? format.signed(value, 2) : format.share(value);
}

/** “+4.1%p” and “[+2.0, +6.2]”. */
export function differenceText({ measure, value, low, high }: Difference, format: Format, t: TFunction): { value: string; interval: string } | null {
  if (value === null || low === null || high === null) return null;
  const scale = AS_IS.has(measure) ? 1 : 100;
  const digits = AS_IS.has(measure) ? 2 : 1;
  return {
    value: t(`compare:unit.${measure}`, { value: format.signed(value * scale, digits) }),
    interval: format.signedInterval(low * scale, high * scale, digits),
  };
}

export function whichText(which: string | null, t: TFunction): string {
  return which === NO_CHANNEL ? t('map:noChannel') : which ?? '';
}

/** “배송에서 더 많이 떠나요”; what cannot be told is named by its measure alone. */
export function sentence(difference: Difference, stage: string, tense: 'side' | 'time', t: TFunction): string {
  const { measure, verdict, value } = difference;
  const about = { stage, which: whichText(difference.which, t) };
  if (verdict !== 'differs' || value === null) return t(`compare:named.${measure}`, about);
  return t(`compare:${tense}.${measure}.${value > 0 ? 'more' : 'less'}`, about);
}

export interface Placed {
  value: number;
  low: number;
  high: number;
}

/** Left of 0 is better, right of it is worse; what is neither lies by its own sign. */
export function placed({ measure, value, low, high }: Difference): Placed | null {
  if (value === null || low === null || high === null) return null;
  const whole = WHOLE[measure];
  return MORE_IS_BETTER.has(measure)
    ? { value: -value / whole, low: -high / whole, high: -low / whole }
    : { value: value / whole, low: low / whole, high: high / whole };
}

/** Ends of the axis that some share; 0 is always on it, and it is never so short that little looks like much. */
export function axisOf(differences: Difference[]): { min: number; max: number } {
  const places = differences.map(placed).filter((place) => place !== null);
  const min = Math.min(-0.02, ...places.map(({ low }) => low));
  const max = Math.max(0.02, ...places.map(({ high }) => high));
  return max - min >= 0.1 ? { min, max } : { min: Math.min(min, -0.05), max: Math.max(max, 0.05) };
}
