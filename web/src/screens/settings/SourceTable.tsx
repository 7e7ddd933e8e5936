// Where the data come from: how many events and voices each source gave, and the days they cover.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { homeQuery } from '../../api/queries';
import { ErrorPart, LoadingGrid, useFormat } from '../../parts';
import page from '../page/page.module.css';
import styles from './Settings.module.css';

export function SourceTable({ ws, zone }: { ws: string; zone: string }) {
  const { t } = useTranslation('settings');
  const { count, dayRange, lang } = useFormat(zone);
  const query = useQuery(homeQuery(ws, undefined, lang));
  if (query.isError) return <ErrorPart error={query.error} title={t('sources.failed')} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <LoadingGrid columns={4} rows={3} />;
  const { sources, totals } = query.data;
  if (sources.length === 0) return <p className="soft">{t('sources.none')}</p>;
  return (
    <table className={`${page.table} ${styles.sources}`}>
      <thead>
        <tr>
          <th scope="col">{t('sources.name')}</th>
          <th scope="col">{t('sources.days')}</th>
          <th scope="col" data-number="">{t('sources.events')}</th>
          <th scope="col" data-number="">{t('sources.voices')}</th>
        </tr>
      </thead>
      <tbody>
        {sources.map((one) => (
          <tr key={one.source}>
            <th scope="row">{one.source}</th>
            <td className="soft">{one.first && one.last ? dayRange(one.first, one.last) : '–'}</td>
            <td data-number="" data-name={t('sources.events')}>{count(one.events)}</td>
            <td data-number="" data-name={t('sources.voices')}>{count(one.voices)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('sources.all')}</th>
          <td className="soft">{t('sources.customers', { n: count(totals.customers) })}</td>
          <td data-number="" data-name={t('sources.events')}>{count(totals.events)}</td>
          <td data-number="" data-name={t('sources.voices')}>{count(totals.voices)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
