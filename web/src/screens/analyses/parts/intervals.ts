// How sure a share is: Wilson's 95 % interval, as everywhere in the program (docs/statistics.md, “Shares”). The server says it
// of its own shares; here it is for those that a screen makes of the server's counts, such as all cohorts together.
import type { ShareOf } from '../../../api/contract';

const Z = 1.959963984540054;

export interface Share {
  value: number;
  low: number;
  high: number;
  n: number;
}

/** `null` when there is nobody to have a share of. */
export function shareOf(part: number, n: number): Share | null {
  if (n <= 0) return null;
  const p = part / n;
  const square = Z * Z;
  const middle = (p + square / (2 * n)) / (1 + square / n);
  const half = (Z / (1 + square / n)) * Math.sqrt((p * (1 - p)) / n + square / (4 * n * n));
  return { value: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half), n };
}

/** A share as the server says it, of so many. */
export function ofApi(share: ShareOf | null, n: number): Share | null {
  return share && { value: share.share, low: share.low, high: share.high, n };
}
