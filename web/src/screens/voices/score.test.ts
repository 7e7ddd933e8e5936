import { expect, test } from 'vitest';
import { feelingOf, topOf } from './score';

test('a label goes before the score', () => {
  expect(feelingOf({ sentiment: 'negative', score: 5, scale: 'stars5' })).toBe('negative');
});

test('without a label the scale tells: promoters, passives and detractors, and above or under the middle', () => {
  expect([10, 9, 8, 7, 6, 0].map((score) => feelingOf({ sentiment: null, score, scale: 'nps' }))).toEqual([
    'positive', 'positive', 'neutral', 'neutral', 'negative', 'negative',
  ]);
  expect([1, 3, 5].map((score) => feelingOf({ sentiment: null, score, scale: 'stars5' }))).toEqual(['negative', 'neutral', 'positive']);
  expect([3, 4, 5].map((score) => feelingOf({ sentiment: null, score, scale: 'ces7' }))).toEqual(['negative', 'neutral', 'positive']);
});

test('a score without a scale says nothing of feeling', () => {
  expect(feelingOf({ sentiment: null, score: 4, scale: null })).toBeNull();
  expect(topOf(null)).toBeNull();
});
