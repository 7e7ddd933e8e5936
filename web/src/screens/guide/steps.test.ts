import { expect, it } from 'vitest';
import { isPast, stepOf, type Facts } from './steps';

const NOTHING: Facts = { waiting: null, job: null, events: 0, voices: 0, journey: null, walks: 0 };
const waiting = { upload: 'u_1', file: 'a.csv' };

it.each<[string, Partial<Facts>, string | null]>([
  ['an empty workspace begins with a file', {}, 'upload'],
  ['a file that was sent is checked', { waiting }, 'columns'],
  ['an import under way is watched', { job: 'job_1' }, 'columns'],
  ['data ask for a journey', { events: 3 }, 'journey'],
  ['voices alone ask for what customers did', { voices: 1 }, 'upload'],
  ['a second file that waits does not lead back', { events: 3, waiting }, 'journey'],
  ['a journey that nobody walks is mended', { events: 3, journey: 'buy' }, 'stages'],
  ['a journey without data asks for a file', { journey: 'buy' }, 'upload'],
  ['somebody on the map is the end', { events: 3, journey: 'buy', walks: 1 }, null],
])('%s', (_, facts, step) => {
  expect(stepOf({ ...NOTHING, ...facts })).toBe(step);
});

it('all that comes before the next step is past, and everything once there is a map', () => {
  expect([isPast('upload', 'journey'), isPast('journey', 'journey'), isPast('map', 'journey'), isPast('map', null)]).toEqual([true, false, false, true]);
});
