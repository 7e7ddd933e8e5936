// The empty workspace: one sentence, one thing to do, one link.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../api/contract';
import { buttonClass, EmptyState } from '../../parts';
import { DemoLink } from '../page/DemoLink';
import { Section } from '../page/Section';
import { Jobs } from './Sources';

export function FirstSteps({ ws, jobs }: { ws: string; jobs: Job[] }) {
  const { t } = useTranslation('home');
  return (
    <>
      <h1 className="hidden-text">{t('name')}</h1>
      <EmptyState
        title={t('title.empty')}
        actions={
          <>
            <Link className={buttonClass('primary')} to="/w/$ws/imports/new" params={{ ws }}>{t('next.upload')}</Link>
            <DemoLink />
          </>
        }
      >
        {t('lead.empty')}
      </EmptyState>
      {jobs.length > 0 ? <Section title={t('jobs.title')}><Jobs ws={ws} jobs={jobs} /></Section> : null}
    </>
  );
}
