// What every part of the side to be needs: the plan, and how to change it. `null` changes nothing: behind a link.
import { createContext, useContext } from 'react';
import type { MapStage, PlannedStage, ToBe } from '../../../api/contract';
import { useMap } from '../context';

export interface Changes {
  move: (stage: PlannedStage, by: -1 | 1) => void;
  remove: (stage: PlannedStage) => void;
  /** A new column, or one of today. */
  add: (from: MapStage | null) => void;
}

interface Plan {
  plan: ToBe;
  changes: Changes | null;
}

const Context = createContext<Plan | null>(null);

export const PlanProvider = Context.Provider;

export function usePlan(): Plan {
  const found = useContext(Context);
  if (!found) throw new Error('a part of the side to be stands outside of it');
  return found;
}

/** The column of today that a planned one goes on from. */
export function useToday(stage: PlannedStage): MapStage | null {
  const { map } = useMap();
  return map.stages.find(({ id }) => id === stage.from) ?? null;
}
