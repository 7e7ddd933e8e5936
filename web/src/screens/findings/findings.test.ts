import type { TFunction } from 'i18next';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding, FindingEffect, Findings, MapStage } from '../../api/contract';
import common from '../../locales/ko/common.json';
import words from '../../locales/ko/findings.json';
import type { Format } from '../../parts';
import * as numbers from '../../parts/numbers';
import { barOf } from '../map/found/Compared';
import { findingAt, neighbour } from '../map/found/context';
import { withFindings } from '../map/found/coverage';
import { weekOf } from '../map/charts';
import { SAMPLE } from '../map/fixture';
import { findingRows, HEAD } from '../map/table';
import { axisOf, inkOfEffect, isTold, placed } from './axis';
import { countText, effectText, stateText } from './texts';

const format = {
  lang: 'ko',
  count: (value: number) => numbers.count(value, 'ko'),
  signed: (value: number, digits = 1) => numbers.signed(value, digits, 'ko'),
  share: (value: number, digits = 1) => numbers.share(value, digits, 'ko'),
  span: (seconds: number) => numbers.span(seconds, 'ko'),
  signedInterval: (low: number, high: number, digits = 1) => numbers.signedInterval(low, high, digits, 'ko'),
} as Format;

let t: TFunction;

beforeAll(async () => {
  t = await i18next.init({
    lng: 'ko', ns: ['common', 'findings'], defaultNS: 'findings', interpolation: { escapeValue: false }, resources: { ko: { common, findings: words } },
  });
});

const LOST: FindingEffect = { measure: 'lost', value: 0.333, low: 0.302, high: 0.364, group: 0.442, others: 0.111, compared_with: 'same_point' };
const EMOTION: FindingEffect = { measure: 'emotion', value: -2.5, low: -2.8, high: -2.2, group: -1.2, others: 1.3, compared_with: 'others' };
const SLOW: FindingEffect = { measure: 'slow', value: 0.105, low: 0.092, high: 0.118, group: 489_381, others: 440_000, compared_with: 'others' };

const finding = (id: string, change: Partial<Finding> = {}) =>
  ({ id, stage: 'pay', n: 631, effect: LOST, evidence: { customers: 1, events: 1, voices: 0, query: `pay.finding.${id}` }, ...change }) as Finding;

describe('a difference in words', () => {
  it('is in points for shares, beside both shares', () => {
    expect(effectText(LOST, format, t)).toEqual({
      group: '이탈 44.2%', others: '비슷한 고객 11.1%', difference: '+33.3%p', interval: '[+30.2,\u00a0+36.4]',
    });
  });

  it('is in its own units for emotion, and in medians and ranks for waiting', () => {
    expect(effectText(EMOTION, format, t)).toEqual({ group: '−1.2', others: '다른 고객 +1.3', difference: '−2.5', interval: '[−2.8,\u00a0−2.2]' });
    expect(effectText(SLOW, format, t)).toEqual({ group: '5.7일', others: '다른 고객 5.1일', difference: '순위 +10.5', interval: '[+9.2,\u00a0+11.8]' });
  });

  it('leaves out a side that cannot be computed, and names others where the comparison is of a new kind', () => {
    expect(effectText({ ...LOST, group: null }, format, t).group).toBeNull();
    expect(effectText({ ...LOST, compared_with: 'matched' }, format, t).others).toBe('다른 고객 11.1%');
  });
});

describe('how many and what became of it', () => {
  it('counts what the list counts: customers, walks, or voices where ratings are compared', () => {
    expect(countText(finding('f1'), 'customers', format, t)).toBe('631명');
    expect(countText(finding('f1'), 'walks', format, t)).toBe('여정 631건');
    expect(countText(finding('f1', { effect: EMOTION }), 'customers', format, t)).toBe('목소리 631건');
  });

  it('says nothing of what goes on as it was', () => {
    expect(stateText('steady', t)).toBeNull();
    expect(stateText('back', t)).toBe('다시 나타남');
  });
});

