// What has been read in: running and past imports, and the mappings that are kept.
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../api/contract';
import { ended, jobsQuery } from '../../api/jobs';
import { buttonClass, EmptyState, ErrorPart, LoadingGrid, useFormat } from '../../parts';
import { useAddress } from '../page/address';
import { Amount } from '../page/Amount';
import { DemoLink } from '../page/DemoLink';
import page from '../page/page.module.css';
import { Section } from '../page/Section';
import { TopBar } from '../page/TopBar';
import { useHere } from '../page/workspace';
import styles from './imports.module.css';
import { KeptMappings } from './KeptMappings';
import { Progress } from './Progress';
import { jobProblem, jobTitle } from './words';

export function Imports() {
  const { t } = useTranslation('imports');
  const { ws } = useHere();
  const [words, change] = useAddress(['job'] as const);
  const query = useQuery(jobsQuery(ws));
  const jobs = query.data?.jobs ?? [];
  const upload = (
    <Link className={buttonClass('primary')} to="/w/$ws/imports/new" params={{ ws }}>
      <IconPlus size={16} stroke={1.5} aria-hidden="true" />
      {t('upload')}
    </Link>
  );
  const empty = query.data !== undefined && jobs.length === 0;
  return (
    <>
      <TopBar title={t('title')} actions={empty ? undefined : upload} />
      <div className="page">
        {query.isError ? <ErrorPart error={query.error} title={t('failed')} retry={() => void query.refetch()} /> : null}
        {query.isPending ? <LoadingGrid columns={4} rows={4} /> : null}
        {empty ? (
          <EmptyState
            title={t('empty.title')}
            actions={
              <>
                <Link className={buttonClass('primary')} to="/w/$ws/imports/new" params={{ ws }}>{t('upload')}</Link>
                <DemoLink />
              </>
            }
          >
            {t('empty.why')}
          </EmptyState>
        ) : null}
        {words.job ? (
          <div className={styles.opened}>
            <Progress ws={ws} id={words.job} />
            <button type="button" className="link" onClick={() => change({ job: '' })}>{t('job.close')}</button>
          </div>
        ) : null}
        {jobs.length > 0 ? (
          <Section title={t('jobs.title')} remark={t('jobs.remark', { n: jobs.length })}>
            <JobTable jobs={jobs} open={(job) => change({ job })} />
          </Section>
        ) : null}
        <KeptMappings ws={ws} />
      </div>
    </>
  );
}

function JobTable({ jobs, open }: { jobs: Job[]; open: (id: string) => void }) {
  const { t } = useTranslation('imports');
  const { count, ago, moment, span } = useFormat();
  return (
    <table className={`${page.table} ${styles.jobs}`}>
      <thead>
        <tr>
          <th scope="col">{t('jobs.file')}</th>
          <th scope="col">{t('jobs.state')}</th>
          <th scope="col" data-number="">{t('result.stored')}</th>
          <th scope="col" data-number="">{t('result.duplicates')}</th>
          <th scope="col" data-number="">{t('result.rejected')}</th>
          <th scope="col" data-number="">{t('jobs.when')}</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <tr key={job.id}>
            <th scope="row">
              <button type="button" className="link" onClick={() => open(job.id)}>{jobTitle(job, t)}</button>
            </th>
            <td>
              {ended(job) ? (
                <>
                  {t(`jobs.${job.state}`)}
                  {job.error ? <small>{jobProblem(job.error, t)}</small> : null}
                </>
              ) : (
                <div className={styles.inline}>
                  <Amount name={jobTitle(job, t)} done={job.done} total={job.total} />
                  <small>
                    {job.total === null ? t('job.soFar', { done: count(job.done) }) : t('job.of', { done: count(job.done), total: count(job.total) })}
                    {job.seconds_left === null ? '' : ` · ${t('job.left', { time: span(job.seconds_left) })}`}
                  </small>
                </div>
              )}
            </td>
            {(['stored', 'duplicates', 'rejected'] as const).map((what) => (
              <td key={what} data-number="" data-name={t(`result.${what}`)} data-none={job.result === null}>
                {job.result === null ? '–' : count(job.result[what])}
              </td>
            ))}
            <td data-number="" className="soft" title={moment(job.created_at)}>{ago(job.finished_at ?? job.created_at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
