// Who is there: a list to search and narrow by traits. A row leads to the person's days.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CustomerRow, Predicate } from '../../api/contract';
import { Button, buttonClass, EmptyState, ErrorPart, FilterPicker, LoadingGrid, useFormat } from '../../parts';
import { useAddress } from '../page/address';
import { More } from '../page/More';
import page from '../page/page.module.css';
import { TopBar } from '../page/TopBar';
import { useHere } from '../page/workspace';
import { SearchBox } from '../voices/Filters';
import styles from './customers.module.css';
import { customersQuery } from './queries';

/** Traits that fit beside a name; the rest is on the person's page. */
const TRAITS_SHOWN = 3;

export function Customers() {
  const { t } = useTranslation('customers');
  const { count } = useFormat();
  const { ws, zone } = useHere();
  const [words, change] = useAddress(['q', 'where'] as const);
  const where = readWhere(words.where);
  const list = useInfiniteQuery(customersQuery(ws, words.q ?? '', where));
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((one) => one.rows) ?? [];
  const filtered = Boolean(words.q) || where.length > 0;
  const nothing = first?.n === 0 && !filtered;
  return (
    <>
      <TopBar title={t('title')} count={first?.n}>
        <FilterPicker ws={ws} value={where} onChange={(to) => change({ where: to.length > 0 ? JSON.stringify(to) : '' })} />
      </TopBar>
      <div className="page" aria-busy={list.isFetching}>
        {nothing ? (
          <EmptyState
            title={t('empty.title')}
            actions={<Link className={buttonClass('primary')} to="/w/$ws/imports/new" params={{ ws }}>{t('empty.upload')}</Link>}
          >
            {t('empty.why')}
          </EmptyState>
        ) : (
          <div className={styles.find} role="search">
            <SearchBox value={words.q ?? ''} name={t('search')} onText={(q) => change({ q })} />
          </div>
        )}
        {list.isError ? <ErrorPart error={list.error} title={t('failed')} retry={() => void list.refetch()} /> : null}
        {list.isPending ? <LoadingGrid columns={5} rows={10} /> : null}
        {first && !nothing && rows.length === 0 ? (
          <div className={styles.none}>
            <p>{t('none')}</p>
            <Button onClick={() => change({ q: '', where: '' })}>{t('clear')}</Button>
          </div>
        ) : null}
        {rows.length > 0 ? (
          <>
            <p className="hidden-text" aria-live="polite">{t('found', { n: count(first?.n ?? 0) })}</p>
            <CustomerTable ws={ws} zone={zone} rows={rows} />
            <More
              shown={rows.length} of={first?.n ?? rows.length} busy={list.isFetchingNextPage}
              more={list.hasNextPage ? () => void list.fetchNextPage() : null}
            />
          </>
        ) : null}
      </div>
    </>
  );
}

/** A filter that the address brings but that makes no sense is no filter. */
function readWhere(text: string | undefined): Predicate[] {
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as Predicate[]).filter((one) => typeof one?.field?.name === 'string') : [];
  } catch {
    return [];
  }
}

function CustomerTable({ ws, zone, rows }: { ws: string; zone: string; rows: CustomerRow[] }) {
  const { t } = useTranslation('customers');
  const { count, dayRange } = useFormat(zone);
  const traits = [...new Set(rows.flatMap((row) => Object.keys(row.traits)))].slice(0, TRAITS_SHOWN);
  return (
    <table className={`${page.table} ${styles.table}`}>
      <thead>
        <tr>
          <th scope="col">{t('column.customer')}</th>
          {traits.map((name) => <th scope="col" key={name}>{name}</th>)}
          <th scope="col">{t('column.days')}</th>
          <th scope="col" data-number="">{t('column.events')}</th>
          <th scope="col" data-number="">{t('column.voices')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.person}>
            <th scope="row">
              <Link className={styles.person} to="/w/$ws/customers/$person" params={{ ws, person: row.person }}>
                {row.label}
              </Link>
            </th>
            {traits.map((name) => (
              <td key={name} data-trait="">{row.traits[name] === undefined ? <span className="faint">–</span> : String(row.traits[name])}</td>
            ))}
            <td className="soft">{dayRange(row.first, row.last)}</td>
            <td data-number="" data-name={t('column.events')}>{count(row.events)}</td>
            <td data-number="" data-name={t('column.voices')}>{row.voices > 0 ? count(row.voices) : <span className="faint">0</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
