// Figures that something can be wanted of, and their values now.
import type { MapStage } from '../../../api/contract';

const OF_EVERY_STAGE = ['time', 'went_on', 'dropped', 'emotion'] as const;

/** The figures of any column, and every indicator that the map knows: a wish may come before the data. */
export function wishable(stages: readonly MapStage[]): string[] {
  const kpis = new Set(stages.flatMap((stage) => stage.kpis.map(({ id }) => id)));
  return [...OF_EVERY_STAGE, ...[...kpis].map((id) => `kpi.${id}`)];
}

/** The value of a figure now; `null` when the column has none. */
export function nowOf(stage: MapStage, figure: string): number | null {
  if (figure === 'time') return stage.time_s.median;
  if (figure === 'emotion') return stage.emotion.mean;
  if (figure === 'went_on' || figure === 'dropped') return stage.entered > 0 ? stage[figure] / stage.entered : null;
  return stage.kpis.find(({ id }) => `kpi.${id}` === figure)?.value ?? null;
}
