// Every revision of a cell, or of the whole map, the newest first; an older one can be brought back as a new one.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../api/client';
import type { CellRevision } from '../../../api/contract';
import { Button, ErrorPart, LoadingGrid, useFormat } from '../../../parts';
import { cellOf } from '../cells';
import { useMap } from '../context';
import { useLaneName } from '../shown';
import { useTeam } from './context';
import { wishesText } from './expect';
import { rowOfLane } from './lanes';
import { historyQuery, restoreCell, takeBack, useRenew, type Place } from './queries';
import styles from './team.module.css';

export function History({ place }: { place: Place | null }) {
  const { t } = useTranslation('team');
  const { ws, map } = useMap();
  const query = useInfiniteQuery(historyQuery(ws, map.journey, place));
  const revisions = query.data?.pages.flatMap((page) => page.revisions) ?? [];
  if (query.error && !query.data) return <ErrorPart error={query.error} title={t('history.failed')} retry={() => void query.refetch()} />;
  if (!query.data) return <LoadingGrid columns={1} rows={6} />;
  if (revisions.length === 0) return <p className={`${styles.entry} faint`}>{t('history.none')}</p>;
  return (
    <>
      <ol className={styles.list}>
        {revisions.map((revision, at) => (
          <Entry key={revision.number} revision={revision} newest={place ? revisions[0] : undefined} current={place !== null && at === 0} whole={place === null} />
        ))}
      </ol>
      {query.hasNextPage ? <div className={styles.entry}><Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('history.more')}</Button></div> : null}
    </>
  );
}

function Entry({ revision, newest, current, whole }: { revision: CellRevision; newest: CellRevision | undefined; current: boolean; whole: boolean }) {
  const { t } = useTranslation(['team', 'to-be', 'map']);
  const { ws, map, select } = useMap();
  const team = useTeam();
  const format = useFormat(map.zone);
  const laneName = useLaneName();
  const renew = useRenew(ws, map.journey);
  const place: Place = { side: revision.side, stage: revision.stage, lane: revision.lane };
  const column = map.stages.find(({ id }) => id === revision.stage);
  const planned = revision.side === 'to_be';
  const restore = async () => {
    if (!newest || !team) return;
    try {
      const saved = await restoreCell(ws, map.journey, place, revision.revision, newest.revision);
      await renew();
      team.say({ text: t('history.restored', { n: revision.revision }), undo: async () => {
        await takeBack(ws, map.journey, place, saved, newest);
        await renew();
      } });
    } catch (error) {
      await renew();
      team.say({ text: errorText(error, t) });
    }
  };
  const { content } = revision;
  return (
    <li className={styles.entry}>
      <p className={styles.who}>
        <b>{revision.by}</b>
        <span>{format.moment(revision.at)}</span>
        <span>{t('history.revision', { n: revision.revision })}{current ? ` · ${t('history.now')}` : ''}</span>
      </p>
      {whole ? <p className={styles.who}>{planned ? `${t('to-be:side.to_be')} · ` : ''}{column?.name ?? revision.stage} · {laneName(rowOfLane(revision.lane))}</p> : null}
      {content ? (
        <p className={styles.said}>{content.value === undefined ? '' : `${format.signed(content.value, 1)} `}{content.text}{wishesText(content.wants ?? [], format, t)}</p>
      ) : <p className={`${styles.said} ${styles.gone}`}>{t('history.emptied')}</p>}
      {revision.restores === null ? null : <p className={styles.who}>{t('history.brought', { n: revision.restores })}</p>}
      {revision.reason ? <p className={styles.who}>{t('reason')}: {revision.reason}</p> : null}
      <div className={styles.small}>
        {!current && !whole ? <button type="button" onClick={() => void restore()}>{t('history.restore', { n: revision.revision })}</button> : null}
        {whole && column && !planned ? <button type="button" onClick={() => select(cellOf(revision.stage, 'written', revision.lane))}>{t('history.open')}</button> : null}
      </div>
    </li>
  );
}
