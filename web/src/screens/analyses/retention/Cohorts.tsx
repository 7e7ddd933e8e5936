// The cohort table: who began in a stretch, and how many of them came back so many stretches later. The darker, the more.
// What is not over yet is dashed; every number opens its customers.
import { useTranslation } from 'react-i18next';
import { ENOUGH, useFormat, type Format } from '../../../parts';
import { ofApi } from '../parts/intervals';
import { useRetention } from './context';
import { begun, wholeOf, type Cohort, type CohortCell, type RetentionAnswer } from './model';
import styles from './retention.module.css';

/** Share of ink in the darkest cell, at which ink on it is still well read. */
const DARKEST = 38;

export function Cohorts({ answer }: { answer: RetentionAnswer }) {
  const { t } = useTranslation('retention');
  const { zone, grain } = useRetention();
  const format = useFormat(zone);
  const whole = wholeOf(answer.cohorts);
  // the first period is everybody where start and return are the same, and would outshine the rest
  const later = answer.cohorts.flatMap(({ size, cells }) => cells.slice(1).map(({ count }) => (size >= ENOUGH ? count / size : 0)));
  const most = Math.max(...later, 0.0001);
  return (
    <>
      <p className={styles.legend}>
        <span><i data-shade="" aria-hidden="true" />{t('cohorts.shade')}</span>
        <span><i data-open="" aria-hidden="true" />{t('cohorts.open')}</span>
      </p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('cohorts.title')}>
        <table className={styles.cohorts}>
          <thead>
            <tr>
              <th scope="col">{t(`cohorts.began.${grain}`)}</th>
              <th scope="col">{t('cohorts.size')}</th>
              {whole.map(({ period }) => <th key={period} scope="col">{t(`after.${grain}`, { n: period })}</th>)}
            </tr>
            <tr>
              <th scope="row">{t('cohorts.all')}</th>
              <td>{format.count(answer.cohorts.reduce((sum, { size }) => sum + size, 0))}</td>
              {whole.map(({ period, share, cohorts }) => (
                <td key={period} title={share ? t('cohorts.allTip', { low: format.shareInterval(share.low, share.high), n: format.count(share.n), cohorts }) : undefined}>
                  {share ? <b>{format.share(share.value)}</b> : '–'}
                </td>
              ))}
            </tr>
          </thead>
          <tbody>{answer.cohorts.map((cohort) => <CohortRow key={cohort.cohort} cohort={cohort} most={most} format={format} />)}</tbody>
        </table>
      </div>
    </>
  );
}

function CohortRow({ cohort: { cohort, size, cells }, most, format }: { cohort: Cohort; most: number; format: Format }) {
  const { t } = useTranslation('retention');
  const { open, cell } = useRetention();
  const opened = cell !== null && 'cohort' in cell && cell.cohort === cohort ? cell : null;
  return (
    <tr data-few={size < ENOUGH}>
      <th scope="row">{format.day(cohort)}</th>
      <td>
        {size === 0 ? '0' : (
          <button
            type="button" data-cell={JSON.stringify({ cohort })} aria-expanded={opened !== null && opened.period === undefined}
            aria-label={t('cohorts.opensAll', { day: format.day(cohort), n: format.count(size) })} onClick={() => open({ cohort })}
          >
            {format.count(size)}
          </button>
        )}
      </td>
      {cells.map((one) => <Cell key={one.period} cohort={cohort} size={size} cell={one} most={most} opened={opened?.period === one.period} />)}
    </tr>
  );
}

function Cell({ cohort, size, cell, most, opened }: { cohort: string; size: number; cell: CohortCell; most: number; opened: boolean }) {
  const { t } = useTranslation('retention');
  const { zone, open, grain } = useRetention();
  const format = useFormat(zone);
  const share = ofApi(cell, size);
  if (!begun(cell) || share === null || size === 0) return <td aria-label={t('cohorts.notYet')} />;
  const shade = size < ENOUGH || !cell.observed ? 0 : Math.round(Math.min(1, share.value / most) * DARKEST);
  const tip = t(cell.observed ? 'cohorts.tip' : 'cohorts.tipOpen', { n: format.count(cell.count), of: format.count(size), interval: format.shareInterval(share.low, share.high) });
  const text = format.share(share.value, share.value >= 0.9995 ? 0 : 1);
  return (
    <td>
      <button
        type="button" data-cell={JSON.stringify({ cohort, period: cell.period })} data-open={!cell.observed} aria-expanded={opened} title={tip} disabled={cell.count === 0}
        style={{ background: shade > 0 ? `color-mix(in srgb, var(--ink) ${shade}%, var(--surface))` : undefined }}
        aria-label={t('cohorts.opens', { day: format.day(cohort), after: t(`after.${grain}`, { n: cell.period }), share: text, n: format.count(cell.count) })}
        onClick={() => open({ cohort, period: cell.period })}
      >
        {text}
      </button>
    </td>
  );
}
