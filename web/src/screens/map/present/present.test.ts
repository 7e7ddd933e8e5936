import { describe, expect, it } from 'vitest';
import { askedBy, placeOf, stageAt, viewsOf } from './views';
import { voiceOf } from './voice';

const STAGES = [{ id: 'whole' }, { id: 'findings' }];
const still = () => false;
const key = (name: string, more: { shift?: boolean; onControl?: boolean; scrolls?: (by: 1 | -1) => boolean } = {}) =>
  askedBy({ key: name, shift: false, onControl: false, scrolls: still, ...more });

describe('views of a presentation', () => {
  it('keep apart from stages that are called like them', () => {
    const views = viewsOf(STAGES);
    expect(new Set(views).size).toBe(4);
    expect(views.map((view) => stageAt(STAGES, view))).toEqual([-1, 0, 1, -1]);
    expect(placeOf(views, 'stage:findings')).toBe(2);
    expect(placeOf(views, 'stage:gone')).toBe(0);
  });
});

describe('keys of a presentation', () => {
  it('go on and back by keyboard and clicker', () => {
    expect(['ArrowRight', 'ArrowDown', 'PageDown', ' '].map((name) => key(name))).toEqual(['next', 'next', 'next', 'next']);
    expect(['ArrowLeft', 'ArrowUp', 'PageUp'].map((name) => key(name))).toEqual(['previous', 'previous', 'previous']);
    expect(key(' ', { shift: true })).toBe('previous');
    expect(['B', '.', 'Home', 'End', 'Escape', 'x'].map((name) => key(name))).toEqual(['black', 'black', 'first', 'last', 'leave', null]);
  });

  it('leave a pressed button and a page that is longer than the screen to themselves', () => {
    expect(key(' ', { onControl: true })).toBeNull();
    expect(key('ArrowRight', { onControl: true })).toBe('next');
    const long = (by: 1 | -1) => by === 1;
    expect(key('ArrowDown', { scrolls: long })).toBeNull();
    expect(key('ArrowUp', { scrolls: long })).toBe('previous');
    expect(key('PageDown', { scrolls: long })).toBe('next');
  });
});

describe('words in front of a room', () => {
  const said = (voice_id: string, sentiment: 'positive' | 'negative', stands_for: number) =>
    ({ voice_id, text: voice_id, sentiment, source: 'survey' as const, time: '2026-08-11T00:00:00Z', stands_for });
  const emotion = (mean: number | null) => ({ mean, low: null, high: null, n: 20, from_scores: 20, from_text: 0 });

  it('speak as the stage feels, and for the most', () => {
    const thoughts = [said('a', 'positive', 9), said('b', 'negative', 2), said('c', 'negative', 5)];
    expect(voiceOf({ thoughts, emotion: emotion(-1) })?.voice_id).toBe('c');
    expect(voiceOf({ thoughts, emotion: emotion(0) })?.voice_id).toBe('a');
    expect(voiceOf({ thoughts, emotion: emotion(null) })?.voice_id).toBe('a');
    expect(voiceOf({ thoughts: [], emotion: emotion(1) })).toBeNull();
  });
});
