// What the server does by itself, while it does: a line a job, how far it is, nothing to click.
import { useTranslation } from 'react-i18next';
import { isImport } from '../../api/jobs';
import type { Job } from '../../api/contract';
import { useFormat } from '../../parts';

export function Background({ jobs }: { jobs: Job[] }) {
  const { t } = useTranslation('imports');
  const { count, span } = useFormat();
  const running = jobs.filter((job) => job.state === 'running' && !isImport(job));
  return running.map((job) => {
    const words = [t(`background.${job.kind}`, { defaultValue: t('background.other') })];
    if (job.total !== null) words.push(t('background.of', { done: count(job.done), total: count(job.total) }));
    if (job.seconds_left !== null) words.push(t('job.left', { time: span(job.seconds_left) }));
    return <p key={job.id} className="soft" aria-live="polite">{words.join(' · ')}</p>;
  });
}
