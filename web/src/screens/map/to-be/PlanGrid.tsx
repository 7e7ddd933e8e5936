// The plan as a table: planned stages are columns, lanes are rows; the feeling of today with the wished one as a diamond.
import { IconPlus } from '@tabler/icons-react';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lane, MapStage, PlannedStage } from '../../../api/contract';
import { Button } from '../../../parts';
import { useMap } from '../context';
import { EmotionAxis } from '../Emotion';
import { EmotionPicture } from '../EmotionPicture';
import grid from '../Grid.module.css';
import { useArrows } from '../keys';
import { columnWidths, LANE } from '../layout';
import { rowOfLane } from '../team/lanes';
import { ALWAYS, OTHERS, plannedCell } from './cells';
import { usePlan } from './context';
import { PlanCell } from './PlanCell';
import { PlanHead } from './PlanHead';
import styles from './to-be.module.css';

/** Lanes on screen, from the top. */
export function lanesOf(stages: readonly PlannedStage[], open: Lane | undefined): Lane[] {
  const written = new Set(stages.flatMap((stage) => stage.written.map(({ lane }) => lane)));
  return [...ALWAYS, ...OTHERS.filter((lane) => written.has(lane) || lane === open)];
}

/** The feeling of today under the planned columns, with what is wished for as what people wrote. */
export function felt(stages: readonly PlannedStage[], today: readonly MapStage[]): MapStage[] {
  return stages.flatMap((stage) => {
    const from = today.find(({ id }) => id === stage.from);
    const some = from ?? today[0];
    if (!some) return [];
    const silence = { mean: null, low: null, high: null, n: 0, from_scores: 0, from_text: 0 };
    return [{ ...some, id: stage.id, name: stage.name, written: stage.written, ...(from ? {} : { emotion: silence, voices: 0 }) }];
  });
}

export function PlanGrid() {
  const { t } = useTranslation(['to-be', 'map']);
  const { map, selected } = useMap();
  const { plan, changes } = usePlan();
  const { stages } = plan;
  const { ref: sized, width } = useElementSize<HTMLDivElement>();
  const root = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sized, root);
  const onKeyDown = useArrows(root, selected);
  const open = selected === null ? null : plannedCell(selected);
  const at = stages.findIndex(({ id }) => id === open?.column);
  const widths = useMemo(() => columnWidths(Math.max(0, width - LANE), stages.length, at), [width, stages.length, at]);
  const lanes = lanesOf(stages, open?.lane);
  const total = LANE + widths.reduce((sum, each) => sum + each, 0);
  const name = (lane: Lane) => (lane === 'kpis' ? t('lane.wants') : t(`map:lane.${rowOfLane(lane)}`));
  const note = (lane: Lane) => (lane === 'kpis' ? t('lane.wantsWhat') : lane === 'emotion' ? t('lane.emotionWhat') : t(`map:lane.${rowOfLane(lane)}What`));
  return (
    <div ref={ref} className={grid.scroller} role="group" aria-label={t('grid', { name: map.name })} onKeyDown={onKeyDown}>
      <table className={grid.table} style={{ width: total }}>
        <caption className="hidden-text">{t('caption', { name: map.name })}</caption>
        <colgroup>
          <col style={{ width: LANE }} />
          {widths.map((each, column) => <col key={stages[column]?.id} style={{ width: each }} />)}
        </colgroup>
        <thead>
          <tr className={`${grid.stages} ${styles.heads}`}>
            <th scope="col">
              {t('map:lane.stage')}
              {changes ? (
                <Button className={styles.add} aria-label={t('add')} onClick={() => changes.add(null)}>
                  <IconPlus size={16} stroke={1.5} aria-hidden="true" />
                </Button>
              ) : null}
            </th>
            {stages.map((stage, column) => (
              <th key={stage.id} scope="col" data-column={column} data-selected={column === at}><PlanHead stage={stage} at={column} /></th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lanes.map((lane) => (
            <tr key={lane} className={lane === 'emotion' ? styles.emotion : undefined}>
              <th scope="row">
                {name(lane)}
                <small>{note(lane)}</small>
                {lane === 'emotion' ? <EmotionAxis /> : null}
              </th>
              {stages.map((stage, column) => (
                <td key={stage.id} data-column={column} data-selected={column === at}>
                  {lane === 'emotion' && column === 0 ? (
                    <div className={styles.picture}><EmotionPicture stages={felt(stages, map.stages)} widths={widths} selected={at} /></div>
                  ) : null}
                  <PlanCell stage={stage} lane={lane} atEnd={column > 0 && column >= stages.length - 2} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
