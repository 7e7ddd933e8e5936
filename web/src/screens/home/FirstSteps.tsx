// A workspace without a map: one sentence, the way to the first map, and the demo company beside it.
import { useTranslation } from 'react-i18next';
import type { Job } from '../../api/contract';
import { LoadingGrid } from '../../parts';
import { GuideList } from '../guide/GuideList';
import { useGuide } from '../guide/useGuide';
import { DemoLink } from '../page/DemoLink';
import { Section } from '../page/Section';
import styles from './home.module.css';
import { Jobs } from './Sources';

export function FirstSteps({ ws, jobs, title, lead }: { ws: string; jobs: Job[]; title: string; lead: string | null }) {
  const { t } = useTranslation(['home', 'guide']);
  const guide = useGuide();
  return (
    <>
      <header className={styles.headline}>
        <h1>{title}</h1>
        {lead ? <p className="lead">{lead}</p> : null}
        <div className={styles.sample}><span>{t('guide:sample')}</span><DemoLink /></div>
      </header>
      {guide ? <GuideList ws={ws} guide={guide} /> : <LoadingGrid columns={1} rows={5} />}
      {jobs.length > 0 ? <Section title={t('jobs.title')}><Jobs ws={ws} jobs={jobs} /></Section> : null}
    </>
  );
}
