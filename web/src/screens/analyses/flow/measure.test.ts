import { describe, expect, it } from 'vitest';
import { fitted } from './measure';

const tens = (text: string) => [...text].length * 10;

describe('a name that has little room', () => {
  it('stays whole when it fits', () => {
    expect(fitted('목록 봄', 40, tens)).toBe('목록 봄');
  });

  it('keeps as much of its beginning as fits', () => {
    expect(fitted('장바구니에 담음', 50, tens)).toBe('장바구니…');
  });

  it('ends with no blank before the dots', () => {
    expect(fitted('목록 봄', 39, tens)).toBe('목록…');
  });

  it('is nothing but dots where there is no room at all', () => {
    expect(fitted('목록', 5, tens)).toBe('…');
  });
});
