import { describe, expect, it } from 'vitest';
import type { Journey } from '../../../api/contract';
import { readCell } from './Behind';
import { readLook } from './look';
import { funnelFrom, proposed, readFunnel, sentOf, withSteps, type FunnelQuestion, type StepAnswer } from './model';
import { rowsOf, worstStep } from './rows';

const journey: Journey = {
  journey: 1, id: 'buy', name: { ko: '구매', en: 'Buy' }, counts: 'customers', starts: 'first_caught', gap: '60d',
  stages: [
    { id: 'see', name: { ko: '봄', en: 'See' }, touchpoints: [{ id: 'a', events: [{ event: 'ad' }, { event: 'search', channel: 'naver' }] }] },
    { id: 'talk', name: '말', touchpoints: [{ id: 'b', voices: [{ source: ['review'] }] }] },
    { id: 'pay', name: { ko: '결제', en: 'Pay' }, touchpoints: [{ id: 'c', events: [{ event: 'paid', where: { amount: { gte: 10 } } }] }] },
    { id: 'use', name: { ko: '씀', en: 'Use' }, touchpoints: [{ id: 'd', events: [{ event: 'used' }] }] },
  ],
};

const share = (part: number, n: number) => (n > 0 ? { share: part / n, low: 0, high: 1 } : null);
const step = (count: number, { before, first = before, dropped = 0, undecided = 0 }: { before?: number; first?: number; dropped?: number; undecided?: number } = {}): StepAnswer => ({
  event: 'x', count, dropped, undecided, skipped: 0, mean_s: null, median_s: null, from_before: before === undefined ? null : share(count, before), from_first: first === undefined ? null : share(count, first),
});

describe('a funnel of a journey', () => {
  it('has a step for every stage that catches events, within the silence that ends a walk', () => {
    const found = proposed(journey, 'ko');
    expect(found?.question.window).toBe('60d');
    expect(found?.question.steps.map(({ name }) => name)).toEqual(['봄', '결제', '씀']);
  });

  it('keeps conditions that all rules of a stage share, and counts those that it must leave out', () => {
    const found = proposed(journey, 'en');
    expect(found?.question.steps[0]).toEqual({ name: 'See', events: ['ad', 'search'] });
    expect(found?.question.steps[1]).toEqual({ name: 'Pay', event: 'paid', where: { amount: { gte: 10 } } });
    expect(found?.left).toBe(1);
  });

  it('is none where no stage catches an event', () => {
    expect(proposed({ ...journey, stages: journey.stages.slice(1, 2) }, 'ko')).toBeNull();
  });

  it('begins at the stage it is asked from, and shows the last one from the one before', () => {
    const view = { from: '2026-08-01', to: null, where: [{ field: { of: 'trait' as const, name: 'age' }, is: '30' }] };
    const from = (stage: string) => funnelFrom(journey, stage, view, 'ko');
    expect(from('pay')?.steps.map(({ name }) => name)).toEqual(['결제', '씀']);
    expect(from('use')?.steps.map(({ name }) => name)).toEqual(['결제', '씀']);
    expect(from('pay')).toMatchObject({ from: '2026-08-01', where: view.where });
    expect(from('pay')).not.toHaveProperty('to');
    expect(from('nowhere')).toBeNull();
  });
});

describe('the question of a funnel', () => {
  const question: FunnelQuestion = {
    steps: [{ name: 'A', event: 'a' }, { event: 'b', where: { '': 'half-written', amount: 3 } }, { event: 'c', optional: true }],
    exclusions: [{ event: 'x', from_step: 0, to_step: 2 }, { event: 'y', from_step: 1, to_step: 2 }], compare: 'previous',
  };

  it('is sent without half-written conditions and a comparison that has no days', () => {
    const sent = sentOf(question);
    expect(sent.steps).toEqual([{ name: 'A', event: 'a' }, { event: 'b', where: { amount: 3 } }, { event: 'c', optional: true }]);
    expect(sent).not.toHaveProperty('compare');
    expect(sentOf({ ...question, from: '2026-01-01', to: '2026-01-31' })).toHaveProperty('compare', 'previous');
  });

  it('keeps exclusions between steps that are there, and lets nothing begin with a step that may be left out', () => {
    expect(withSteps(question, question.steps.slice(0, 2)).exclusions).toEqual([{ event: 'x', from_step: 0, to_step: 1 }]);
    const [, , third] = question.steps;
    expect(withSteps(question, third ? [third, ...question.steps.slice(0, 2)] : []).steps[0]).toEqual({ event: 'c' });
  });

  it('is none when an address brings no steps', () => {
    expect(readFunnel(null)).toBeNull();
    expect(readFunnel({ steps: [] })).toBeNull();
    expect(readFunnel({ steps: 'a' } as never)).toBeNull();
  });
});

describe('the numbers of a funnel', () => {
  const steps = [step(100, { dropped: 30, undecided: 10 }), step(60, { before: 100, dropped: 20 }), step(40, { before: 60, first: 100 })];

  it('say what became of everybody who came to a step', () => {
    for (const row of rowsOf(steps).slice(0, -1)) expect(row.went_on + row.dropped + row.undecided).toBe(row.count);
  });

  it('are shares of the step before and of the beginning', () => {
    const [first, second, third] = rowsOf(steps);
    expect(first?.from_before).toBeNull();
    expect(second?.from_before).toMatchObject({ value: 0.6, n: 100 });
    expect(third?.from_first).toMatchObject({ value: 0.4, n: 100 });
  });

  it('say how far a share can still rise', () => {
    expect(rowsOf(steps).map(({ at_most }) => at_most)).toEqual([null, 0.7, null]);
  });

  it('name the step after which most are lost, and none when nobody is', () => {
    expect(worstStep(rowsOf(steps))).toBe(0);
    expect(worstStep(rowsOf([step(3), step(3, { before: 3 })]))).toBeNull();
  });

  it('have no share where nobody came', () => {
    expect(rowsOf([step(0), step(0, { before: 0 })])[1]?.from_before).toBeNull();
  });
});

describe('the address of a funnel', () => {
  it('opens only cells that the funnel has', () => {
    expect(readCell({ step: 1, is: 'dropped', value: 'app' }, 2)).toEqual({ step: 1, is: 'dropped', value: 'app' });
    expect(readCell({ step: 2, is: 'dropped' }, 2)).toBeNull();
    expect(readCell({ step: 0, is: 'gone' }, 2)).toBeNull();
    expect(readCell(null, 2)).toBeNull();
  });

  it('keeps how it is looked at, and nothing that makes no sense', () => {
    expect(readLook({ from: 1, to: 3, grain: 'day', table: true })).toMatchObject({ from: 1, to: 3, grain: 'day', table: true });
    expect(readLook({ from: -1, to: 0, grain: 'year', table: 'yes' })).toMatchObject({ from: 0, to: null, grain: 'week', table: false });
  });
});
