// Where one can go. Only what exists is listed.
import { IconDatabaseImport, IconHome2, IconMessage2, IconRoute, IconSettings, IconUsers } from '@tabler/icons-react';
import { Link, useMatches } from '@tanstack/react-router';
import type { ComponentType, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo, Tip } from '../parts';
import styles from './Frame.module.css';
import { SearchItem } from './search/Search';
import { WorkspacePicker } from './WorkspacePicker';

const ITEMS = [
  { id: 'home', to: '/w/$ws', icon: IconHome2, exact: true },
  { id: 'journeys', to: '/w/$ws/journeys', icon: IconRoute, exact: false },
  { id: 'customers', to: '/w/$ws/customers', icon: IconUsers, exact: false },
  { id: 'voices', to: '/w/$ws/voices', icon: IconMessage2, exact: false },
  { id: 'imports', to: '/w/$ws/imports', icon: IconDatabaseImport, exact: false },
] as const;

const SETTINGS = { id: 'settings', to: '/w/$ws/settings', icon: IconSettings, exact: false } as const;

type Item = (typeof ITEMS)[number] | typeof SETTINGS;

export function Navigation({ ws, narrow }: { ws: string; narrow: boolean }) {
  const { t } = useTranslation();
  return (
    <nav className={styles.nav} data-narrow={narrow} aria-label={t('nav.main')}>
      <Link to="/w/$ws" params={{ ws }} className={styles.brand} aria-label={t('nav.brand')}>
        <Logo />
        <span className={styles.text}>{t('brand')}</span>
      </Link>
      <WorkspacePicker ws={ws} />
      <SearchItem />
      <ul className={styles.items}>
        {ITEMS.map((item) => <NavItem key={item.id} item={item} ws={ws} />)}
        <li className={styles.gap} aria-hidden="true" />
        <NavItem item={SETTINGS} ws={ws} />
      </ul>
    </nav>
  );
}

function NavItem({ item, ws }: { item: Item; ws: string }) {
  const { t } = useTranslation();
  const Icon: ComponentType<{ size: number; stroke: number; 'aria-hidden': 'true' }> = item.icon;
  // analyses stand beside the maps of journeys, under the same name
  const inAnalyses = useMatches({ select: (matches) => matches.some(({ routeId }) => routeId.startsWith('/w/$ws/analyses')) });
  return (
    <li>
      <Named name={t(`nav.${item.id}`)}>
        <Link
          to={item.to} params={{ ws }} className={styles.item}
          aria-label={t(`nav.${item.id}`)} activeOptions={{ exact: item.exact }} activeProps={{ 'aria-current': 'page' }}
          {...(inAnalyses && item.id === 'journeys' ? { 'aria-current': 'page' as const } : {})}
        >
          <Icon size={16} stroke={1.5} aria-hidden="true" />
          <span className={styles.text}>{t(`nav.${item.id}`)}</span>
        </Link>
      </Named>
    </li>
  );
}

/** The word beside the icon is hidden on the rail, so a tip says it there. */
function Named({ name, children }: { name: string; children: ReactElement<Record<string, unknown>> }) {
  return <Tip says={name} position="right">{children}</Tip>;
}
