// Every row on one axis: the side that is looked at as a full dot, the other as a ring, the difference with its interval, and
// how much of the gap it explains.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, useFormat } from '../../../parts';
import page from '../../page/page.module.css';
import styles from './compare.module.css';
import { useContrast } from './context';
import { explainable, type ContrastRow } from './model';
import { SideNumber } from './SideNumber';
import { differenceText, intervalText, rowText, valueText } from './texts';

/** Rows within chance that are shown before the others are asked for. */
const SHOWN = 12;

export function Rows() {
  const { t } = useTranslation('contrast');
  const { answer, names } = useContrast();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const { rows, left_out: left, overlap, measure } = answer;
  const told = rows.filter(({ stands_out: out }) => out);
  const rest = rows.filter(({ stands_out: out }) => !out);
  const shown = all ? rest : rest.slice(0, Math.max(0, SHOWN - told.length));
  const most = Math.max(1e-9, ...rows.flatMap(({ a, b }) => [a.value ?? 0, b.value ?? 0]));
  const young = rows.reduce((sum, { a, b }) => sum + (a.undecided ?? 0) + (b.undecided ?? 0), 0);
  return (
    <>
      <div className={page.scroll} tabIndex={0} role="region" aria-label={t('table')}>
        <table className={`${page.table} ${styles.rows}`}>
          <thead>
            <tr>
              <th scope="col">{t(`head.${answer.kind}`)}</th>
              <th scope="col"><i data-side="a" aria-hidden="true" />{names.a}</th>
              <th scope="col"><i data-side="b" aria-hidden="true" />{names.b}</th>
              <td className={styles.axis} aria-hidden="true"><span><span>0</span><span>{valueText(most, answer.unit, format)}</span></span></td>
              <th scope="col" data-number="">{t('difference')}</th>
              <th scope="col">{t(measure === 'variation' || measure === 'time_to_goal' ? 'shareOfAll' : 'shareOfGap')}</th>
            </tr>
          </thead>
          <tbody>
            {told.map((row) => <Line key={JSON.stringify(row.what)} row={row} most={most} />)}
            {shown.length > 0 ? <tr className={styles.chance}><td colSpan={6}>{t('chance')}</td></tr> : null}
            {shown.map((row) => <Line key={JSON.stringify(row.what)} row={row} most={most} />)}
          </tbody>
        </table>
      </div>
      {rest.length > shown.length || all ? (
        <Button look="ghost" data-screen-only="" onClick={() => setAll(!all)} aria-expanded={all}>{t(all ? 'fewer' : 'more', { n: format.count(rest.length) })}</Button>
      ) : null}
      <p className={styles.how}>
        {t('how', { n: format.count(rows.length + (measure === 'variation' ? 0 : 1)) })}{' '}
        {overlap > 0 ? t('overlap', { n: format.count(overlap) }) : t('apart')}
        {left > 0 ? ` ${t(answer.kind === 'retention' ? 'leftPeriods' : 'leftOut', { n: format.count(left) })}` : ''}
        {young > 0 ? ` ${t('undecided', { n: format.count(young) })}` : ''}
        {' '}{t('notCause')}
      </p>
    </>
  );
}

function Line({ row, most }: { row: ContrastRow; most: number }) {
  const { t } = useTranslation('contrast');
  const { answer, stages } = useContrast();
  const format = useFormat();
  const { unit } = answer;
  const { difference, explains, unjudged } = row;
  return (
    <tr data-out={row.stands_out}>
      <th scope="row">{rowText(row, answer, stages, t)}</th>
      <td data-side="a"><SideNumber row={row} side="a" unit={unit} /></td>
      <td data-side="b"><SideNumber row={row} side="b" unit={unit} /></td>
      <td className={styles.axis} aria-hidden="true"><Dumbbell a={row.a.value} b={row.b.value} most={most} faint={!row.stands_out} /></td>
      <td data-number="">
        {difference ? (
          <><b>{differenceText(difference.value, unit, format, t)}</b> <small>{intervalText(difference, unit, format)}</small></>
        ) : <small>{t(`unjudged.${unjudged ?? 'too_few'}`)}</small>}
      </td>
      <td><Explains share={explainable(answer) ? (explains ?? null) : null} of={row.stands_out} /></td>
    </tr>
  );
}

/** Both values on the axis that all rows share. */
function Dumbbell({ a, b, most, faint }: { a: number | null; b: number | null; most: number; faint: boolean }) {
  const width = 200;
  const x = (value: number) => 6 + (value / most) * (width - 12);
  const ink = faint ? 'var(--ink3)' : 'var(--ink)';
  return (
    <svg width={width} height="16" viewBox={`0 0 ${width} 16`}>
      <path d={`M6 8H${width - 6}`} stroke="var(--line2)" />
      {a !== null && b !== null ? <path d={`M${x(a)} 8H${x(b)}`} stroke={ink} strokeWidth="2.4" /> : null}
      {b === null ? null : <circle cx={x(b)} cy="8" r="4" fill="var(--surface)" stroke={ink} strokeWidth="1.6" />}
      {a === null ? null : <circle cx={x(a)} cy="8" r="4.4" fill={ink} />}
    </svg>
  );
}

/** A share of the gap as a bar; below 0 the row works against it. */
function Explains({ share, of }: { share: number | null; of: boolean }) {
  const { t } = useTranslation('contrast');
  const format = useFormat();
  if (share === null) return <span className="faint">–</span>;
  const width = Math.min(1, Math.abs(share)) * 72;
  return (
    <span className={styles.explains} title={share < 0 ? t('against') : undefined}>
      <svg width="72" height="8" viewBox="0 0 72 8" aria-hidden="true">
        <rect width="72" height="8" rx="1" fill="var(--sunken)" />
        <rect width={width} height="8" rx="1" fill={of && share >= 0 ? 'var(--ink)' : 'var(--ctl)'} />
      </svg>
      {share < 0 ? '−' : ''}{format.share(Math.abs(share), 0)}
      {share < 0 ? <span className="hidden-text"> {t('against')}</span> : null}
    </span>
  );
}
