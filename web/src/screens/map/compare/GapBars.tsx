// How much of the gap in going the whole way each stage explains: parts that add up to it.
import { useTranslation } from 'react-i18next';
import type { Comparison } from '../../../api/contract';
import { Interval, useFormat } from '../../../parts';
import styles from './compare.module.css';

export function GapBars({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const { gap, of } = comparison;
  if (!gap) return <section className={styles.block}><h2>{t('gap.title')}</h2><p className={styles.how}>{t('gap.none')}</p></section>;
  const whole = gap.to - gap.from;
  const min = Math.min(0, ...gap.parts.map(({ low }) => low));
  const max = Math.max(0, ...gap.parts.map(({ high }) => high));
  const points = (value: number) => t('unit.lost', { value: format.signed(value * 100, 2) });
  const ink = (low: number, high: number) => (low > 0 ? 'var(--p1)' : high < 0 ? 'var(--n1)' : 'var(--ctl)');
  return (
    <section className={styles.block} aria-labelledby="gap">
      <h2 id="gap">{t('gap.title')}</h2>
      <p className={styles.how}>
        {t('gap.how', { from: format.share(gap.from), to: format.share(gap.to), gap: points(whole) })}
      </p>
      <table className={styles.gap}>
        <thead><tr><th scope="col">{t('gap.stage')}</th><th scope="col">{t('gap.on')}</th><th scope="col">{t('gap.part')}</th><td /></tr></thead>
        <tbody>
          {gap.parts.map((part) => (
            <tr key={part.stage}>
              <th scope="row">{of.stages.find(({ id }) => id === part.stage)?.name ?? part.stage}</th>
              <td>{format.share(part.from)} → {format.share(part.to)}</td>
              <td style={{ color: ink(part.low, part.high) === 'var(--ctl)' ? 'var(--ink3)' : ink(part.low, part.high) }}>
                {points(part.value)} <small>{format.signedInterval(part.low * 100, part.high * 100, 2)}</small>
              </td>
              <td><Interval value={part.value} low={part.low} high={part.high} min={min} max={max} width={140} ink={ink(part.low, part.high)} /></td>
            </tr>
          ))}
        </tbody>
        <tfoot><tr><th scope="row">{t('gap.sum')}</th><td /><td><b>{points(whole)}</b></td><td /></tr></tfoot>
      </table>
    </section>
  );
}
