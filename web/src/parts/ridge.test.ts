import { describe, expect, it } from 'vitest';
import { hachures, inkedTicks, monotone, runsOf, type Point } from './ridge';

/** A small generator with a seed, so that a failure can be repeated. */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function curvePoints(random: () => number): Point[] {
  let x = 0;
  return Array.from({ length: 2 + Math.floor(random() * 9) }, () => {
    x += 20 + random() * 180;
    return { x, y: random() < 0.2 ? 138 : random() * 280 };
  });
}

describe('the ridge', () => {
  it('never leaves the band between two neighbouring points', () => {
    const random = seeded(7);
    let worst = 0;
    for (let round = 0; round < 500; round += 1) {
      const points = curvePoints(random);
      const { at } = monotone(points);
      for (let i = 0; i + 1 < points.length; i += 1) {
        const [a, b] = [points[i], points[i + 1]] as [Point, Point];
        for (let t = 0; t <= 1; t += 0.02) {
          const y = at(a.x + (b.x - a.x) * t);
          worst = Math.max(worst, Math.min(a.y, b.y) - y, y - Math.max(a.y, b.y));
        }
      }
    }
    expect(worst).toBeLessThan(1e-9);
  });

  it('never turns between two points', () => {
    const random = seeded(11);
    let worst = 0;
    for (let round = 0; round < 200; round += 1) {
      const points = curvePoints(random);
      const { at } = monotone(points);
      for (let i = 0; i + 1 < points.length; i += 1) {
        const [a, b] = [points[i], points[i + 1]] as [Point, Point];
        const rises = Math.sign(b.y - a.y);
        let before = a.y;
        for (let t = 0.05; t <= 1; t += 0.05) {
          const y = at(a.x + (b.x - a.x) * t);
          worst = Math.max(worst, (before - y) * rises);
          before = y;
        }
      }
    }
    expect(worst).toBeLessThan(1e-9);
  });

  it('goes through every point', () => {
    const points = [{ x: 10, y: 175 }, { x: 150, y: 196 }, { x: 290, y: 96 }, { x: 430, y: 80 }];
    const { at, path } = monotone(points);
    for (const { x, y } of points) expect(at(x)).toBeCloseTo(y, 9);
    expect(path).toMatch(/^M10\.0 175\.0C/);
    expect(path.endsWith('430.0 80.0')).toBe(true);
  });

  it('draws hachures 30 to 70 per cent of the way to zero and never across it', () => {
    const points = [{ x: 0, y: 180 }, { x: 120, y: 200 }, { x: 240, y: 90 }];
    const { at } = monotone(points);
    const strokes = hachures(points, 138);
    expect(strokes.length).toBeGreaterThan(20);
    for (const { x, to, good } of strokes) {
      const way = (at(x) - to) / (at(x) - 138);
      expect(way).toBeGreaterThanOrEqual(0.299);
      expect(way).toBeLessThanOrEqual(0.701);
      expect(good).toBe(at(x) < 138);
    }
  });

  it('joins nothing across a stage without voices', () => {
    const { ridges, dashes } = runsOf([1, 2, null, 3, 4], () => true);
    expect(ridges).toEqual([[1, 2], [3, 4]]);
    expect(dashes).toEqual([]);
  });

  it('dashes the line to a stage with too few voices', () => {
    const { ridges, dashes } = runsOf([3, 20, 30, 4, 5, 40], (n) => n >= 10);
    expect(ridges).toEqual([[20, 30]]);
    expect(dashes).toEqual([[3, 20], [30, 4], [4, 5], [5, 40]]);
  });
});

describe('the road', () => {
  it('inks one tick for every ten per cent that went on, rounded', () => {
    expect(inkedTicks(31_862, 48_210)).toBe(7);
    expect(inkedTicks(14_019, 31_862)).toBe(4);
    expect(inkedTicks(4_512, 4_806)).toBe(9);
    expect(inkedTicks(5, 100)).toBe(1);
    expect(inkedTicks(4, 100)).toBe(0);
    expect(inkedTicks(100, 100)).toBe(10);
  });

  it('inks nothing when nobody entered', () => {
    expect(inkedTicks(0, 0)).toBe(0);
  });
});
