// Where the writing beside a point of the curve goes: over good points, under bad ones, unless the curve runs through it.
import { monotone, runsOf } from '../../parts/ridge';
import { ENOUGH, type RidgePoint } from '../../parts';

export const HEIGHT = 280;
export const ZERO = 138;
export const UNIT = 53;

/** Half the width and the heights over and under the first baseline that the two lines of writing take. */
const HALF = 50;
const ASCENT = 12;
const DESCENT = 19;

const clampScale = (value: number) => Math.min(2.2, Math.max(-2.2, value));
export const heightOf = (value: number) => ZERO - clampScale(value) * UNIT;

const inside = (baseline: number) => Math.min(HEIGHT - DESCENT - 2, Math.max(ASCENT + 2, baseline));

/** Room over and under the middle of a diamond that a person's value takes, its name included. */
const OVER_DIAMOND = 26;
const UNDER_DIAMOND = 9;

/** Baselines of the first line for every point; `diamonds` are the heights of values that people wrote. */
export function labelHeights(points: (RidgePoint | null)[], diamonds: (number | null)[] = []): (number | null)[] {
  const { ridges, dashes } = runsOf(points, (point) => point.n >= ENOUGH);
  const spot = (point: RidgePoint) => ({ x: point.x, y: heightOf(point.mean) });
  const lines = [...ridges, ...dashes].map((run) => {
    const curve = run.map(spot);
    return { from: curve[0]?.x ?? 0, to: curve.at(-1)?.x ?? 0, at: monotone(curve).at };
  });
  const crossed = (point: RidgePoint, baseline: number) =>
    lines.some(({ from, to, at }) => {
      for (let x = point.x - HALF; x <= point.x + HALF; x += 5) {
        const y = at(x);
        if (x >= from && x <= to && y > baseline - ASCENT - 3 && y < baseline + DESCENT + 3) return true;
      }
      return false;
    });
  return points.map((point, place) => {
    if (point === null) return null;
    const diamond = diamonds[place] ?? null;
    const onDiamond = (baseline: number) =>
      diamond !== null && baseline + DESCENT > diamond - OVER_DIAMOND && baseline - ASCENT < diamond + UNDER_DIAMOND;
    const top = heightOf(point.high ?? point.mean);
    const bottom = heightOf(point.low ?? point.mean);
    const over = inside(Math.min(top - 26, heightOf(point.mean) - 38));
    const under = inside(Math.max(bottom + 26, heightOf(point.mean) + 30));
    const onInterval = (baseline: number) => baseline - ASCENT < bottom && baseline + DESCENT > top;
    const choices = point.mean < 0 ? [under, over] : [over, Math.max(under, point.n >= ENOUGH ? inside(ZERO + 22) : 0), under];
    return choices.find((baseline) => !onInterval(baseline) && !crossed(point, baseline) && !onDiamond(baseline))
      ?? choices.find((baseline) => !onInterval(baseline) && !onDiamond(baseline))
      ?? choices.find((baseline) => !onInterval(baseline)) ?? choices[0] ?? over;
  });
}
