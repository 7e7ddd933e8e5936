// In how many stretches customers are active: a bar a number, each of which opens its customers.
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts';
import { shareOf } from '../parts/intervals';
import { useRetention } from './context';
import type { StickinessAnswer } from './model';
import styles from './retention.module.css';

export function Stickiness({ answer }: { answer: StickinessAnswer }) {
  const { t } = useTranslation('retention');
  const { grain, open, cell } = useRetention();
  const format = useFormat();
  const furthest = answer.active.findLastIndex(({ customers }) => customers > 0);
  const rows = answer.active.slice(0, furthest + 1);
  const most = Math.max(1, ...rows.map(({ customers }) => customers));
  if (rows.length === 0) return <p className="soft">{t('nobody')}</p>;
  return (
    <>
      <p className={styles.legend}>{t('stickiness.of', { n: format.count(answer.customers), stretches: t(`stickiness.${grain}`, { n: answer.stretches }) })}</p>
      <table className={styles.bars}>
        <thead>
          <tr><th scope="col">{t('stickiness.active')}</th><th scope="col"><span className="hidden-text">{t('stickiness.bar')}</span></th><th scope="col">{t('stickiness.customers')}</th><th scope="col">{t('stickiness.share')}</th></tr>
        </thead>
        <tbody>
          {rows.map(({ stretches, customers }) => {
            const share = shareOf(customers, answer.customers);
            const opened = cell !== null && 'stretches' in cell && cell.stretches === stretches;
            return (
              <tr key={stretches}>
                <th scope="row">{t(`stickiness.${grain}`, { n: stretches })}</th>
                <td aria-hidden="true" onClick={() => customers > 0 && open({ stretches })}><i style={{ width: `${(customers / most) * 100}%` }} /></td>
                <td>
                  {customers === 0 ? '0' : (
                    <button
                      type="button" data-cell={JSON.stringify({ stretches })} aria-expanded={opened} onClick={() => open({ stretches })}
                      aria-label={t('stickiness.opens', { stretches: t(`stickiness.${grain}`, { n: stretches }), n: format.count(customers) })}
                    >
                      {format.count(customers)}
                    </button>
                  )}
                </td>
                <td>{share ? <>{format.share(share.value)} <small>[{format.shareInterval(share.low, share.high)}]</small></> : '–'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
