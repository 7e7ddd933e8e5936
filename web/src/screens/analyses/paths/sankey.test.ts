import { describe, expect, it } from 'vitest';
import { heightFor, layOut, LEAST_SLOT, neighbour, nodeKey, ribbon, wayThrough } from './sankey';
import type { PathNode, PathStep } from '../../../api/contract';

const node = (event: string | null, parts: Partial<PathNode>): PathNode => ({ event, names: 1, in: 0, start: 0, earlier: 0, out: 0, end: 0, other: 0, ...parts });

const STEPS: PathStep[] = [
  {
    step: 0,
    nodes: [node('home', { start: 700, out: 500, end: 200 }), node('ad', { start: 299, out: 299 }), node(null, { start: 1, names: 4, end: 1 })],
    links: [{ from: 'home', to: 'cart', count: 300 }, { from: 'home', to: 'list', count: 200 }, { from: 'ad', to: 'cart', count: 299 }],
  },
  {
    step: 1,
    nodes: [node('cart', { in: 599, out: 100, other: 0, end: 499 }), node('list', { in: 200, start: 50, end: 250 })],
    links: [{ from: 'cart', to: 'paid', count: 100 }],
  },
  { step: 2, nodes: [node('paid', { in: 100, end: 60, other: 40 })], links: [] },
];

const tall = ({ top, bottom }: { top: number; bottom: number }) => bottom - top;
const found = (key: string) => {
  const placed = layOut(STEPS, 900).nodes.find((one) => one.key === key);
  if (!placed) throw new Error(`no ${key}`);
  return placed;
};

describe('the places of paths', () => {
  it('give equal counts equal heights in every column', () => {
    const { nodes, links } = layOut(STEPS, 900);
    const scale = tall(found(nodeKey(0, 'home')).bar) / 700;
    for (const { bar, through } of nodes) if (through > 10) expect(tall(bar) / through).toBeCloseTo(scale, 6);
    for (const { link, left, right } of links) {
      expect(tall(left) / link.count).toBeCloseTo(scale, 6);
      expect(tall(right) / link.count).toBeCloseTo(scale, 6);
    }
  });

  it('keep every node inside the picture and apart from the next', () => {
    const { nodes, height } = layOut(STEPS, 900);
    for (const one of nodes) {
      expect(tall(one.slot)).toBeGreaterThanOrEqual(LEAST_SLOT);
      expect(one.slot.bottom).toBeLessThanOrEqual(height);
      const next = nodes.find((other) => other.column === one.column && other.bar.top > one.bar.top);
      if (next) expect(next.slot.top).toBeGreaterThan(one.slot.bottom);
    }
  });

  it('draw a node of one path, though it is hardly to be seen', () => {
    expect(tall(found(nodeKey(0, null)).bar)).toBeCloseTo(2, 6);
  });

  it('fill the right side of a node with those who went on, go on beyond, and ended', () => {
    const home = found(nodeKey(0, 'home'));
    expect(home.ends?.bottom).toBeCloseTo(home.bar.bottom, 6);
    expect(tall(home.ends ?? { top: 0, bottom: 0 }) / tall(home.bar)).toBeCloseTo(200 / 700, 6);
    const paid = found(nodeKey(2, 'paid'));
    expect(paid.goesOn?.top).toBeCloseTo(paid.bar.top, 6);
    expect(paid.goesOn?.bottom).toBeCloseTo(paid.ends?.top ?? 0, 6);
  });

  it('fill the left side with those who came and those who start there', () => {
    const list = found(nodeKey(1, 'list'));
    expect(tall(list.starts ?? { top: 0, bottom: 0 }) / tall(list.bar)).toBeCloseTo(50 / 250, 6);
  });

  it('stack the links of a node in the order of where they lead, so that they never cross', () => {
    const { links } = layOut(STEPS, 900);
    const [cart, list] = links.filter(({ from }) => from.node.event === 'home');
    expect(cart?.left.bottom).toBeCloseTo(list?.left.top ?? 0, 6);
    expect(cart?.to.bar.top).toBeLessThan(list?.to.bar.top ?? 0);
  });

  it('are wider than the window rather than illegible', () => {
    const ten = Array.from({ length: 10 }, (_, step): PathStep => ({ step, nodes: [node('a', step === 0 ? { start: 5, out: 5 } : { in: 5, out: 5 })], links: [] }));
    expect(layOut(ten, 300).width).toBeGreaterThan(1_400);
  });

  it('grow with the number of names in a step', () => {
    const many: PathStep = { step: 0, links: [], nodes: Array.from({ length: 30 }, (_, at) => node(`n${at}`, { start: 30 - at, end: 30 - at })) };
    expect(heightFor([many])).toBeGreaterThan(1_000);
    expect(layOut([many], 300).nodes).toHaveLength(30);
  });

  it('are empty without steps', () => {
    expect(layOut([], 900)).toMatchObject({ nodes: [], links: [], steps: [] });
  });

  it('draw a link from the right edge of one bar to the left edge of the next', () => {
    const link = layOut(STEPS, 900).links[0];
    if (!link) throw new Error('no link');
    expect(ribbon(link)).toMatch(new RegExp(`^M${link.from.x + 10} `));
    expect(ribbon(link)).toContain(`${link.to.x} ${link.right.top}L`);
  });
});

describe('the way through a place', () => {
  it('lights what touches it, and further off where it came from and went to', () => {
    const sankey = layOut(STEPS, 900);
    const way = wayThrough(sankey, nodeKey(0, 'ad'));
    expect([...way.near]).toEqual([`${nodeKey(0, 'ad')}>${nodeKey(1, 'cart')}`]);
    expect([...way.far]).toEqual([`${nodeKey(1, 'cart')}>${nodeKey(2, 'paid')}`]);
    expect(way.nodes).toEqual(new Set([nodeKey(0, 'ad'), nodeKey(1, 'cart'), nodeKey(2, 'paid')]));
  });

  it('goes both ways from a link', () => {
    const way = wayThrough(layOut(STEPS, 900), `${nodeKey(1, 'cart')}>${nodeKey(2, 'paid')}`);
    expect(way.near.size).toBe(1);
    expect(way.far.size).toBe(2);
    expect(way.nodes).toContain(nodeKey(0, 'home'));
    expect(way.nodes).not.toContain(nodeKey(1, 'list'));
  });
});

describe('the arrows', () => {
  const sankey = layOut(STEPS, 900);

  it('go up and down in a step and stop at its ends', () => {
    expect(neighbour(sankey, nodeKey(0, 'home'), 'ArrowDown')).toBe(nodeKey(0, 'ad'));
    expect(neighbour(sankey, nodeKey(0, 'home'), 'ArrowUp')).toBeNull();
  });

  it('go to the nearest node of the next step', () => {
    expect(neighbour(sankey, nodeKey(0, 'home'), 'ArrowRight')).toBe(nodeKey(1, 'cart'));
    expect(neighbour(sankey, nodeKey(2, 'paid'), 'ArrowLeft')).toBe(nodeKey(1, 'cart'));
    expect(neighbour(sankey, nodeKey(2, 'paid'), 'ArrowRight')).toBeNull();
  });
});
