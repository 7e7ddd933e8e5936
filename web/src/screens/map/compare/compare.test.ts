import { describe, expect, it } from 'vitest';
import type { Difference } from '../../../api/contract';
import { parseMapSearch } from '../search';
import { againstOf, lastWeeks, periodBefore } from './sides';
import { axisOf, meaningOf, placed } from './texts';

const side = { value: 0.1, n: 100, customers: 90, young: 0, cell: 'pay.lost' };
const difference = (change: Partial<Difference>): Difference => ({
  rank: 1, stage: 'pay', measure: 'lost', which: null, verdict: 'differs', from: side, to: side,
  value: 0.1, low: 0.05, high: 0.15, better: false, p_adjusted: 0.01, ...change,
});
const everyone = { from: null, to: null, where: [], version: null };

describe('the other side', () => {
  it('is the period of equal length before, unless the address says otherwise', () => {
    expect(periodBefore('2026-08-03', '2026-08-30')).toEqual({ from: '2026-07-06', to: '2026-08-02' });
    const view = { ...everyone, from: '2026-03-01', to: '2026-03-01' };
    expect(againstOf(view, {})).toMatchObject({ from: '2026-02-28', to: '2026-02-28' });
    expect(againstOf(everyone, {})).toBeNull();
    expect(againstOf(view, { bto: '2026-01-31' })).toMatchObject({ from: null, to: '2026-01-31' });
  });

  it('keeps the days of the map when only its customers are another', () => {
    const where = [{ field: { of: 'trait' as const, name: '지역' }, is: '호남' }];
    const view = { ...everyone, from: '2026-03-01', to: '2026-03-31' };
    expect(againstOf(view, { bwhere: where })).toMatchObject({ from: '2026-03-01', to: '2026-03-31', where });
  });

  it('is read from an address as it was written there, everybody included', () => {
    expect(parseMapSearch({ mode: 'compare', bwhere: [], bfrom: '2026-03-01', on: 'against', way: 'x' }))
      .toEqual({ mode: 'compare', bwhere: [], bfrom: '2026-03-01', on: 'against' });
  });

  it('gives four weeks and the four before', () => {
    expect(lastWeeks('2026-11-22')).toEqual({
      now: { from: '2026-10-26', to: '2026-11-22' }, before: { from: '2026-09-28', to: '2026-10-25' },
    });
  });
});

describe('a difference', () => {
  it('lies right of 0 where it is worse, whatever the measure', () => {
    expect(placed(difference({}))?.value).toBeCloseTo(0.1);
    expect(placed(difference({ measure: 'emotion', value: -0.4, low: -0.8, high: -0.2 }))).toEqual({ value: 0.1, low: 0.05, high: 0.2 });
    expect(placed(difference({ value: null, low: null, high: null }))).toBeNull();
  });

  it('has a meaning only beyond chance, and none that is good or bad for what people do', () => {
    expect(meaningOf(difference({}))).toBe('worse');
    expect(meaningOf(difference({ better: true }))).toBe('better');
    expect(meaningOf(difference({ better: null }))).toBe('other');
    expect(meaningOf(difference({ verdict: 'not_distinguishable', better: null }))).toBe('none');
  });

  it('does not look large on an axis of its own', () => {
    const { min, max } = axisOf([difference({ value: 0.001, low: 0, high: 0.002 })]);
    expect(max - min).toBeGreaterThanOrEqual(0.1);
  });
});
