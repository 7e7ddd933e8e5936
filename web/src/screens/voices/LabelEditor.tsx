// The labels of a voice, put right in place: statement by statement what the model says and what people decided, who, when,
// and the way back.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import type { Correction, Intent, Need, Statement, VoiceRow } from '../../api/contract';
import { Button, ErrorPart, LoadingGrid, Segments, useFormat } from '../../parts';
import { ChoiceField } from '../page/Field';
import {
  correctionOf, FEELINGS, INTENTS, labelHistoryQuery, labelsOf, NEEDS, needsOf, SENTIMENTS, TOPICS, useAmend, type Labels,
} from './corrections';
import { Several } from './Several';
import { useTopics } from './topics';
import { useWords } from './words';
import styles from './labels.module.css';

/** What was saved, so that it can be taken back. */
export interface Saved {
  voice: string;
  statement: Statement;
  before: Correction | null;
}

interface LabelEditorProps {
  ws: string;
  zone: string;
  voice: VoiceRow;
  onSaved: (saved: Saved) => void;
  onClose: () => void;
}

export function LabelEditor({ ws, zone, voice, onSaved, onClose }: LabelEditorProps) {
  const { t } = useTranslation('labels');
  const box = useRef<HTMLElement>(null);
  const letters = [...(voice.text ?? '')];
  const { bare } = useTopics();
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('input:checked, input, select, button')?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <section ref={box} className={styles.editor} aria-label={t('title')} onKeyDown={onKeyDown}>
      {voice.statements.map((statement) => (
        <StatementForm
          key={`${statement.start}-${statement.end}`} ws={ws} zone={zone} voice={voice.voice_id} statement={{ ...statement, topic: bare(statement.topic) }}
          alone={voice.statements.length === 1} text={letters.slice(statement.start, statement.end).join('').trim()} onSaved={onSaved} onClose={onClose}
        />
      ))}
    </section>
  );
}

interface StatementFormProps {
  ws: string;
  zone: string;
  voice: string;
  statement: Statement;
  text: string;
  /** It is all that the voice says, which stands above. */
  alone: boolean;
  onSaved: (saved: Saved) => void;
  onClose: () => void;
}

function StatementForm({ ws, zone, voice, statement, text, alone, onSaved, onClose }: StatementFormProps) {
  const { t } = useTranslation('labels');
  const words = useWords();
  const amend = useAmend(ws);
  // what was there when the draft began, whatever others decide meanwhile
  const [began, setBegan] = useState(statement);
  const [labels, setLabels] = useState<Labels>(() => labelsOf(statement));
  const [past, setPast] = useState(false);
  const change = (part: Partial<Labels>) => setLabels({ ...labels, ...part });
  const correction = correctionOf(began, labels);
  const before = began.put_right?.correction ?? null;
  const { error } = amend;
  const overtaken = error instanceof ApiError && error.code === 'conflict' ? error.problem.params : undefined;
  const begin = (from: Statement, draft = labelsOf(from)) => {
    setBegan(from);
    setLabels(draft);
  };
  if (statement.revision > began.revision) {
    // who has been overtaken has seen both, and goes on from theirs with what they had chosen
    if (overtaken) begin(statement, labels);
    else if (correction === undefined) begin(statement);
  }
  const send = (to: Correction | null) => {
    if (amend.isPending) return;
    const saved = (now: Statement) => {
      begin(now);
      onSaved({ voice, statement: now, before });
    };
    // a refusal stands under the form
    amend.mutateAsync({ voice, statement, base: began.revision, correction: to }).then(saved, () => undefined);
  };
  const submit = () => {
    if (correction !== undefined) send(correction);
  };
  return (
    <form
      className={styles.statement} aria-label={text}
      onSubmit={(event) => { event.preventDefault(); submit(); }}
      onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(); }}
    >
      {alone ? null : <p className={styles.words}>{text}</p>}
      <div className={styles.fields}>
        <Field name={t('kind.sentiment')} model={says(statement, 'sentiment', words)}>
          <Segments
            name={t('kind.sentiment')} value={labels.sentiment ?? ''} onChange={(to) => change({ sentiment: to === '' ? null : to })}
            options={SENTIMENTS.map((one) => ({ value: one as typeof one | '', label: words.sentiment(one) }))}
          />
        </Field>
        <Field name={t('kind.topic')} model={says(statement, 'topic', words)}>
          <Several name={t('kind.topic')} add={t('add.topic')} all={TOPICS} chosen={labels.topic} says={words.topic} onChange={(topic) => change({ topic })} />
        </Field>
        <Field name={t('kind.intent')} model={says(statement, 'intent', words)}>
          <ChoiceField
            label={t('kind.intent')} quiet value={labels.intent ?? ''} onText={(to) => change({ intent: to as Intent })}
            options={[...(labels.intent === null ? [{ value: '', label: t('undecided') }] : []), ...INTENTS.map((one) => ({ value: one, label: words.intent(one) }))]}
          />
        </Field>
        <Field name={t('kind.emotion')} model={says(statement, 'emotion', words)}>
          <Several
            name={t('kind.emotion')} add={t('add.emotion')} all={FEELINGS} chosen={labels.emotion} says={words.feeling}
            onChange={(to) => change({ emotion: to.at(-1) === 'none' ? ['none'] : to.filter((one) => one !== 'none' || to.length === 1) })}
          />
        </Field>
        {needsOf(labels.intent) ? (
          <Field name={t('kind.need')} model={says(statement, 'need', words)}>
            <ChoiceField
              label={t('kind.need')} quiet value={labels.need ?? ''} onText={(to) => change({ need: to === '' ? null : (to as Need) })}
              options={[{ value: '', label: t('noNeed') }, ...NEEDS.map((one) => ({ value: one, label: words.need(one) }))]}
            />
          </Field>
        ) : null}
      </div>
      {overtaken ? <Overtaken by={overtaken.by} theirs={overtaken.theirs} mine={overtaken.mine} /> : null}
      {error && !overtaken ? <ErrorPart error={error} title={t('notSaved')} /> : null}
      <div className={styles.buttons}>
        <Button look="primary" type="submit" disabled={correction === undefined || amend.isPending}>{t('save')}</Button>
        {statement.put_right ? <Button disabled={amend.isPending} onClick={() => send(null)}>{t('toModel')}</Button> : null}
        <Button look="ghost" onClick={onClose}>{t('close')}</Button>
        {statement.revision > 0 ? (
          <Button look="ghost" aria-expanded={past} onClick={() => setPast(!past)}>{t('past')}</Button>
        ) : null}
      </div>
      {past ? <Past ws={ws} zone={zone} voice={voice} statement={statement} bring={send} /> : null}
    </form>
  );
}

