import { describe, expect, it } from 'vitest';
import type { Journey, PathStep } from '../../../api/contract';
import { anchorOf, numberOf, pathsAfter, readCell, sentOf, withAnchor } from './model';

const STEPS: PathStep[] = [{
  step: 1,
  nodes: [
    { event: 'cart', names: 1, in: 5, start: 1, earlier: 0, out: 2, end: 3, other: 1 },
    { event: null, names: 3, in: 2, start: 0, earlier: 0, out: 0, end: 2, other: 0 },
  ],
  links: [{ from: 'cart', to: null, count: 2 }],
}];

describe('the question', () => {
  it('says what the screen shows, and nothing that has no meaning for what is counted', () => {
    expect(sentOf({ by: 'customer', journey: 'j', gap: '1h', start: {} })).toEqual({ steps: 5, top: 8, by: 'customer' });
    expect(sentOf({ gap: '1h', group: ['/product/*'], repeats: false })).toEqual({ steps: 5, top: 8, by: 'session', gap: '1h', group: ['/product/*'] });
  });

  it('keeps the event when the anchor turns from after it to before it', () => {
    const after = withAnchor({ steps: 4 }, 'after', { event: 'cart' });
    expect(anchorOf(after)).toBe('after');
    const before = withAnchor(after, 'before', { event: 'visit' });
    expect(before).toEqual({ steps: 4, end: { event: 'cart' } });
    expect(withAnchor(before, 'between', { event: 'visit' })).toEqual({ steps: 4, start: { event: 'visit' }, end: { event: 'cart' } });
    expect(withAnchor(before, 'none', { event: 'visit' })).toEqual({ steps: 4 });
  });
});

describe('the paths after a stage of the map', () => {
  const journey = { id: 'buy', stages: [{ id: 'choose', name: { ko: '고르기' }, touchpoints: [{ events: [{ event: 'list' }, { event: 'detail' }] }] }, { id: 'talk', name: 'talk', touchpoints: [] }] } as unknown as Journey;
  const view = { from: '2026-08-01', to: null, where: [{ field: { of: 'trait' as const, name: 'region' }, is: 'Seoul' }] };

  it('begin with any of its events, of the walks, days and customers on screen', () => {
    expect(pathsAfter(journey, 'choose', view, 'ko')).toEqual({ start: { events: ['list', 'detail'] }, by: 'walk', journey: 'buy', from: '2026-08-01', where: view.where });
  });

  it('are not asked for where a stage catches nothing', () => {
    expect(pathsAfter(journey, 'talk', view, 'ko')).toBeNull();
    expect(pathsAfter(journey, 'gone', view, 'ko')).toBeNull();
  });
});

describe('a cell', () => {
  it('is read from an address, or is none', () => {
    expect(readCell({ step: 1, event: null })).toEqual({ step: 1, event: null });
    expect(readCell({ step: 1, from: 'a', to: null })).toEqual({ step: 1, from: 'a', to: null });
    expect(readCell({ step: 1, is: 'end' })).toEqual({ step: 1, is: 'end' });
    expect(readCell({ step: 1, is: 'nonsense' })).toBeNull();
    expect(readCell({ event: 'a' })).toBeNull();
    expect(readCell(null)).toBeNull();
  });

  it('counts what it names', () => {
    expect(numberOf({ step: 1, event: 'cart' }, STEPS)).toBe(6);
    expect(numberOf({ step: 1, event: null }, STEPS)).toBe(2);
    expect(numberOf({ step: 1, event: 'cart', is: 'end' }, STEPS)).toBe(3);
    expect(numberOf({ step: 1, is: 'end' }, STEPS)).toBe(5);
    expect(numberOf({ step: 1, from: 'cart', to: null }, STEPS)).toBe(2);
  });

  it('is not in an answer that does not show it', () => {
    expect(numberOf({ step: 1, event: 'paid' }, STEPS)).toBeNull();
    expect(numberOf({ step: 7, event: 'cart' }, STEPS)).toBeNull();
  });
});
