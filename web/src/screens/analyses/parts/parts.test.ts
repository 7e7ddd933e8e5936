import { describe, expect, it } from 'vitest';
import { parseAnalysisSearch } from './address';
import { marksOn } from './annotations';
import { shareScale } from './axes';
import { shareOf } from './intervals';
import { isAny, namesOf, ready, tidy, urlsOf, withNames, written } from './questions';

describe('a pattern of events', () => {
  it('writes one name as event and several as events', () => {
    expect(tidy(withNames({ event: 'a', where: { x: 1 } }, ['b', 'c']))).toEqual({ events: ['b', 'c'], where: { x: 1 } });
    expect(tidy(withNames({ events: ['b', 'c'] }, ['c']))).toEqual({ event: 'c' });
    expect(tidy(withNames({ event: 'a' }, []))).toEqual({});
  });

  it('means every name that it holds once', () => {
    expect(namesOf({ event: 'a', events: ['a', 'b'] })).toEqual(['a', 'b']);
    expect(urlsOf({ url: '/p/*' })).toEqual(['/p/*']);
  });

  it('means any event when it says nothing', () => {
    expect(isAny({})).toBe(true);
    expect(isAny({ where: { amount: 1 } })).toBe(false);
  });

  it('is sent without conditions that have no property yet', () => {
    expect(ready({ event: 'a', where: { '': '', ' ': 'x' } })).toEqual({ event: 'a' });
  });
});

describe('what is kept', () => {
  it('is the same whatever the order of its keys', () => {
    expect(written({ a: 1, b: { d: [1, { f: 2, e: 3 }], c: 4 } })).toBe(written({ b: { c: 4, d: [1, { e: 3, f: 2 }] }, a: 1 }));
    expect(written([1, 2])).not.toBe(written([2, 1]));
  });

  it('is read from an address without what makes no sense', () => {
    expect(parseAnalysisSearch({ q: { steps: [] }, view: 'trend', cell: { step: 1 }, saved: 3, look: [] })).toEqual({ q: { steps: [] }, view: 'trend', cell: { step: 1 }, saved: 3 });
    expect(parseAnalysisSearch({ q: 'steps', view: 1 })).toEqual({});
  });
});

describe('a share', () => {
  // the values of `yeojido_stats::wilson`, whose tests hold them against R's prop.test
  it('has Wilson’s interval', () => {
    const share = shareOf(8, 10);
    expect(share?.low).toBeCloseTo(0.490162, 6);
    expect(share?.high).toBeCloseTo(0.943318, 6);
  });

  it('never leaves 0 to 1 and has a width even when everybody did it', () => {
    expect(shareOf(5, 5)).toMatchObject({ value: 1, high: 1 });
    expect(shareOf(5, 5)?.low).toBeLessThan(1);
    expect(shareOf(0, 5)).toMatchObject({ value: 0, low: 0 });
  });

  it('is none of nobody', () => {
    expect(shareOf(0, 0)).toBeNull();
  });
});

describe('notes on days', () => {
  const note = (text: string, day: string) => ({ id: 1, day, text, by: 'owner', at: day, revision: 1 });
  const starts = ['2026-08-03', '2026-08-10', '2026-08-17'];

  it('stand on the stretch that holds their day, oldest first', () => {
    const marks = marksOn([note('b', '2026-08-12'), note('a', '2026-08-03'), note('c', '2026-08-23')], starts, '2026-08-23');
    expect(marks.map(({ annotation, number, at }) => [annotation.text, number, at])).toEqual([['a', 1, 0], ['b', 2, 1], ['c', 3, 2]]);
  });

  it('are left out before the chart begins and after it ends', () => {
    expect(marksOn([note('a', '2026-08-02'), note('b', '2026-08-24')], starts, '2026-08-23')).toEqual([]);
    expect(marksOn([note('a', '2026-08-02')], [], null)).toEqual([]);
  });
});

describe('an axis of shares', () => {
  it('ends in a round step above the highest', () => {
    expect(shareScale([0.12, 0.36])).toEqual({ min: 0, max: 0.4, interval: 0.1 });
    expect(shareScale([0.97]).max).toBe(1);
    expect(shareScale([]).max).toBe(0.01);
  });
});
