// Two people wrote from the same words. What is proposed holds every word of both: nothing is lost, whatever is saved.
import { diff3Merge } from 'node-diff3';
import type { Expectation } from '../../../api/contract';

/** Words with the white space between them, so that joining them gives the text back. */
const pieces = (text: string): string[] => text.match(/\s+|\S+/g) ?? [];

/** Lines of both, theirs first; what both say stands once. */
function lines(mine: string, theirs: string): string {
  const known = new Set(theirs.split('\n').map((line) => line.trim()));
  const more = mine.split('\n').filter((line) => !known.has(line.trim()));
  return [theirs, ...more].join('\n');
}

/** Both have written at the same place: a few words go side by side, more on lines of their own. */
function both(mine: string, theirs: string): string {
  if (mine.trim() === '' || theirs.trim() === '') return theirs.trim() === '' ? mine : theirs;
  const few = [mine, theirs].every((text) => !text.includes('\n')) && [mine, theirs].some((text) => wordsOf(text).length <= 3);
  return few ? `${theirs.trimEnd()} ${mine.trimStart()}` : lines(mine, theirs);
}

/**
 * What both changed since `base`, each change where it was made. When one text holds the other whole, it is the proposal;
 * where a word of either would be lost because the other took it out, the lines of both stand instead.
 */
export function merged(mine: string, theirs: string, base: string): string {
  if (theirs.includes(mine)) return theirs;
  if (mine.includes(theirs)) return mine;
  const parts = diff3Merge(pieces(mine), pieces(base), pieces(theirs), { excludeFalseConflicts: true });
  const whole = parts.map(({ ok, conflict }) => (ok ?? [both(conflict?.a.join('') ?? '', conflict?.b.join('') ?? '')]).join('')).join('');
  return lostWords(whole, mine, theirs).length === 0 ? whole : lines(mine, theirs);
}

/** Words of a text, for saying what a proposal would lose. */
export const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Words of either that the result does not hold. */
export function lostWords(result: string, ...texts: string[]): string[] {
  const kept = new Set(wordsOf(result));
  return [...new Set(texts.flatMap(wordsOf))].filter((word) => !kept.has(word));
}

/** The wishes of both; where both want the same figure otherwise, mine. */
export function mergedWants(mine: Expectation[], theirs: Expectation[]): Expectation[] {
  const same = (a: Expectation) => (b: Expectation) => a.cell === b.cell && a.op === b.op;
  return [...mine, ...theirs.filter((their) => !mine.some(same(their)))];
}
