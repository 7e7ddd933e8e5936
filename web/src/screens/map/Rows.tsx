// The rows of the grid: how far each stage rests on data, its head, its counts, and a row a lane.
import { IconFlag3 } from '@tabler/icons-react';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../api/contract';
import { HelpMark, Tip, TipText, useFormat } from '../../parts';
import { Atom } from './Atom';
import { cellOf } from './cells';
import { useMap } from './context';
import { Coverage } from './Coverage';
import { EmotionAxis, EmotionCell } from './Emotion';
import { EmotionPicture } from './EmotionPicture';
import { FindingRow } from './found/FindingRow';
import styles from './Grid.module.css';
import { LaneHelp } from './LaneHelp';
import { Actions, Channels, Counts, Kpis, Requests, Sources, Thoughts } from './lanes';
import { Road } from './Road';
import { useLaneName, useShown } from './shown';
import { useTeam } from './team/context';
import type { Row } from './team/lanes';
import { Written } from './team/Written';

const ColumnTools = lazy(() => import('./team/ColumnTools').then(({ ColumnTools: it }) => ({ default: it })));

/** Lanes that are drawn from data. */
export const COMPUTED: readonly string[] = ['actions', 'channels', 'thoughts', 'emotion', 'pains', 'delights', 'kpis', 'desired', 'evidence'];

/** Width from which the flag of a moment of truth is written out, by language. */
const ROOM_FOR_TRUTH = { ko: 145, en: 200 };


const BODY: Partial<Record<Row, (props: { stage: MapStage }) => ReactNode>> = {
  actions: Actions, channels: Channels, thoughts: Thoughts, kpis: Kpis, desired: Requests, evidence: Sources,
};

/** Figures of the stage header under the number that entered, in their order. */
const COUNTED = ['went_on', 'dropped', 'undecided', 'time'] as const;

interface Columns {
  widths: number[];
  /** The selected column; −1 for none. */
  at: number;
}

/** A cell for every stage. */
function Cells({ at, draw }: { at: number; draw: (stage: MapStage, column: number) => ReactNode }) {
  const { stages, gapBefore } = useShown();
  return stages.map((stage, column) => (
    <td key={stage.id} data-column={column} data-selected={column === at} data-gap={gapBefore(stage)}>{draw(stage, column)}</td>
  ));
}

export function Head({ widths, at }: Columns) {
  const { t } = useTranslation('map');
  const { map, view, visit } = useMap();
  const { stages, gapBefore } = useShown();
  const team = useTeam();
  // an older version of the journey is looked at, not changed
  const tools = team !== null && visit === null && view.version == null;
  return (
    <thead>
      <tr className={styles.cover} data-tools={tools}>
        <th scope="row">{t('lane.coverage')}<HelpMark inGrid about={[{ topic: 'coverage', name: t('lane.coverage') }]} /></th>
        {stages.map((stage, column) => (
          // by place: a form that the tools have open must stay when another stage comes first
          <td key={column} data-column={column} data-selected={column === at} data-gap={gapBefore(stage)}>
            <Coverage stage={stage} />
            {tools && column === 0 ? <Suspense fallback={null}><ColumnTools widths={widths} /></Suspense> : null}
          </td>
        ))}
      </tr>
      <tr className={styles.stages}>
        <th scope="col">
          {t('lane.stage')}
          <small>{t('lane.stageWhat')}</small>
          <HelpMark inGrid className={styles.enteredHelp} about={[{ topic: 'entered', name: t('count.entered') }]} context={map.counts} />
        </th>
        {stages.map((stage, column) => (
          <th key={stage.id} scope="col" data-column={column} data-selected={column === at} data-gap={gapBefore(stage)}>
            <StageHead stage={stage} width={(widths[column] ?? 0) - 9} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

export function Rows({ lanes, widths, at, asTable }: Columns & { lanes: readonly Row[]; asTable: boolean }) {
  const { t } = useTranslation('map');
  const { map } = useMap();
  const laneName = useLaneName();
  const goal = map.stages.at(-1);
  return (
    <tbody>
      <tr className={styles.counts}>
        <th scope="row">
          <span className="hidden-text">{t('lane.counts')}</span>
          <span className={styles.countsHelp}>
            {COUNTED.map((what) => <HelpMark key={what} inGrid about={[{ topic: what, name: t(`count.${what}`) }]} />)}
          </span>
        </th>
        <Cells at={at} draw={(stage) => <Counts stage={stage} last={stage === goal} />} />
      </tr>
      {lanes.map((lane) => {
        if (lane === 'emotion') return <EmotionRow key={lane} widths={widths} at={at} asTable={asTable} />;
        if (lane === 'pains' || lane === 'delights') return <FindingRow key={lane} lane={lane} at={at} asTable={asTable} />;
        const Body = BODY[lane];
        return (
          <tr key={lane}>
            <th scope="row">
              {laneName(lane)}
              <small>{t(`lane.${lane}What`)}</small>
              <LaneHelp lane={lane} />
            </th>
            <Cells at={at} draw={(stage) => <>{Body ? <Body stage={stage} /> : null}<Written stage={stage} row={lane} alone={!Body} /></>} />
          </tr>
        );
      })}
    </tbody>
  );
}

/** One wide picture that hangs in the first cell, under a button for every stage; or the same in writing. */
function EmotionRow({ widths, at, asTable }: Columns & { asTable: boolean }) {
  const { t } = useTranslation('map');
  const { stages } = useShown();
  const laneName = useLaneName();
  const draw = (stage: MapStage, column: number) => (
    <>
      {column === 0 && !asTable ? (
        <div className={styles.picture}>
          <EmotionPicture stages={stages} widths={widths} selected={at} />
        </div>
      ) : null}
      <EmotionCell stage={stage} asTable={asTable} />
      {asTable ? <Written stage={stage} row="emotion" /> : null}
    </>
  );
  return (
    <tr className={asTable ? undefined : styles.emotion}>
      <th scope="row">
        {laneName('emotion')}
        <LaneHelp lane="emotion" />
        <small>{t('lane.interval')}</small>
        {asTable ? null : <EmotionAxis />}
      </th>
      <Cells at={at} draw={draw} />
    </tr>
  );
}

function StageHead({ stage, width }: { stage: MapStage; width: number }) {
  const { t } = useTranslation('map');
  const { map } = useMap();
  const format = useFormat();
  return (
    <>
      <Road width={Math.max(60, width)} wentOn={stage.went_on} entered={stage.entered} />
      <div className={styles.name}>
        <span>{stage.name}</span>
        {stage.moment_of_truth ? (
          <Tip says={<TipText title={t('truth')} lines={[stage.moment_of_truth]} />}>
            <span className={styles.truth}>
              <IconFlag3 size={12} stroke={1.5} aria-hidden="true" />
              <span className={width < ROOM_FOR_TRUTH[format.lang] ? 'hidden-text' : undefined}>{t('truth')}</span>
            </span>
          </Tip>
        ) : null}
        {stage.owner ? (
          <Tip says={t('owner', { name: stage.owner })}>
            <span className={styles.owner}>
              <span aria-hidden="true">{[...stage.owner][0]}</span>
              <span className="hidden-text">{t('owner', { name: stage.owner })}</span>
            </span>
          </Tip>
        ) : null}
      </div>
      <Atom cell={cellOf(stage.id, 'entered')} shape="text" className={styles.entered}>
        <span className="hidden-text">{t('count.entered')} </span>
        {format.count(stage.entered)}
        <small>{t('count.unit', { context: map.counts })}</small>
      </Atom>
    </>
  );
}
