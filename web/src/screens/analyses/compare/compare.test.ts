import { describe, expect, it } from 'vitest';
import { before, CONTRASTS, periods, readCell, readContrast, shared, sideOf, sidesOf, written } from './model';
import { sideTexts } from './texts';

const t = ((key: string) => (key === 'everyone' ? '모든 고객' : key)) as never;
const channel = (is: string) => ({ field: { of: 'event' as const, name: 'channel' }, is });

describe('the two sides', () => {
  it('begins with the last four weeks and the four before', () => {
    expect(periods('2026-11-22')).toEqual({ a: { from: '2026-10-26', to: '2026-11-22' }, b: { from: '2026-09-28', to: '2026-10-25' } });
    expect(periods(null)).toEqual({ a: {}, b: {} });
  });

  it('compares the days of an analysis with as many before, across a leap day', () => {
    expect(before({ from: '2028-03-01', to: '2028-03-01' })).toEqual({ from: '2028-02-29', to: '2028-02-29' });
    expect(sidesOf({ from: '2026-08-03', to: '2026-08-30' }, '2026-11-22').b).toEqual({ from: '2026-07-06', to: '2026-08-02' });
    expect(sidesOf({}, '2026-11-22').a).toEqual({ from: '2026-10-26', to: '2026-11-22' });
  });

  it('takes from an analysis what is the same on both sides', () => {
    const asked = { steps: [{ event: 'cart' }], from: '2026-08-03', to: '2026-08-30', where: [channel('app')], trend: 'day', lake_version: 4 };
    expect(shared(asked as never)).toEqual({ steps: [{ event: 'cart' }], where: [channel('app')] });
  });

  it('asks the list of a side with the conditions of both', () => {
    const question = { kind: 'funnel' as const, question: { steps: [], where: [channel('app')], from: '2026-01-01' }, a: { where: [channel('web')] }, b: { from: '2026-08-03', to: '2026-08-30' } };
    expect(sideOf(question, 'a')).toMatchObject({ where: [channel('app'), channel('web')], from: '2026-01-01' });
    expect(sideOf(question, 'b')).toMatchObject({ where: [channel('app')], from: '2026-08-03', to: '2026-08-30' });
  });

  it('is called by what the two do not have in common', () => {
    const days = ({ from }: { from?: string }) => from ?? '전체';
    const of = (a: object, b: object) => sideTexts({ kind: 'funnel', question: {}, a, b }, days as never, t);
    expect(of({ where: [channel('app')] }, {})).toEqual({ a: 'channel: app', b: '모든 고객' });
    expect(of({ from: '8월' }, { from: '7월' })).toEqual({ a: '8월', b: '7월' });
    expect(of({ from: '8월', where: [channel('app')] }, {}).b).toBe('모든 고객, 전체');
  });
});

describe('the address', () => {
  it('brings a comparison, or nothing when it names no kind that can be compared', () => {
    expect(readContrast({ kind: 'sessions', question: {} })).toBeNull();
    expect(readContrast(null)).toBeNull();
    for (const kind of CONTRASTS) expect(readContrast({ kind, question: 3, a: [] })).toEqual({ kind, question: {}, a: {}, b: {} });
  });

  it('keeps the side of an open number', () => {
    const cell = { side: 'b' as const, what: { step: 1, is: 'reached' } };
    expect(readCell(written(cell))).toEqual(cell);
    expect(readCell({ step: 1 })).toBeNull();
    expect(readCell({ side: 'a' })).toBeNull();
  });
});
