// The lanes of pain points and delights. While they are computed they wait quietly, and only they say it if that fails.
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding, Findings, MapStage } from '../../../api/contract';
import { ErrorPart, LoadingGrid, useFormat } from '../../../parts';
import { axisOf } from '../../findings/axis';
import { costAxis } from '../../findings/cost';
import { useMap } from '../context';
import grid from '../Grid.module.css';
import { useFound } from './context';
import { DelightLine, PainCard } from './FindingCard';
import styles from './Found.module.css';
import { LaneHelp } from '../LaneHelp';
import { Told } from '../lanes';
import { useLaneName, useShown } from '../shown';
import { Written } from '../team/Written';

export type FindingLane = 'pains' | 'delights';

/** Heaviest ones of a stage that stand open. */
const SHOWN = { pains: 2, delights: 3 };

interface FindingRowProps {
  lane: FindingLane;
  /** The selected column; −1 for none. */
  at: number;
  asTable: boolean;
}

export function FindingRow({ lane, at, asTable }: FindingRowProps) {
  const { t } = useTranslation('map');
  const { stages, gapBefore } = useShown();
  const laneName = useLaneName();
  const { told } = useFound();
  return (
    <tr>
      <th scope="row">
        {laneName(lane)}
        <small>{t(`lane.${lane}What`)}</small>
        <LaneHelp lane={lane} />
      </th>
      {told ? stages.map((stage, column) => (
        <td key={stage.id} data-column={column} data-selected={column === at} data-gap={gapBefore(stage)}>
          <StageFindings stage={stage} lane={lane} told={told} asTable={asTable} />
          <Told stage={stage} side={lane === 'pains' ? 'unhappy' : 'glad'} />
          <Written stage={stage} row={lane} />
        </td>
      )) : <td colSpan={stages.length} className={styles.waiting}><Waiting lane={lane} columns={stages.length} /></td>}
    </tr>
  );
}

function Waiting({ lane, columns }: { lane: FindingLane; columns: number }) {
  const { t } = useTranslation('findings');
  const { error, retry } = useFound();
  if (!error) return <LoadingGrid columns={columns} rows={lane === 'pains' ? 3 : 1} says={t('looking')} />;
  if (lane === 'delights') return <p className={grid.none}>{t('failed')}</p>;
  return <ErrorPart error={error} title={t('failed')} retry={retry} />;
}

interface StageFindingsProps {
  stage: MapStage;
  lane: FindingLane;
  told: Findings;
  /** All of them, in writing. */
  asTable?: boolean;
}

/** The findings of a stage: the heaviest ones, and the others behind “외 n”. */
export function StageFindings({ stage, lane, told, asTable = false }: StageFindingsProps) {
  const { selected } = useMap();
  const mine = told[lane].filter((finding) => finding.stage === stage.id);
  const axis = useMemo(() => axisOf(told[lane].map(({ effect }) => effect)), [told, lane]);
  const costs = useMemo(() => costAxis(told[lane]), [told, lane]);
  const [open, setOpen] = useState(false);
  const rest = asTable ? 0 : mine.length - SHOWN[lane];
  // what is open in the drawer is never folded away, so that it can be given the focus back
  const hidden = mine.slice(SHOWN[lane]).some(({ evidence }) => evidence.query === selected);
  if (hidden && !open) setOpen(true);
  if (mine.length === 0) return <Empty lane={lane} enough={told.looked.enough} />;
  const draw = (finding: Finding): ReactNode => lane === 'pains'
    ? <PainCard key={finding.id} finding={finding} axis={asTable ? null : axis} costs={asTable ? null : costs} />
    : <DelightLine key={finding.id} finding={finding} whole={asTable} />;
  return (
    <div className={styles.list} data-lane={lane}>
      {mine.slice(0, open || asTable ? undefined : SHOWN[lane]).map(draw)}
      {rest > 0 ? <Unfold rest={rest} open={open} onClick={() => setOpen(!open)} /> : null}
    </div>
  );
}

function Empty({ lane, enough }: { lane: FindingLane; enough: number }) {
  const { t } = useTranslation('findings');
  const { map } = useMap();
  const format = useFormat();
  return <p className={grid.none}>{t(`none.${lane}`, { n: format.count(enough), context: map.counts })}</p>;
}

function Unfold({ rest, open, onClick }: { rest: number; open: boolean; onClick: () => void }) {
  const { t } = useTranslation('map');
  return (
    <button type="button" className={grid.unfold} aria-expanded={open} onClick={onClick}>
      {open ? t('less') : t('more', { count: rest })}
    </button>
  );
}
