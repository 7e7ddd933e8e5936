import { describe, expect, it } from 'vitest';
import type { Merge } from '../../api/contract';
import { madeOf } from './decisions';

const merge = (id: number, customer: string, into: string, undone = false): Merge => ({
  id, customer, customer_label: customer, into, into_label: into, reason: null, by: 'owner', at: '2026-11-01T00:00:00Z',
  undone: undone ? { by: 'owner', at: '2026-11-02T00:00:00Z', reason: null } : null,
});
const ids = (merges: Merge[]) => merges.map(({ id }) => id);

describe('what a person is made of', () => {
  it('holds the merges into them and into those, the newest first', () => {
    const all = [merge(3, 'kim', 'lee'), merge(2, 'lee', 'park'), merge(1, 'choi', 'jung')];
    expect(ids(madeOf('park', all))).toEqual([3, 2]);
    expect(ids(madeOf('lee', all))).toEqual([3]);
    expect(ids(madeOf('kim', all))).toEqual([]);
  });

  it('holds nothing that was undone, nor what only an undone merge leads to', () => {
    const all = [merge(2, 'kim', 'lee'), merge(1, 'lee', 'park', true)];
    expect(ids(madeOf('park', all))).toEqual([]);
    expect(ids(madeOf('lee', all))).toEqual([2]);
  });
});
