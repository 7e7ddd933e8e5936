// Where everything of the picture of paths lies: columns of nodes by step, the links between them, and beside every node
// what became of those who went no further. Pure: counts and a size in, places out. One scale for the whole picture, so that
// equal heights are equal counts; a node's two sides are equally tall, since in + start = out + end + other.

import type { PathLink, PathNode, PathStep } from '../../../api/contract';

/** A stretch from top to bottom. */
export interface Span {
  top: number;
  bottom: number;
}

export interface PlacedNode {
  key: string;
  /** Which column, from 0. */
  column: number;
  step: number;
  node: PathNode;
  /** All paths through it. */
  through: number;
  x: number;
  bar: Span;
  /** What the pointer hits: the bar and its label. */
  slot: Span;
  /** Parts of its right side; `null` where nobody is. */
  goesOn: Span | null;
  ends: Span | null;
  /** Part of its left side. */
  starts: Span | null;
}

export interface PlacedLink {
  key: string;
  step: number;
  link: PathLink;
  from: PlacedNode;
  to: PlacedNode;
  left: Span;
  right: Span;
}

export interface PlacedStep {
  step: number;
  x: number;
  through: number;
  ends: number;
}

export interface Sankey {
  width: number;
  height: number;
  columnWidth: number;
  steps: PlacedStep[];
  nodes: PlacedNode[];
  links: PlacedLink[];
}

export const BAR = 10;
/** Room for one line of text, and for a finger on it. */
export const LEAST_SLOT = 26;
const GAP = 8;
const LEAST_BAR = 2;
const LEAST_COLUMN = 150;
/** Over the columns: number of the step and its count. */
export const HEAD = 52;
/** Room left of the first bar for who starts there. */
const LEFT = 14;

export const nodeKey = (step: number, event: string | null) => `${step}:${event === null ? 'other' : `=${event}`}`;
export const linkKey = (step: number, { from, to }: { from: string | null; to: string | null }) => `${nodeKey(step, from)}>${nodeKey(step + 1, to)}`;
const through = (node: PathNode) => node.in + node.start;

/** How tall a column is at a scale of so many pixels a path. */
function tall(nodes: PathNode[], scale: number): number {
  return nodes.reduce((sum, node) => sum + Math.max(LEAST_SLOT, through(node) * scale) + GAP, -GAP);
}

/** The greatest scale at which every column fits; 0 when not even the labels fit. */
function scaleFor(steps: PathStep[], height: number): number {
  const most = Math.max(1, ...steps.map(({ nodes }) => nodes.reduce((sum, node) => sum + through(node), 0)));
  let [low, high] = [0, height / most];
  for (let tries = 0; tries < 40; tries += 1) {
    const middle = (low + high) / 2;
    if (steps.every(({ nodes }) => tall(nodes, middle) <= height)) low = middle;
    else high = middle;
  }
  return low;
}

/** Cuts a bar into parts that follow each other, in proportion to their counts. */
function cut(bar: Span, counts: number[]): (Span | null)[] {
  const whole = counts.reduce((sum, count) => sum + count, 0);
  let at = bar.top;
  return counts.map((count) => {
    if (count === 0 || whole === 0) return null;
    const top = at;
    at += ((bar.bottom - bar.top) * count) / whole;
    return { top, bottom: at };
  });
}

function place(nodes: PathNode[], column: number, step: number, x: number, scale: number): PlacedNode[] {
  let y = HEAD;
  return nodes.map((node) => {
    const n = through(node);
    const tallBar = Math.max(LEAST_BAR, n * scale);
    const slot = { top: y, bottom: y + Math.max(LEAST_SLOT, tallBar) };
    // a bar that is lower than its label stands beside the middle of it
    const top = (slot.top + slot.bottom - tallBar) / 2;
    const bar = { top, bottom: top + tallBar };
    y = slot.bottom + GAP;
    const [, goesOn = null, ends = null] = cut(bar, [node.out, node.other, node.end]);
    const [, starts = null] = cut(bar, [node.in, node.start]);
    return { key: nodeKey(step, node.event), column, step, node, through: n, x, bar, slot, goesOn, ends, starts };
  });
}

