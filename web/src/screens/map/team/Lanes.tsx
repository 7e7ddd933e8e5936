// Which lanes are shown and in which order, for everybody in the workspace. Every step has a button, and a way back.
import { Modal } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneArrangement } from '../../../api/contract';
import { Button, ErrorPart, IconButton } from '../../../parts';
import { Tick } from '../../page/Field';
import { useMap } from '../context';
import { COMPUTED } from '../Rows';
import { useTeam } from './context';
import { moved, rowsInOrder, rowsShown, shownOr, type Row } from './lanes';
import { lanesQuery, putLanes } from './queries';
import styles from './team.module.css';

const FROM_NOTHING: LaneArrangement = { order: [], hidden: [], shown: [] };

export function Lanes({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('team');
  const { ws, map } = useMap();
  const team = useTeam();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const now = team?.arrangement ?? FROM_NOTHING;
  const shown = rowsShown(map, now, COMPUTED);
  const rows = rowsInOrder(now).filter((row) => COMPUTED.includes(row) || row !== 'evidence');
  const lay = async (next: LaneArrangement) => {
    client.setQueryData(lanesQuery(ws).queryKey, next);
    await putLanes(ws, next);
  };
  const change = (next: LaneArrangement) => {
    setError(null);
    lay(next).then(() => team?.say({ text: t('lanes.changed'), undo: () => lay(now) }), (caught: unknown) => {
      setError(caught);
      void client.invalidateQueries({ queryKey: lanesQuery(ws).queryKey });
    });
  };
  const move = (row: Row, by: number) => change(moved(now, row, by));
  return (
    <Modal opened onClose={onClose} title={t('lanes.title')} size={420} closeButtonProps={{ 'aria-label': t('close') }}>
      <p className={styles.hint}>{t('lanes.how')}</p>
      {error ? <ErrorPart error={error} /> : null}
      <ul className={styles.lanes}>
        {rows.map((row, at) => {
          const name = t(`map:lane.${row}`);
          return (
            <li key={row}>
              <Tick label={name} checked={shown.includes(row)} onTick={(show) => change(shownOr(now, row, show))} />
              <span style={{ flex: 1 }} />
              <IconButton name={t('lanes.up', { name })} disabled={at === 0} onClick={() => move(row, -1)}><IconArrowUp size={16} stroke={1.5} aria-hidden="true" /></IconButton>
              <IconButton name={t('lanes.down', { name })} disabled={at === rows.length - 1} onClick={() => move(row, 1)}><IconArrowDown size={16} stroke={1.5} aria-hidden="true" /></IconButton>
            </li>
          );
        })}
      </ul>
      <div className={styles.buttons}><Button onClick={() => change(FROM_NOTHING)}>{t('lanes.reset')}</Button></div>
    </Modal>
  );
}
