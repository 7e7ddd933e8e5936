// What can be asked of all events, one card a kind, and the analyses that were saved.
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/client';
import { actorName } from '../../i18n';
import { Button, buttonClass, EmptyState, ErrorPart, IconButton, LoadingGrid, useFormat } from '../../parts';
import { DemoLink } from '../page/DemoLink';
import page from '../page/page.module.css';
import { Section } from '../page/Section';
import { TopBar } from '../page/TopBar';
import { useHere } from '../page/workspace';
import styles from './analyses.module.css';
import { KINDS, screenOf } from './kinds';
import { savedQuery, SectionTabs, useData, type AnalysisSearch, type SavedAnalysis } from './parts';
import { removeAnalysis } from './parts/queries';

export function Analyses() {
  const { t } = useTranslation('analyses');
  const { ws, zone } = useHere();
  const data = useData(ws);
  const nothing = !data.pending && !data.error && data.events.length === 0;
  return (
    <>
      <TopBar title={t('title')}><SectionTabs ws={ws} /></TopBar>
      <title>{`${t('title')} – ${t('common:brand')}`}</title>
      <div className="page">
        {nothing ? (
          <EmptyState
            title={t('empty.title')}
            actions={<><Link className={buttonClass('primary')} to="/w/$ws/imports/new" params={{ ws }}>{t('empty.upload')}</Link><DemoLink /></>}
          >
            {t('empty.why')}
          </EmptyState>
        ) : (
          <>
            <Section title={t('ask.title')} remark={t('ask.why')}>
              <ul className={styles.cards}>
                {KINDS.map(({ kind, to, picture }) => (
                  <li key={kind}>
                    <Link className={styles.card} to={to} params={{ ws }}>
                      <svg width="88" height="44" viewBox="0 0 88 44" aria-hidden="true">{picture}</svg>
                      <b>{t(`kind.${kind}`)}</b>
                      <span>{t(`question.${kind}`)}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </Section>
            <Saved ws={ws} zone={zone} />
          </>
        )}
      </div>
    </>
  );
}

function Saved({ ws, zone }: { ws: string; zone: string }) {
  const { t } = useTranslation('analyses');
  const query = useQuery(savedQuery(ws));
  const rows = query.data?.analyses ?? [];
  return (
    <Section title={t('list.title')} ruled={rows.length === 0}>
      {query.error ? <ErrorPart error={query.error} title={t('list.failed')} retry={() => void query.refetch()} /> : null}
      {query.isPending ? <LoadingGrid columns={3} rows={3} /> : null}
      {query.data && rows.length === 0 ? <p className="soft">{t('list.none')} {t('list.noneWhy')}</p> : null}
      {rows.length > 0 ? (
        <table className={`${page.table} ${styles.list}`}>
          <thead>
            <tr>
              <th scope="col">{t('list.name')}</th>
              <th scope="col">{t('list.kind')}</th>
              <th scope="col">{t('list.updated')}</th>
              <th scope="col"><span className="hidden-text">{t('list.do')}</span></th>
            </tr>
          </thead>
          <tbody>{rows.map((row) => <SavedRow key={row.id} ws={ws} zone={zone} row={row} />)}</tbody>
        </table>
      ) : null}
    </Section>
  );
}

function SavedRow({ ws, zone, row }: { ws: string; zone: string; row: SavedAnalysis }) {
  const { t } = useTranslation('analyses');
  const format = useFormat(zone);
  const to = screenOf(row.kind);
  // what a screen kept about itself is its own to read
  const search: AnalysisSearch = { ...(row.view as AnalysisSearch | null), q: row.question, saved: row.id };
  return (
    <tr>
      <th scope="row">
        {to === null ? row.name : <Link className={styles.open} to={to} params={{ ws }} search={search}>{row.name}</Link>}
      </th>
      <td>{t(`kind.${row.kind}`)}</td>
      <td>{t('list.by', { day: format.day(row.updated_at), by: actorName(row.created_by, t) })}</td>
      <td data-number=""><Remove ws={ws} row={row} /></td>
    </tr>
  );
}

function Remove({ ws, row }: { ws: string; row: SavedAnalysis }) {
  const { t } = useTranslation('analyses');
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => removeAnalysis(ws, row),
    onSuccess: () => client.invalidateQueries({ queryKey: ['analyses', ws] }),
  });
  if (!asking) {
    return (
      <IconButton name={t('list.remove', { name: row.name })} onClick={() => setAsking(true)}>
        <IconTrash size={16} stroke={1.5} aria-hidden="true" />
      </IconButton>
    );
  }
  return (
    <span className={styles.ask} role="group" aria-label={t('list.ask', { name: row.name })}>
      <span role={remove.isError ? 'alert' : undefined}>{remove.isError ? errorText(remove.error, t) : t('list.ask', { name: row.name })}</span>
      <Button onClick={() => setAsking(false)}>{t('list.no')}</Button>
      <Button look="primary" disabled={remove.isPending} onClick={() => remove.mutate()}>{t('list.yes')}</Button>
    </span>
  );
}
