import { expect, test } from 'vitest';
import { fromForm, listOf, orNothing, toForm } from './conditions';

test('every condition that a form can show comes back the same', () => {
  for (const condition of ['app', true, ['app', 'web'], { gte: 10000 }, { lt: 0.5 }, { exists: true }, { exists: false }]) {
    const form = toForm(condition);
    expect(form).not.toBeNull();
    if (form) expect(fromForm(form)).toEqual(condition);
  }
});

test('two bounds at once stay in the file', () => {
  expect(toForm({ gte: 1, lt: 5 })).toBeNull();
});

test('a bound that is being typed keeps the rule', () => {
  expect(fromForm({ sign: 'gte', values: ['-'] })).toEqual({ gte: 0 });
});

test('lists of one and of none', () => {
  expect(listOf('a')).toEqual(['a']);
  expect(listOf(undefined)).toEqual([]);
  expect(orNothing([])).toBeUndefined();
});
