// What people wrote in a cell, beside what is computed: their words, where they come from, and how far the data have drifted
// from them; with marks of what is said about the cell and who is at it.
import { IconAlertTriangle, IconDiamond, IconHelpCircle, IconMessage, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Lane, MapStage, WrittenCell } from '../../../api/contract';
import { useFormat } from '../../../parts';
import { Atom } from '../Atom';
import { cellOf } from '../cells';
import { useMap } from '../context';
import { useLaneName } from '../shown';
import { useTeam } from './context';
import { figureText } from './expect';
import { rowOfLane, storeLane } from './lanes';
import styles from './team.module.css';

/** Who wrote it and when, or that it is believed. */
export function Origin({ cell }: { cell: WrittenCell }) {
  const { t } = useTranslation('team');
  const { map } = useMap();
  const format = useFormat(map.zone);
  const assumed = cell.kind === 'assumption';
  return (
    <span className={styles.origin}>
      {assumed ? <IconHelpCircle size={12} stroke={1.5} aria-hidden="true" /> : <IconPencil size={12} stroke={1.5} aria-hidden="true" />}
      <span>{assumed ? `${t('assumption')} · ` : ''}{cell.by} {format.day(cell.at, true)}</span>
    </span>
  );
}

/** “자료와 달라요 · 3.2일”. */
export function Drift({ cell, stage }: { cell: WrittenCell; stage: string }) {
  const { t } = useTranslation('team');
  const format = useFormat();
  if (!cell.drift) return null;
  const about = cell.expects?.cell ?? cellOf(stage, 'emotion');
  return (
    <span className={styles.drift}>
      <IconAlertTriangle size={12} stroke={1.5} aria-hidden="true" />
      <span>{t('drift', { value: figureText(about, cell.drift.value, format) })}</span>
    </span>
  );
}

function Words({ cell }: { cell: WrittenCell }) {
  const format = useFormat();
  const value = cell.value === undefined ? '' : format.signed(cell.value, 1);
  return (
    <span className={`${styles.text} ${styles.clamp}`}>
      {value ? <><IconDiamond size={12} stroke={1.5} aria-hidden="true" /> {value} </> : null}{cell.text}
    </span>
  );
}

/** What stands in a cell because people wrote it. `alone` in a lane that nothing else fills. */
export function Written({ stage, row, alone = false }: { stage: MapStage; row: string; alone?: boolean }) {
  const { t } = useTranslation('team');
  const { selected } = useMap();
  const laneName = useLaneName();
  const team = useTeam();
  const lane = storeLane(row);
  if (lane === null) return null;
  const found = (stage.written ?? []).find((cell) => cell.lane === lane);
  const name = cellOf(stage.id, 'written', lane);
  return (
    <>
      {found ? (
        <div className={alone ? undefined : `${styles.beside} ${styles.compact}`}>
          <Atom cell={name} shape="block">
            <Words cell={found} />
            <Origin cell={found} />
            <Drift cell={found} stage={stage.id} />
          </Atom>
        </div>
      ) : null}
      {!found && (alone || selected === name) && team ? (
        <Atom cell={name} shape="block" className={styles.write}>
          <span className="hidden-text">{laneName(row)}: </span>{t('write')}
        </Atom>
      ) : null}
      {!found && alone && !team ? <span className="faint">–</span> : null}
      <Marks stage={stage.id} lane={lane} name={found || alone ? name : null} />
    </>
  );
}

/** How many open threads there are about a cell, and who is at it. */
function Marks({ stage, lane, name }: { stage: string; lane: Lane; name: string | null }) {
  const { t } = useTranslation('team');
  const laneName = useLaneName();
  const { map } = useMap();
  const team = useTeam();
  if (!team) return null;
  const threads = (team.conversation?.threads ?? []).filter((thread) => thread.stage === stage && thread.lane === lane && !thread.resolved);
  const here = team.present.filter(({ cell }) => cell === cellOf(stage, 'at', lane));
  if (threads.length === 0 && here.length === 0) return null;
  const column = map.stages.find(({ id }) => id === stage)?.name ?? stage;
  const cell = name ?? cellOf(stage, 'written', lane);
  return (
    <div className={styles.marks}>
      {threads.length > 0 ? (
        <button
          type="button" onClick={() => team.openAt(cell, 'comments')}
          aria-label={t('comments.mark', { count: threads.length, place: `${column} · ${laneName(rowOfLane(lane))}` })}
        >
          <IconMessage size={12} stroke={1.5} aria-hidden="true" />{threads.length}
        </button>
      ) : null}
      {here.map(({ tab, name: who, doing }) => (
        <span key={tab} className={styles.there} data-doing={doing}><i aria-hidden="true" />{t(`there.${doing}`, { name: who })}</span>
      ))}
    </div>
  );
}
