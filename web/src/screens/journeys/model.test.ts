import { describe, expect, test } from 'vitest';
import type { Journey } from '../../api/contract';
import { differences, same } from './diff';
import { readJourney, writeJourney } from './file';
import { countable, emptyJourney, freeId, inLang, KEPT_STEPS, moved, reduce, slug, spanOf, startDraft, withLang } from './model';
import type { Change } from './model';

const journey: Journey = {
  journey: 1,
  id: 'first-purchase',
  name: { ko: '첫 구매', en: 'First purchase' },
  counts: 'walks',
  starts: 'first_caught',
  goal: { event: 'order placed' },
  gap: '30d',
  stages: [
    { id: 'discover', name: { ko: '알게 됨', en: 'Discover' }, touchpoints: [{ id: 'ad', events: [{ event: 'ad_*', channel: ['instagram'] }] }] },
    { id: 'pay', name: '결제', owner: 'payments', touchpoints: [{ id: 'order', events: [{ event: 'order placed', where: { amount: { gte: 10000 } } }] }] },
    { id: 'use', name: '사용', touchpoints: [] },
  ],
};

const run = (...changes: Change[]) => changes.reduce(reduce, startDraft(journey));
const ids = (of: Journey): string[] => of.stages.map((stage) => stage.id);

describe('editing a journey', () => {
  test('a stage is moved, and undo puts it back', () => {
    const after = run({ do: 'stage_move', stage: 'use', to: 0 });
    expect(ids(after.now)).toEqual(['use', 'discover', 'pay']);
    expect(ids(reduce(after, { do: 'undo' }).now)).toEqual(['discover', 'pay', 'use']);
    expect(reduce(reduce(after, { do: 'undo' }), { do: 'redo' }).now).toEqual(after.now);
  });

  test('a move to where it already is, is no step', () => {
    expect(run({ do: 'stage_move', stage: 'discover', to: -4 }).past).toHaveLength(0);
  });

  test('typing in one field is one step back', () => {
    const after = run(
      { do: 'stage_set', stage: 'pay', set: { owner: 'p' } },
      { do: 'stage_set', stage: 'pay', set: { owner: 'pa' } },
      { do: 'stage_set', stage: 'pay', set: { owner: 'pay' } },
      { do: 'stage_set', stage: 'use', set: { owner: 'x' } },
    );
    expect(after.past).toHaveLength(2);
    const once = reduce(after, { do: 'undo' });
    expect(once.now.stages[1]?.owner).toBe('pay');
    expect(reduce(once, { do: 'undo' }).now).toEqual(journey);
  });

  test('typing after undo starts a new step and forgets what was undone', () => {
    const after = run({ do: 'stage_set', stage: 'pay', set: { owner: 'a' } }, { do: 'undo' }, { do: 'stage_set', stage: 'pay', set: { owner: 'b' } });
    expect(after.future).toHaveLength(0);
    expect(reduce(after, { do: 'undo' }).now).toEqual(journey);
  });

  test('undo with nothing behind changes nothing', () => {
    const start = startDraft(journey);
    expect(reduce(start, { do: 'undo' })).toBe(start);
    expect(reduce(start, { do: 'redo' })).toBe(start);
  });

  test('a touchpoint that moves to a stage with its id gets another', () => {
    const both = run({ do: 'touch_add', stage: 'use', name: 'ad' }, { do: 'touch_move', stage: 'discover', touchpoint: 'ad', to: 'use', at: 0 });
    expect(both.now.stages[0]?.touchpoints).toEqual([]);
    expect(both.now.stages[2]?.touchpoints.map((one) => one.id)).toEqual(['ad-2', 'ad']);
  });

  test('an uncaught event that is given to an empty stage makes a touchpoint for it', () => {
    const after = run({ do: 'catch', stage: 'use', event: 'opened app' }, { do: 'catch', stage: 'use', event: 'used' });
    expect(after.now.stages[2]?.touchpoints).toEqual([{ id: 'opened-app', name: 'opened app', events: [{ event: 'opened app' }, { event: 'used' }] }]);
  });

  test('rules are added, changed and taken away without leaving empty lists', () => {
    const at = { stage: 'use', touchpoint: 'touchpoint' };
    const after = run(
      { do: 'touch_add', stage: 'use' },
      { do: 'rule_add', ...at, event: { event: 'a' } },
      { do: 'rule_set', ...at, index: 0, event: { event: 'b', channel: undefined } },
      { do: 'voice_add', ...at, voice: { source: ['review'] } },
    );
    expect(after.now.stages[2]?.touchpoints[0]).toEqual({ id: 'touchpoint', events: [{ event: 'b' }], voices: [{ source: ['review'] }] });
    const gone = reduce(reduce(after, { do: 'rule_remove', ...at, index: 0 }), { do: 'voice_remove', ...at, index: 0 });
    expect(gone.now.stages[2]?.touchpoints[0]).toEqual({ id: 'touchpoint' });
  });

  test('a goal that is taken away leaves no key', () => {
    expect('goal' in run({ do: 'journey', set: { goal: undefined } }).now).toBe(false);
  });

  test('only so many steps are kept', () => {
    let draft = startDraft(journey);
    for (let n = 0; n < KEPT_STEPS + 20; n += 1) draft = reduce(draft, { do: 'stage_add' });
    expect(draft.past).toHaveLength(KEPT_STEPS);
    expect(new Set(ids(draft.now)).size).toBe(draft.now.stages.length);
  });
});

