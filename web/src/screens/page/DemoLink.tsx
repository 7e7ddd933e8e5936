// From an empty screen to the demo company in one click: there if it is made, made if it is not, as a job that shows how far
// it is.
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, errorText } from '../../api/client';
import type { SampleData } from '../../api/contract';
import { Button, buttonClass, useFormat } from '../../parts';
import { Amount } from './Amount';
import styles from './page.module.css';
import { useHere } from './workspace';

/** How often a company that is being made is asked about. */
const ASK_MS = 700;

const sampleQuery = queryOptions({
  queryKey: ['sample'],
  queryFn: ({ signal }) => answer(api.GET('/api/sample', { signal })),
  refetchInterval: ({ state }) => (state.data?.state === 'making' ? ASK_MS : false),
});

export function DemoLink() {
  const { t } = useTranslation();
  const { ws } = useHere();
  const client = useQueryClient();
  const navigate = useNavigate();
  const sample = useQuery(sampleQuery).data;
  // whoever asked for it here is led to it; whoever finds it being made by somebody else is not
  const [wanted, setWanted] = useState(false);
  const make = useMutation({
    mutationFn: () => answer(api.POST('/api/sample', {})),
    onMutate: () => setWanted(true),
    onSuccess: (data) => client.setQueryData(sampleQuery.queryKey, data),
  });
  const ready = sample?.state === 'ready' ? sample.workspace : null;
  useEffect(() => {
    if (!wanted || ready === null) return;
    void client.invalidateQueries({ queryKey: ['session'] });
    void navigate({ to: '/w/$ws', params: { ws: ready } });
  }, [wanted, ready, client, navigate]);
  if (!sample || sample.state === 'never' || ready === ws) return null;
  if (ready !== null) return <Link className={buttonClass('ghost')} to="/w/$ws" params={{ ws: ready }}>{t('state.demo')}</Link>;
  if (sample.state === 'making') return <Making sample={sample} />;
  const failed = make.error ? errorText(make.error, t) : sample.job?.state === 'failed' ? t('state.demoFailed') : null;
  return (
    <>
      <Button look="ghost" disabled={make.isPending} onClick={() => make.mutate()}>{t('state.demo')}</Button>
      {failed ? <span role="alert">{failed}</span> : null}
    </>
  );
}

function Making({ sample: { job } }: { sample: SampleData }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const total = job?.total ?? null;
  return (
    <div className={styles.making}>
      <Amount name={t('state.demoMaking')} done={job?.done ?? 0} total={total} />
      <p aria-live="polite">
        {t('state.demoMaking')}{total === null ? '' : ` · ${t('state.demoOf', { done: count(job?.done ?? 0), total: count(total) })}`}
      </p>
    </div>
  );
}
