// What the map has found by itself, for every part of the map screen. It is asked for on its own, after the map is drawn.
import { createContext, useContext } from 'react';
import type { Finding, Findings } from '../../../api/contract';

export interface Found {
  /** `null` while it is computed. */
  told: Findings | null;
  error: Error | null;
  retry: () => void;
}

const Context = createContext<Found>({ told: null, error: null, retry: () => undefined });

export const FoundContext = Context.Provider;

export function useFound(): Found {
  return useContext(Context);
}

/** All in rank order: pains, then delights. */
function inOrder(told: Findings): Finding[] {
  return [...told.pains, ...told.delights];
}

export interface Placing {
  finding: Finding;
  lane: 'pains' | 'delights';
  /** How many the lane has. */
  of: number;
}

/** The finding that a cell opens, and its lane. */
export function findingAt(told: Findings | null, cell: string): Placing | null {
  if (!told) return null;
  for (const lane of ['pains', 'delights'] as const) {
    const finding = told[lane].find(({ evidence }) => evidence.query === cell);
    if (finding) return { finding, lane, of: told[lane].length };
  }
  return null;
}

/** The cell of the next finding or the one before; from outside, the first or the last. `null` at the end. */
export function neighbour(told: Findings, selected: string | null, step: 1 | -1): string | null {
  const all = inOrder(told);
  const at = all.findIndex(({ evidence }) => evidence.query === selected);
  const next = at < 0 ? all.at(step === 1 ? 0 : -1) : all[at + step];
  return next?.evidence.query ?? null;
}
