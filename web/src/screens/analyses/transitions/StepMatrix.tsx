// Which event is the first, second, third … of a history: a matrix, darker the more customers.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepsAnswer } from '../../../api/contract';
import { Button, useFormat } from '../../../parts';
import { Opens } from '../flow/Opens';
import flow from '../flow/flow.module.css';
import type { Cell } from '../parts';
import styles from './transitions.module.css';

interface StepMatrixProps {
  answer: StepsAnswer;
  cell: Cell | null;
  open: (cell: Cell) => void;
}

const ROWS = 15;

export function StepMatrix({ answer, cell, open }: StepMatrixProps) {
  const { t } = useTranslation('transitions');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const { rows, ended, customers } = answer;
  const shown = all ? rows : rows.slice(0, ROWS);
  const hidden = rows.slice(shown.length);
  const most = Math.max(1, ...rows.flatMap(({ counts }) => counts));
  const named = (name: string) => (name === '' ? t('nameless') : name);
  const share = (n: number) => (customers > 0 ? format.share(n / customers) : '–');
  const number = (own: Cell, n: number, name: string) => <Opens cell={own} n={n} name={`${name}, ${share(n)}`} current={cell} open={open}>{n === 0 ? '·' : format.count(n)}</Opens>;
  return (
    <>
      <div className={flow.scroll} tabIndex={0} role="region" aria-label={t('steps.region')}>
        <table className={styles.matrix}>
          <thead><tr><th scope="col" style={{ textAlign: 'start' }}>{t('steps.event')}</th>{ended.map((_, at) => <th key={at} scope="col">{t('steps.nth', { n: at + 1 })}</th>)}</tr></thead>
          <tbody>
            {shown.map(({ event, counts }) => (
              <tr key={event}>
                <th scope="row">{named(event)}</th>
                {counts.map((n, step) => (
                  <td key={step} title={share(n)} style={{ background: n > 0 ? `color-mix(in srgb, var(--ink) ${Math.round(3 + 22 * (n / most))}%, var(--surface))` : undefined }}>
                    {number({ step, event }, n, `${named(event)} · ${t('steps.nth', { n: step + 1 })}`)}
                  </td>
                ))}
              </tr>
            ))}
            {hidden.length > 0 ? (
              <tr>
                <th scope="row">{t('steps.rest', { n: format.count(hidden.length) })}</th>
                {ended.map((_, step) => <td key={step}><span>{format.count(hidden.reduce((sum, { counts }) => sum + (counts[step] ?? 0), 0))}</span></td>)}
              </tr>
            ) : null}
          </tbody>
          <tfoot><tr><th scope="row">{t('steps.ended')}</th>{ended.map((n, step) => <td key={step} title={share(n)}>{number({ step, is: 'ended' }, n, `${t('steps.ended')} · ${t('steps.nth', { n: step + 1 })}`)}</td>)}</tr></tfoot>
        </table>
      </div>
      <p className={flow.rest}>
        {t('steps.sum', { n: format.count(customers) })}
        {rows.length > ROWS ? <> <Button look="ghost" data-screen-only="" aria-expanded={all} onClick={() => setAll(!all)}>{all ? t('steps.fewer') : t('steps.all', { n: format.count(rows.length) })}</Button></> : null}
      </p>
    </>
  );
}
