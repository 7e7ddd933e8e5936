// The frame around every screen: a rail of icons on the map and on middling widths, navigation with words elsewhere, a bar
// at the bottom on a phone (a map on a phone is a story and fills it).
import { Outlet, useMatches, useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useJobs } from '../api/jobs';
import styles from './Frame.module.css';
import { Navigation } from './Navigation';
import { SearchRoot } from './search/Search';
import { Waiting } from './States';

export function Frame() {
  const { t } = useTranslation();
  const { ws } = useParams({ from: '/w/$ws' });
  const onMap = useMatches({ select: (matches) => matches.some((match) => match.routeId === '/w/$ws/journeys/$id') });
  useJobs(ws);
  return (
    <SearchRoot ws={ws}>
      <div className={styles.frame} data-map={onMap}>
        <a className={styles.skip} href="#main">{t('nav.skip')}</a>
        <Navigation ws={ws} narrow={onMap} />
        <main id="main" className={styles.main} tabIndex={-1}>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </SearchRoot>
  );
}
