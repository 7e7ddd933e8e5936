// A workspace without journeys proposes nothing: the first step is asked for.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass, EmptyState, ErrorPart } from '../../../parts';
import { EventPicker, type DataAt } from '../parts';
import styles from './funnel.module.css';
import type { FunnelQuestion } from './model';

export function FirstStep({ ws, data, onAsk }: { ws: string; data: DataAt; onAsk: (question: FunnelQuestion) => void }) {
  const { t } = useTranslation('funnel');
  const [adding, setAdding] = useState(false);
  if (data.error) return <ErrorPart error={data.error} title={t('analyses:pick.failed')} retry={data.retry} />;
  if (!data.pending && data.events.length === 0) {
    return (
      <EmptyState title={t('analyses:empty.title')} actions={<Link className={buttonClass('primary')} to="/w/$ws/imports/new" params={{ ws }}>{t('analyses:empty.upload')}</Link>}>
        {t('analyses:empty.why')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('first.title')}
      actions={adding ? (
        <div className={styles.first}>
          <EventPicker data={data} value={{}} label={t('step.nth', { n: 1 })} adding={{ close: () => setAdding(false) }} onChange={(pattern) => onAsk({ steps: [pattern] })} />
        </div>
      ) : <Button look="primary" onClick={() => setAdding(true)}>{t('first.do')}</Button>}
    >
      {t('first.why')}
    </EmptyState>
  );
}