describe('the axis of a lane', () => {
  it('has worse at the right whatever the measure', () => {
    expect(placed(LOST).value).toBeCloseTo(0.333);
    expect(placed(EMOTION)).toEqual({ value: 0.625, low: 0.55, high: 0.7 });
    expect(placed(EMOTION).low).toBeLessThan(placed(EMOTION).high);
  });

  it('holds 0 and every interval', () => {
    const axis = axisOf([LOST, EMOTION, SLOW]);
    expect(axis.min).toBe(0);
    expect(axis.max).toBeCloseTo(0.7);
    expect(axisOf([{ ...LOST, low: -0.1 }]).min).toBeCloseTo(-0.1);
  });

  it('does not blow up small differences, nor break without any', () => {
    expect(axisOf([{ ...LOST, value: 0.01, low: 0.005, high: 0.015 }])).toEqual({ min: 0, max: 0.1 });
    expect(axisOf([])).toEqual({ min: 0, max: 0.1 });
  });

  it('is coloured by meaning, and grey where the interval holds 0', () => {
    expect(inkOfEffect(LOST)).toBe('var(--n1)');
    expect(inkOfEffect(EMOTION)).toBe('var(--n1)');
    expect(inkOfEffect({ ...LOST, value: -0.3, low: -0.4, high: -0.2 })).toBe('var(--p1)');
    expect(inkOfEffect({ ...LOST, low: -0.1 })).toBe('var(--ink3)');
    expect(isTold({ low: -0.1, high: 0.2 })).toBe(false);
  });
});

describe('the bars of both sides', () => {
  it('grow from the middle for emotion and from the left for the rest', () => {
    expect(barOf('emotion', -1, 1)).toEqual({ left: 25, width: 25 });
    expect(barOf('emotion', 1.5, 1.5)).toEqual({ left: 50, width: 37.5 });
    expect(barOf('lost', 0.1, 0.4)).toEqual({ left: 0, width: 25 });
    expect(barOf('lost', 0, 0)).toEqual({ left: 0, width: 0 });
  });
});

describe('going from finding to finding', () => {
  const told = { pains: [finding('f1'), finding('f2')], delights: [finding('f3')], looked: { tried: 10, level: 0.05, enough: 20, left_out: [] } } as Findings;

  it('follows the ranking, pains before delights, and ends at its ends', () => {
    expect(neighbour(told, null, 1)).toBe('pay.finding.f1');
    expect(neighbour(told, 'pay.finding.f2', 1)).toBe('pay.finding.f3');
    expect(neighbour(told, 'pay.finding.f3', 1)).toBeNull();
    expect(neighbour(told, 'pay.finding.f1', -1)).toBeNull();
    expect(neighbour(told, 'pay.entered', -1)).toBe('pay.finding.f3');
  });

  it('knows the lane that a cell lies in', () => {
    expect(findingAt(told, 'pay.finding.f3')?.lane).toBe('delights');
    expect(findingAt(told, 'pay.entered')).toBeNull();
    expect(findingAt(null, 'pay.finding.f3')).toBeNull();
  });

  it('adds two lanes to the coverage once they are known, and only where enough passed', () => {
    const before: MapStage['coverage'] = { computed: 4, lanes: 5, by_lane: [['actions', 'computed'], ['kpis', 'computed']] };
    expect(withFindings(before, 100, null)).toEqual(before);
    expect(withFindings(before, 100, told)).toMatchObject({ computed: 6, lanes: 7 });
    expect(withFindings(before, 19, told)).toMatchObject({ computed: 4, lanes: 7 });
    expect(withFindings(before, 100, told).by_lane.map(([lane]) => lane)).toEqual(['actions', 'pains', 'delights', 'kpis']);
  });
});

describe('findings in the export', () => {
  it('are rows as wide as its head, and none while they are computed', () => {
    const told = { pains: [finding('f1', { title: { ko: '떠나요', en: 'They leave' } })], delights: [] } as unknown as Findings;
    const [row] = findingRows(SAMPLE, told, 'en');
    expect(row).toEqual(['pay', '=결제', 'pains', 'pay.finding.f1', 'They leave', 0.333, 0.302, 0.364, 631, 'lost']);
    expect(row).toHaveLength(HEAD.length);
    expect(findingRows(SAMPLE, null, 'en')).toEqual([]);
  });
});

describe('a dated stretch over the weeks', () => {
  const weeks = ['2026-08-03', '2026-08-10', '2026-08-17'].map((week) => ({ week }));

  it('lies in the week that holds the day', () => {
    expect(weekOf(weeks, '2026-08-12')).toBe(1);
    expect(weekOf(weeks, '2026-07-01')).toBe(0);
    expect(weekOf(weeks, '2026-12-01')).toBe(2);
    expect(weekOf([], '2026-12-01')).toBeNull();
  });
});
