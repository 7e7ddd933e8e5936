// An import as it runs, and what came of it: counted steps, time left, a way to stop; then counts that add up, the rows
// that could not be read, and where to go next.
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { inWorkspace } from '../../api/client';
import type { ImportResult, Job } from '../../api/contract';
import { ended, jobsQuery, takeJob } from '../../api/jobs';
import { journeysQuery } from '../../api/queries';
import { Button, buttonClass, ErrorPart, LoadingGrid, useFormat } from '../../parts';
import { Amount } from '../page/Amount';
import { Section } from '../page/Section';
import styles from './imports.module.css';
import { cancelJob, jobQuery } from './queries';
import { SheetsLeft } from './Sheets';
import { jobProblem, jobTitle } from './words';

/** How often a running job is asked about, for a stream that is broken off or held back on its way. */
const ASK_MS = 2_000;

/** The job as the stream last told it, else as the server tells it when asked. */
export function useJob(ws: string, id: string) {
  const client = useQueryClient();
  const streamed = useQuery(jobsQuery(ws)).data?.jobs.find((job) => job.id === id);
  const open = streamed === undefined || !ended(streamed);
  const asked = useQuery({ ...jobQuery(ws, id), enabled: open, refetchInterval: open ? ASK_MS : false });
  const answer = asked.data;
  useEffect(() => {
    if (answer && ended(answer)) takeJob(client, ws, answer);
  }, [client, ws, answer]);
  return { job: streamed ?? asked.data, error: streamed ? null : asked.error, refetch: asked.refetch };
}

export function Progress({ ws, id }: { ws: string; id: string }) {
  const { t } = useTranslation('imports');
  const { job, error, refetch } = useJob(ws, id);
  if (error) return <ErrorPart error={error} title={t('job.gone')} retry={() => void refetch()} />;
  if (job === undefined) return <LoadingGrid columns={2} rows={3} />;
  return (
    <div className={styles.progress}>
      <header className={styles.facts}>
        <h2>{jobTitle(job, t)}</h2>
      </header>
      {ended(job) ? null : <Running ws={ws} job={job} />}
      {job.state === 'failed' && job.error ? (
        <p className={styles.failed} role="alert">
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
          <span>{jobProblem(job.error, t)}</span>
        </p>
      ) : null}
      {job.state === 'cancelled' ? <p className="soft">{t('job.cancelled')}</p> : null}
      {job.result ? <Outcome ws={ws} job={job} result={job.result} /> : null}
      {ended(job) ? <Next ws={ws} job={job} /> : null}
    </div>
  );
}

function Running({ ws, job }: { ws: string; job: Job }) {
  const { t } = useTranslation('imports');
  const { count, span } = useFormat();
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => cancelJob(ws, job.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['jobs', ws] }),
  });
  return (
    <div className={styles.running}>
      <Amount name={jobTitle(job, t)} done={job.done} total={job.total} />
      <p aria-live="polite">
        {t(`step.${job.step === '' ? 'queued' : job.step}`, { defaultValue: t('step.other') })}{' '}
        <b>{job.total === null ? t('job.soFar', { done: count(job.done) }) : t('job.of', { done: count(job.done), total: count(job.total) })}</b>
        {job.seconds_left === null ? '' : ` · ${t('job.left', { time: span(job.seconds_left) })}`}
      </p>
      <div className={styles.go}>
        <Button disabled={stop.isPending} onClick={() => stop.mutate()}>{t('cancel')}</Button>
        <span className="faint">{t('job.leave')}</span>
      </div>
      {stop.isError ? <ErrorPart error={stop.error} /> : null}
    </div>
  );
}

function Outcome({ ws, job, result }: { ws: string; job: Job; result: ImportResult }) {
  const { t } = useTranslation('imports');
  const { count } = useFormat();
  const held = (['events', 'voices', 'customers', 'objects', 'relations'] as const)
    .filter((what) => result[what] > 0)
    .map((what) => t(`common:unit.${what}`, { count: result[what], n: count(result[what]) }));
  const dates = result.date_orders ?? [];
  const faults = (result.clock_faults ?? []).filter((fault) => fault.count > 0);
  return (
    <>
      <Section title={t('result.title')}>
        <dl className={styles.result}>
          {(['read', 'stored', 'duplicates', 'rejected'] as const).map((what) => (
            <div key={what}>
              <dt>{t(`result.${what}`)}</dt>
              <dd>{count(result[what])}</dd>
              <dd className={styles.resultWhy}>{t(`result.${what}Why`)}</dd>
            </div>
          ))}
        </dl>
        {held.length > 0 ? <p className={styles.resultMore}>{t('result.holds', { what: held.join(' · ') })}</p> : null}
        {result.values_left_out ? <p className={styles.resultMore}>{t('result.left', { count: result.values_left_out, n: count(result.values_left_out) })}</p> : null}
        {result.rejected > 0 && result.rejects_file ? (
          <a className={buttonClass()} href={inWorkspace(ws, 'jobs', job.id, 'rejects')} download={`${job.id}-rejects.csv`}>
            <IconDownload size={16} stroke={1.5} aria-hidden="true" />
            {t('result.download')}
          </a>
        ) : null}
      </Section>
      {result.sheets ? <SheetsLeft sheets={result.sheets} /> : null}
      {dates.length > 0 ? (
        <Section title={t('datesRead.title')} remark={t('datesRead.remark')}>
          <ul className={styles.faults}>
            {dates.map((one) => (
              <li key={one.column}>
                <span>{one.column}</span>
                <b>{one.sure ? t(`dates.${one.read_as}`) : t('dates.unsure', { order: t(`dates.${one.read_as}`) })}</b>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {faults.length > 0 ? (
        <Section title={t('clock.title')} remark={t('clock.remark')}>
          <ul className={styles.faults}>
            {faults.map((fault) => (
              <li key={`${fault.from}-${fault.to}`}>
                <span>{t('clock.pair', { from: fault.from, to: fault.to })}</span>
                <b>{t('clock.rows', { count: fault.count, n: count(fault.count) })}</b>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}

function Next({ ws, job }: { ws: string; job: Job }) {
  const { t } = useTranslation(['imports', 'guide']);
  const journeys = useQuery(journeysQuery(ws)).data?.journeys ?? [];
  const first = journeys[0];
  const stored = (job.result?.stored ?? 0) + (job.result?.duplicates ?? 0) > 0;
  return (
    <Section title={t('next.title')}>
      <div className={styles.next}>
        {stored && first ? (
          <Link className={buttonClass('primary')} to="/w/$ws/journeys/$id" params={{ ws, id: first.id }}>{t('next.map')}</Link>
        ) : null}
        {stored && !first ? (
          <Link className={buttonClass('primary')} to="/w/$ws/journeys/new" params={{ ws }}>{t('guide:toJourney')}</Link>
        ) : null}
        {stored && first ? <Link className={buttonClass()} to="/w/$ws/journeys/new" params={{ ws }}>{t('next.template')}</Link> : null}
        <Link className={buttonClass(stored ? 'ghost' : 'primary')} to="/w/$ws/imports/new" params={{ ws }}>{t('next.another')}</Link>
      </div>
    </Section>
  );
}
