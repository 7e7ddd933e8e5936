// The funnel itself: a row a step, its bar as long as the customers who came so far, cut into those who went on, those who
// may still, and those who stopped. Every part opens its customers; so does every count, for the keyboard.
import { useTranslation } from 'react-i18next';
import { ENOUGH, useFormat } from '../../../parts';
import type { Share } from '../parts/intervals';
import { useFunnel } from './context';
import { CountButton } from './CountButton';
import styles from './funnel.module.css';
import type { Became, StepAnswer } from './model';
import { rowsOf, worstStep, type StepRow } from './rows';

export function Steps() {
  const { t } = useTranslation('funnel');
  const { answer, names } = useFunnel();
  const rows = rowsOf(answer.steps);
  const before = answer.compare ? rowsOf(answer.compare.steps) : null;
  const worst = worstStep(rows);
  return (
    <>
      <Legend />
      <ol className={styles.rows}>
        {rows.map((row, at) => (
          <li key={at} className={styles.row}>
            <div className={styles.name}>
              <i aria-hidden="true" data-optional={row.skipped > 0}>{at + 1}</i>
              <div>
                <b>{names[at]}</b>
                {row.median_s === null || row.mean_s === null ? null : <Took median={row.median_s} mean={row.mean_s} />}
              </div>
            </div>
            <div className={styles.measure}>
              <Bar row={row} at={at} whole={Math.max(rows[0]?.count ?? 0, before?.[0]?.count ?? 0)} last={at === rows.length - 1} />
              <Parts row={row} at={at} last={at === rows.length - 1} worst={worst === at} />
              {before?.[at] ? <Bar row={before[at]} at={at} whole={Math.max(rows[0]?.count ?? 0, before[0]?.count ?? 0)} last={at === rows.length - 1} compared /> : null}
            </div>
            <div className={styles.shares}>
              {at === 0 ? <p className={styles.began}>{t('began')}</p> : (
                <>
                  <ShareText share={row.from_before} strong says={t('fromBefore')} />
                  {row.at_most === null ? null : <AtMost share={row.at_most} undecided={rows[at - 1]?.undecided ?? 0} />}
                  {at > 1 ? <ShareText share={row.from_first} says={t('fromFirst')} /> : null}
                </>
              )}
              {before?.[at] && at > 0 ? <ShareText share={before[at].from_before} says={t('comparedShare')} /> : null}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}

function Legend() {
  const { t } = useTranslation('funnel');
  const { zone, data, answer: { compare } } = useFunnel();
  const format = useFormat(zone);
  // beside days from before the data begin, every count is too low
  const early = compare !== undefined && data.first !== null && compare.from < data.first ? data.first : null;
  return (
    <>
    <p className={styles.legend}>
      <span><i data-part="on" aria-hidden="true" />{t('part.on')}</span>
      <span title={t('part.undecidedWhy')}><i data-part="undecided" aria-hidden="true" />{t('part.undecidedLong')}</span>
      <span><i data-part="dropped" aria-hidden="true" />{t('part.dropped')}</span>
      {compare ? <span><i data-part="compared" aria-hidden="true" />{t('part.compared')} {format.dayRange(compare.from, compare.to)}</span> : null}
    </p>
    {early === null ? null : <p className={styles.warning}>{t('compare.early', { day: format.day(early) })}</p>}
    </>
  );
}

function Took({ median, mean }: { median: number; mean: number }) {
  const { t } = useTranslation('funnel');
  const format = useFormat();
  return <small>{t('took', { median: format.span(median), mean: format.span(mean) })}</small>;
}

interface BarProps {
  row: StepRow;
  at: number;
  whole: number;
  last: boolean;
  compared?: boolean;
}

/** For the mouse; the counts under it say and open the same. */
function Bar({ row, at, whole, last, compared = false }: BarProps) {
  const { open } = useFunnel();
  const share = (n: number) => `${whole > 0 ? (n / whole) * 100 : 0}%`;
  const went = last ? row.count : row.went_on;
  const parts: [string, number, Became, number][] = [['on', went, 'reached', last ? at : at + 1], ['undecided', last ? 0 : row.undecided, 'undecided', at], ['dropped', last ? 0 : row.dropped, 'dropped', at]];
  return (
    <div className={styles.bar} data-compared={compared} aria-hidden="true">
      {parts.map(([part, n, is, step]) => (n === 0 ? null : (
        <span key={part} data-part={part} style={{ width: share(n) }} onClick={() => open(compared ? { step, is, compared: true } : { step, is })} />
      )))}
    </div>
  );
}

function Parts({ row, at, last, worst }: { row: StepRow; at: number; last: boolean; worst: boolean }) {
  const { t } = useTranslation('funnel');
  const { names } = useFunnel();
  const format = useFormat();
  const part = (is: Became, n: number) => (
    <span>
      {t(`part.${is}`)} <CountButton cell={{ step: at, is }} n={n} name={`${names[at]} ${t(`part.${is}`)}`} />
    </span>
  );
  return (
    <p className={styles.parts}>
      <CountButton cell={{ step: at, is: 'reached' }} n={row.count} name={`${names[at]} ${t('part.reached')}`} className={styles.reached}>
        {t('people', { count: row.count, n: format.count(row.count) })}
      </CountButton>
      {last ? null : part('dropped', row.dropped)}
      {last ? null : part('undecided', row.undecided)}
      {row.skipped > 0 ? part('skipped', row.skipped) : null}
      {worst ? <em>{t('worst')}</em> : null}
    </p>
  );
}

/** A share with how sure it is; few people make it grey. */
export function ShareText({ share, says, strong = false }: { share: Share | null; says: string; strong?: boolean }) {
  const { t } = useTranslation('funnel');
  const format = useFormat();
  if (share === null) return <p className={styles.share}><span className={styles.line}>{t('noShare')}</span></p>;
  const few = share.n < ENOUGH;
  return (
    <p className={styles.share} data-few={few} title={t('shareOf', { n: format.count(share.n) })}>
      <span>{says}</span>
      {strong ? <b>{format.share(share.value)}</b> : <span className={styles.value}>{format.share(share.value)}</span>}
      <span className="whole">[{format.shareInterval(share.low, share.high)}]</span>
      {few ? <span className={styles.line}>{t('few', { n: share.n })}</span> : null}
    </p>
  );
}

function AtMost({ share, undecided }: { share: number; undecided: number }) {
  const { t } = useTranslation('funnel');
  const format = useFormat();
  return <p className={styles.share}><span className={styles.line}>{t('atMost', { share: format.share(share), n: format.count(undecided) })}</span></p>;
}

/** How many came to the end, in one sentence. */
export function endOf(steps: StepAnswer[]): { began: number; ended: number } {
  return { began: steps[0]?.count ?? 0, ended: steps.at(-1)?.count ?? 0 };
}
