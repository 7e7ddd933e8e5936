import { describe, expect, it } from 'vitest';
import { choose, draw, easyKinds, edgeKey, gateKey, MOST_KINDS, neighbour, smooth, timesOf, type Edge, type Transitions } from './graph';

const edge = (from: string, to: string, count: number): Edge => ({ from, to, count, customers: count, mean_s: 60, median_s: 30 });

const SHOP: Transitions = {
  events: 1_000,
  customers: 100,
  start: [{ event: 'visit', count: 100 }],
  end: [{ event: 'paid', count: 60 }, { event: 'list', count: 39 }, { event: 'chat', count: 1 }],
  edges: [edge('visit', 'list', 400), edge('list', 'list', 200), edge('list', 'cart', 150), edge('cart', 'list', 80), edge('cart', 'paid', 60), edge('paid', 'chat', 10)],
};
const widthOf = (text: string) => text.length * 7;

/** A company with so many events, each followed by the next, and now and then by one long before. */
function wide(names: number): Transitions {
  const name = (at: number) => `event ${at % names}`;
  const edges = Array.from({ length: names * 2 }, (_, at) => (at % 2 === 0 ? edge(name(at / 2), name(at / 2 + 1), 10_000 - at) : edge(name(at), name(at * 7), 5_000 - at)));
  const unlike = new Map(edges.map((one) => [edgeKey(one), one]));
  return { events: 0, customers: 1, start: [{ event: name(0), count: 1 }], end: [], edges: [...unlike.values()].sort((a, b) => b.count - a.count) };
}

describe('what is drawn', () => {
  it('is the most frequent, and the rest is counted', () => {
    const shown = choose(SHOP, 3);
    expect(shown.edges.map(({ count }) => count)).toEqual([400, 200, 150]);
    expect(shown.share).toBeCloseTo(750 / 900, 6);
    expect(shown.hidden).toEqual({ kinds: 3, transitions: 150, names: 2 });
  });

  it('hides nothing when everything is asked for', () => {
    expect(choose(SHOP, 99)).toMatchObject({ share: 1, hidden: { kinds: 0, transitions: 0, names: 0 } });
  });

  it('says of 300 names what it cannot show', () => {
    const all = wide(300);
    const shown = choose(all, all.edges.length);
    expect(shown.edges).toHaveLength(MOST_KINDS);
    expect(shown.hidden.kinds).toBe(all.edges.length - MOST_KINDS);
    expect(shown.hidden.transitions).toBe(all.edges.slice(MOST_KINDS).reduce((sum, { count }) => sum + count, 0));
    expect(shown.names.size + shown.hidden.names).toBe(300);
  });

  it('is at first no more than can be read', () => {
    const shown = choose(wide(300), easyKinds(wide(300).edges));
    expect(shown.names.size).toBeLessThanOrEqual(20);
    expect(shown.edges.length).toBeGreaterThan(10);
    expect(easyKinds(SHOP.edges)).toBe(6);
  });

  it('counts an event by those who begin with it and those who come to it', () => {
    expect(timesOf(SHOP)).toEqual(new Map([['visit', 100], ['list', 680], ['cart', 150], ['paid', 60], ['chat', 10]]));
  });
});

describe('the drawing', () => {
  const drawing = draw(SHOP, choose(SHOP, 6), widthOf);
  const box = (name: string) => drawing.boxes.find((one) => one.name === name) ?? { x: NaN, y: NaN, height: NaN, width: NaN };

  it('runs from left to right', () => {
    expect(box('visit').x).toBeLessThan(box('list').x);
    expect(box('list').x).toBeLessThan(box('cart').x);
    expect(box('cart').x).toBeLessThan(box('paid').x);
  });

  it('tells the way back and the loop from the way on', () => {
    expect(drawing.lines.filter(({ back, loop }) => back && !loop).map(({ key }) => key)).toEqual([edgeKey({ from: 'cart', to: 'list' })]);
    expect(drawing.lines.filter(({ loop }) => loop).map(({ key }) => key)).toEqual([edgeKey({ from: 'list', to: 'list' })]);
  });

  it('makes what happens often taller', () => {
    expect(box('list').height).toBeGreaterThan(box('cart').height);
    expect(box('cart').height).toBeGreaterThan(box('chat').height);
  });

  it('never lays one box over another', () => {
    for (const { boxes } of [drawing, draw(wide(20), choose(wide(20), 40), widthOf)]) {
      for (const [at, one] of boxes.entries()) for (const other of boxes.slice(at + 1)) {
        const apart = Math.abs(one.x - other.x) >= (one.width + other.width) / 2 || Math.abs(one.y - other.y) >= (one.height + other.height) / 2;
        expect(apart, `${one.name} and ${other.name}`).toBe(true);
      }
    }
  });

  it('keeps everything inside its edges', () => {
    for (const { x, y, width, height } of drawing.boxes) {
      expect(x - width / 2).toBeGreaterThanOrEqual(0);
      expect(y - height / 2).toBeGreaterThanOrEqual(0);
      expect(x + width / 2).toBeLessThanOrEqual(drawing.width);
      expect(y + height / 2).toBeLessThanOrEqual(drawing.height);
    }
  });

  it('shows where histories begin and end, unless that is rarer than everything drawn', () => {
    const gates = drawing.lines.flatMap(({ gate }) => (gate ? [gateKey(gate.is, gate.event)] : []));
    expect(gates).toEqual([gateKey('start', 'visit'), gateKey('end', 'paid'), gateKey('end', 'list')]);
  });

  it('lays out the most that can be asked for in a moment', () => {
    const all = wide(300);
    const began = performance.now();
    draw(all, choose(all, MOST_KINDS), widthOf);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('is nothing where nothing follows anything', () => {
    const none = { events: 3, customers: 3, start: [], end: [], edges: [] };
    expect(draw(none, choose(none, 5), widthOf)).toEqual({ width: 0, height: 0, boxes: [], gates: [], lines: [] });
  });

  it('holds names that look like a part of the program', () => {
    const odd: Transitions = { ...SHOP, edges: [edge('start', '__proto__', 5), edge('__proto__', 'end', 4)], start: [{ event: 'start', count: 5 }], end: [{ event: 'end', count: 4 }] };
    expect(draw(odd, choose(odd, 2), widthOf).boxes.map(({ name }) => name)).toEqual(['start', '__proto__', 'end']);
  });
});

describe('lines and arrows', () => {
  it('are smooth through every point', () => {
    expect(smooth([{ x: 0, y: 0 }, { x: 10, y: 10 }, { x: 20, y: 0 }])).toBe('M0 0C5 0 5 10 10 10C15 10 15 0 20 0');
    expect(smooth([{ x: 0, y: 0 }])).toBe('');
  });

  it('lead to the nearest box in their direction', () => {
    const drawing = draw(SHOP, choose(SHOP, 6), widthOf);
    expect(neighbour(drawing, 'visit', 'ArrowRight')).toBe('list');
    expect(neighbour(drawing, 'list', 'ArrowLeft')).toBe('visit');
    expect(neighbour(drawing, 'visit', 'ArrowLeft')).toBeNull();
  });
});
