// What an analysis shows is in its address: the question, how it is looked at, the cell that is open, and the saved one it
// came from. A link opens exactly what was on screen; going back takes one change back.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Cell } from './questions';

export interface AnalysisSearch {
  /** The question; the screen proposes one when missing. */
  q?: Record<string, unknown>;
  /** Which of the screen's views; its first when missing. */
  view?: string;
  /** What else the screen keeps about how it is drawn. */
  look?: Record<string, unknown>;
  /** The cell whose customers are listed. */
  cell?: Cell;
  /** Id of the saved analysis that is on screen. */
  saved?: number;
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

/** Reads an address; what makes no sense is left out. */
export function parseAnalysisSearch(raw: Record<string, unknown>): AnalysisSearch {
  const found: AnalysisSearch = {
    q: record(raw.q),
    view: typeof raw.view === 'string' ? raw.view : undefined,
    look: record(raw.look),
    cell: record(raw.cell) as Cell | undefined,
    saved: typeof raw.saved === 'number' && Number.isInteger(raw.saved) ? raw.saved : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as AnalysisSearch;
}

export interface AnalysisAddress<Q> {
  /** `null`: the address asks nothing yet. */
  question: Q | null;
  view: string | null;
  look: Record<string, unknown>;
  cell: Cell | null;
  saved: number | null;
  /** Asks something else; the open cell may not exist in its answer, so it closes. */
  ask: (question: Q) => void;
  /** Changes anything in the address; `replace` leaves no step to go back to. */
  go: (change: Partial<AnalysisSearch>, replace?: boolean) => void;
  open: (cell: Cell | null) => void;
}

/** The address of the analysis on screen. `Q` is what its kind is asked, unchecked: the server refuses what makes no sense. */
export function useAnalysisAddress<Q extends object>(): AnalysisAddress<Q> {
  const search = useSearch({ strict: false }) as AnalysisSearch;
  const navigate = useNavigate();
  const go = useCallback(
    (change: Partial<AnalysisSearch>, replace = false) => {
      const next = (old: AnalysisSearch) => Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, value]) => value !== undefined));
      void navigate({ to: '.', search: next as never, replace });
    },
    [navigate],
  );
  const ask = useCallback((question: Q) => go({ q: question as Record<string, unknown>, cell: undefined }), [go]);
  const open = useCallback((cell: Cell | null) => go({ cell: cell ?? undefined }, true), [go]);
  return useMemo(
    () => ({
      question: (search.q as Q | undefined) ?? null, view: search.view ?? null, look: search.look ?? {}, cell: search.cell ?? null,
      saved: search.saved ?? null, ask, go, open,
    }),
    [search, ask, go, open],
  );
}
