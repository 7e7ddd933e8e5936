// The journeys that are defined: open the map, edit, remove (its versions are kept).
import { Menu } from '@mantine/core';
import { IconArrowRight, IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/client';
import type { JourneyList } from '../../api/contract';
import { journeyQuery, journeysQuery } from '../../api/queries';
import { actorName, localText } from '../../i18n';
import { Button, buttonClass, EmptyState, ErrorPart, IconButton, LoadingGrid, useFormat, useLang } from '../../parts';
import { SectionTabs } from '../analyses/parts/SectionTabs';
import { DemoLink } from '../page/DemoLink';
import page from '../page/page.module.css';
import { TopBar } from '../page/TopBar';
import { useHere } from '../page/workspace';
import styles from './journeys.module.css';
import { deleteJourney, putJourney } from './queries';

type Row = JourneyList['journeys'][number];

export function Journeys() {
  const { t } = useTranslation('journeys');
  const { ws } = useHere();
  const query = useQuery(journeysQuery(ws));
  const rows = query.data?.journeys ?? [];
  const [gone, setGone] = useState<Row | null>(null);
  return (
    <>
      <TopBar
        title={t('title')} count={query.data ? rows.length : undefined}
        actions={
          rows.length > 0 ? (
            <Link className={buttonClass('primary')} to="/w/$ws/journeys/new" params={{ ws }}>
              <IconPlus size={16} stroke={1.5} aria-hidden="true" />
              {t('make.do')}
            </Link>
          ) : undefined
        }
      >
        <SectionTabs ws={ws} />
      </TopBar>
      <div className="page">
        {query.isError ? <ErrorPart error={query.error} title={t('failed')} retry={() => void query.refetch()} /> : null}
        {gone ? <Removed ws={ws} row={gone} back={() => setGone(null)} /> : null}
        {query.isPending ? <LoadingGrid columns={4} rows={4} /> : null}
        {query.data && rows.length === 0 ? (
          <EmptyState
            title={t('empty.title')}
            actions={
              <>
                <Link className={buttonClass('primary')} to="/w/$ws/journeys/new" params={{ ws }}>{t('make.do')}</Link>
                <DemoLink />
              </>
            }
          >
            {t('empty.why')}
          </EmptyState>
        ) : null}
        {rows.length > 0 ? <JourneyTable ws={ws} rows={rows} onRemoved={setGone} /> : null}
      </div>
    </>
  );
}

/** What was just removed, and a way back: its versions were kept. */
function Removed({ ws, row, back }: { ws: string; row: Row; back: () => void }) {
  const { t } = useTranslation('journeys');
  const lang = useLang();
  const client = useQueryClient();
  const restore = useMutation({
    mutationFn: async () => {
      const { definition } = await client.fetchQuery(journeyQuery(ws, row.id, row.version));
      return putJourney(ws, row.id, { base: null, definition });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ predicate: ({ queryKey }) => ['journeys', 'journey', 'home', 'map'].includes(String(queryKey[0])) && queryKey[1] === ws });
      back();
    },
  });
  return (
    <p className={styles.restored} role="status">
      {restore.isError ? errorText(restore.error, t) : t('delete.done', { name: localText(row.name, lang) })}{' '}
      <button type="button" className="link" disabled={restore.isPending} onClick={() => restore.mutate()}>{t('delete.undo')}</button>
    </p>
  );
}

function JourneyTable({ ws, rows, onRemoved }: { ws: string; rows: Row[]; onRemoved: (row: Row) => void }) {
  const { t } = useTranslation('journeys');
  const lang = useLang();
  const { count, day } = useFormat();
  return (
    <table className={`${page.table} ${styles.list}`}>
      <thead>
        <tr>
          <th scope="col">{t('column.name')}</th>
          <th scope="col" data-number="">{t('column.stages')}</th>
          <th scope="col" data-number="">{t('column.version')}</th>
          <th scope="col">{t('column.updated')}</th>
          <th scope="col"><span className="hidden-text">{t('column.do')}</span></th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Link className={styles.open} to="/w/$ws/journeys/$id" params={{ ws, id: row.id }}>
                {localText(row.name, lang)}
                <IconArrowRight size={14} stroke={1.5} aria-hidden="true" />
              </Link>
              <small>{row.id}</small>
            </th>
            <td data-number="" data-name={t('column.stages')}>{count(row.stages)}</td>
            <td data-number="" data-name={t('column.version')}>{count(row.version)}</td>
            <td>{t('updated', { day: day(row.updated_at), by: actorName(row.updated_by, t) })}</td>
            <td data-number=""><RowMenu ws={ws} row={row} onRemoved={() => onRemoved(row)} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RowMenu({ ws, row, onRemoved }: { ws: string; row: Row; onRemoved: () => void }) {
  const { t } = useTranslation('journeys');
  const lang = useLang();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteJourney(ws, row.id),
    onSuccess: () => {
      onRemoved();
      return client.invalidateQueries({ predicate: ({ queryKey }) => ['journeys', 'home'].includes(String(queryKey[0])) && queryKey[1] === ws });
    },
  });
  const name = localText(row.name, lang);
  if (asking) {
    return (
      <span className={styles.ask} role="group" aria-label={t('delete.ask', { name })}>
        {remove.isError ? <span role="alert">{errorText(remove.error, t)}</span> : <span>{t('delete.ask', { name })}</span>}
        <Button onClick={() => setAsking(false)}>{t('delete.no')}</Button>
        <Button look="primary" disabled={remove.isPending} onClick={() => remove.mutate()}>{t('delete.yes')}</Button>
      </span>
    );
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <IconButton name={t('more', { name })}>
          <IconDots size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={14} stroke={1.5} aria-hidden="true" />}
          onClick={() => void navigate({ to: '/w/$ws/journeys/$id/edit', params: { ws, id: row.id } })}
        >
          {t('edit')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={14} stroke={1.5} aria-hidden="true" />} onClick={() => setAsking(true)}>{t('delete.do')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