/** A kind of label; under it what the model says, where a person says otherwise. */
function Field({ name, model, children }: { name: string; model: string | null; children: ReactNode }) {
  const { t } = useTranslation('labels');
  const id = useId();
  return (
    <div className={styles.field}>
      <span className={styles.name} aria-hidden="true">{name}</span>
      <div className={styles.control} aria-describedby={model ? id : undefined}>{children}</div>
      {model ? <small id={id}>{t('model', { says: model })}</small> : null}
    </div>
  );
}

type Words = ReturnType<typeof useWords>;

/** What the model says of a kind that a person has decided. */
function says(statement: Statement, kind: keyof Correction & keyof Labels, words: Words): string | null {
  const { put_right: right } = statement;
  if (!right || !(kind in right.correction)) return null;
  return words.labels({ [kind]: right.model[kind] });
}

/** Somebody was faster: both decisions, and the form goes on from theirs. */
function Overtaken({ by, theirs, mine }: { by?: string; theirs?: string; mine?: string }) {
  const { t } = useTranslation('labels');
  const words = useWords();
  const read = (text: string | undefined) => (text ? words.labels(JSON.parse(text) as Correction) : t('asModel'));
  return (
    <div className={styles.overtaken} role="alert">
      <p>{t('overtaken', { by: by ?? '' })}</p>
      <dl>
        <div><dt>{t('theirs')}</dt><dd>{read(theirs)}</dd></div>
        <div><dt>{t('mine')}</dt><dd>{read(mine)}</dd></div>
      </dl>
    </div>
  );
}

interface PastProps {
  ws: string;
  zone: string;
  voice: string;
  statement: Statement;
  bring: (correction: Correction | null) => void;
}

function Past({ ws, zone, voice, statement, bring }: PastProps) {
  const { t } = useTranslation('labels');
  const format = useFormat(zone);
  const words = useWords();
  const query = useQuery(labelHistoryQuery(ws, voice, statement));
  if (query.isError) return <ErrorPart error={query.error} title={t('pastFailed')} retry={() => void query.refetch()} />;
  if (query.isPending) return <LoadingGrid columns={1} rows={2} />;
  return (
    <ol className={styles.past}>
      {query.data.revisions.map((one) => (
        <li key={one.revision}>
          <span>{one.correction ? words.labels(one.correction) : t('asModel')}</span>
          <small>{words.actor(one.by)} · {format.moment(one.at)}</small>
          {one.revision === statement.revision ? null : <Button look="ghost" onClick={() => bring(one.correction)}>{t('bring')}</Button>}
        </li>
      ))}
    </ol>
  );
}
