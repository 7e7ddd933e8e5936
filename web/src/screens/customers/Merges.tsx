// Decisions that two customers are one: who was whom, by whom, when and why; and the way back, with a reason.
import { IconArrowBackUp, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Merge } from '../../api/contract';
import { actorName } from '../../i18n';
import { Button, ErrorPart, LoadingGrid, useFormat } from '../../parts';
import { TextField } from '../page/Field';
import { Section } from '../page/Section';
import styles from './merges.module.css';
import { madeOf, mergesQuery, useUndo } from './decisions';

/** As many as fit without scrolling far; the rest is one press away. */
const SHOWN = 20;

/** `overtaken`: somebody else was first. */
type Undone = (overtaken: boolean) => void;

interface MadeOfProps {
  ws: string;
  zone: string;
  person: string;
  /** After an undo the line is gone, and the focus has to go somewhere. */
  onUndone: Undone;
}

/** Whom this customer was merged from; nothing for whoever is one customer only. */
export function MadeOf({ ws, zone, person, onUndone }: MadeOfProps) {
  const { t } = useTranslation('identity');
  const query = useQuery(mergesQuery(ws));
  if (query.isError) return <ErrorPart error={query.error} title={t('failed')} retry={() => void query.refetch()} />;
  const merges = madeOf(person, query.data ?? []);
  if (merges.length === 0) return null;
  return (
    <ul className={styles.made} aria-label={t('made')}>
      {merges.map((merge) => (
        <MergeItem key={merge.id} ws={ws} zone={zone} merge={merge} onUndone={onUndone}>
          <IconUsers size={16} stroke={1.5} aria-hidden="true" />
          <span>
            {merge.into === person
              ? t('wasOther', { other: merge.customer_label })
              : t('wasThrough', { other: merge.customer_label, through: merge.into_label })}
          </span>
        </MergeItem>
      ))}
    </ul>
  );
}

/** Every decision of the workspace, undone ones too. */
export function MergeDecisions({ ws, zone }: { ws: string; zone: string }) {
  const { t } = useTranslation('identity');
  const { count } = useFormat(zone);
  const query = useQuery(mergesQuery(ws));
  const [all, setAll] = useState(false);
  const [said, setSaid] = useState('');
  const line = useRef<HTMLParagraphElement>(null);
  const merges = query.data ?? [];
  return (
    <Section title={t('decisions.title')} remark={t('decisions.remark')}>
      {query.isError ? <ErrorPart error={query.error} title={t('failed')} retry={() => void query.refetch()} /> : null}
      {query.isPending ? <LoadingGrid columns={2} rows={2} /> : null}
      {query.data?.length === 0 ? <p className="soft">{t('decisions.none')}</p> : null}
      <p ref={line} className={said ? styles.said : 'hidden-text'} role="status" tabIndex={-1}>{said}</p>
      <ul className={styles.decisions}>
        {(all ? merges : merges.slice(0, SHOWN)).map((merge) => (
          <MergeItem
            key={merge.id} ws={ws} zone={zone} merge={merge}
            onUndone={(overtaken) => { setSaid(t(overtaken ? 'undo.overtaken' : 'undo.done')); line.current?.focus(); }}
          >
            <span>
              <Person ws={ws} person={merge.customer}>{merge.customer_label}</Person>
              <i aria-hidden="true">→</i>
              <span className="hidden-text">{t('decisions.into')}</span>
              <Person ws={ws} person={merge.into}>{merge.into_label}</Person>
            </span>
          </MergeItem>
        ))}
      </ul>
      {!all && merges.length > SHOWN ? (
        <Button onClick={() => setAll(true)}>{t('decisions.all', { n: count(merges.length) })}</Button>
      ) : null}
    </Section>
  );
}

function Person({ ws, person, children }: { ws: string; person: string; children: ReactNode }) {
  return <Link className={styles.person} to="/w/$ws/customers/$person" params={{ ws, person }}>{children}</Link>;
}

interface MergeItemProps {
  ws: string;
  zone: string;
  merge: Merge;
  onUndone: Undone;
  /** Who was whom. */
  children: ReactNode;
}

function MergeItem({ ws, zone, merge, onUndone, children }: MergeItemProps) {
  const { t } = useTranslation('identity');
  const { moment } = useFormat(zone);
  const [asked, setAsked] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const who = (by: string, at: string, reason: string | null) => [actorName(by, t), moment(at), reason].filter(Boolean).join(' · ');
  const { undone } = merge;
  const stop = () => {
    setAsked(false);
    opener.current?.focus();
  };
  return (
    <li className={styles.merge} data-undone={undone !== null || undefined}>
      <div className={styles.who}>
        {children}
        <small>{who(merge.by, merge.at, merge.reason)}</small>
        {undone ? <small>{t('undone', { who: who(undone.by, undone.at, undone.reason) })}</small> : null}
      </div>
      {undone ? null : (
        <Button
          ref={opener} aria-expanded={asked} onClick={() => setAsked(!asked)}
          aria-label={t('undo.of', { customer: merge.customer_label, into: merge.into_label })}
        >
          <IconArrowBackUp size={16} stroke={1.5} aria-hidden="true" />
          {t('undo.do')}
        </Button>
      )}
      {asked && !undone ? <UndoForm ws={ws} merge={merge} onUndone={onUndone} onStop={stop} /> : null}
    </li>
  );
}

interface UndoFormProps {
  ws: string;
  merge: Merge;
  onUndone: Undone;
  onStop: () => void;
}

function UndoForm({ ws, merge, onUndone, onStop }: UndoFormProps) {
  const { t } = useTranslation('identity');
  const [reason, setReason] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const undo = useUndo(ws, onUndone);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  return (
    <form
      ref={form} className={styles.form} aria-busy={undo.isPending}
      onSubmit={(event) => { event.preventDefault(); undo.mutate({ id: merge.id, reason }); }}
      onKeyDown={(event) => { if (event.key === 'Escape') onStop(); }}
    >
      <p className="soft">{t('undo.how', { customer: merge.customer_label })}</p>
      <TextField label={t('reason.label')} placeholder={t('reason.undo')} value={reason} maxLength={400} onText={setReason} />
      <div className={styles.buttons}>
        <Button type="submit" look="primary" disabled={undo.isPending}>{t('undo.sure')}</Button>
        <Button onClick={onStop}>{t('stop')}</Button>
      </div>
      {undo.error ? <ErrorPart error={undo.error} title={t('undo.failed')} /> : null}
    </form>
  );
}
