// The tools of the bar for people who work together: who is here, the history of the map, its lanes, its links.
import { IconHistory, IconLayoutRows, IconShare2 } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton, Tip } from '../../../parts';
import { useMap } from '../context';
import type { MapSearch } from '../search';
import { useTeam } from './context';
import styles from './team.module.css';

const Lanes = lazy(() => import('./Lanes').then(({ Lanes: it }) => ({ default: it })));
const Share = lazy(() => import('./Share').then(({ Share: it }) => ({ default: it })));

export function People() {
  const { t } = useTranslation('team');
  const team = useTeam();
  const here = team?.present ?? [];
  if (here.length === 0) return null;
  const said = t('here', { count: here.length, names: here.map(({ name }) => name).join(', ') });
  return (
    <Tip says={said}>
      <span className={styles.people} role="img" aria-label={said}>
        {here.slice(0, 4).map(({ tab, name }) => <span key={tab} aria-hidden="true">{[...name][0]}</span>)}
        {here.length > 4 ? <span aria-hidden="true">+{here.length - 4}</span> : null}
      </span>
    </Tip>
  );
}

export function TeamTools() {
  const { t } = useTranslation('team');
  const { select } = useMap();
  const [lanes, setLanes] = useState(false);
  return (
    <>
      <IconButton name={t('history.whole')} onClick={() => select('history')}>
        <IconHistory size={16} stroke={1.5} aria-hidden="true" />
      </IconButton>
      <IconButton name={t('lanes.title')} onClick={() => setLanes(true)}>
        <IconLayoutRows size={16} stroke={1.5} aria-hidden="true" />
      </IconButton>
      {lanes ? <Suspense fallback={null}><Lanes onClose={() => setLanes(false)} /></Suspense> : null}
    </>
  );
}

export function ShareButton({ className, side }: { className?: string; side: MapSearch['side'] }) {
  const { t } = useTranslation('team');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button className={className} aria-label={t('share.title')} onClick={() => setOpen(true)}>
        <IconShare2 size={16} stroke={1.5} aria-hidden="true" />
        <span>{t('share.button')}</span>
      </Button>
      {open ? <Suspense fallback={null}><Share side={side ?? 'as_is'} onClose={() => setOpen(false)} /></Suspense> : null}
    </>
  );
}
