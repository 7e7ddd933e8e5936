// The graph of what directly follows what: which transitions are drawn, and where. Pure. Drawn are the most frequent ones,
// as many as are asked for; everything else is counted, so that the picture can say what it hides. Layers run from left to
// right (dagre); a transition against that direction is a way back.
import { Graph, layout } from '@dagrejs/dagre';
import type { EndCount, Transition, TransitionsAnswer } from '../../../api/contract';

/** What the drawing needs of the answer. */
export type Edge = Pick<Transition, 'from' | 'to' | 'count' | 'customers' | 'mean_s' | 'median_s'>;
export type Transitions = Pick<TransitionsAnswer, 'events' | 'customers' | 'start' | 'end'> & { edges: Edge[] };

/** More than this cannot be told apart on a screen, nor laid out while one waits. */
export const MOST_KINDS = 200;
/** What can be read at a glance. */
const EASY = { names: 20, kinds: 40 };

/** How many kinds of transitions are drawn until somebody moves the slider: the most that is still easily read. */
export function easyKinds(edges: Edge[]): number {
  const names = new Set<string>();
  let kinds = 0;
  for (const { from, to } of edges.slice(0, EASY.kinds)) {
    names.add(from).add(to);
    if (names.size > EASY.names) break;
    kinds += 1;
  }
  return kinds;
}

export interface Shown {
  edges: Edge[];
  names: Set<string>;
  /** Share of all transitions that the drawn kinds make up; 1 where there are none at all. */
  share: number;
  hidden: { kinds: number; transitions: number; names: number };
}

/** How often each event happened; the first and the last of a history count too. */
export function timesOf({ start, edges }: Transitions): Map<string, number> {
  const times = new Map<string, number>();
  const add = (name: string, count: number) => times.set(name, (times.get(name) ?? 0) + count);
  for (const { event, count } of start) add(event, count);
  for (const { to, count } of edges) add(to, count);
  return times;
}

/** The most frequent kinds of transitions, and what is left out. */
export function choose(all: Transitions, kinds: number): Shown {
  const edges = all.edges.slice(0, Math.min(kinds, MOST_KINDS));
  const sum = (some: Edge[]) => some.reduce((total, { count }) => total + count, 0);
  const [whole, drawn] = [sum(all.edges), sum(edges)];
  const names = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return {
    edges, names, share: whole > 0 ? drawn / whole : 1,
    hidden: { kinds: all.edges.length - edges.length, transitions: whole - drawn, names: timesOf(all).size - names.size },
  };
}

