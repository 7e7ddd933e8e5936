// The evidence of a written cell: what somebody wrote and why, and the figure of the data that it speaks of.
import { useTranslation } from 'react-i18next';
import type { Lane, MapStage } from '../../../api/contract';
import { Block, useFormat } from '../../../parts';
import { cellOf } from '../cells';
import { useMap } from '../context';
import { useTeam } from './context';
import { expectText, figureText, intervalText } from './expect';
import styles from './team.module.css';
import { Origin } from './Written';

export function About({ stage, lane }: { stage: MapStage; lane: Lane }) {
  const { t } = useTranslation('team');
  const { map, select } = useMap();
  const team = useTeam();
  const format = useFormat(map.zone);
  const cell = (stage.written ?? []).find((one) => one.lane === lane);
  if (!cell) {
    return (
      <Block title={t('about.what')}>
        <p className="faint">{t('about.nothing')}</p>
        {team ? (
          <button type="button" className="link" onClick={() => team.openAt(cellOf(stage.id, 'written', lane), 'edit')}>{t('about.begin')}</button>
        ) : null}
      </Block>
    );
  }
  const expects = cell.expects ?? (lane === 'emotion' && cell.value !== undefined ? { cell: cellOf(stage.id, 'emotion'), op: 'is' as const, value: cell.value } : null);
  return (
    <>
      <Block title={t('about.what')} note={t('about.byPeople')}>
        {cell.value === undefined ? null : <p><b>{format.signed(cell.value, 1)}</b></p>}
        <p className={styles.said}>{cell.text}</p>
        <Origin cell={cell} />
      </Block>
      {cell.reason ? <Block title={t('reason')}><p className={styles.said}>{cell.reason}</p></Block> : null}
      {expects ? (
        <Block title={t('about.expects')} note={cell.drift ? undefined : t('about.agrees')}>
          <p>{expectText(expects, format, t)}</p>
          {cell.drift ? (
            <p className={styles.drift}>{t('about.says', { value: figureText(expects.cell, cell.drift.value, format), interval: intervalText(expects.cell, cell.drift, format) })}</p>
          ) : null}
          <button type="button" className="link" onClick={() => select(expects.cell)}>{t('about.open')}</button>
        </Block>
      ) : null}
    </>
  );
}
