// A workspace without a map: one sentence, the way to the first map, and the demo company beside it.
import { useTranslation } from 'react-i18next';
import { LoadingGrid } from '../../parts';
import { GuideList } from '../guide/GuideList';
import { useGuide } from '../guide/useGuide';
import { DemoLink } from '../page/DemoLink';
import styles from './home.module.css';

export function FirstSteps({ ws, title, lead }: { ws: string; title: string; lead: string }) {
  const { t } = useTranslation('guide');
  const guide = useGuide();
  return (
    <>
      <header className={styles.headline}>
        <h1>{title}</h1>
        <p className="lead">{lead}</p>
        <div className={styles.sample}><span>{t('sample')}</span><DemoLink /></div>
      </header>
      {guide ? <GuideList ws={ws} guide={guide} /> : <LoadingGrid columns={1} rows={5} />}
    </>
  );
}
