// What the signs mean, and what found no place on the map. Also the definitions at the foot of a printed map.
import { useTranslation } from 'react-i18next';
import { Glyph, useFormat } from '../../parts';
import { Atom } from './Atom';
import { useMap } from './context';
import grid from './Grid.module.css';
import styles from './MapScreen.module.css';

export function Legend() {
  const { t } = useTranslation('map');
  const { map } = useMap();
  const format = useFormat();
  return (
    <footer className={styles.legend}>
      <b>{t('legend.title')}</b>
      {(['computed', 'partial', 'assumed'] as const).map((state) => (
        <span key={state}><i className={grid.sample} data-state={state} />{t(`coverage.${state}`)}</span>
      ))}
      <span><Glyph step="p1" hollow on="var(--bg)" />{t('legend.few')}</span>
      {map.stages.some(({ written }) => written?.some(({ lane, value }) => lane === 'emotion' && value !== undefined)) ? (
        <span>
          <svg width="12" height="12" aria-hidden="true"><path d="M6 1L11 6L6 11L1 6Z" fill="none" stroke="var(--ink)" strokeWidth="1.5" /></svg>
          {t('team:legend')}
        </span>
      ) : null}
      <span>
        <svg width="22" height="10" aria-hidden="true">
          <path d="M1 5H21" stroke="var(--ink)" />
          <path d="M4 1V9M9 1V9" stroke="var(--ink)" strokeWidth="1.6" />
          <path d="M14 3V7M19 3V7" stroke="var(--line2)" strokeWidth="1.4" />
        </svg>
        {t('legend.road', { context: map.counts })}
      </span>
      <span>
        {t('legend.colour')} <Glyph step="n1" />{t('feeling.n1')} <Glyph step="z" />{t('feeling.z')} <Glyph step="p1" />{t('feeling.p1')}
      </span>
      <span className={styles.left}>
        {map.voices_unplaced > 0 ? <Atom cell="voices_unplaced" shape="text">{t('unplaced', { n: format.count(map.voices_unplaced) })}</Atom> : null}
        {map.events_uncaught > 0 ? <Atom cell="events_uncaught" shape="text">{t('uncaught', { n: format.count(map.events_uncaught) })}</Atom> : null}
      </span>
    </footer>
  );
}
