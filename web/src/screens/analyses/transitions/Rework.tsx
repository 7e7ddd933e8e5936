// What customers do again: at once, or after something else. events = customers + at once + after something else.
import { useTranslation } from 'react-i18next';
import type { ReworkAnswer, ReworkEvent } from '../../../api/contract';
import { useFormat } from '../../../parts';
import { Opens } from '../flow/Opens';
import flow from '../flow/flow.module.css';
import type { Cell } from '../parts';
import { shareOf } from '../parts/intervals';
import styles from './transitions.module.css';

interface ReworkProps {
  answer: ReworkAnswer;
  cell: Cell | null;
  open: (cell: Cell) => void;
}

const PARTS = ['first', 'at_once', 'loops'] as const;

export function Rework({ answer, cell, open }: ReworkProps) {
  const { t } = useTranslation('transitions');
  const format = useFormat();
  return (
    <>
      <div className={`${flow.legend} ${styles.legend}`}>{PARTS.map((part) => <span key={part}><i data-part={part} />{t(`rework.${part}`)}</span>)}</div>
      <div className={flow.scroll} tabIndex={0} role="region" aria-label={t('rework.region')}>
        <table className={flow.table}>
          <thead>
            <tr>
              <th scope="col">{t('rework.event')}</th>
              <th scope="col" data-number="">{t('rework.events')}</th>
              <th scope="col" data-number="">{t('rework.customers')}</th>
              <th scope="col" data-number="">{t('rework.repeating')}</th>
              <th scope="col" data-number="">{t('rework.share')}</th>
              <th scope="col" data-number="">{t('rework.at_once')}</th>
              <th scope="col" data-number="">{t('rework.loops')}</th>
              <th scope="col">{t('rework.parts')}</th>
            </tr>
          </thead>
          <tbody>{answer.events.map((row) => <Row key={row.event} row={row} cell={cell} open={open} />)}</tbody>
        </table>
      </div>
      <p className={flow.rest}>{t('rework.sum', { n: format.count(answer.customers) })}</p>
    </>
  );
}

function Row({ row, cell, open }: { row: ReworkEvent; cell: Cell | null; open: (cell: Cell) => void }) {
  const { t } = useTranslation('transitions');
  const format = useFormat();
  const { event, events, customers, repeating, at_once, loops } = row;
  const name = event === '' ? t('nameless') : event;
  const share = shareOf(repeating, customers);
  const width = (n: number) => ({ width: `${events > 0 ? (n / events) * 100 : 0}%` });
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-number="">{format.count(events)}</td>
      <td data-number=""><Opens cell={{ event, is: 'customers' }} n={customers} name={`${name} · ${t('rework.customers')}`} current={cell} open={open} /></td>
      <td data-number=""><Opens cell={{ event, is: 'repeating' }} n={repeating} name={`${name} · ${t('rework.repeating')}`} current={cell} open={open} /></td>
      <td data-number="">{share ? <>{format.share(share.value)} <small className="faint">[{format.shareInterval(share.low, share.high)}]</small></> : '–'}</td>
      <td data-number="">{format.count(at_once)}</td>
      <td data-number="">{format.count(loops)}</td>
      <td><span className={styles.parts} aria-hidden="true"><i data-part="first" style={width(customers)} /><i data-part="at_once" style={width(at_once)} /><i data-part="loops" style={width(loops)} /></span></td>
    </tr>
  );
}
