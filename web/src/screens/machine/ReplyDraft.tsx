// A draft of an answer to one voice, by a language model: to be read, mended and sent by a person, from wherever they answer.
import { IconCheck, IconCopy, IconPencil } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../../api/client';
import type { ReplyDraft as Drafted } from '../../api/contract';
import { actorName } from '../../i18n';
import { Button, ErrorPart, useFormat } from '../../parts';
import styles from './machine.module.css';
import { machineQuery } from './queries';

interface ReplyDraftProps {
  ws: string;
  zone: string;
  voice: string;
}

/** Nothing where the workspace uses no model for it. */
export function ReplyDraft({ ws, zone, voice }: ReplyDraftProps) {
  const { t } = useTranslation('machine');
  const { data: machine } = useQuery(machineQuery(ws));
  const ask = useMutation({
    mutationFn: () => answer(api.POST('/api/w/{ws}/voices/{voice}/reply', { params: { path: { ws, voice } } })),
  });
  if (!machine?.on || !machine.uses.includes('voice_reply')) return null;
  const draft = ask.data?.draft;
  return (
    <div className={styles.reply}>
      {draft ? <Draft draft={draft} zone={zone} /> : (
        <Button look="ghost" className={styles.draftIt} disabled={ask.isPending} onClick={() => ask.mutate()}>
          <IconPencil size={16} stroke={1.5} aria-hidden="true" />
          {t(ask.isPending ? 'reply.writing' : 'reply.ask')}
        </Button>
      )}
      {ask.error ? <ErrorPart error={ask.error} /> : null}
    </div>
  );
}

function Draft({ draft, zone }: { draft: Drafted; zone: string }) {
  const { t } = useTranslation('machine');
  const { moment } = useFormat(zone);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(draft.text);
    setCopied(true);
  };
  return (
    <section role="status" aria-label={t('reply.title')} className={styles.draft}>
      <h3>{t('reply.title')}</h3>
      <p className={styles.words}>{draft.text}</p>
      <p className={styles.notes}>{t('reply.check')} {t('summary.made', { model: draft.model, when: moment(draft.at), by: actorName(draft.by, t) })}</p>
      <Button onClick={() => void copy()}>
        {copied ? <IconCheck size={16} stroke={1.5} aria-hidden="true" /> : <IconCopy size={16} stroke={1.5} aria-hidden="true" />}
        {t(copied ? 'reply.copied' : 'reply.copy')}
      </Button>
    </section>
  );
}
