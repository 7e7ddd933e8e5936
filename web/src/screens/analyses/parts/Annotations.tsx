// The notes on the days of a chart: what happened when, by whom. Added, changed and removed here; they belong to the
// workspace and are seen on every chart over time.
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../api/client';
import { actorName } from '../../../i18n';
import { Button, ErrorPart, IconButton, useFormat } from '../../../parts';
import { TextField } from '../../page/Field';
import type { Marked } from './annotations';
import styles from './parts.module.css';
import { annotate, annotationsQuery, changeAnnotation, removeAnnotation, type Annotation } from './queries';

/** As the server allows. */
const LONGEST = 200;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

interface AnnotationsProps {
  ws: string;
  zone: string;
  marks: Marked[];
  /** Where a new note begins: the last day on the chart. */
  day: string | null;
}

export function Annotations({ ws, zone, marks, day }: AnnotationsProps) {
  const { t } = useTranslation('analyses');
  const query = useQuery(annotationsQuery(ws));
  const [writing, setWriting] = useState<number | 'new' | null>(null);
  const outside = (query.data?.annotations.length ?? 0) - marks.length;
  return (
    <section className={styles.notes} aria-label={t('notes.title')} data-screen-only={marks.length === 0 ? '' : undefined}>
      <div className={styles.notesHead}>
        <h3>{t('notes.title')}</h3>
        {outside > 0 ? <span className={styles.small}>{t('notes.outside', { n: outside })}</span> : null}
        {writing === null ? (
          <Button look="ghost" data-screen-only="" onClick={() => setWriting('new')}>
            <IconPlus size={14} stroke={1.5} aria-hidden="true" />
            {t('notes.add')}
          </Button>
        ) : null}
      </div>
      {query.error ? <ErrorPart error={query.error} title={t('notes.failed')} retry={() => void query.refetch()} /> : null}
      {writing === 'new' ? <NoteForm ws={ws} note={null} day={day} done={() => setWriting(null)} /> : null}
      <ol>
        {marks.map(({ annotation, number }) => (
          <li key={annotation.id}>
            {writing === annotation.id ? <NoteForm ws={ws} note={annotation} day={day} done={() => setWriting(null)} /> : (
              <Note ws={ws} zone={zone} note={annotation} number={number} edit={() => setWriting(annotation.id)} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Note({ ws, zone, note, number, edit }: { ws: string; zone: string; note: Annotation; number: number; edit: () => void }) {
  const { t } = useTranslation('analyses');
  const format = useFormat(zone);
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeAnnotation(ws, note),
    onSuccess: () => client.invalidateQueries({ queryKey: ['annotations', ws] }),
  });
  const [asking, setAsking] = useState(false);
  return (
    <div className={styles.note}>
      <i>{number}</i>
      <span className="whole">{format.day(note.day)}</span>
      <span className={styles.noteText}>{note.text} <small>{actorName(note.by, t)}</small></span>
      {asking ? (
        <span className={styles.noteDo} role="group" aria-label={t('notes.ask')}>
          {remove.error ? <span role="alert">{errorText(remove.error, t)}</span> : null}
          <Button onClick={() => setAsking(false)}>{t('notes.keep')}</Button>
          <Button look="primary" disabled={remove.isPending} onClick={() => remove.mutate()}>{t('notes.remove')}</Button>
        </span>
      ) : (
        <span className={styles.noteDo} data-screen-only="">
          <IconButton name={t('notes.edit', { text: note.text })} onClick={edit}><IconPencil size={14} stroke={1.5} aria-hidden="true" /></IconButton>
          <IconButton name={t('notes.removeNamed', { text: note.text })} onClick={() => setAsking(true)}><IconTrash size={14} stroke={1.5} aria-hidden="true" /></IconButton>
        </span>
      )}
    </div>
  );
}

function NoteForm({ ws, note, day, done }: { ws: string; note: Annotation | null; day: string | null; done: () => void }) {
  const { t } = useTranslation('analyses');
  const client = useQueryClient();
  const [draft, setDraft] = useState({ day: note?.day ?? day ?? '', text: note?.text ?? '' });
  const text = draft.text.trim();
  const fits = DAY.test(draft.day) && text !== '' && text.length <= LONGEST;
  const save = useMutation({
    mutationFn: () => {
      const written = { day: draft.day, text };
      return note ? changeAnnotation(ws, note.id, { ...written, revision: note.revision }) : annotate(ws, written);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['annotations', ws] });
      done();
    },
  });
  return (
    <form
      className={styles.noteForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (fits && !save.isPending) save.mutate();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        done();
      }}
    >
      <TextField label={t('notes.day')} type="date" value={draft.day} onText={(to) => setDraft({ ...draft, day: to })} />
      <TextField
        label={t('notes.text')} value={draft.text} maxLength={LONGEST} autoFocus placeholder={t('notes.placeholder')}
        onText={(to) => setDraft({ ...draft, text: to })} wrong={save.error ? errorText(save.error, t) : null}
      />
      <span className={styles.noteDo}>
        <Button onClick={done}>{t('notes.cancel')}</Button>
        <Button type="submit" look="primary" disabled={!fits || save.isPending}>{t('notes.save')}</Button>
      </span>
    </form>
  );
}
