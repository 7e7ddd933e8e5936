import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../api/client';
import { SAMPLE } from '../fixture';
import { shownOf } from '../shown';
import { laneNamed } from './lanes';
import { changed, columnShown, takenBack } from './layout';
import { MovedOn } from './undo';

interface Kept {
  list: string[];
  version: number;
}

/** A store that refuses who has not seen its newest version; `others` write before our first write. */
function shelf(list: string[], others: string[][] = []) {
  let now: Kept = { list, version: 1 };
  const conflict = () => new ApiError({ type: 'about:blank', status: 409, code: 'conflict', title: '' });
  return {
    now: () => now,
    laid: {
      read: () => Promise.resolve(now),
      write: (next: Kept, seen: Kept) => {
        const first = others.shift();
        if (first) now = { list: first, version: now.version + 1 };
        if (seen.version !== now.version) return Promise.reject(conflict());
        now = { list: next.list, version: now.version + 1 };
        return Promise.resolve(now);
      },
      content: (one: Kept) => one.list,
    },
  };
}

const add = (word: string) => (old: Kept) => ({ ...old, list: [...old.list, word] });

describe('a step', () => {
  it('is made once more on what somebody else has changed meanwhile', async () => {
    const kept = shelf(['a'], [['a', 'theirs']]);
    const { before, after } = await changed(kept.laid, add('mine'));
    expect(before.list).toEqual(['a', 'theirs']);
    expect(after.list).toEqual(['a', 'theirs', 'mine']);
  });

  it('is refused when it is overtaken again and again', async () => {
    const kept = shelf(['a'], [['b'], ['c'], ['d'], ['e']]);
    await expect(changed(kept.laid, add('mine'))).rejects.toBeInstanceOf(ApiError);
    expect(kept.now().list).toEqual(['e']);
  });

  it('is taken back step by step, but never over what somebody else did', async () => {
    const kept = shelf(['a']);
    const first = await changed(kept.laid, add('b'));
    const second = await changed(kept.laid, add('c'));
    await takenBack(kept.laid, second);
    expect(kept.now().list).toEqual(['a', 'b']);
    await takenBack(kept.laid, first);
    expect(kept.now().list).toEqual(['a']);
    const third = await changed(kept.laid, add('d'));
    await changed(kept.laid, add('theirs'));
    await expect(takenBack(kept.laid, third)).rejects.toBeInstanceOf(MovedOn);
    expect(kept.now().list).toEqual(['a', 'd', 'theirs']);
  });
});

describe('hidden columns', () => {
  it('are not drawn, and a gap says where they lie', () => {
    const [first, second, ...rest] = SAMPLE.stages.map(({ id }) => id);
    const { stages, hidden, gapBefore } = shownOf(SAMPLE.stages, [first ?? '']);
    expect(stages.map(({ id }) => id)).toEqual([second, ...rest]);
    expect(hidden.map(({ id }) => id)).toEqual([first]);
    expect(stages.map(gapBefore)).toEqual([true, ...rest.map(() => false)]);
  });

  it('are hidden once and shown again', () => {
    const hidden = columnShown(columnShown({ version: 3 }, 'pay', false), 'pay', false);
    expect(hidden).toEqual({ hidden: ['pay'], version: 3 });
    expect(columnShown(hidden, 'pay', true)).toEqual({ hidden: [], version: 3 });
  });
});

describe('names of lanes', () => {
  it('are the workspace’s own until they are emptied', () => {
    const named = laneNamed({ names: { kpis: '지표' } }, 'goal', '할 일');
    expect(named.names).toEqual({ kpis: '지표', goal: '할 일' });
    expect(laneNamed(named, 'goal', '').names).toEqual({ kpis: '지표' });
  });
});