test('a rule without a name yet does not keep the others from being counted', () => {
  const half = run({ do: 'touch_add', stage: 'use' }, { do: 'rule_add', stage: 'use', touchpoint: 'touchpoint', event: { event: ' ' } }).now;
  const counted = countable(half);
  expect(counted.stages[2]?.touchpoints[0]?.events).toEqual([{ event: '…' }]);
  expect(counted.stages[0]).toEqual(journey.stages[0]);
  expect(countable(journey)).toEqual(journey);
});

describe('names and ids', () => {
  test('a Korean name gives no slug, a Latin one does', () => {
    expect(slug('배송')).toBe('');
    expect(slug('First  Purchase!')).toBe('first-purchase');
    expect(freeId('stage', ['stage', 'stage-2'])).toBe('stage-3');
  });

  test('one language of a name is changed without losing the other', () => {
    expect(withLang('결제', 'en', 'Pay')).toEqual({ ko: '결제', en: 'Pay' });
    expect(withLang({ ko: '결제', en: 'Pay' }, 'en', '')).toEqual({ ko: '결제' });
    expect(inLang({ ko: '결제' }, 'en')).toBe('');
  });

  test('a gap is read as number and unit', () => {
    expect(spanOf('30d')).toEqual({ count: 30, unit: 'd' });
    expect(spanOf('90s')).toBeNull();
  });

  test('an element moves without disturbing the rest', () => {
    expect(moved([1, 2, 3, 4], (n) => n === 4, 1)).toEqual([1, 4, 2, 3]);
  });
});

describe('the file and the other version', () => {
  test('a journey that is written and read again is the same', async () => {
    expect(await readJourney(await writeJourney(journey))).toEqual({ ok: true, value: journey });
  });

  test('a file without stages says so', async () => {
    expect(await readJourney('journey: 1\nid: a\nname: A\n')).toEqual({ ok: false, line: null, message: 'stages' });
    expect(await readJourney('journey: 1\nid: [a\n')).toMatchObject({ ok: false });
  });

  test('what another person changed is told stage by stage', () => {
    const other = run(
      { do: 'journey', set: { gap: '14d' } },
      { do: 'stage_remove', stage: 'use' },
      { do: 'stage_set', stage: 'pay', set: { owner: 'shop' } },
      { do: 'stage_add', name: { en: 'Deliver' } },
      { do: 'stage_move', stage: 'pay', to: 0 },
    ).now;
    expect(differences(journey, other)).toEqual([
      { what: 'journey', fields: ['gap'] },
      { what: 'stage_changed', stage: 'pay', fields: ['owner'] },
      { what: 'stage_added', stage: 'deliver' },
      { what: 'stage_removed', stage: 'use' },
      { what: 'stage_order' },
    ]);
    expect(differences(journey, journey)).toEqual([]);
  });

  test('the order of keys is no difference', () => {
    expect(same({ a: 1, b: [{ c: 1, d: 2 }] }, { b: [{ d: 2, c: 1 }], a: 1 })).toBe(true);
    expect(same(emptyJourney('a', 'A'), emptyJourney('b', 'A'))).toBe(false);
  });
});
