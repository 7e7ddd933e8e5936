// What was opened from the search, newest first, for as long as the tab is open: names of customers and words of theirs are
// not left behind in a browser.
import { keep, kept } from '../../api/kept';
import type { Item } from './items';

const SHOWN = 6;
const keyOf = (ws: string) => `yeojido.found.${ws}`;

/** What can be opened again. */
export type Recent = Pick<Item, 'id' | 'kind' | 'title' | 'detail' | 'go'>;

export function recentOnes(ws: string): Recent[] {
  try {
    const found: unknown = JSON.parse(kept('sessionStorage', keyOf(ws)) ?? '[]');
    return Array.isArray(found) ? (found as Recent[]).filter((one) => typeof one?.id === 'string' && one.go !== undefined) : [];
  } catch {
    return [];
  }
}

export function rememberOpened(ws: string, { id, kind, title, detail, go }: Recent): void {
  if (!go) return;
  const others = recentOnes(ws).filter((one) => one.id !== id);
  keep('sessionStorage', keyOf(ws), JSON.stringify([{ id, kind, title, detail, go }, ...others].slice(0, SHOWN)));
}
