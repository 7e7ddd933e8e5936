// The side to be: the plan beside today's figures, and the gaps between them. Until somebody begins there is one button.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, EmptyState, ErrorPart, LoadingGrid, useLang } from '../../../parts';
import { useMap } from '../context';
import { Evidence } from '../Evidence';
import map_ from '../MapScreen.module.css';
import type { MapSearch } from '../search';
import { useTeam } from '../team/context';
import { plannedCell } from './cells';
import { useBegin, useChanges } from './changes';
import { PlanProvider, usePlan } from './context';
import { Gaps } from './Gaps';
import { untouched } from './plan';
import { PlanGrid } from './PlanGrid';
import { PlannedDrawer } from './PlannedDrawer';
import { PlanStory } from './PlanStory';
import { toBeQuery } from './queries';
import styles from './to-be.module.css';

interface ToBeProps {
  /** Told stage by stage, as on a phone. */
  story: boolean;
  stage: string | null;
  go: (change: Partial<MapSearch>, replace?: boolean) => void;
}

export function ToBe({ story, stage, go }: ToBeProps) {
  const { t } = useTranslation('to-be');
  const { ws, map, view, visit } = useMap();
  const lang = useLang();
  const query = useQuery({ ...toBeQuery(ws, map, view, lang, visit), placeholderData: (before) => before });
  const changes = useChanges(query.data);
  const context = useMemo(() => (query.data ? { plan: query.data, changes } : null), [query.data, changes]);
  if (query.error && !query.data) return <ErrorPart error={query.error} title={t('failed')} retry={() => void query.refetch()} />;
  if (!context) return <div className={map_.loading}><LoadingGrid columns={5} rows={10} /></div>;
  if (untouched(context.plan)) return <Begin />;
  return (
    <PlanProvider value={context}>
      {query.error ? <ErrorPart error={query.error} title={t('failed')} retry={() => void query.refetch()} /> : null}
      {story ? <PlanStory stage={stage} go={go} /> : <Beside />}
    </PlanProvider>
  );
}

function Beside() {
  return (
    <div className={`${map_.body} ${styles.body}`}>
      <PlanGrid />
      <Aside otherwise={<aside className={styles.aside}><Gaps /></aside>} />
    </div>
  );
}

/** What stands beside the plan: what is open, else the gaps. A cell that is written in is open where it stands. */
export function Aside({ otherwise, inPlace = true }: { otherwise: ReactNode; inPlace?: boolean }) {
  const { selected } = useMap();
  const team = useTeam();
  if (selected === null) return otherwise;
  const planned = plannedCell(selected);
  if (!planned) return <><Evidence />{otherwise}</>;
  if (inPlace && team?.tab === 'edit') return otherwise;
  return <><PlannedDrawer key={selected} cell={selected} {...planned} />{otherwise}</>;
}

function Begin() {
  const { t } = useTranslation('to-be');
  const begin = useBegin();
  const { visit } = useMap();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const start = useCallback(() => {
    setBusy(true);
    setError(null);
    begin().catch(setError).finally(() => setBusy(false));
  }, [begin]);
  const actions = visit ? null : <Button look="primary" disabled={busy} onClick={start}>{t('begin')}</Button>;
  return (
    <div className={map_.empty}>
      <EmptyState title={t('none')} actions={actions}>{visit ? null : t('beginHow')}</EmptyState>
      {error ? <ErrorPart error={error} title={t('notBegun')} /> : null}
    </div>
  );
}

/** Focus goes into the form once it stands. */
export function useFocusWithin(root: HTMLElement | null) {
  const { plan } = usePlan();
  useEffect(() => {
    if (!root) return;
    let tries = 0;
    const timer = setInterval(() => {
      const field = root.querySelector<HTMLElement>('[data-write]');
      tries += 1;
      if (field || tries > 40) clearInterval(timer);
      field?.focus();
    }, 50);
    return () => clearInterval(timer);
  }, [root, plan.journey]);
}
