// The geometry of the emotion curve, free of any drawing. The curve is a monotone cubic: between two points it never
// leaves the band between their values, so it cannot show a feeling that nobody had.

export interface Point {
  x: number;
  y: number;
}

export interface Curve {
  /** SVG path. */
  path: string;
  /** Height at x, inside the ends. */
  at: (x: number) => number;
}

/** Slopes after Fritsch–Carlson: the harmonic mean where both sides agree, zero at a turn, flatter at the ends. */
function slopes(points: Point[]): number[] {
  const between = points.slice(1).map((point, i) => {
    const before = points[i] as Point;
    return (point.y - before.y) / (point.x - before.x);
  });
  return points.map((_, i) => {
    const [left, right] = [between[i - 1], between[i]];
    if (left === undefined || right === undefined) return (left ?? right ?? 0) * 0.3;
    return left * right <= 0 ? 0 : (2 * left * right) / (left + right);
  });
}

/** A smooth curve through points with rising x (two or more). */
export function monotone(points: Point[]): Curve {
  const m = slopes(points);
  const first = points[0] ?? { x: 0, y: 0 };
  let path = `M${first.x.toFixed(1)} ${first.y.toFixed(1)}`;
  for (let i = 0; i + 1 < points.length; i += 1) {
    const [a, b] = [points[i] as Point, points[i + 1] as Point];
    const third = (b.x - a.x) / 3;
    const control = [a.x + third, a.y + (m[i] ?? 0) * third, b.x - third, b.y - (m[i + 1] ?? 0) * third, b.x, b.y];
    path += `C${control.map((value) => value.toFixed(1)).join(' ')}`;
  }
  const at = (x: number) => {
    let i = 0;
    while (i < points.length - 2 && x > (points[i + 1] as Point).x) i += 1;
    const a = points[i] ?? first;
    const b = points[i + 1] ?? a;
    const h = b.x - a.x;
    if (h === 0) return a.y;
    const t = Math.min(1, Math.max(0, (x - a.x) / h));
    const [t2, t3] = [t * t, t * t * t];
    return (
      (2 * t3 - 3 * t2 + 1) * a.y + (t3 - 2 * t2 + t) * h * (m[i] ?? 0)
      + (-2 * t3 + 3 * t2) * b.y + (t3 - t2) * h * (m[i + 1] ?? 0)
    );
  };
  return { path, at };
}

export interface Hachure {
  x: number;
  from: number;
  to: number;
  /** On the good side of zero. */
  good: boolean;
}

// woodblock lengths: how far a hachure goes towards zero, over and over
const LENGTHS = [0.62, 0.38, 0.5, 0.3, 0.7, 0.42, 0.34, 0.56];

/** Strokes that fall from the curve towards zero, every `step` px, 30–70 % of the way; none where the slope is too low to see. */
export function hachures(points: Point[], zero: number, step = 6): Hachure[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return [];
  const { at } = monotone(points);
  const strokes: Hachure[] = [];
  for (let x = first.x + 2, k = 0; x <= last.x - 1; x += step, k += 1) {
    const y = at(x);
    const gap = zero - y;
    if (Math.abs(gap) < 5) continue;
    const length = gap * (LENGTHS[k % LENGTHS.length] ?? 0.5);
    strokes.push({ x, from: y + Math.sign(gap) * 2, to: y + length, good: gap > 0 });
  }
  return strokes;
}

export interface Runs<P> {
  /** Points with enough voices, side by side: one ridge each. */
  ridges: P[][];
  /** A dashed line between neighbours of which one has too few. */
  dashes: [P, P][];
}

/** Splits stages into what may be joined by a curve, what by a dashed line, and what not at all (`null`: no voices). */
export function runsOf<P>(points: (P | null)[], enough: (point: P) => boolean): Runs<P> {
  const ridges: P[][] = [];
  const dashes: [P, P][] = [];
  let run: P[] = [];
  const close = () => {
    if (run.length > 1) ridges.push(run);
    run = [];
  };
  let before: P | null = null;
  for (const point of points) {
    if (point === null) {
      close();
    } else if (!enough(point)) {
      close();
      if (before !== null) dashes.push([before, point]);
    } else {
      if (before !== null && !enough(before)) dashes.push([before, point]);
      run.push(point);
    }
    before = point;
  }
  close();
  return { ridges, dashes };
}

/** The ten ticks of the road: how many are inked when this share went on. */
export function inkedTicks(wentOn: number, entered: number): number {
  return entered > 0 ? Math.round((wentOn / entered) * 10) : 0;
}
