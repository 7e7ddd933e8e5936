import { describe, expect, it } from 'vitest';
import type { ChannelCredits as Channel, Journey } from '../../../api/contract';
import { goalOf, MODELS, rangeOf, readCell, shownOf } from './model';

const channel = (name: string, first: number, last: number): Channel => ({ channel: name, touched: first + last, first, last, linear: (first + last) / 2, time_decay: last, position: first, shapley: (first + last) / 2 });

describe('attribution', () => {
  it('says how far the models are apart', () => {
    expect(rangeOf(channel('search', 10, 40), 100)).toEqual({ low: 0.1, high: 0.4 });
    expect(rangeOf(channel('search', 0, 0), 0)).toBeNull();
  });

  it('adds up what is not shown, so that every model still adds up', () => {
    const all = [channel('a', 5, 1), channel('b', 3, 2), channel('c', 1, 6)];
    const { shown, others, left } = shownOf(all, 1);
    expect(left).toBe(2);
    for (const model of MODELS) {
      const whole = all.reduce((sum, one) => sum + one[model], 0);
      expect([...shown, ...(others ? [others] : [])].reduce((sum, one) => sum + one[model], 0)).toBeCloseTo(whole, 9);
    }
    expect(shownOf(all, 3).others).toBeNull();
  });

  it('proposes the goal of a journey as the conversion, or what its last stage begins with', () => {
    const journey = { stages: [{ touchpoints: [{ events: [{ event: 'visit' }] }] }, { touchpoints: [{ events: [{ event: 'paid', where: { amount: { gte: 1 } } }] }] }] } as unknown as Journey;
    expect(goalOf({ ...journey, goal: { event: 'delivered' } } as Journey)).toEqual({ event: 'delivered' });
    expect(goalOf(journey)).toEqual({ event: 'paid', where: { amount: { gte: 1 } } });
    expect(goalOf({ stages: [] } as unknown as Journey)).toBeNull();
  });

  it('reads a cell from an address', () => {
    expect(readCell({ touch: 'naver' })).toEqual({ touch: 'naver' });
    expect(readCell({ is: 'without_touch' })).toEqual({ is: 'without_touch' });
    expect(readCell({})).toEqual({});
    expect(readCell({ step: 1 })).toBeNull();
    expect(readCell(null)).toBeNull();
  });
});
