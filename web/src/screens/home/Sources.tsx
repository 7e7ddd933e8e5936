// Where the data come from, how many and how far they reach; and the imports that are running.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ended } from '../../api/jobs';
import type { Home, Job } from '../../api/contract';
import { Tip, useFormat } from '../../parts';
import { jobTitle } from '../imports/words';
import { Amount } from '../page/Amount';
import styles from './home.module.css';
import { freshness } from './summary';

/** More than these are listed in the settings. */
const SHOWN = 6;

export function Sources({ ws, zone, sources }: { ws: string; zone: string; sources: Home['sources'] }) {
  const { t } = useTranslation('home');
  const { count, day, dayRange } = useFormat(zone);
  const newest = sources.map((one) => one.last).filter((last) => last !== null).sort().at(-1) ?? null;
  return (
    <ul className={styles.sources}>
      {sources.slice(0, SHOWN).map((one) => {
        const state = freshness(one.last, newest);
        const amount = [
          one.events > 0 ? t('common:unit.events', { count: one.events, n: count(one.events) }) : null,
          one.voices > 0 ? t('common:unit.voices', { count: one.voices, n: count(one.voices) }) : null,
        ].filter(Boolean).join(' · ');
        return (
          <li key={one.source}>
            <Tip says={one.first && one.last ? t('sources.reach', { span: dayRange(one.first, one.last) }) : t('sources.nothing')}>
              <span className={styles.dot} tabIndex={0} role="img" aria-label={t(`sources.${state}`)}><Dot state={state} /></span>
            </Tip>
            <span className={styles.source}>{one.source}</span>
            <span className={styles.amount}>{amount || t('sources.nothing')}</span>
            <span className={styles.until}>{one.last ? t('sources.until', { day: day(one.last, isThisYear(one.last)) }) : ''}</span>
          </li>
        );
      })}
      {sources.length > SHOWN ? (
        <li>
          <span />
          <Link className="link" to="/w/$ws/settings" params={{ ws }}>{t('sources.all', { n: count(sources.length) })}</Link>
        </li>
      ) : null}
    </ul>
  );
}

function isThisYear(instant: string): boolean {
  return instant.slice(0, 4) === String(new Date().getUTCFullYear());
}

/** Full: as far as the others. Half: stopped before them. Dashed: nothing yet. */
function Dot({ state }: { state: 'fresh' | 'late' | 'none' }) {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      {state === 'fresh' ? <circle cx="5" cy="5" r="4" fill="var(--ink)" /> : null}
      {state === 'late' ? (
        <>
          <circle cx="5" cy="5" r="3.5" fill="none" stroke="var(--ink)" strokeWidth="1.2" />
          <path d="M5 1.5A3.5 3.5 0 0 0 5 8.5Z" fill="var(--ink)" />
        </>
      ) : null}
      {state === 'none' ? <circle cx="5" cy="5" r="3.5" fill="none" stroke="var(--ctl)" strokeWidth="1.2" strokeDasharray="2 1.6" /> : null}
    </svg>
  );
}

export function Jobs({ ws, jobs }: { ws: string; jobs: Job[] }) {
  const { t } = useTranslation('home');
  const { count, ago, span } = useFormat();
  return (
    <ul className={styles.jobs}>
      {jobs.map((job) => (
        <li key={job.id}>
          <Link to="/w/$ws/imports" params={{ ws }} search={{ job: job.id } as never}>{jobTitle(job, t)}</Link>
          {ended(job) ? (
            <span className={styles.state}>
              {t(`jobs.${job.state}`, { n: count(job.result?.stored ?? 0) })} · {ago(job.finished_at ?? job.created_at)}
            </span>
          ) : (
            <>
              <Amount name={jobTitle(job, t)} done={job.done} total={job.total} />
              <span className={styles.state} aria-live="polite">
                {job.total === null
                  ? t('jobs.doneSoFar', { done: count(job.done) })
                  : t('jobs.progress', { done: count(job.done), total: count(job.total) })}
                {job.seconds_left === null ? '' : ` · ${t('jobs.left', { time: span(job.seconds_left) })}`}
              </span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
