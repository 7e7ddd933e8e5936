// What Home says in its title, worked out from the map alone: the stage where customers feel worst, told apart from the
// next one or not; or what is missing and what to do next. Pure, so that every sentence can be tested.
import type { Home, MapStage } from '../../api/contract';
import { ENOUGH } from '../../parts/feelings';

export type Story =
  /** No data at all. */
  | { tells: 'empty' }
  /** Words, but nothing that anybody did: no stage to lay them in. */
  | { tells: 'voices_only' }
  /** Data, but no journey to lay them on. */
  | { tells: 'no_journey' }
  /** A journey that catches none of the events. */
  | { tells: 'no_walks' }
  /** Walks, but no voice in any stage. */
  | { tells: 'no_voices' }
  /** Voices, but under the number from which a feeling is drawn. */
  | { tells: 'few_voices'; most: MapStage }
  /** One stage only has enough voices: nothing to compare with. */
  | { tells: 'one'; worst: Felt }
  /** The worst stage: bad, neither, or the lowest of good ones; `apart` when its interval ends before the next begins. */
  | { tells: 'worst'; worst: Felt; next: Felt; apart: boolean; mood: 'bad' | 'even' | 'good' };

export interface Felt {
  stage: MapStage;
  mean: number;
  low: number | null;
  high: number | null;
  n: number;
}

/** A stage's emotion, if there is one. */
export function felt(stage: MapStage): Felt | null {
  const { mean, low, high, n } = stage.emotion;
  return mean === null ? null : { stage, mean, low, high, n };
}

export function story(home: Pick<Home, 'map' | 'worst' | 'totals'>): Story {
  const { map, totals } = home;
  if (totals.events + totals.voices + totals.customers === 0) return { tells: 'empty' };
  if (totals.events === 0 && totals.voices > 0) return { tells: 'voices_only' };
  if (map === null) return { tells: 'no_journey' };
  if (map.walks === 0) return { tells: 'no_walks' };
  const all = map.stages.map(felt).filter((one): one is Felt => one !== null);
  const enough = all.filter((one) => one.n >= ENOUGH).sort((a, b) => a.mean - b.mean);
  const worst = enough.find((one) => one.stage.id === home.worst) ?? enough[0];
  if (worst === undefined) {
    const most = [...map.stages].sort((a, b) => b.emotion.n - a.emotion.n)[0];
    return most === undefined || most.emotion.n === 0 ? { tells: 'no_voices' } : { tells: 'few_voices', most };
  }
  const next = enough.find((one) => one !== worst);
  if (next === undefined) return { tells: 'one', worst };
  const apart = worst.high !== null && next.low !== null && worst.high < next.low;
  return { tells: 'worst', worst, next, apart, mood: moodOf(worst) };
}

/** Bad or good only when the whole interval says so. */
function moodOf({ low, high, mean }: Felt): 'bad' | 'even' | 'good' {
  if (high !== null && high < 0 && mean < -0.25) return 'bad';
  return low !== null && low > 0 && mean > 0.25 ? 'good' : 'even';
}

/** Wilson's 95 % interval of a share: Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953. */
export function wilson(part: number, whole: number): { value: number; low: number; high: number } | null {
  if (whole <= 0) return null;
  const z = 1.959964;
  const p = part / whole;
  const d = 1 + (z * z) / whole;
  const middle = (p + (z * z) / (2 * whole)) / d;
  const half = (z * Math.sqrt((p * (1 - p)) / whole + (z * z) / (4 * whole * whole))) / d;
  return { value: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** How fresh a source is against the newest of the others: half when it stopped more than a week before. */
export function freshness(last: string | null, newest: string | null): 'none' | 'late' | 'fresh' {
  if (last === null) return 'none';
  if (newest === null) return 'fresh';
  const week = 7 * 86_400_000;
  return Date.parse(newest) - Date.parse(last) > week ? 'late' : 'fresh';
}
