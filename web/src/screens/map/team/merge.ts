// Two people wrote from the same words. What is proposed holds every word of both: nothing is lost, whatever is saved.
import type { Expectation } from '../../../api/contract';

/** Lines of both, theirs first; what both say stands once. When one holds the other whole, it is the proposal. */
export function merged(mine: string, theirs: string): string {
  if (theirs.includes(mine)) return theirs;
  if (mine.includes(theirs)) return mine;
  const known = new Set(theirs.split('\n').map((line) => line.trim()));
  const more = mine.split('\n').filter((line) => !known.has(line.trim()));
  return [theirs, ...more].join('\n');
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
