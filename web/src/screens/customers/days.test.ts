import { expect, test } from 'vitest';
import type { EventRow, WalkRow } from '../../api/contract';
import { days, months, stretches, type Entry } from './days';

const event = (time: string, more: Partial<EventRow> = {}): Entry => ({
  is: 'event', person: 'p', label: 'l', event: 'page_view', time, channel: 'app', order: null, product: null,
  amount: null, currency: null, source: 's', ...more,
});

test('events around midnight in Seoul fall on the days of Seoul', () => {
  const found = days([event('2026-11-02T15:30:00Z'), event('2026-11-02T14:30:00Z')], 'Asia/Seoul');
  expect(found.map(({ day }) => day)).toEqual(['2026-11-03', '2026-11-02']);
});

test('equal events in a row are told once, with their number and when they began', () => {
  const [day] = days([event('2026-11-02T03:00:00Z'), event('2026-11-02T02:00:00Z'), event('2026-11-02T01:00:00Z', { event: 'search' })], 'UTC');
  expect(day?.items).toHaveLength(2);
  expect(day?.items[0]).toMatchObject({ times: 2, from: '2026-11-02T02:00:00Z' });
});

test('two payments are never told as one', () => {
  const paid = { event: 'order', amount: 100, currency: 'KRW' };
  const [day] = days([event('2026-11-02T03:00:00Z', paid), event('2026-11-02T02:00:00Z', paid)], 'UTC');
  expect(day?.items).toHaveLength(2);
});

test('walks are laid on the time of the person, oldest first', () => {
  const walk = (start: string, end: string): WalkRow => ({ person: 'p', label: 'l', start, end, stages: [], events: 1, outcome: 'goal', duration_s: 0 });
  const found = stretches([walk('2026-01-06T00:00:00Z', '2026-01-11T00:00:00Z'), walk('2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z')], '2026-01-01T00:00:00Z', '2026-01-11T00:00:00Z');
  expect(found.map(({ left, width }) => [left, width])).toEqual([[0, 0.2], [0.5, 0.5]]);
});

test('a person with one moment has a walk without width', () => {
  const at = '2026-01-01T00:00:00Z';
  expect(stretches([{ person: 'p', label: 'l', start: at, end: at, stages: [], events: 1, outcome: 'goal', duration_s: 0 }], at, at)).toMatchObject([{ left: 0, width: 0 }]);
});

test('years of data get no more month marks than fit', () => {
  expect(months('2020-01-15T00:00:00Z', '2026-01-15T00:00:00Z', 'UTC').length).toBeLessThanOrEqual(7);
  expect(months('2026-01-15T00:00:00Z', '2026-03-15T00:00:00Z', 'UTC').map(({ month }) => month)).toEqual(['2026-02-01', '2026-03-01']);
});
