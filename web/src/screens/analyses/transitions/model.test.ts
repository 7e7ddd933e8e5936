import { describe, expect, it } from 'vitest';
import { readLook, runsOf, sentOf, sorted } from './model';

const edge = (from: string, to: string, count: number, median_s: number) => ({ from, to, count, customers: count, mean_s: median_s, median_s });

describe('the views of transitions', () => {
  it('ask only what their analysis understands', () => {
    const look = readLook({ top: 40, places: 6 });
    expect(sentOf({ from: '2026-08-01', where: [] }, 'graph', look)).toEqual({ from: '2026-08-01' });
    expect(sentOf({}, 'variants', look)).toEqual({ top: 40, repeats: false });
    expect(sentOf({}, 'variants', readLook({ repeats: true }))).toEqual({ top: 20 });
    expect(sentOf({}, 'steps', look)).toEqual({ steps: 6 });
    expect(sentOf({}, 'rework', look)).toEqual({});
  });

  it('read what an address brings, or keep what is usual', () => {
    expect(readLook({ kinds: -1, weight: 'nonsense', top: 1e9 })).toEqual({ kinds: null, weight: 'count', top: 20, places: 10, repeats: false });
    expect(readLook({ kinds: 12, weight: 'time' })).toMatchObject({ kinds: 12, weight: 'time' });
  });

  it('write once what comes several times in a row', () => {
    expect(runsOf(['a', 'a', 'b', 'a'])).toEqual([{ event: 'a', times: 2 }, { event: 'b', times: 1 }, { event: 'a', times: 1 }]);
    expect(runsOf([])).toEqual([]);
  });

  it('find a transition by either of its names, the slowest first when asked', () => {
    const edges = [edge('list', 'cart', 9, 5), edge('cart', 'paid', 5, 50), edge('list', 'list', 3, 1)];
    expect(sorted(edges, 'CART', 'median_s').map(({ to }) => to)).toEqual(['paid', 'cart']);
    expect(sorted(edges, '', 'count')).toEqual(edges);
  });
});
