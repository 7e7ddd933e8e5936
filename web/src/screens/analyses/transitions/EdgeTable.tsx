// Every transition as a row: found by name, in the order of a column.
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransitionsAnswer } from '../../../api/contract';
import { useFormat } from '../../../parts';
import { TextField } from '../../page/Field';
import { More } from '../../page/More';
import { Opens } from '../flow/Opens';
import flow from '../flow/flow.module.css';
import type { Cell } from '../parts';
import { sorted, type Order } from './model';
import styles from './transitions.module.css';

interface EdgeTableProps {
  answer: TransitionsAnswer;
  cell: Cell | null;
  open: (cell: Cell) => void;
}

const PAGE = 50;

export function EdgeTable({ answer, cell, open }: EdgeTableProps) {
  const { t } = useTranslation(['transitions', 'page']);
  const format = useFormat();
  const [find, setFind] = useState('');
  const [order, setOrder] = useState<Order>('count');
  const [shown, setShown] = useState(PAGE);
  const rows = useMemo(() => sorted(answer.edges, find, order), [answer.edges, find, order]);
  const whole = useMemo(() => answer.edges.reduce((sum, { count }) => sum + count, 0), [answer.edges]);
  const named = (name: string) => (name === '' ? t('nameless') : name);
  const head = (column: Order) => (
    <th scope="col" data-number="" aria-sort={order === column ? 'descending' : 'none'}>
      <button type="button" className={styles.sort} aria-pressed={order === column} onClick={() => setOrder(column)}>{t(`table.${column}`)}</button>
    </th>
  );
  return (
    <>
      <div className={styles.find} data-screen-only=""><TextField label={t('table.find')} type="search" value={find} onText={setFind} /></div>
      <div className={flow.scroll} tabIndex={0} role="region" aria-label={t('table.region')}>
        <table className={flow.table}>
          <thead>
            <tr>
              <th scope="col">{t('table.from')}</th>
              <th scope="col">{t('table.to')}</th>
              {head('count')}
              <th scope="col" data-number="">{t('table.share')}</th>
              {head('customers')}
              {head('median_s')}
              <th scope="col" data-number="">{t('table.mean')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map(({ from, to, count, customers, median_s, mean_s }) => {
              const name = `${named(from)} → ${named(to)}`;
              const own = { from, to };
              return (
                <tr key={JSON.stringify(own)}>
                  <th scope="row">{named(from)}</th>
                  <td>{named(to)}{from === to ? <small className="faint"> {t('table.again')}</small> : null}</td>
                  <td data-number="">{format.count(count)}</td>
                  <td data-number="">{whole > 0 ? format.share(count / whole) : '–'}</td>
                  <td data-number=""><Opens cell={own} n={customers} name={name} current={cell} open={open} /></td>
                  <td data-number="">{format.span(median_s)}</td>
                  <td data-number="">{format.span(mean_s)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {rows.length === 0 ? <p className="soft">{t('table.none')}</p> : <More shown={Math.min(shown, rows.length)} of={rows.length} busy={false} more={rows.length > shown ? () => setShown(shown + PAGE) : null} />}
    </>
  );
}
