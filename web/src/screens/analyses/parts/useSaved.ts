// The saved analysis behind what is on screen: what was kept, whether the screen has moved on, and keeping it anew.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError } from '../../../api/client';
import type { AnalysisSearch } from './address';
import { changeAnalysis, saveAnalysis, savedQuery, type SavedAnalysis } from './queries';
import { written, type Kind } from './questions';

export interface SavedAt {
  current: SavedAnalysis | null;
  /** The address names one that is not there (any more). */
  gone: boolean;
  /** The screen shows something else than what was kept. */
  changed: boolean;
  /** Somebody else has kept something in between. */
  conflict: boolean;
  pending: boolean;
  error: unknown;
  /** As a new one of this name. */
  saveAs: (name: string) => void;
  /** Over the one that is open. */
  save: (name?: string) => void;
}

interface SavedOf {
  ws: string;
  kind: Kind;
  id: number | null;
  question: object;
  view: object;
  go: (change: Partial<AnalysisSearch>, replace?: boolean) => void;
}

export function useSaved({ ws, kind, id, question, view, go }: SavedOf): SavedAt {
  const client = useQueryClient();
  const { data } = useQuery({ ...savedQuery(ws), enabled: id !== null });
  const current = data?.analyses.find((one) => one.id === id && one.kind === kind) ?? null;
  const settle = async (kept: SavedAnalysis) => {
    await client.invalidateQueries({ queryKey: ['analyses', ws] });
    go({ saved: kept.id }, true);
  };
  const make = useMutation({ mutationFn: (name: string) => saveAnalysis(ws, { name, kind, question, view }), onSuccess: settle });
  const change = useMutation({
    mutationFn: async (name: string | undefined) => {
      if (!current) throw new Error('nothing saved is open');
      return changeAnalysis(ws, current.id, { name: name ?? current.name, kind, question, view, revision: current.revision });
    },
    onSuccess: settle,
    // what the other one kept is looked at before anything is written over it
    onError: () => client.invalidateQueries({ queryKey: ['analyses', ws] }),
  });
  const changed = useMemo(
    () => current !== null && written([current.question, current.view]) !== written([question, view]),
    [current, question, view],
  );
  const error = make.error ?? change.error;
  return {
    current, changed, gone: id !== null && data !== undefined && current === null, pending: make.isPending || change.isPending, error,
    conflict: error instanceof ApiError && error.problem.status === 409,
    saveAs: (name) => { change.reset(); make.mutate(name); },
    save: (name) => { make.reset(); change.mutate(name); },
  };
}
