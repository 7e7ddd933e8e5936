// @vitest-environment node
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { needleOf } from './seek';

const table = JSON.parse(await readFile(new URL('../../../../fixtures/search/seek.json', import.meta.url), 'utf8')) as [string, string, string][];

it.each(table)('“%s” in “%s” is found as the server finds it: %s', (typed, text, wanted) => {
  const fit = needleOf(typed)?.(text) ?? null;
  expect(fit === null ? 'no' : `${fit.place}${fit.loose ? ' loosely' : ''}`).toBe(wanted);
});

it('tells which part of the text is meant', () => {
  const part = (typed: string, text: string) => {
    const fit = needleOf(typed)?.(text);
    return fit ? text.slice(fit.from, fit.to) : null;
  };
  expect(part('ㅂㅅ', '아주 빠른 배송이에요')).toBe('배송');
  expect(part('첫구', '우리 첫 구매')).toBe('첫 구');
  expect(part('abc', 'xx ＡＢＣ yy')).toBe('ＡＢＣ');
  expect(part('없는', '배송')).toBeNull();
});

it('finds nothing for nothing', () => {
  expect(needleOf('   ')).toBeNull();
});
