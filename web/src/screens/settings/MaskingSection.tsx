// How this workspace writes its order numbers, so that they are hidden in words that go to others; tried before it is kept.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, errorText } from '../../api/client';
import type { Masking } from '../../api/contract';
import { Button, ErrorPart, LoadingGrid, useFormat } from '../../parts';
import { TextField } from '../page/Field';
import { Section } from '../page/Section';
import styles from './Settings.module.css';

const maskingKey = (ws: string) => ['masking', ws];

export function MaskingSection({ ws }: { ws: string }) {
  const { t } = useTranslation('settings');
  const query = useQuery({
    queryKey: maskingKey(ws),
    queryFn: ({ signal }) => answer(api.GET('/api/w/{ws}/masking', { params: { path: { ws } }, signal })),
  });
  return (
    <Section title={t('masking.title')} remark={t('masking.remark')}>
      {query.isError ? <ErrorPart error={query.error} retry={() => void query.refetch()} /> : null}
      {query.isPending ? <LoadingGrid columns={2} rows={1} /> : null}
      {query.data ? <Rule key={query.data.orders} ws={ws} kept={query.data} /> : null}
    </Section>
  );
}

function Rule({ ws, kept }: { ws: string; kept: Masking }) {
  const { t } = useTranslation('settings');
  const cache = useQueryClient();
  const [text, setText] = useState(kept.orders ?? '');
  const body = { orders: text };
  const attempt = useMutation({ mutationFn: () => answer(api.POST('/api/w/{ws}/masking/try', { params: { path: { ws } }, body })) });
  const keep = useMutation({
    mutationFn: () => answer(api.PUT('/api/w/{ws}/masking', { params: { path: { ws } }, body })),
    onSuccess: (now) => cache.setQueryData(maskingKey(ws), now),
  });
  const wrong = keep.error ?? attempt.error;
  const changed = text.trim() !== (kept.orders ?? '');
  return (
    <>
      <form className={styles.rule} onSubmit={(event) => { event.preventDefault(); keep.mutate(); }}>
        <TextField
          label={t('masking.label')} value={text} maxLength={500} spellCheck={false} placeholder="AB-\d{6}"
          wrong={wrong ? errorText(wrong, t) : null}
          onText={(next) => { setText(next); attempt.reset(); keep.reset(); }}
        />
        <Button disabled={!changed || attempt.isPending} onClick={() => attempt.mutate()}>{t('masking.try')}</Button>
        <Button type="submit" disabled={!changed || keep.isPending}>{t('masking.keep')}</Button>
      </form>
      <Fits masking={attempt.data ?? kept} kept={!attempt.data} />
    </>
  );
}

/** How many of the order numbers that the workspace knows the rule hides, and some that it does not. */
function Fits({ masking, kept }: { masking: Masking; kept: boolean }) {
  const { t } = useTranslation('settings');
  const { count } = useFormat();
  const numbers = { hidden: count(masking.hidden), known: count(masking.known) };
  const none = masking.orders === null ? t('masking.off') : masking.known === 0 ? t('masking.unknown') : null;
  return (
    <p className="soft" role="status">
      {none ?? t(kept ? 'masking.fits' : 'masking.wouldFit', numbers)}
      {masking.orders !== null && masking.missed.length > 0 ? ` ${t('masking.missed', { numbers: masking.missed.join(', ') })}` : ''}
      {masking.orders === null && masking.missed.length > 0 ? ` ${t('masking.like', { numbers: masking.missed.slice(0, 3).join(', ') })}` : ''}
    </p>
  );
}
