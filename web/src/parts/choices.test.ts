import { describe, expect, it } from 'vitest';
import type { Predicate } from '../api/contract';
import { directionOf, stepOf } from './feelings';
import { predicateText, toggleValue, valuesOf } from './filters';
import { presetsBefore } from './periods';
import { sparkRuns } from './Spark';

describe('feelings', () => {
  it('take the words of the scale at its thresholds', () => {
    expect([-2, -1.5, -1.49, -0.26, -0.25, 0, 0.25, 0.26, 1.49, 1.5, 2].map(stepOf)).toEqual(
      ['n2', 'n2', 'n1', 'n1', 'z', 'z', 'z', 'p1', 'p1', 'p2', 'p2'],
    );
  });

  it('point down for worse and up for better', () => {
    expect([-1, 0, 1].map(stepOf).map(directionOf)).toEqual(['worse', 'same', 'better']);
  });
});

describe('filters', () => {
  const region = { of: 'trait' as const, name: 'region' };

  it('tick several values of a field, and untick them until nothing is left', () => {
    let where: Predicate[] = [];
    where = toggleValue(where, region, 'Seoul');
    expect(where).toEqual([{ field: region, is: 'Seoul' }]);
    where = toggleValue(where, region, 'Busan');
    expect(where).toEqual([{ field: region, is: ['Seoul', 'Busan'] }]);
    expect(valuesOf(where, region)).toEqual(['Seoul', 'Busan']);
    where = toggleValue(toggleValue(where, region, 'Seoul'), region, 'Busan');
    expect(where).toEqual([]);
  });

  it('keep the conditions of other fields', () => {
    const where: Predicate[] = [{ field: { of: 'event', name: 'amount' }, is: { gte: 100 } }];
    expect(toggleValue(where, region, 'Seoul')).toHaveLength(2);
    expect(where.map(predicateText)).toEqual(['amount ≥ 100']);
  });
});

describe('periods', () => {
  it('count back from the last day of data and include both ends', () => {
    const found = Object.fromEntries(presetsBefore('2026-11-22').map(({ id, period }) => [id, period.from]));
    expect(found).toEqual({ weeks4: '2026-10-26', months3: '2026-08-23', months6: '2026-05-23', year: '2025-11-23', all: null });
  });

  it('take the end of a shorter month', () => {
    const found = Object.fromEntries(presetsBefore('2026-05-31').map(({ id, period }) => [id, period.from]));
    expect(found.months3).toBe('2026-03-01');
  });

  it('offer only everything when there are no data', () => {
    expect(presetsBefore(null).map(({ id }) => id)).toEqual(['all']);
  });
});

describe('sparks', () => {
  it('break where a value is missing', () => {
    const runs = sparkRuns([1, 2, null, 3], 80, 28);
    expect(runs.map((run) => run.length)).toEqual([2, 1]);
  });

  it('stay in their box', () => {
    for (const [x, y] of sparkRuns([5, -3, 8, 8, 0], 80, 28).flat()) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(80);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(28);
    }
  });
});
