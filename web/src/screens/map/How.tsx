// For who wants it, how a number came about: period, method, versions and the exact query.
import { useTranslation } from 'react-i18next';
import type { Evidence as Answer } from '../../api/contract';
import { useFormat } from '../../parts';
import { useMap } from './context';
import { viewText } from './describe';
import styles from './Evidence.module.css';

export function How({ answer }: { answer: Answer | undefined }) {
  const { t } = useTranslation('map');
  const { map, view } = useMap();
  const format = useFormat(map.zone);
  return (
    <details className={styles.details}>
      <summary>{t('evidence.how')}</summary>
      <dl>
        <dt>{t('evidence.period')}</dt><dd>{viewText(map, view, format, t)}</dd>
        {answer ? <><dt>{t('evidence.method')}</dt><dd>{t(`method.${answer.method}`, { context: map.counts, defaultValue: answer.method })}</dd></> : null}
        <dt>{t('evidence.zone')}</dt><dd>{map.zone}</dd>
        <dt>{t('evidence.lake')}</dt><dd>{answer?.lake_version ?? map.lake_version}</dd>
        <dt>{t('evidence.definition')}</dt><dd>{answer?.version ?? map.version}</dd>
      </dl>
      {answer ? <code>{answer.query}</code> : null}
    </details>
  );
}
