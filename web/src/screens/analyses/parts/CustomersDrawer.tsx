// Who a number counts: what was counted, how many, and the customers, each of whom leads to their timeline. Asked at the
// lake version of the answer on screen, so that the list is as long as the number says.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Block, Drawer, ErrorPart, EvidenceList, LoadingGrid, useFormat } from '../../../parts';
import styles from './parts.module.css';
import { cellQuery } from './queries';
import type { Asked, Cell, OneKind } from './questions';

interface CustomersDrawerProps {
  ws: string;
  zone: string;
  kind: OneKind;
  question: Asked;
  /** As the contract writes it. */
  cell: Cell;
  place: ReactNode;
  title: ReactNode;
  /** What the number counts, as a sentence. */
  says: ReactNode;
  /** Share and interval, beside the count. */
  note?: ReactNode;
  /** What the screen has to say between the count and the list. */
  children?: ReactNode;
  onClose: () => void;
}

export function CustomersDrawer({ ws, zone, kind, question, cell, place, title, says, note, children, onClose }: CustomersDrawerProps) {
  const { t } = useTranslation('analyses');
  const format = useFormat(zone);
  useEscape(onClose);
  const query = useInfiniteQuery(cellQuery(ws, kind, question, cell));
  const pages = query.data?.pages ?? [];
  const first = pages[0];
  const rows = pages.map(({ rows: customers }) => ({ kind: 'customers' as const, customers }));
  return (
    <div className={styles.side}>
      <Drawer place={place} title={title} shows={JSON.stringify(cell)} onClose={onClose}>
        <Block title={t('drawer.what')}><p>{says}</p></Block>
        {first ? (
          <Block title={t('drawer.many')}>
            <p className={styles.many}>
              <b>{t('drawer.customers', { count: first.n, n: format.count(first.n) })}</b>
              {first.units === first.n ? null : <span>{t('drawer.units', { n: format.count(first.units) })}</span>}
              {note ? <span>{note}</span> : null}
            </p>
          </Block>
        ) : null}
        {children}
        <Block title={t('drawer.who')}>
          {query.error && !first ? <ErrorPart error={query.error} title={t('drawer.failed')} retry={() => void query.refetch()} /> : null}
          {query.isPending ? <LoadingGrid columns={1} rows={8} /> : null}
          {first?.n === 0 ? <p className="faint">{t('drawer.nobody')}</p> : null}
          {first && first.n > 0 ? (
            <EvidenceList
              ws={ws} zone={zone} pages={rows} n={first.n} loading={query.isFetchingNextPage}
              more={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
            />
          ) : null}
          {query.isFetchNextPageError ? <ErrorPart error={query.error} retry={() => void query.fetchNextPage()} /> : null}
        </Block>
      </Drawer>
    </div>
  );
}

/** The button for more goes with the last page, and takes the focus with it: Esc closes from there too. */
function useEscape(close: () => void) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented && document.activeElement === document.body) close();
  });
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
