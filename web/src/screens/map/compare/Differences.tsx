// What differs, by how much beyond chance; then, folded, what cannot be told apart and what is too little.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Comparison, Difference } from '../../../api/contract';
import { Button, useFormat } from '../../../parts';
import styles from './compare.module.css';
import { DifferenceRow, type Which } from './DifferenceRow';
import { axisOf } from './texts';

/** Differences that are shown before the list is unfolded. */
const SHOWN = 6;

export interface Opens {
  open: (cell: string, which: Which) => void;
  opened: { cell: string; which: Which } | null;
}

export function Differences({ comparison, open, opened }: { comparison: Comparison } & Opens) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const [rest, setRest] = useState(false);
  const { differences, how } = comparison;
  const told = differences.filter(({ verdict }) => verdict === 'differs');
  const others = differences.filter(({ verdict }) => verdict !== 'differs');
  const shown = all ? told : told.slice(0, SHOWN);
  const axis = axisOf(rest ? [...told, ...others] : told);
  const row = (difference: Difference) => (
    <li key={`${difference.stage} ${difference.measure} ${difference.which ?? ''}`}>
      <DifferenceRow difference={difference} map={comparison.of} axis={axis} open={open} opened={opened} />
    </li>
  );
  return (
    <section className={styles.block} aria-labelledby="differs">
      <h2 id="differs">{told.length > 0 ? t('differs', { count: told.length, n: format.count(told.length) }) : t('nothing')}</h2>
      <p className={styles.how}>
        {t('how', { tried: format.count(how.tried), level: format.share(how.level, 0) })}{' '}
        {how.shared_customers > 0 ? t('shared', { n: format.count(how.shared_customers) }) : t('apart')}
        {how.left_out > 0 ? ` ${t('leftOut', { n: format.count(how.left_out), enough: how.enough })}` : ''}
      </p>
      {told.length > 0 ? <><Ends /><ol className={styles.list}>{shown.map(row)}</ol></> : null}
      <div className={styles.more}>
        {told.length > SHOWN ? (
          <Button onClick={() => setAll(!all)} aria-expanded={all}>{t(all ? 'fewer' : 'allOf', { n: format.count(told.length) })}</Button>
        ) : null}
        {others.length > 0 ? (
          <Button look="ghost" onClick={() => setRest(!rest)} aria-expanded={rest}>
            {t(rest ? 'hideRest' : 'rest', { n: format.count(others.length) })}
          </Button>
        ) : null}
      </div>
      {rest ? <ol className={styles.list}>{others.map(row)}</ol> : null}
    </section>
  );
}

/** What the two ends of the shared axis mean. */
export function Ends({ end = false }: { end?: boolean }) {
  const { t } = useTranslation('compare');
  return <p className={styles.ends} data-end={end} aria-hidden="true"><span>← {t('meaning.better')}</span><span>{t('meaning.worse')} →</span></p>;
}
