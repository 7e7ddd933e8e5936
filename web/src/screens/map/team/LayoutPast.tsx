// How the lanes of the workspace and the columns of this map lay before, the newest first; each can be brought back as a new
// arrangement. Order and names of stages are versions of the journey, which its editor shows.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ColumnHistory, LaneArrangement, LaneHistory } from '../../../api/contract';
import { Button, ErrorPart, LoadingGrid, useFormat } from '../../../parts';
import { useMap } from '../context';
import { useLaneName } from '../shown';
import { rowsInOrder } from './lanes';
import { useLayout } from './layout';
import layoutStyles from './layout.module.css';
import { pastColumnsQuery, pastLanesQuery } from './queries';
import styles from './team.module.css';

export function LayoutPast() {
  const { t } = useTranslation('layout');
  const { ws, map } = useMap();
  const lanes = useInfiniteQuery(pastLanesQuery(ws));
  const columns = useInfiniteQuery(pastColumnsQuery(ws, map.journey));
  const error = lanes.error ?? columns.error;
  if (error && (!lanes.data || !columns.data)) return <ErrorPart error={error} retry={() => void (lanes.error ? lanes : columns).refetch()} />;
  if (!lanes.data || !columns.data) return <LoadingGrid columns={1} rows={4} />;
  const laneVersions = lanes.data.pages.flatMap(({ versions }) => versions);
  const columnVersions = columns.data.pages.flatMap(({ versions }) => versions);
  const more = (query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }) =>
    query.hasNextPage ? <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('team:history.more')}</Button> : null;
  return (
    <>
      <h3 style={{ marginTop: 12 }}>{t('past.lanes')}</h3>
      {laneVersions.length === 0 ? <p className="faint">{t('past.none')}</p> : (
        <ol className={layoutStyles.past}>{laneVersions.map((one, at) => <PastLanes key={one.version} one={one} current={at === 0} />)}</ol>
      )}
      {more(lanes)}
      <h3>{t('past.columns', { name: map.name })}</h3>
      {columnVersions.length === 0 ? <p className="faint">{t('past.none')}</p> : (
        <ol className={layoutStyles.past}>{columnVersions.map((one, at) => <PastColumns key={one.version} one={one} current={at === 0} />)}</ol>
      )}
      {more(columns)}
      <p className={styles.hint}>
        {t('past.definition')} <Link className="link" to="/w/$ws/journeys/$id/edit" params={{ ws, id: map.journey }}>{t('past.toDefinition')}</Link>
      </p>
    </>
  );
}

function Who({ by, at, version, current }: { by: string; at: string; version: number; current: boolean }) {
  const { t } = useTranslation('team');
  const format = useFormat(useMap().map.zone);
  return (
    <p className={styles.who}>
      <b>{by}</b><span>{format.moment(at)}</span><span>{t('history.revision', { n: version })}{current ? ` · ${t('history.now')}` : ''}</span>
    </p>
  );
}

/** What a person sees of an arrangement, in words. */
function useLanesText() {
  const { t } = useTranslation('layout');
  const laneName = useLaneName();
  return (laid: LaneArrangement) => {
    const names = (rows: readonly string[]) => rows.map(laneName).join(', ');
    return [
      laid.order?.length ? t('past.order', { names: names(rowsInOrder(laid)) }) : null,
      laid.hidden?.length ? t('past.hidden', { names: names(laid.hidden) }) : null,
      laid.shown?.length ? t('past.shown', { names: names(laid.shown) }) : null,
      ...Object.entries(laid.names ?? {}).map(([row, name]) => t('past.named', { row: t(`map:lane.${row}`), name })),
    ].filter((line) => line !== null);
  };
}

function PastLanes({ one, current }: { one: LaneHistory['versions'][number]; current: boolean }) {
  const { t } = useTranslation('layout');
  const layout = useLayout();
  const lines = useLanesText()(one.laid);
  const restore = () => void layout.lanes(({ version }) => ({ ...one.laid, version }), t('past.restored', { n: one.version })).catch(() => undefined);
  return (
    <li>
      <Who {...one} current={current} />
      {lines.length === 0 ? <p>{t('past.first')}</p> : lines.map((line) => <p key={line}>{line}</p>)}
      {current ? null : <div className={styles.small}><button type="button" onClick={restore}>{t('past.restore', { n: one.version })}</button></div>}
    </li>
  );
}

function PastColumns({ one, current }: { one: ColumnHistory['versions'][number]; current: boolean }) {
  const { t } = useTranslation('layout');
  const { map } = useMap();
  const layout = useLayout();
  const hidden = one.laid.hidden ?? [];
  const known = hidden.filter((id) => map.stages.some((stage) => stage.id === id));
  const names = hidden.map((id) => map.stages.find((stage) => stage.id === id)?.name ?? id).join(', ');
  // a stage that the definition has lost cannot be hidden again
  const restore = () => void layout.columns(({ version }) => ({ hidden: known, version }), t('past.restored', { n: one.version })).catch(() => undefined);
  return (
    <li>
      <Who {...one} current={current} />
      <p>{hidden.length === 0 ? t('past.allShown') : t('past.hidden', { names })}</p>
      {current ? null : <div className={styles.small}><button type="button" onClick={restore}>{t('past.restore', { n: one.version })}</button></div>}
    </li>
  );
}
