// Writing in a cell: words, how sure, why, and what they say about a figure. Whoever comes second is shown both texts.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../api/client';
import type { CellRevision, MapStage, WrittenContent } from '../../../api/contract';
import { useName } from '../../../api/name';
import { Button, ErrorPart, LoadingGrid, Segments } from '../../../parts';
import { TextField } from '../../page/Field';
import { useMap } from '../context';
import { Column } from '../to-be/Column';
import { Wants } from '../to-be/Wants';
import { useTeam, type Draft } from './context';
import { Expects } from './Expects';
import { historyQuery, putCell, takeBack, useRenew, type Place } from './queries';
import styles from './team.module.css';

const Merge = lazy(() => import('./Merge').then(({ Merge: it }) => ({ default: it })));

interface EditProps {
  place: Place;
  /** The column of today, whose figures can be spoken of; `null` for one that is only planned. */
  stage: MapStage | null;
  cell: string;
  /** What happens after something was saved; the evidence is shown when missing. */
  done?: () => void;
}

export function EditCell({ place, stage, cell, done }: EditProps) {
  const { t } = useTranslation(['team', 'to-be']);
  const { ws, map } = useMap();
  const query = useInfiniteQuery({ ...historyQuery(ws, map.journey, place), staleTime: 0 });
  // what was there when the form opened is what the draft began from, whatever others write meanwhile
  const team = useTeam();
  const [began, setBegan] = useState<CellRevision | null | undefined>(() => team?.drafts.get(cell)?.began);
  const newest = query.data && !query.isFetching ? (query.data.pages[0]?.revisions[0] ?? null) : undefined;
  if (began === undefined && newest !== undefined) setBegan(newest);
  if (query.error && began === undefined) return <ErrorPart error={query.error} title={t('edit.failed')} retry={() => void query.refetch()} />;
  if (began === undefined) return <LoadingGrid columns={1} rows={4} />;
  return <Form place={place} stage={stage} cell={cell} done={done} began={began} begin={setBegan} />;
}

function draftOf(began: CellRevision | null): Draft {
  return { began, content: began?.content ?? { text: '', kind: 'written' }, reason: '' };
}

function Form({ place, stage, cell, done, began, begin }: EditProps & { began: CellRevision | null; begin: (revision: CellRevision | null) => void }) {
  const { t } = useTranslation(['team', 'to-be']);
  const { ws, map } = useMap();
  const team = useTeam();
  const renew = useRenew(ws, map.journey);
  const client = useQueryClient();
  const id = useId();
  const name = useName();
  const [draft, keepDraft] = useState<Draft>(() => team?.drafts.get(cell) ?? draftOf(began));
  const setDraft = (next: Draft) => {
    team?.drafts.set(cell, next);
    keepDraft(next);
  };
  const restart = (from: CellRevision) => {
    team?.drafts.delete(cell);
    begin(from);
    keepDraft(draftOf(from));
  };
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [merging, setMerging] = useState(false);
  const setEditing = team?.setEditing;
  useEffect(() => {
    setEditing?.(true);
    return () => setEditing?.(false);
  }, [setEditing]);
  const discard = () => {
    team?.drafts.delete(cell);
    keepDraft(draftOf(began));
  };
  const change = (part: Partial<WrittenContent>) => setDraft({ ...draft, content: { ...draft.content, ...part } });
  const save = async (content: WrittenContent | null, base: CellRevision | null, reason: string) => {
    setBusy(true);
    setError(null);
    try {
      const saved = await putCell(ws, map.journey, { ...place, base: base?.revision ?? 0, content, reason: reason || undefined });
      await renew();
      setMerging(false);
      restart(saved);
      team?.say({ text: t(content ? 'saved' : 'emptied'), undo: async () => {
        const undone = await takeBack(ws, map.journey, place, saved, base);
        await renew();
        restart(undone);
      } });
      if (done) done();
      else if (content) team?.openAt(cell, 'evidence');
    } catch (caught) {
      if (caught instanceof ApiError && caught.code === 'conflict') {
        // whoever is merging already has been overtaken once more
        await client.invalidateQueries({ queryKey: ['newest', ws, map.journey] });
        setMerging(true);
      } else setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const { content, reason } = draft;
  const planned = place.side === 'to_be';
  const { lane } = place;
  const empty = content.text.trim() === '' && content.value === undefined && !content.expects && (content.wants ?? []).length === 0 && !content.planned?.from;
  const submit = () => void save(content, began, reason);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !empty && !busy) submit();
  };
  return (
    <form
      className={styles.form} onKeyDown={onKeyDown}
      onSubmit={(event) => { event.preventDefault(); if (!empty && !busy) submit(); }}
    >
      {lane === 'stage' ? <Column content={content} change={change} /> : null}
      {planned && lane === 'kpis' ? <Wants place={place} wants={content.wants ?? []} onChange={(wants) => change({ wants })} /> : null}
      {lane === 'emotion' ? (
        <TextField
          label={t(planned ? 'to-be:edit.value' : 'edit.value')} type="number" step="0.1" min="-2" max="2" value={content.value ?? ''} remark={t(planned ? 'to-be:edit.valueHow' : 'edit.valueHow')}
          onText={(text) => change({ value: text === '' ? undefined : Number(text) })}
        />
      ) : null}
      <div>
        <label className={styles.label} htmlFor={id}>{t(lane === 'stage' ? 'to-be:edit.name' : 'edit.text')}</label>
        <textarea id={id} className={styles.area} data-write value={content.text} maxLength={lane === 'stage' ? 80 : 2000} placeholder={lane === 'stage' ? stage?.name : undefined} onChange={(event) => change({ text: event.currentTarget.value })} />
      </div>
      {planned ? null : <div>
        <Segments
          name={t('edit.kind')} value={content.kind ?? 'written'} onChange={(kind) => change({ kind })}
          options={[{ value: 'written', label: t('edit.known') }, { value: 'assumption', label: t('assumption') }]}
        />
      </div>}
      {lane === 'emotion' || planned || !stage ? null : <Expects stage={stage} value={content.expects} onChange={(expects) => change({ expects })} />}
      <TextField label={t('edit.reason')} value={reason} maxLength={1000} remark={t('edit.reasonHow')} onText={(text) => setDraft({ ...draft, reason: text })} />
      {error ? <ErrorPart error={error} title={t('edit.notSaved')} /> : null}
      <div className={styles.buttons}>
        <Button look="primary" type="submit" disabled={empty || busy}>{t('edit.save')}</Button>
        {team?.drafts.has(cell) ? <Button look="ghost" disabled={busy} onClick={discard}>{t('edit.discard')}</Button> : null}
        {began?.content && lane !== 'stage' ? <Button disabled={busy} onClick={() => void save(null, began, reason)}>{t('edit.empty')}</Button> : null}
      </div>
      <p className={styles.hint}>{name ? t('edit.as', { name }) : t('edit.noName')} <a href={`/w/${ws}/settings`} className="link">{t('edit.toName')}</a></p>
      {merging ? (
        <Suspense fallback={null}>
          <Merge
            ws={ws} journey={map.journey} place={place} mine={content} base={began?.content?.text ?? ''} busy={busy} error={error} onClose={() => setMerging(false)}
            save={(result, theirs) => void save(result, theirs, reason)}
          />
        </Suspense>
      ) : null}
    </form>
  );
}
