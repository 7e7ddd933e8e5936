import { describe, expect, test } from 'vitest';
import type { Home, MapStage } from '../../api/contract';
import { freshness, story, wilson } from './summary';

const stage = (id: string, mean: number | null, low: number | null, high: number | null, n: number) =>
  ({ id, name: id, emotion: { mean, low, high, n, from_scores: n, from_text: 0 } }) as unknown as MapStage;

const home = (stages: MapStage[], worst: string | null = null, walks = 10): Pick<Home, 'map' | 'worst' | 'totals'> => ({
  map: { stages, walks } as unknown as Home['map'],
  worst,
  totals: { events: 5, voices: 5, customers: 5 },
});

describe('what Home says', () => {
  test('nothing is said of nothing', () => {
    expect(story({ map: null, worst: null, totals: { events: 0, voices: 0, customers: 0 } })).toEqual({ tells: 'empty' });
    expect(story({ map: null, worst: null, totals: { events: 1, voices: 0, customers: 0 } })).toEqual({ tells: 'no_journey' });
    expect(story({ map: null, worst: null, totals: { events: 0, voices: 3, customers: 0 } })).toEqual({ tells: 'voices_only' });
    expect(story(home([], null, 0))).toEqual({ tells: 'no_walks' });
    expect(story(home([stage('a', null, null, null, 0)]))).toEqual({ tells: 'no_voices' });
  });

  test('under ten voices no stage is called the worst', () => {
    expect(story(home([stage('a', -2, -2, -2, 9)]))).toMatchObject({ tells: 'few_voices', most: { id: 'a' } });
  });

  test('the worst stage is told apart only when the intervals do not touch', () => {
    const apart = story(home([stage('pay', -0.7, -0.8, -0.6, 412), stage('deliver', -1.1, -1.2, -1, 1204)], 'deliver'));
    expect(apart).toMatchObject({ tells: 'worst', worst: { stage: { id: 'deliver' } }, next: { stage: { id: 'pay' } }, apart: true, mood: 'bad' });
    const close = story(home([stage('pay', -0.7, -1.05, -0.4, 40), stage('deliver', -1.1, -1.2, -1, 1204)], 'deliver'));
    expect(close).toMatchObject({ apart: false });
  });

  test('a lowest stage whose interval holds zero is neither bad nor good', () => {
    expect(story(home([stage('a', -0.3, -0.7, 0.1, 20), stage('b', 1, 0.8, 1.2, 20)], 'a'))).toMatchObject({ mood: 'even' });
    expect(story(home([stage('a', 0.6, 0.4, 0.8, 20), stage('b', 1, 0.8, 1.2, 20)], 'a'))).toMatchObject({ mood: 'good' });
  });
});

test('the interval of a share agrees with the reference value', () => {
  // 631 of 4,806: 12.20–14.12 %
  const found = wilson(631, 4806);
  expect(found?.low).toBeCloseTo(0.122, 3);
  expect(found?.high).toBeCloseTo(0.1412, 3);
  expect(wilson(0, 0)).toBeNull();
});

test('a source that stopped a week before the others is late', () => {
  expect(freshness(null, '2026-11-22T00:00:00Z')).toBe('none');
  expect(freshness('2026-11-20T00:00:00Z', '2026-11-22T00:00:00Z')).toBe('fresh');
  expect(freshness('2026-11-01T00:00:00Z', '2026-11-22T00:00:00Z')).toBe('late');
});
