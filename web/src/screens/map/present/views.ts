// The views of a presentation in order: the whole journey, one stage after another, and what is to be decided. A view has
// an address, so that whoever is handed the link sees the same.
import type { MapStage } from '../../../api/contract';

export const WHOLE = 'whole';
export const FINDINGS = 'findings';
const STAGE = 'stage:';

/** Addresses of all views; a stage may be called anything, so its address says that it is one. */
export function viewsOf(stages: readonly Pick<MapStage, 'id'>[]): string[] {
  return [WHOLE, ...stages.map(({ id }) => STAGE + id), FINDINGS];
}

/** Place of the view that an address names; the first one for a stage that is not there. */
export function placeOf(views: readonly string[], asked: string): number {
  return Math.max(0, views.indexOf(asked));
}

/** Place of the stage that a view shows among the stages; −1 where it shows none. */
export function stageAt(stages: readonly Pick<MapStage, 'id'>[], view: string | undefined): number {
  return stages.findIndex(({ id }) => STAGE + id === view);
}

export const viewOfStage = (id: string) => STAGE + id;

/** What a key of a keyboard or a clicker asks for. */
export type Asked = 'next' | 'previous' | 'first' | 'last' | 'black' | 'fill' | 'leave';

const KEYS: Record<string, Asked> = {
  ArrowRight: 'next', ArrowDown: 'next', PageDown: 'next', ' ': 'next',
  ArrowLeft: 'previous', ArrowUp: 'previous', PageUp: 'previous',
  Home: 'first', End: 'last', b: 'black', '.': 'black', f: 'fill', Escape: 'leave',
};

/** `null` for what the browser, a control or nobody should answer. */
export function askedBy({ key, shift, onControl, scrolls }: { key: string; shift: boolean; onControl: boolean; scrolls: (by: 1 | -1) => boolean }): Asked | null {
  if (onControl && (key === ' ' || key === 'Enter')) return null;
  // a page that is longer than the screen is read to its end first
  if (key === 'ArrowDown' && scrolls(1)) return null;
  if (key === 'ArrowUp' && scrolls(-1)) return null;
  if (key === ' ' && shift) return 'previous';
  return KEYS[key.length === 1 ? key.toLowerCase() : key] ?? null;
}
