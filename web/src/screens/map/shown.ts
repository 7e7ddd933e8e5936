// Which columns and lanes are seen, and what the lanes are called: people may hide a stage and give a lane a name of their
// own. A hidden stage stays in every count; it is not drawn, and the map says so.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../api/contract';
import { useMap } from './context';
import { useTeam } from './team/context';

export interface Shown {
  /** Stages that are drawn, in order. */
  stages: MapStage[];
  hidden: MapStage[];
  /** Whether hidden ones lie before this stage and after the one drawn before it. */
  gapBefore: (stage: MapStage) => boolean;
}

export function shownOf(all: MapStage[], hiddenIds: readonly string[]): Shown {
  const isHidden = ({ id }: MapStage) => hiddenIds.includes(id);
  return {
    stages: all.filter((stage) => !isHidden(stage)),
    hidden: all.filter(isHidden),
    gapBefore: (stage) => {
      const before = all[all.indexOf(stage) - 1];
      return before !== undefined && isHidden(before);
    },
  };
}

export function useShown(): Shown {
  const { map } = useMap();
  const hidden = useTeam()?.columns?.hidden;
  return useMemo(() => shownOf(map.stages, hidden ?? []), [map.stages, hidden]);
}

/** What a lane is called: by the workspace, else by us. */
export function useLaneName(): (row: string) => string {
  const { t } = useTranslation('map');
  const names = useTeam()?.arrangement?.names;
  return (row) => names?.[row] ?? t(`lane.${row}`);
}
