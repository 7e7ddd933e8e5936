// A cell of the side to be: what is wanted in words and figures, and in grey what is there now. E writes in it where it stands.
import { useCallback, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lane, PlannedStage } from '../../../api/contract';
import { useFormat } from '../../../parts';
import { Atom } from '../Atom';
import { useMap } from '../context';
import { useTeam } from '../team/context';
import { EditCell } from '../team/EditCell';
import { rowOfLane } from '../team/lanes';
import team_ from '../team/team.module.css';
import { Origin } from '../team/Written';
import { plannedName } from './cells';
import { usePlan, useToday } from './context';
import { GapLine } from './GapLine';
import styles from './to-be.module.css';
import { useFocusWithin } from './ToBe';

interface PlanCellProps {
  stage: PlannedStage;
  lane: Lane;
  /** One of the last columns: the form opens to the left. */
  atEnd?: boolean;
  /** Written in where it stands; on a phone in a page of its own. */
  inPlace?: boolean;
}

export function PlanCell({ stage, lane, atEnd = false, inPlace = true }: PlanCellProps) {
  const { t } = useTranslation(['to-be', 'team', 'map']);
  const { selected } = useMap();
  const team = useTeam();
  const { plan } = usePlan();
  const format = useFormat();
  const name = plannedName(stage.id, lane);
  const cell = stage.written.find((one) => one.lane === lane);
  const gaps = plan.gaps.filter((gap) => gap.stage === stage.id && gap.lane === lane);
  const here = (team?.present ?? []).filter((one) => one.cell === name);
  // a wished feeling stands beside today's as a gap; it needs no saying twice
  const value = cell?.value === undefined || gaps.length > 0 ? '' : `${format.signed(cell.value, 1)} `;
  return (
    <div className={styles.cell}>
      {cell ? (
        <Atom cell={name} shape="block">
          {value || cell.text ? <span className={`${team_.text} ${team_.clamp}`}>{value}{cell.text}</span> : null}
          {gaps.map((gap) => <GapLine key={`${gap.wanted.cell}.${gap.wanted.op}`} gap={gap} />)}
          <Origin cell={cell} />
        </Atom>
      ) : team ? (
        <Atom cell={name} shape="block" className={styles.blank}>
          <span className="hidden-text">{stage.name} · {t(`map:lane.${rowOfLane(lane)}`)}: </span>{t(lane === 'kpis' ? 'writeWants' : 'team:write')}
        </Atom>
      ) : <span className="faint">–</span>}
      <Now stage={stage} lane={lane} />
      {here.map(({ tab, name: who, doing }) => (
        <span key={tab} className={team_.there} data-doing={doing}><i aria-hidden="true" />{t(`team:there.${doing}`, { name: who })}</span>
      ))}
      {inPlace && team?.tab === 'edit' && selected === name ? <InPlace stage={stage} lane={lane} atEnd={atEnd} /> : null}
    </div>
  );
}

/** What stands in the same cell today. */
function Now({ stage, lane }: { stage: PlannedStage; lane: Lane }) {
  const { t } = useTranslation('to-be');
  const format = useFormat();
  const today = useToday(stage);
  if (!today) return null;
  const said = (today.written ?? []).find((one) => one.lane === lane)?.text;
  const done = lane === 'actions' ? today.actions.slice(0, 2).map(({ event, share }) => `${event} ${format.share(share)}`).join(', ') : '';
  const channels = lane === 'touchpoints' ? today.channels.slice(0, 2).map(({ channel, share }) => `${channel ?? t('map:noChannel')} ${format.share(share)}`).join(', ') : '';
  const now = [said, done, channels].filter(Boolean).join(' · ');
  return now ? <span className={styles.now}>{t('nowIs', { value: now })}</span> : null;
}

/** The form over the cell. Esc closes it and keeps what was typed. */
export function InPlace({ stage, lane, atEnd }: { stage: PlannedStage; lane: Lane; atEnd: boolean }) {
  const { t } = useTranslation(['to-be', 'map']);
  const { select } = useMap();
  const today = useToday(stage);
  const [root, setRoot] = useState<HTMLDivElement | null>(null);
  useFocusWithin(root);
  const close = useCallback(() => select(null), [select]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };
  return (
    <div
      ref={setRoot} role="dialog" aria-label={`${stage.name} · ${t(`map:lane.${rowOfLane(lane)}`)}`} className={styles.inPlace}
      data-end={atEnd} onKeyDown={onKeyDown}
    >
      <EditCell place={{ side: 'to_be', stage: stage.id, lane }} stage={today} cell={plannedName(stage.id, lane)} done={close} />
    </div>
  );
}
