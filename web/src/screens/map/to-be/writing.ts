// The way from a cell of the map to be to its form, which the screen knows before the map to be is fetched.
import { useCallback } from 'react';
import { plannedCell } from './cells';

/** E on this side: writes in the cell that has the focus, else in the open one, where it stands. */
export function usePlanWriting(on: boolean, openAt: (cell: string, tab: 'edit') => void, selected: string | undefined) {
  return useCallback(() => {
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.cell;
    const cell = [focused, selected].find((name) => name !== undefined && plannedCell(name) !== null);
    if (on && cell) openAt(cell, 'edit');
  }, [on, openAt, selected]);
}
