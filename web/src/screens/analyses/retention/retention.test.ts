import { describe, expect, it } from 'vitest';
import { begun, readCell, sentOf, wholeOf, type Cohort } from './model';

const cell = (period: number, count: number, observed = true) => ({ period, count, observed, share: 0, low: 0, high: 1 });
const cohorts: Cohort[] = [
  { cohort: '2026-08-03', size: 100, cells: [cell(0, 100), cell(1, 40), cell(2, 10)] },
  { cohort: '2026-08-10', size: 50, cells: [cell(0, 50), cell(1, 35), cell(2, 1, false)] },
];

describe('all cohorts together', () => {
  it('are weighed by their customers', () => {
    expect(wholeOf(cohorts)[1]).toMatchObject({ count: 75, cohorts: 2, share: { value: 0.5, n: 150 } });
  });

  it('leave out those whose stretch is not over', () => {
    expect(wholeOf(cohorts)[2]).toMatchObject({ count: 10, cohorts: 1, share: { value: 0.1, n: 100 } });
  });

  it('have no share where no stretch is over yet', () => {
    expect(wholeOf([{ cohort: '2026-08-10', size: 50, cells: [cell(0, 50, false)] }])[0]?.share).toBeNull();
  });
});

describe('a cell', () => {
  it('has begun when its stretch is over or somebody came', () => {
    expect([cell(1, 0), cell(1, 3, false), cell(1, 0, false)].map(begun)).toEqual([true, true, false]);
  });

  it('is read as the view on screen has it', () => {
    expect(readCell({ cohort: '2026-08-03', period: 2 }, 'curve')).toEqual({ cohort: '2026-08-03', period: 2 });
    expect(readCell({ cohort: '2026-08-03' }, 'stickiness')).toBeNull();
    expect(readCell({ stretches: 3 }, 'stickiness')).toEqual({ stretches: 3 });
    expect(readCell({ period: '2026-08-03', is: 'new' }, 'lifecycle')).toEqual({ period: '2026-08-03', is: 'new' });
    expect(readCell({ period: '2026-08-03', is: 'old' }, 'lifecycle')).toBeNull();
  });
});

describe('the question', () => {
  const question = { start: { event: 'a' }, returning: { event: 'b' }, period: 'month' as const, from: '2026-01-01' };

  it('is that of the cohort table for two views, and of who is active for the others', () => {
    expect(sentOf(question, 'curve')).toEqual({ start: { event: 'a' }, returning: { event: 'b' }, period: 'month', periods: 12, from: '2026-01-01' });
    expect(sentOf(question, 'lifecycle')).toEqual({ event: { event: 'b' }, grain: 'month', from: '2026-01-01' });
  });

  it('asks about any event by week when nothing is said', () => {
    expect(sentOf({}, 'cohorts')).toEqual({ period: 'week', periods: 12 });
  });
});
