// The head of a planned column: its name, the column of today that it goes on from, and how to move it or take it away.
import { IconChevronLeft, IconChevronRight, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PlannedStage } from '../../../api/contract';
import { IconButton, Tag, useFormat } from '../../../parts';
import { Atom } from '../Atom';
import { useMap } from '../context';
import { useTeam } from '../team/context';
import { plannedName } from './cells';
import { usePlan, useToday } from './context';
import { InPlace } from './PlanCell';
import styles from './to-be.module.css';

export function PlanHead({ stage, at, as = 'div' }: { stage: PlannedStage; at: number; as?: 'div' | 'h1' }) {
  const { t } = useTranslation('to-be');
  const { map, selected } = useMap();
  const { plan, changes } = usePlan();
  const team = useTeam();
  const format = useFormat();
  const today = useToday(stage);
  const name = plannedName(stage.id, 'stage');
  const last = plan.stages.length - 1;
  const Name = as;
  return (
    <div className={styles.head}>
      {changes ? (
        <span className={styles.moves}>
          <IconButton name={t('left', { name: stage.name })} disabled={at === 0} onClick={() => changes.move(stage, -1)}>
            <IconChevronLeft size={16} stroke={1.5} aria-hidden="true" />
          </IconButton>
          <IconButton name={t('right', { name: stage.name })} disabled={at === last} onClick={() => changes.move(stage, 1)}>
            <IconChevronRight size={16} stroke={1.5} aria-hidden="true" />
          </IconButton>
          <IconButton name={t('remove', { name: stage.name })} onClick={() => changes.remove(stage)}>
            <IconTrash size={16} stroke={1.5} aria-hidden="true" />
          </IconButton>
        </span>
      ) : null}
      <Name className={styles.name}>{team ? <Atom cell={name} shape="text">{stage.name}</Atom> : stage.name}</Name>
      {today ? (
        <span className={styles.from}>
          {today.name === stage.name ? t('today') : t('goesOn', { name: today.name })}{' '}
          <Atom cell={`${today.id}.entered`} shape="text">{format.count(today.entered)}{t('map:count.unit', { context: map.counts })}</Atom>
        </span>
      ) : <Tag>{t('isNew')}</Tag>}
      {as === 'div' && team?.tab === 'edit' && selected === name ? <InPlace stage={stage} lane="stage" atEnd={at > 0 && at >= last - 1} /> : null}
    </div>
  );
}
