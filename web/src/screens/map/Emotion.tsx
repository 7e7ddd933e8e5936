// The cells of the emotion lane. Over the picture lies one button a stage, named with all that is drawn; as a table (T) the
// same stands there in writing.
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../api/contract';
import { ENOUGH, Feeling, stepOf, useFormat } from '../../parts';
import { Atom } from './Atom';
import { cellOf } from './cells';
import styles from './Grid.module.css';
import { HEIGHT, heightOf } from './labels';

export function EmotionCell({ stage, asTable }: { stage: MapStage; asTable: boolean }) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const { mean, low, high, n, from_scores, from_text } = stage.emotion;
  if (mean === null) {
    const none = t(stage.voices > 0 ? 'emotion.unrated' : 'emotion.none');
    return asTable ? <p className={styles.none}>{none}</p> : <span className="hidden-text">{none}</span>;
  }
  const cell = cellOf(stage.id, 'emotion');
  const written = (stage.written ?? []).find(({ lane }) => lane === 'emotion');
  const beside = written ? ` ${t('team:override', { name: written.by, value: format.signed(written.value ?? 0, 1) })}` : '';
  const interval = low === null || high === null ? t('emotion.noInterval') : format.signedInterval(low, high);
  if (!asTable) {
    const word = t(n < ENOUGH ? 'feeling.few' : `feeling.${stepOf(mean)}`);
    return (
      <Atom cell={cell} shape="block" className={styles.over} style={{ height: HEIGHT }}>
        <span className="hidden-text">{`${format.signed(mean)} ${word} ${interval} n ${format.count(n)}${beside}`}</span>
      </Atom>
    );
  }
  return (
    <Atom cell={cell} shape="block">
      <Feeling value={mean} n={n} />
      <span className={styles.kpiNote}><span>{interval}</span><span>n {format.count(n)}</span></span>
      <span className={styles.kpiNote}>{t('emotion.from', { scores: format.count(from_scores), text: format.count(from_text) })}</span>
    </Atom>
  );
}

/** The words of the scale, beside the picture. */
export function EmotionAxis() {
  const { t } = useTranslation('map');
  return (
    <svg className={styles.axis} width="76" height={HEIGHT} aria-hidden="true">
      <g fontSize="11" fill="var(--ink3)" textAnchor="end">
        {([2, 1, 0, -1, -2] as const).map((value) => (
          <text key={value} x="72" y={heightOf(value) + 4}>{value === 0 ? '0' : `${value > 0 ? '+' : '−'}${Math.abs(value)}`}</text>
        ))}
        <text x="54" y={heightOf(1) + 4}>{t('feeling.p1')}</text>
        <text x="54" y={heightOf(0) + 4}>{t('feeling.z')}</text>
        <text x="54" y={heightOf(-1) + 4}>{t('feeling.n1')}</text>
      </g>
    </svg>
  );
}
