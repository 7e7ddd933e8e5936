import { describe, expect, test } from 'vitest';
import type { Mapping } from '../../api/contract';
import { readMapping, writeMapping } from './file';
import { addRole, changeRole, dropRole, gaps, newEvent, parseRole, roleId, rolesOf, tidy } from './roles';

const orders: Mapping = {
  mapping: 1,
  name: 'orders',
  file: { format: 'csv', encoding: 'cp949' },
  events: [
    { event: '주문', time: '주문일시', customer: '회원번호', order: '주문번호', properties: { 결제수단: '결제수단' } },
    { event: '배송완료', time: '배송완료일시', customer: '회원번호', order: '주문번호', skip_if_empty: true },
  ],
  voices: [{ source: 'review', time: '후기일', text: '후기', score: '별점', scale: 'stars5', customer: '회원번호', order: '주문번호' }],
  customers: [{ customer: '회원번호', traits: { 지역: '지역' }, direct: { 이름: '이름' } }],
};

describe('what a column means', () => {
  test('every use of a column is found, each once', () => {
    expect(rolesOf(orders, '회원번호').map(roleId)).toEqual(['customer']);
    expect(rolesOf(orders, '배송완료일시').map(roleId)).toEqual(['event_time#1']);
    expect(rolesOf(orders, '별점').map(roleId)).toEqual(['score#0']);
    expect(rolesOf(orders, '지역').map(roleId)).toEqual(['trait']);
    expect(rolesOf(orders, '이름').map(roleId)).toEqual(['direct']);
    expect(rolesOf(orders, '결제수단').map(roleId)).toEqual(['property']);
    expect(rolesOf(orders, '메모')).toEqual([]);
  });

  test('a role survives being written as text', () => {
    for (const id of ['customer', 'event_time#1', 'event_time#new', 'text#0', 'direct']) expect(roleId(parseRole(id))).toBe(id);
  });

  test('a time column that is named a further event makes one with the same customer and order', () => {
    const next = addRole(orders, '반품일시', { is: 'event_time', block: 'new' });
    expect(next.events).toHaveLength(3);
    expect(next.events?.[2]).toEqual({ event: '반품일시', time: '반품일시', customer: '회원번호', order: '주문번호', skip_if_empty: true });
    expect(orders.events).toHaveLength(2);
  });

  test('the customer of one row is the customer of all its blocks', () => {
    const next = changeRole(orders, '고객ID', null, { is: 'customer' });
    expect(next.events?.every((block) => block.customer === '고객ID')).toBe(true);
    expect(next.voices?.[0]?.customer).toBe('고객ID');
    expect(next.customers?.[0]?.customer).toBe('고객ID');
  });

  test('a column with names of events takes the place of a fixed name', () => {
    const next = addRole({ mapping: 1, events: [{ event: 'x', time: 't' }] }, 'action', { is: 'event_name' });
    expect(next.events).toEqual([{ time: 't', event_from: 'action' }]);
  });

  test('a trait that is marked direct leaves the open traits', () => {
    const next = changeRole(orders, '지역', { is: 'trait' }, { is: 'direct' });
    expect(next.customers).toEqual([{ customer: '회원번호', direct: { 이름: '이름', 지역: '지역' } }]);
  });

  test('adding and then dropping any role gives the mapping back', () => {
    for (const id of ['event_time#new', 'trait', 'direct', 'property', 'campaign', 'language#0', 'survey']) {
      const role = parseRole(id);
      const added = addRole(orders, '메모', role);
      const [found] = rolesOf(added, '메모');
      if (found === undefined) throw new Error(`${id} was not found again`);
      const back = dropRole(added, '메모', found);
      // A further event stays, without a time, until the person removes it.
      if (id !== 'event_time#new') expect(back, id).toEqual(orders);
    }
  });
});

describe('what is missing', () => {
  test('an empty mapping lacks everything, a whole one nothing', () => {
    expect(gaps({ mapping: 1 })).toEqual([{ block: 'all', index: 0, lacks: 'anything' }]);
    expect(gaps(orders)).toEqual([]);
  });

  test('an event without time, name and customer is said three times', () => {
    expect(gaps({ mapping: 1, events: [{ time: '' }] }).map((gap) => gap.lacks)).toEqual(['time', 'name', 'who']);
  });

  test('a review of a stranger lacks nothing', () => {
    expect(gaps({ mapping: 1, voices: [{ source: 'review', time: 't', text: 'w' }] })).toEqual([]);
  });

  test('blocks that hold nothing are left out', () => {
    expect(tidy({ mapping: 1, events: [], voices: [{ source: 'review', time: '' }], join: [] })).toEqual({ mapping: 1 });
  });

  test('a first event of a file is never skipped when its time is missing', () => {
    expect(newEvent({ mapping: 1 }, 'at')).toEqual({ event: 'at', time: 'at' });
  });
});

describe('the file', () => {
  test('a mapping that is written and read again is the same', async () => {
    const text = await writeMapping(orders);
    expect(text).toContain('mapping: 1');
    expect(await readMapping(text)).toEqual({ ok: true, value: orders });
  });

  test('the example of the format is read', async () => {
    const read = await readMapping(
      'mapping: 1\nname: o\njoin: [{file: c.csv, on: id, take: [u]}]\nevents:\n  - {event: placed, time: t, customer: u, properties: {state: s}}\n',
    );
    expect(read.ok && read.value.events?.[0]?.properties).toEqual({ state: 's' });
  });

  test('a fault is told with its line', async () => {
    const read = await readMapping('mapping: 1\nevents:\n  - {event: a, time: t\n');
    expect(read).toMatchObject({ ok: false });
    expect(!read.ok && read.line).toBeGreaterThan(2);
  });

  test('a word that the format does not know is named', async () => {
    expect(await readMapping('mapping: 1\nevnts: []\n')).toEqual({ ok: false, line: null, message: 'evnts' });
  });
});