export interface Box {
  name: string;
  /** How often it happened, drawn or not. */
  count: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where histories begin (`start`) or end; not something that customers do. */
export interface Gate {
  is: 'start' | 'end';
  x: number;
  y: number;
  r: number;
}

export interface Line {
  key: string;
  /** `null` for the gates' lines. */
  edge: Edge | null;
  gate: { is: 'start' | 'end'; event: string; count: number } | null;
  path: string;
  label: { x: number; y: number };
  /** Against the direction of the picture, or to itself. */
  back: boolean;
  loop: boolean;
}

export interface Drawing {
  width: number;
  height: number;
  boxes: Box[];
  gates: Gate[];
  lines: Line[];
}

type Point = { x: number; y: number };
type Size = Point & { width: number; height: number };

const MARGIN = 24;
const LOOP = 30;
const GATE = 11;
export const TEXT = { inBox: 28, line: 18 };

export const edgeKey = ({ from, to }: { from: string; to: string }) => JSON.stringify([from, to]);
export const gateKey = (is: 'start' | 'end', event: string) => JSON.stringify([is, event, 0]);

/** A smooth line through all points that the layout gives, level at each of them, as a picture from left to right is read. */
export function smooth(points: Point[]): string {
  const [first, ...rest] = points;
  if (!first || rest.length === 0) return '';
  let before = first;
  return rest.reduce((path, point) => {
    const middle = (before.x + point.x) / 2;
    const leg = `C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
    before = point;
    return path + leg;
  }, `M${first.x} ${first.y}`);
}

/** A line of the layout, before it is drawn: from a box to one further right. */
interface Leg {
  key: string;
  from: string;
  to: string;
  points: Point[];
}

/** Lines leave a box at its right side and come in at its left one, spread over its height in the order of where they lead. */
function atSides(legs: Leg[], at: (id: string) => Size): Map<string, Point[]> {
  const spread = (side: 'from' | 'to', next: (points: Point[]) => Point | undefined) => {
    const ports = new Map<string, number>();
    for (const id of new Set(legs.map((leg) => leg[side]))) {
      const [box, own] = [at(id), legs.filter((leg) => leg[side] === id)];
      own.sort((a, b) => (next(a.points)?.y ?? 0) - (next(b.points)?.y ?? 0));
      own.forEach(({ key }, place) => ports.set(key, box.y + ((place + 1) / (own.length + 1) - 0.5) * box.height));
    }
    return ports;
  };
  const [out, into] = [spread('from', (points) => points[1]), spread('to', (points) => points.at(-2))];
  return new Map(legs.map(({ key, from, to, points }) => {
    const [left, right] = [at(from), at(to)];
    const ends = [{ x: left.x + left.width / 2, y: out.get(key) ?? left.y }, { x: right.x - right.width / 2, y: into.get(key) ?? right.y }] as const;
    return [key, [ends[0], ...points.slice(1, -1), ends[1]]];
  }));
}

/** Back to itself, over the top of the box. */
function loopOver({ x, y, width, height }: Box): { path: string; label: Point } {
  const [left, right, top] = [x - Math.min(22, width / 4), x + Math.min(22, width / 4), y - height / 2];
  return { path: `M${right} ${top}C${right + 16} ${top - LOOP} ${left - 16} ${top - LOOP} ${left} ${top}`, label: { x, y: top - LOOP * 0.75 } };
}

/** Taller the more often it happened; the square root, so that the rare ones keep a size. */
function heightOf(count: number, most: number): number {
  return 34 + 34 * Math.sqrt(count / Math.max(1, most));
}

/** Frequent ones are kept short and straight. Whole numbers: with broken ones the layout's simplex may never come to an end. */
const weightOf = (count: number) => 1 + Math.round(2 * Math.log10(count));

/** Gates' lines that are as frequent as the rarest transition drawn; the others would hide what they belong to. */
function gatesOf(all: Transitions, { names, edges }: Shown) {
  const least = Math.min(...edges.map(({ count }) => count));
  const some = (is: 'start' | 'end', ends: EndCount[]) => ends
    .filter(({ event, count }) => names.has(event) && count >= least)
    .map((one) => ({ is, ...one }));
  return [...some('start', all.start), ...some('end', all.end)];
}

/** Those that lead back: taken from the most frequent on, whatever closes a circle with what was taken before. */
export function waysBack(edges: Edge[]): Set<Edge> {
  const after = new Map<string, string[]>();
  const leads = (from: string, to: string, seen = new Set<string>()): boolean =>
    from === to || (!seen.has(from) && (seen.add(from), (after.get(from) ?? []).some((next) => leads(next, to, seen))));
  const back = new Set<Edge>();
  for (const edge of edges) {
    if (leads(edge.to, edge.from)) back.add(edge);
    else after.set(edge.from, [...(after.get(edge.from) ?? []), edge.to]);
  }
  return back;
}

/** Draws what was chosen. `widthOf` measures a text in the box's type. */
export function draw(all: Transitions, shown: Shown, widthOf: (text: string) => number): Drawing {
  const times = timesOf(all);
  const most = Math.max(1, ...[...shown.names].map((name) => times.get(name) ?? 0));
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 30, edgesep: 14, ranksep: 40, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const name of shown.names) {
    const count = times.get(name) ?? 0;
    graph.setNode(`=${name}`, { width: Math.max(72, widthOf(name) + TEXT.inBox), height: heightOf(count, most) });
  }
  const straight = shown.edges.filter(({ from, to }) => from !== to);
  const looped = new Map(shown.edges.filter(({ from, to }) => from === to).map((edge) => [edge.from, edge]));
  const back = waysBack(straight);
  for (const edge of straight) {
    const [from, to] = back.has(edge) ? [edge.to, edge.from] : [edge.from, edge.to];
    graph.setEdge(`=${from}`, `=${to}`, { weight: back.has(edge) ? 1 : weightOf(edge.count), width: 40, height: TEXT.line, labelpos: 'c' }, edgeKey(edge));
  }
  const gates = shown.edges.length > 0 ? gatesOf(all, shown) : [];
  for (const { is, event } of gates) {
    graph.setNode(is, { width: GATE * 2, height: GATE * 2 });
    const [from, to] = is === 'start' ? [is, `=${event}`] : [`=${event}`, is];
    graph.setEdge(from, to, { weight: 1, width: 40, height: TEXT.line, labelpos: 'c' }, gateKey(is, event));
  }
  layout(graph);
  // loops stand above the boxes, so the picture begins further down when there are any
  const lift = looped.size > 0 ? LOOP : 0;
  const at = (id: string): Size => {
    const { x = 0, y = 0, width, height } = graph.node(id);
    return { x, y: y + lift, width, height };
  };
  const boxes = [...shown.names].map((name): Box => ({ name, count: times.get(name) ?? 0, ...at(`=${name}`) }));
  const legs = graph.edges().flatMap(({ v, w, name = '' }): Leg[] => {
    const { points = [] } = graph.edge(v, w, name);
    return [{ key: name, from: v, to: w, points: points.map((point: Point) => ({ x: point.x, y: point.y + lift })) }];
  });
  const ways = atSides(legs, at);
  const line = (from: string, to: string, key: string, turned = false) => {
    const { x = 0, y = 0 } = graph.edge(from, to, key);
    const points = ways.get(key) ?? [];
    return { key, path: smooth(turned ? [...points].reverse() : points), label: { x, y: y + lift } };
  };
  const lines: Line[] = [
    ...straight.map((edge): Line => {
      const turned = back.has(edge);
      const [from, to] = turned ? [edge.to, edge.from] : [edge.from, edge.to];
      return { edge, gate: null, loop: false, back: turned, ...line(`=${from}`, `=${to}`, edgeKey(edge), turned) };
    }),
    ...boxes.flatMap((box): Line[] => {
      const edge = looped.get(box.name);
      return edge ? [{ key: edgeKey(edge), edge, gate: null, loop: true, back: true, ...loopOver(box) }] : [];
    }),
    ...gates.map((gate): Line => {
      const [from, to] = gate.is === 'start' ? ['start', `=${gate.event}`] : [`=${gate.event}`, 'end'];
      return { edge: null, gate, loop: false, back: false, ...line(from, to, gateKey(gate.is, gate.event)) };
    }),
  ];
  const { width = 0, height = 0 } = graph.graph();
  const places = (['start', 'end'] as const).filter((is) => gates.some((gate) => gate.is === is));
  return {
    width: shown.names.size > 0 ? width : 0, height: shown.names.size > 0 ? height + lift : 0, boxes, lines,
    gates: places.map((is): Gate => ({ is, x: at(is).x, y: at(is).y, r: GATE })),
  };
}

/** The box that an arrow leads to: the nearest one in its direction, straight ahead rather than aslant. */
export function neighbour({ boxes }: Drawing, name: string, arrow: string): string | null {
  const here = boxes.find((box) => box.name === name);
  const directions: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const [dx, dy] = directions[arrow] ?? [0, 0];
  if (!here || (dx === 0 && dy === 0)) return null;
  let best: { name: string; far: number } | null = null;
  for (const box of boxes) {
    const [x, y] = [box.x - here.x, box.y - here.y];
    const ahead = x * dx + y * dy;
    if (box === here || ahead <= 1) continue;
    const far = ahead + 2 * Math.abs(x * dy + y * dx);
    if (best === null || far < best.far) best = { name: box.name, far };
  }
  return best?.name ?? null;
}
