// Somebody wrote meanwhile: both texts side by side, and a proposal that holds every word of both. Nothing is saved or lost
// until the person decides.
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../../../api/client';
import type { CellRevision, WrittenContent } from '../../../api/contract';
import { Button, ErrorPart, LoadingGrid, useFormat } from '../../../parts';
import { wishesText } from './expect';
import { lostWords, merged, mergedWants } from './merge';
import type { Place } from './queries';
import styles from './team.module.css';

interface MergeProps {
  ws: string;
  journey: string;
  place: Place;
  mine: WrittenContent;
  /** What both began from. */
  base: string;
  busy: boolean;
  /** Why what was decided could not be saved. */
  error: unknown;
  save: (result: WrittenContent | null, theirs: CellRevision | null) => void;
  onClose: () => void;
}

export function Merge({ ws, journey, place, mine, base, busy, error, save, onClose }: MergeProps) {
  const { t } = useTranslation(['team', 'to-be', 'map']);
  const query = useQuery({
    queryKey: ['newest', ws, journey, place],
    queryFn: async ({ signal }) => {
      const page = await answer(api.GET('/api/w/{ws}/map/{journey}/history', { params: { path: { ws, journey }, query: { ...place, limit: 1 } }, signal }));
      return page.revisions[0] ?? null;
    },
    staleTime: 0, gcTime: 0,
  });
  return (
    <Modal opened onClose={onClose} title={t('merge.title')} size={760} closeButtonProps={{ 'aria-label': t('close') }}>
      {query.error ? <ErrorPart error={query.error} retry={() => void query.refetch()} /> : null}
      {query.data === undefined ? <LoadingGrid columns={2} rows={4} /> : (
        <Texts mine={mine} base={base} theirs={query.data} busy={busy} error={error} save={save} onClose={onClose} />
      )}
    </Modal>
  );
}

function Texts({ mine, base, theirs, busy, error, save, onClose }: Omit<MergeProps, 'ws' | 'journey' | 'place'> & { theirs: CellRevision | null }) {
  const { t } = useTranslation(['team', 'to-be', 'map']);
  const format = useFormat();
  const id = useId();
  const their = theirs?.content?.text ?? '';
  const [result, setResult] = useState(() => merged(mine.text, their, base));
  const [seen, setSeen] = useState(theirs);
  if (seen?.revision !== theirs?.revision) {
    // somebody wrote once more: what was decided so far stays, and their new words come to it
    setSeen(theirs);
    setResult(merged(result, their, seen?.content?.text ?? ''));
  }
  const lost = lostWords(result, mine.text, their);
  const wishes = mergedWants(mine.wants ?? [], theirs?.content?.wants ?? []);
  const value = (content: WrittenContent | null | undefined) => (content?.value === undefined ? '' : `${format.signed(content.value, 1)} `);
  return (
    <div className={styles.mergeForm}>
      <p>{t('merge.how', { name: theirs?.by ?? '–', at: theirs ? format.moment(theirs.at) : '' })}</p>
      <div className={styles.sides}>
        <section>
          <h3>{t('merge.mine')}</h3>
          <div className={styles.version}>{value(mine)}{mine.text}{wishesText(mine.wants ?? [], format, t)}</div>
        </section>
        <section>
          <h3>{t('merge.theirs', { name: theirs?.by ?? '–' })}</h3>
          <div className={styles.version}>{theirs?.content ? <>{value(theirs.content)}{their}{wishesText(theirs.content.wants ?? [], format, t)}</> : <span className="faint">{t('merge.emptied')}</span>}</div>
        </section>
      </div>
      <div>
        <label className={styles.label} htmlFor={id}>{t('merge.result')}</label>
        <textarea id={id} className={styles.area} data-autofocus value={result} onChange={(event) => setResult(event.currentTarget.value)} />
        <p className={styles.hint} aria-live="polite">{lost.length > 0 ? t('merge.lost', { words: lost.slice(0, 8).join(' ') }) : t('merge.all')}</p>
      </div>
      {error ? <ErrorPart error={error} title={t('edit.notSaved')} /> : null}
      {wishes.length > 0 ? <p className={styles.hint}>{t('to-be:merge.wishes')}{wishesText(wishes, format, t)}</p> : null}
      <div className={styles.buttons}>
        <Button look="primary" disabled={busy || (result.trim() === '' && mine.value === undefined && wishes.length === 0 && !mine.planned)} onClick={() => save({ ...mine, text: result, wants: wishes }, theirs)}>{t('merge.save')}</Button>
        <Button onClick={() => setResult(mine.text)}>{t('merge.takeMine')}</Button>
        <Button onClick={() => setResult(their)}>{t('merge.takeTheirs')}</Button>
        <Button look="ghost" onClick={onClose}>{t('merge.later')}</Button>
      </div>
    </div>
  );
}
