// Says which stages are not drawn, and shows them again. Their walks stay in every count.
import { IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../parts';
import { useShown } from '../shown';
import styles from './layout.module.css';
import { columnShown, useLayout } from './layout';

export function HiddenColumns() {
  const { t } = useTranslation('layout');
  const { hidden } = useShown();
  const layout = useLayout();
  return (
    <div className={styles.hidden} role="group" aria-label={t('hidden.title')}>
      <IconEyeOff size={16} stroke={1.5} aria-hidden="true" />
      <span>{t('hidden.says', { count: hidden.length, n: hidden.length })}</span>
      {hidden.map((stage) => (
        <Chip
          key={stage.id}
          onClick={() => void layout.columns((now) => columnShown(now, stage.id, true), t('showed', { name: stage.name })).catch(() => undefined)}
        >
          {t('hidden.show', { name: stage.name })}
        </Chip>
      ))}
    </div>
  );
}
