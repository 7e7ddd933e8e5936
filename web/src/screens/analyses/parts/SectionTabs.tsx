// Journeys as maps, or questions to all events: two ways to look at the same data, side by side at the head of both lists.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import styles from './parts.module.css';

const TABS = [
  { id: 'maps', to: '/w/$ws/journeys' },
  { id: 'analyses', to: '/w/$ws/analyses' },
] as const;

export function SectionTabs({ ws }: { ws: string }) {
  const { t } = useTranslation('analyses');
  return (
    <nav className={styles.tabs} aria-label={t('tabs.name')}>
      {TABS.map(({ id, to }) => (
        <Link key={id} to={to} params={{ ws }} activeProps={{ 'aria-current': 'page' }} activeOptions={{ exact: true, includeSearch: false }}>
          {t(`tabs.${id}`)}
        </Link>
      ))}
    </nav>
  );
}
