import { describe, expect, it } from 'vitest';
import type { Gap, PlannedStage } from '../../../api/contract';
import { parseMapSearch } from '../search';
import { mergedWants } from '../team/merge';
import { plannedCell, plannedName } from './cells';
import { contentOf, counted, freeColumn, lastPlace, placeAfterMove } from './plan';

const stage = (id: string, place: number, from: string | null = id): PlannedStage => ({ id, name: id, from, place, revision: 1, written: [] });
const STAGES = [stage('look', 1), stage('pay', 2), stage('get', 3)];

describe('cells of the side to be', () => {
  it('are told from the numbers of today', () => {
    expect(plannedCell('pay.to_be.goal')).toEqual({ column: 'pay', lane: 'goal' });
    expect(plannedCell('pay.went_on')).toBeNull();
    expect(plannedCell('pay.written.goal')).toBeNull();
    expect(plannedCell(plannedName('new-1', 'stage'))?.column).toBe('new-1');
  });

  it('stand in the address with their side, and nonsense does not', () => {
    expect(parseMapSearch({ side: 'to_be', cell: 'pay.to_be.goal' })).toEqual({ side: 'to_be', cell: 'pay.to_be.goal' });
    expect(parseMapSearch({ side: 'elsewhere' })).toEqual({});
  });
});

describe('columns of the plan', () => {
  it('move between their new neighbours, and no further than the edge', () => {
    expect(placeAfterMove(STAGES, 0, 1)).toBe(2.5);
    expect(placeAfterMove(STAGES, 2, -1)).toBe(1.5);
    expect(placeAfterMove(STAGES, 1, 1)).toBe(4);
    expect(placeAfterMove(STAGES, 1, -1)).toBe(0);
    expect(placeAfterMove(STAGES, 0, -1)).toBeNull();
    expect(placeAfterMove(STAGES, 2, 1)).toBeNull();
  });

  it('keep the name of today by saying nothing', () => {
    expect(contentOf({ ...stage('pay', 2), name: '결제' }, '결제')).toMatchObject({ text: '', planned: { place: 2, from: 'pay' } });
    expect(contentOf({ ...stage('pay', 2, null), name: '열어 보기' }, undefined)).toEqual({ text: '열어 보기', kind: 'written', planned: { place: 2 } });
  });

  it('come behind the last under a name that is free', () => {
    expect(lastPlace(STAGES)).toBe(4);
    expect(lastPlace([])).toBe(1);
    expect(freeColumn(['look', 'new-1', 'new-2'])).toBe('new-3');
  });
});

describe('gaps and wishes', () => {
  it('are counted by state, without empty ones', () => {
    const gap = (state: Gap['state']) => ({ state }) as Gap;
    expect(counted([gap('met'), gap('missed'), gap('met')])).toEqual([{ state: 'missed', count: 1 }, { state: 'met', count: 2 }]);
  });

  it('of two people stand side by side; of one figure, mine', () => {
    const mine = [{ cell: 'pay.time', op: 'lte' as const, value: 1 }];
    const theirs = [{ cell: 'pay.time', op: 'lte' as const, value: 2 }, { cell: 'pay.went_on', op: 'gte' as const, value: 0.9 }];
    expect(mergedWants(mine, theirs)).toEqual([mine[0], theirs[1]]);
  });
});