/** The links of a step, stacked at both ends in the order of what they lead to, so that those of one node never cross. */
function join(step: PathStep, here: PlacedNode[], next: PlacedNode[]): PlacedLink[] {
  const rank = (nodes: PlacedNode[], event: string | null) => nodes.findIndex(({ node }) => node.event === event);
  const sides = (nodes: PlacedNode[], own: 'from' | 'to', far: 'from' | 'to', farNodes: PlacedNode[], total: (node: PathNode) => number) => {
    const found = new Map<PathLink, Span>();
    for (const { node, bar } of nodes) {
      const links = step.links.filter((link) => link[own] === node.event).sort((a, b) => rank(farNodes, a[far]) - rank(farNodes, b[far]));
      const rest = total(node) - links.reduce((sum, { count }) => sum + count, 0);
      cut(bar, [...links.map(({ count }) => count), Math.max(0, rest)]).forEach((span, at) => {
        const link = links[at];
        if (link && span) found.set(link, span);
      });
    }
    return found;
  };
  const [lefts, rights] = [sides(here, 'from', 'to', next, through), sides(next, 'to', 'from', here, through)];
  return step.links.flatMap((link) => {
    const from = here.find(({ node }) => node.event === link.from);
    const to = next.find(({ node }) => node.event === link.to);
    const [left, right] = [lefts.get(link), rights.get(link)];
    return from && to && left && right ? [{ key: linkKey(step.step, link), step: step.step, link, from, to, left, right }] : [];
  });
}

/** The size that a picture of so many nodes needs to be legible. */
export function heightFor(steps: PathStep[]): number {
  const rows = Math.max(1, ...steps.map(({ nodes }) => nodes.length));
  return HEAD + Math.max(360, rows * 52);
}

/** Lays out the steps in a width; columns keep a least width, so many steps are wider than asked for. */
export function layOut(steps: PathStep[], width: number, height = heightFor(steps)): Sankey {
  const columnWidth = Math.max(LEAST_COLUMN, (width - LEFT) / Math.max(1, steps.length));
  const scale = scaleFor(steps, height - HEAD);
  const columns = steps.map(({ step, nodes }, column) => place(nodes, column, step, LEFT + column * columnWidth, scale));
  const links = steps.flatMap((step, at) => join(step, columns[at] ?? [], columns[at + 1] ?? []));
  const placed = steps.map(({ step, nodes }, at): PlacedStep => ({
    step,
    x: LEFT + at * columnWidth,
    through: nodes.reduce((sum, node) => sum + through(node), 0),
    ends: nodes.reduce((sum, node) => sum + node.end, 0),
  }));
  const bottom = Math.max(HEAD, ...columns.flat().map(({ slot }) => slot.bottom));
  return { width: LEFT + columnWidth * steps.length, height: bottom + 4, columnWidth, steps: placed, nodes: columns.flat(), links };
}

/** The ribbon of a link. */
export function ribbon({ from, to, left, right }: PlacedLink): string {
  const [x0, x1] = [from.x + BAR, to.x];
  const middle = (x0 + x1) / 2;
  // a ribbon thinner than this cannot be seen, nor pointed at
  const thick = ({ top, bottom }: Span) => Math.max(bottom, top + 0.75);
  return `M${x0} ${left.top}C${middle} ${left.top} ${middle} ${right.top} ${x1} ${right.top}L${x1} ${thick(right)}C${middle} ${thick(right)} ${middle} ${thick(left)} ${x0} ${thick(left)}Z`;
}

/** What lights up around one place: the links that touch it, and further off those that lead there or go on from there. */
export interface Way {
  nodes: Set<string>;
  near: Set<string>;
  far: Set<string>;
}

/** The whole way through a node or along a link. */
export function wayThrough({ nodes, links }: Sankey, key: string): Way {
  const own = links.filter((link) => link.key === key || link.from.key === key || link.to.key === key);
  const way: Way = { nodes: new Set(nodes.some((node) => node.key === key) ? [key] : []), near: new Set(own.map((link) => link.key)), far: new Set() };
  const follow = (ends: Set<string>, before: 'from' | 'to', after: 'from' | 'to') => {
    for (let now = ends; now.size > 0;) {
      const next = new Set<string>();
      for (const node of now) way.nodes.add(node);
      for (const link of links) {
        if (!now.has(link[before].key) || way.near.has(link.key)) continue;
        way.far.add(link.key);
        next.add(link[after].key);
      }
      now = next;
    }
  };
  follow(new Set(own.filter((link) => link.from.key === key || link.key === key).map((link) => link.to.key)), 'from', 'to');
  follow(new Set(own.filter((link) => link.to.key === key || link.key === key).map((link) => link.from.key)), 'to', 'from');
  return way;
}

/** The node that an arrow leads to: up and down in a column, left and right to the nearest of the next one. */
export function neighbour({ nodes }: Sankey, key: string, arrow: string): string | null {
  const here = nodes.find((node) => node.key === key);
  if (!here) return null;
  const column = (at: number) => nodes.filter((node) => node.column === at);
  if (arrow === 'ArrowUp' || arrow === 'ArrowDown') {
    const own = column(here.column);
    return own[own.indexOf(here) + (arrow === 'ArrowUp' ? -1 : 1)]?.key ?? null;
  }
  const far = column(here.column + (arrow === 'ArrowLeft' ? -1 : 1));
  const off = (node: PlacedNode) => Math.abs(node.slot.top - here.slot.top);
  return far.reduce<PlacedNode | null>((best, node) => (best === null || off(node) < off(best) ? node : best), null)?.key ?? null;
}
