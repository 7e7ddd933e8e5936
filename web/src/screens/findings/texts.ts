// A finding's numbers in words, each in the unit of its measure: shares in points, waiting in medians and ranks, emotion on
// −2…+2.
import type { TFunction } from 'i18next';
import type { Finding, FindingEffect, JourneyMap, Measure } from '../../api/contract';
import type { Format } from '../../parts';

export interface EffectText {
  /** “이탈 44.2%”; `null` where it cannot be computed. */
  group: string | null;
  /** “비슷한 고객 11.1%”. */
  others: string | null;
  /** “+33.3%p”. */
  difference: string;
  /** “[+30.2, +36.4]”. */
  interval: string;
}

/** A side of the comparison: a share, a median time, or an emotion. */
export function sideText(measure: Measure, value: number, format: Format): string {
  if (measure === 'slow') return format.span(value);
  return measure === 'emotion' ? format.signed(value) : format.share(value);
}

/** `t` speaks the words of `findings`. */
export function effectText({ measure, value, low, high, group, others, compared_with }: FindingEffect, format: Format, t: TFunction): EffectText {
  const scale = measure === 'emotion' ? 1 : 100;
  const number = format.signed(value * scale);
  return {
    group: group === null ? null : t(`findings:group.${measure}`, { value: sideText(measure, group, format) }),
    others: others === null ? null
      : t(`findings:others.${compared_with}`, { value: sideText(measure, others, format), defaultValue: t('findings:others.others', { value: sideText(measure, others, format) }) }),
    difference: t(`findings:difference.${measure}`, { value: number }),
    interval: format.signedInterval(low * scale, high * scale),
  };
}

/** “631명”: customers or walks, or voices where ratings are compared. */
export function countText({ n, effect }: Pick<Finding, 'n' | 'effect'>, counts: JourneyMap['counts'], format: Format, t: TFunction): string {
  const about = { count: n, n: format.count(n) };
  return effect.measure === 'emotion' ? t('common:unit.voices', about) : t('common:unit.walks', { ...about, context: counts });
}

/** “새로 생김”; `null` while it goes on as it was. */
export function stateText(state: Finding['state'], t: TFunction): string | null {
  return state === 'steady' ? null : t(`findings:state.${state}`);
}
