import { describe, expect, it } from 'vitest';
import type { Machine } from '../../api/contract';
import { draftOf, isSame, toChange, tokensOf, wrongIn } from './draft';

const used = { calls: 0, tokens_in: 0, tokens_out: 0 };
const kept: Machine = {
  on: true, endpoint: 'http://localhost:1/v1', model: 'm', uses: ['stage_summary'], day_tokens: 100_000, month_tokens: 1_000_000,
  version: 3, has_key: true, used: { day: used, month: used },
};

describe('the settings of the language model', () => {
  it('are the same as long as nothing was changed, however a number is written', () => {
    expect(isSame(draftOf(kept), kept)).toBe(true);
    expect(isSame({ ...draftOf(kept), day: '100,000', endpoint: ' http://localhost:1/v1 ' }, kept)).toBe(true);
    expect(isSame({ ...draftOf(kept), uses: [] }, kept)).toBe(false);
    expect(isSame({ ...draftOf(kept), key: '' }, kept)).toBe(false);
  });

  it('send a key only when somebody wrote or removed one', () => {
    expect(toChange(draftOf(kept), kept)).not.toHaveProperty('key');
    expect(toChange({ ...draftOf(kept), key: 'sk' }, kept).key).toBe('sk');
    expect(toChange({ ...draftOf(kept), key: '' }, kept)).toMatchObject({ key: '', version: 3 });
  });

  it('know what is no number', () => {
    expect([tokensOf('1,000'), tokensOf('0'), tokensOf(''), tokensOf('-1'), tokensOf('많이')]).toEqual([1000, 0, null, null, null]);
    expect(wrongIn({ ...draftOf(kept), month: 'x' })).toEqual({ day: false, month: true });
  });
});
