// What people say about a cell: threads that are answered, settled and reopened; what was edited says what it said before.
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Comment, CommentReply, Thread } from '../../../api/contract';
import { Button, Chip, ErrorPart, useFormat } from '../../../parts';
import { useMap } from '../context';
import { useTeam } from './context';
import { beginThread, commentsQuery, replyTo, type Place } from './queries';
import styles from './team.module.css';

export function Comments({ place, threads }: { place: Place; threads: Thread[] }) {
  const { t } = useTranslation('team');
  const { ws, map } = useMap();
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: commentsQuery(ws, map.journey).queryKey });
  const begin = async (text: string) => {
    await beginThread(ws, map.journey, { stage: place.stage, lane: place.lane, text });
    await renew();
  };
  const act = async (thread: number, reply: CommentReply) => {
    try {
      await replyTo(ws, map.journey, thread, reply);
    } finally {
      await renew();
    }
  };
  const sorted = [...threads].sort((a, b) => Number(a.resolved) - Number(b.resolved) || a.id - b.id);
  return (
    <>
      {sorted.map((thread) => <ThreadItem key={thread.id} thread={thread} act={(reply) => act(thread.id, reply)} />)}
      <div className={styles.form}>
        <Say label={t('comments.new')} button={t('comments.begin')} send={begin} />
      </div>
    </>
  );
}

function ThreadItem({ thread, act }: { thread: Thread; act: (reply: CommentReply) => Promise<void> }) {
  const { t } = useTranslation('team');
  const { map } = useMap();
  const format = useFormat(map.zone);
  const [error, setError] = useState<unknown>(null);
  const last = thread.settled.at(-1);
  const settle = () => {
    setError(null);
    act({ act: thread.resolved ? 'reopen' : 'resolve' }).catch(setError);
  };
  return (
    <section className={styles.thread} data-resolved={thread.resolved} aria-label={t('comments.thread', { text: thread.comments[0]?.text ?? t('comments.gone') })}>
      {thread.comments.map((comment) => <CommentItem key={comment.id} comment={comment} thread={thread} act={act} />)}
      {last ? <p className={styles.who}>{t(last.resolved ? 'comments.resolvedBy' : 'comments.reopenedBy', { name: last.by, at: format.moment(last.at) })}</p> : null}
      {error ? <ErrorPart error={error} /> : null}
      {thread.resolved ? null : <Say label={t('comments.answer')} button={t('comments.send')} send={(text) => act({ act: 'answer', text })} />}
      <div className={styles.small}>
        <button type="button" onClick={settle}>{t(thread.resolved ? 'comments.reopen' : 'comments.resolve')}</button>
      </div>
    </section>
  );
}

function CommentItem({ comment, thread, act }: { comment: Comment; thread: Thread; act: (reply: CommentReply) => Promise<void> }) {
  const { t } = useTranslation('team');
  const { map } = useMap();
  const format = useFormat(map.zone);
  const [editing, setEditing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { seen } = thread;
  const edit = async (text: string) => {
    await act({ act: 'edit', comment: comment.id, text, seen });
    setEditing(false);
  };
  const take = () => {
    setError(null);
    act({ act: 'delete', comment: comment.id, seen }).catch(setError);
  };
  const restore = (text: string) => {
    setError(null);
    act({ act: 'edit', comment: comment.id, text, seen }).catch(setError);
  };
  return (
    <div className={styles.entry}>
      <p className={styles.who}>
        <b>{comment.by}</b>
        <span>{format.moment(comment.at)}</span>
        {comment.edited_at && comment.text !== null ? <span>{t('comments.edited')}</span> : null}
      </p>
      {editing ? <Say label={t('comments.edit')} button={t('comments.save')} first={comment.text ?? ''} send={edit} cancel={() => setEditing(false)} />
        : comment.text === null ? <p className={`${styles.said} ${styles.gone}`}>{t('comments.gone')}</p>
          : <p className={styles.said}>{called(comment.text, comment.mentions)}</p>}
      {comment.earlier.length > 0 ? (
        <details className={styles.earlier}>
          <summary>{t('comments.earlier', { count: comment.earlier.length })}</summary>
          {comment.earlier.map((version) => (
            <div key={version.at}>
              <p>{version.by} · {format.moment(version.at)}{'\n'}{version.text}</p>
              {thread.resolved || version.text === comment.text ? null : (
                <div className={styles.small}><button type="button" onClick={() => restore(version.text)}>{t('comments.restore')}</button></div>
              )}
            </div>
          ))}
        </details>
      ) : null}
      {error ? <ErrorPart error={error} /> : null}
      {editing || comment.text === null || thread.resolved ? null : (
        <div className={styles.small}>
          <button type="button" onClick={() => setEditing(true)}>{t('comments.edit')}</button>
          <button type="button" onClick={take}>{t('comments.take')}</button>
        </div>
      )}
    </div>
  );
}

/** A text with the names that it calls on marked. */
function called(text: string, names: string[]): ReactNode[] {
  const longest = [...names].sort((a, b) => b.length - a.length);
  const parts: ReactNode[] = [];
  let rest = text;
  while (rest) {
    const found = longest.map((name) => ({ name, at: rest.indexOf(`@${name}`) })).filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at)[0];
    if (!found) break;
    parts.push(rest.slice(0, found.at), <mark key={parts.length}>@{found.name}</mark>);
    rest = rest.slice(found.at + found.name.length + 1);
  }
  return [...parts, rest];
}

interface SayProps {
  label: string;
  button: string;
  first?: string;
  send: (text: string) => Promise<void>;
  cancel?: () => void;
}

/** A box to speak in; after @ it offers the names that are known. What could not be sent stays in the box. */
function Say({ label, button, first = '', send, cancel }: SayProps) {
  const { t } = useTranslation('team');
  const team = useTeam();
  const id = useId();
  const [text, setText] = useState(first);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const begun = /@(\S*)$/.exec(text)?.[1];
  const offered = begun === undefined ? [] : (team?.conversation?.names ?? []).filter((name) => name.startsWith(begun) && name !== begun).slice(0, 5);
  const submit = async () => {
    if (text.trim() === '' || busy) return;
    setBusy(true);
    setError(null);
    try {
      await send(text);
      setText('');
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.answer}>
      <label className={styles.label} htmlFor={id}>{label}</label>
      <textarea
        id={id} className={styles.area} value={text} maxLength={2000} placeholder={t('comments.how')} onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit(); }}
      />
      {offered.length > 0 ? (
        <div className={styles.names}>
          {offered.map((name) => <Chip key={name} onClick={() => setText(text.replace(/@\S*$/, `@${name} `))}>@{name}</Chip>)}
        </div>
      ) : null}
      {error ? <ErrorPart error={error} /> : null}
      <div className={styles.buttons}>
        <Button disabled={busy || text.trim() === ''} onClick={() => void submit()}>{button}</Button>
        {cancel ? <Button look="ghost" onClick={cancel}>{t('cancel')}</Button> : null}
      </div>
    </div>
  );
}
