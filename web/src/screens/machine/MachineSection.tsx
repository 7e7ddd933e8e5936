// Plugging in a language model: where it is, what it may be used for, and how much of it. Off until somebody turns it on.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import type { Machine, MachineUse } from '../../api/contract';
import { Button, ErrorPart, LoadingGrid, useFormat } from '../../parts';
import { TextField, Tick } from '../page/Field';
import { Section } from '../page/Section';
import { draftOf, isSame, toChange, wrongIn, type Draft } from './draft';
import styles from './machine.module.css';
import { machineQuery, useMachineChange, useMachineTest } from './queries';

const USES: MachineUse[] = ['stage_summary', 'voice_reply'];

export function MachineSection({ ws }: { ws: string }) {
  const { t } = useTranslation('machine');
  const query = useQuery(machineQuery(ws));
  return (
    <Section title={t('title')} remark={t('remark')}>
      {query.data ? <Form key={query.data.version} ws={ws} kept={query.data} />
        : query.error ? <ErrorPart error={query.error} title={t('failed')} retry={() => void query.refetch()} /> : <LoadingGrid columns={2} rows={3} />}
    </Section>
  );
}

function Form({ ws, kept }: { ws: string; kept: Machine }) {
  const { t } = useTranslation('machine');
  const { count } = useFormat();
  const [draft, setDraft] = useState<Draft>(() => draftOf(kept));
  const save = useMachineChange(ws);
  const test = useMachineTest(ws);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const wrong = wrongIn(draft);
  const same = isSame(draft, kept);
  const used = (of: Machine['used']['day']) => ({ calls: count(of.calls), tokens: count(of.tokens_in + of.tokens_out) });
  const submit = () => {
    test.reset();
    save.mutate(toChange(draft, kept));
  };
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <p className={styles.what}>{t('what')}</p>
      <Tick label={t('on')} checked={draft.on} onTick={(on) => set({ on })} />
      <div className={styles.pair}>
        <TextField label={t('endpoint')} remark={t('endpointHow')} value={draft.endpoint} placeholder="http://localhost:11434/v1" inputMode="url" spellCheck={false} onText={(endpoint) => set({ endpoint })} />
        <TextField label={t('model')} remark={t('modelHow')} value={draft.model} spellCheck={false} onText={(model) => set({ model })} />
      </div>
      <div className={styles.key}>
        <TextField
          label={t('key')} remark={t('keyHow')} type="password" autoComplete="new-password" spellCheck={false} value={draft.key ?? ''}
          placeholder={draft.key === '' ? t('keyNone') : kept.has_key ? t('keyKept') : t('keyNone')} onText={(key) => set({ key: key === '' ? null : key })}
        />
        {kept.has_key && draft.key !== '' ? <Button onClick={() => set({ key: '' })}>{t('keyForget')}</Button> : null}
      </div>
      <fieldset className={styles.uses}>
        <legend>{t('uses')}</legend>
        {USES.map((use) => (
          <Tick
            key={use} label={t(`use.${use}`)} checked={draft.uses.includes(use)}
            onTick={(on) => set({ uses: on ? [...draft.uses, use] : draft.uses.filter((other) => other !== use) })}
          />
        ))}
      </fieldset>
      <div className={styles.pair}>
        <TextField label={t('day')} remark={t('dayUsed', used(kept.used.day))} value={draft.day} inputMode="numeric" wrong={wrong.day ? t('badNumber') : null} onText={(day) => set({ day })} />
        <TextField label={t('month')} remark={t('monthUsed', used(kept.used.month))} value={draft.month} inputMode="numeric" wrong={wrong.month ? t('badNumber') : null} onText={(month) => set({ month })} />
      </div>
      <div className={styles.acts}>
        <Button type="submit" look="primary" disabled={same || wrong.day || wrong.month || save.isPending}>{t('save')}</Button>
        <Button disabled={!kept.on || !same || test.isPending} onClick={() => { save.reset(); test.mutate(); }}>{test.isPending ? t('testing') : t('test')}</Button>
        <span role="status" className="faint">
          {test.data ? t('works', { model: test.data.model, seconds: (test.data.ms / 1000).toFixed(1), tokens: count(test.data.tokens) })
            : draft.on && !(kept.on && same) ? t('testFirst') : kept.on && same ? t('testHow') : null}
        </span>
      </div>
      {save.error ? <ErrorPart error={save.error} /> : null}
      {test.error ? <ErrorPart error={test.error}><Said error={test.error} /></ErrorPart> : null}
    </form>
  );
}

/** What the other side said in its own words, which may tell what to mend. */
function Said({ error }: { error: unknown }) {
  const { t } = useTranslation('machine');
  const said = error instanceof ApiError ? error.problem.params?.said : undefined;
  return said ? <p className="faint">{t('said', { said })}</p> : null;
}
