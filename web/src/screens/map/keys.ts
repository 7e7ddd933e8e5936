// Moving about the grid with the keyboard: one tab stop, arrows to the nearest number up, down, left and right.
import { useEffect, type KeyboardEvent, type RefObject } from 'react';

interface Spot {
  x: number;
  y: number;
  column: number;
}

const ARROWS: Record<string, [number, number]> = {
  ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0],
};

/** Which of the spots an arrow leads to; `null` at the edge. Left and right change the column, up and down stay in it. */
export function nextSpot(spots: Spot[], from: number, [dx, dy]: [number, number]): number | null {
  const here = spots[from];
  if (!here) return null;
  let best: number | null = null;
  let least = Infinity;
  spots.forEach((spot, at) => {
    if (at === from) return;
    const along = dx !== 0 ? (spot.column - here.column) * dx : (spot.y - here.y) * dy;
    if (along <= 0 || (dx === 0 && spot.column !== here.column)) return;
    // nearest column first, then the nearest height; in a column the nearest below or above
    const far = dx !== 0 ? along * 100_000 + Math.abs(spot.y - here.y) * 10 + Math.abs(spot.x - here.x) / 100 : along * 10 + Math.abs(spot.x - here.x) / 100;
    if (far < least) [best, least] = [at, far];
  });
  return best;
}

/** Numbers, and the question marks at the left of them. */
const atomsIn = (root: HTMLElement) => [...root.querySelectorAll<HTMLElement>('[data-cell], [data-help]')];
const isNumber = ({ dataset }: HTMLElement) => dataset.cell !== undefined;

function spotOf(atom: HTMLElement): Spot {
  const box = atom.getBoundingClientRect();
  const column = Number(atom.closest<HTMLElement>('[data-column]')?.dataset.column ?? -1);
  return { x: box.left + box.width / 2, y: box.top + box.height / 2, column };
}

function makeStop(atoms: HTMLElement[], stop: HTMLElement | undefined) {
  for (const atom of atoms) atom.tabIndex = atom === stop ? 0 : -1;
}

/** Keeps exactly one tab stop in the grid and moves it with the arrows. */
export function useArrows(root: RefObject<HTMLElement | null>, selected: string | null) {
  useEffect(() => {
    if (!root.current) return;
    const atoms = atomsIn(root.current);
    const kept = atoms.find((atom) => atom.tabIndex === 0);
    makeStop(atoms, atoms.find((atom) => atom.dataset.cell === selected) ?? kept ?? atoms.find(isNumber));
  });
  return (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    const target = event.target as HTMLElement;
    if (!root.current || !(target.dataset.cell ?? target.dataset.help) || event.altKey || event.ctrlKey || event.metaKey) return;
    const atoms = atomsIn(root.current);
    const from = atoms.indexOf(target);
    let to: number | null = null;
    if (arrow) to = nextSpot(atoms.map(spotOf), from, arrow);
    else if (event.key === 'Home') to = atoms.findIndex(isNumber);
    else if (event.key === 'End') to = atoms.length - 1;
    else return;
    event.preventDefault();
    const next = to === null ? undefined : atoms[to];
    if (!next) return;
    makeStop(atoms, next);
    next.focus();
  };
}

/** Keys of the whole screen (T, ?, Esc), not while somebody writes. */
export function useScreenKeys(keys: Record<string, () => void>) {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return;
      // Esc belongs to whatever is open around the focus: a picker, the drawer, a dialog
      if (event.key === 'Escape' && target !== document.body && !target.dataset.cell) return;
      const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [keys]);
}
