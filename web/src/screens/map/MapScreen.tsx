// The map of a journey: what they do, think and feel, stage by stage, drawn from the data. The address holds what is
// looked at and what is selected.
import { useMediaQuery } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import type { JourneyMap } from '../../api/contract';
import { evidenceQuery, mapQuery, type View } from '../../api/queries';
import { TopBar } from '../../frame/TopBar';
import { Button, buttonClass, EmptyState, ErrorPart, LoadingGrid, useLang } from '../../parts';
import { FirstMap } from './FirstMap';
import { MapProvider, type MapContext } from './context';
import { Evidence } from './Evidence';
import { FoundProvider } from './found/FoundProvider';
import { PrintFound } from './found/PrintFound';
import { Grid } from './Grid';
import { useScreenKeys } from './keys';
import { Legend } from './Legend';
import { MapBar } from './MapBar';
import { PrintHead } from './PrintHead';
import styles from './MapScreen.module.css';
import type { MapSearch, Tab } from './search';
import { useShown } from './shown';
import { laneOfCell } from './team/lanes';
import { Sides, useSideKeys } from './Sides';
import { TeamRoot } from './team/TeamRoot';
import { usePlanWriting } from './to-be/writing';
import { cellOf, hasList, parseCell } from './cells';
import { ChangedLine } from './compare/Changed';
import { Story, StoryBar } from './Story';
import story from './Story.module.css';

const ToBe = lazy(() => import('./to-be/ToBe').then(({ ToBe: it }) => ({ default: it })));
const Compare = lazy(() => import('./compare/Compare').then(({ Compare: it }) => ({ default: it })));
const Help = lazy(() => import('./Help').then(({ Help: it }) => ({ default: it })));
const Present = lazy(() => import('./present/Present'));
const HiddenColumns = lazy(() => import('./team/HiddenColumns').then(({ HiddenColumns: it }) => ({ default: it })));

export function MapScreen() {
  const { ws, id } = useParams({ from: '/w/$ws/journeys/$id' });
  const search = useSearch({ from: '/w/$ws/journeys/$id' });
  const { t } = useTranslation(['map', 'team', 'to-be']);
  const lang = useLang();
  const phone = useMediaQuery('(max-width: 639px)', undefined, { getInitialValueInEffect: false });
  const [asTable, setAsTable] = useState(false);
  const [help, setHelp] = useState(false);
  const { cell, side } = search;
  const { view, go } = useAddress(search);
  const query = useQuery({
    ...mapQuery(ws, id, view, lang),
    // the earlier map stays on screen while another period is computed, but never under another journey's name
    placeholderData: (before, asked) => (asked?.queryKey[1] === ws && asked.queryKey[2] === id ? before : undefined),
  });
  const client = useQueryClient();
  const map = query.data;
  const select = useCallback(
    (next: string | null) => {
      // asked for before the screen is drawn anew, so that the list is on its way meanwhile
      if (next !== null && map && hasList(next, map)) void client.prefetchInfiniteQuery(evidenceQuery(ws, map, view, next));
      go({ cell: next ?? undefined, tab: undefined }, true);
      if (next === null && cell !== undefined) giveFocusBack(cell);
    },
    [client, ws, map, view, go, cell],
  );
  const openAt = useCallback((at: string, tab: Tab) => go({ cell: at, tab: tab === 'evidence' ? undefined : tab }, true), [go]);
  const writeToday = useWriting(query.data, cell, openAt);
  const writePlan = usePlanWriting(side === 'to_be', openAt, cell);
  const write = side === 'to_be' ? writePlan : writeToday;
  const keys = useMemo(
    () => ({ e: write, p: () => go({ show: 'whole', cell: undefined }), t: () => setAsTable((on) => !on), '?': () => setHelp(true), ...(cell ? { Escape: () => select(null) } : {}) }),
    [cell, select, write, go],
  );
  useScreenKeys(keys);
  useSideKeys(go);
  const comparing = search.mode === 'compare';
  const context = useMemo<MapContext | null>(
    () => (map ? { ws, map, view, selected: cell ?? null, select, visit: null } : null),
    [ws, map, view, cell, select],
  );
  if (query.error && !map) return <Missing ws={ws} error={query.error} retry={() => void query.refetch()} />;
  if (!context || !map) return <Loading phone={phone ?? false} />;
  const nothing = map.walks === 0 ? <Nothing view={view} go={go} /> : null;
  const sides = <Sides search={search} go={go} />;
  const bar = phone ? <StoryBar go={go} onPresent={null}>{sides}</StoryBar> : (
    <MapBar go={go} search={search} stale={query.isPlaceholderData || query.isError || (query.isFetching && query.isStale)} asTable={asTable} onTable={keys.t} onPresent={keys.p} onHelp={keys['?']} />
  );
  const failed = query.error ? <ErrorPart error={query.error} title={t('failed')} retry={() => void query.refetch()} /> : null;
  const otherSide = comparing ? (nothing ?? <Compare search={search} go={go} phone={phone ?? false} asTable={asTable} />)
    : side === 'to_be' ? <ToBe story={phone ?? false} stage={search.stage ?? null} go={go} /> : null;
  return (
    <MapProvider value={context}>
      <TeamRoot tab={search.tab ?? 'evidence'} openAt={openAt}>
      <title>{`${map.name} – ${t('brand')}`}</title>
      <FoundProvider settled={!query.isPlaceholderData}>
        {otherSide ? (
          <div className={phone && !comparing ? story.story : styles.screen}>
            {bar}
            {phone || comparing ? null : <PrintHead side={side} />}
            {failed}
            <Suspense fallback={<div className={styles.loading}><LoadingGrid columns={phone ? 2 : 7} rows={8} /></div>}>{otherSide}</Suspense>
          </div>
        ) : phone ? (
          <Story stage={search.stage ?? null} go={go} empty={nothing} onPresent={keys.p} tools={sides} />
        ) : (
          <div className={styles.screen}>
            {bar}
            <PrintHead />
            {nothing ? null : <FirstMap />}
            {nothing ? null : <ChangedLine ws={ws} map={map} view={view} />}
            {failed}
            <Hidden />
            <div className={styles.body}>
              {nothing ?? <Grid asTable={asTable} />}
              <Evidence />
            </div>
            <PrintFound />
            {nothing ? null : <Legend />}
          </div>
        )}
        {phone && !otherSide ? <Evidence /> : null}
        {search.show && map.walks > 0 ? <Suspense fallback={null}><Present show={search.show} go={go} /></Suspense> : null}
      </FoundProvider>
      {help ? <Suspense fallback={null}><Help open onClose={() => setHelp(false)} /></Suspense> : null}
      </TeamRoot>
    </MapProvider>
  );
}

/** Which stages are hidden, if any. */
function Hidden() {
  const { hidden } = useShown();
  return hidden.length > 0 ? <Suspense fallback={null}><HiddenColumns /></Suspense> : null;
}

/** E: opens the form of the cell that has the focus, else of the selected one, and goes into it. */
function useWriting(map: JourneyMap | undefined, selected: string | undefined, openAt: (cell: string, tab: Tab) => void) {
  return useCallback(() => {
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.cell;
    const found = map && parseCell(focused ?? selected ?? '', map);
    if (!found?.stage) return;
    const lane = laneOfCell(found);
    if (lane === 'stage') return;
    openAt(found.what === 'written' || !focused ? (focused ?? selected ?? '') : cellOf(found.stage.id, 'written', lane), 'edit');
    goIn();
  }, [map, selected, openAt]);
}

/** The form appears once the history of its cell is there. */
function goIn(tries = 40) {
  const field = document.querySelector<HTMLElement>('[data-write]');
  if (field) field.focus();
  else if (tries > 0) setTimeout(() => goIn(tries - 1), 50);
}

/** What the address says is looked at, and a way to change it. */
function useAddress({ from, to, where, version }: MapSearch) {
  const navigate = useNavigate({ from: '/w/$ws/journeys/$id' });
  const view = useMemo<View>(
    () => ({ from: from ?? null, to: to ?? null, where: where ?? [], version: version ?? null }),
    [from, to, where, version],
  );
  const go = useCallback(
    (change: Partial<MapSearch>, replace = false) => void navigate({ search: (old) => ({ ...old, ...change }), replace }),
    [navigate],
  );
  return { view, go };
}

/** The frame of the map while its numbers are computed. */
function Loading({ phone }: { phone: boolean }) {
  return (
    <div className={styles.screen}>
      <div className={styles.barLoading} />
      <div className={styles.loading}><LoadingGrid columns={phone ? 2 : 7} rows={phone ? 8 : 14} /></div>
    </div>
  );
}

/** The number that was opened gets the focus back; one that was opened in the drawer gives it to its stage. */
function giveFocusBack(cell: string) {
  const atoms = [...document.querySelectorAll<HTMLElement>('[data-cell]')];
  const stage = cell.split('.')[0];
  const atom = atoms.find(({ dataset }) => dataset.cell === cell) ?? atoms.find(({ dataset }) => dataset.cell === `${stage}.entered`);
  requestAnimationFrame(() => atom?.focus({ preventScroll: true }));
}

function Missing({ ws, error, retry }: { ws: string; error: unknown; retry: () => void }) {
  const { t } = useTranslation('map');
  return (
    <div className={styles.screen}>
      <TopBar>
        <div className={styles.crumbs}><h1><Link to="/w/$ws/journeys" params={{ ws }} className={styles.title}>{t('nav.journeys')}</Link></h1></div>
      </TopBar>
      <div className={styles.empty}><Why ws={ws} error={error} retry={retry} /></div>
    </div>
  );
}

function Why({ ws, error, retry }: { ws: string; error: unknown; retry: () => void }) {
  const { t } = useTranslation('map');
  if (error instanceof ApiError && error.code === 'journey_not_found') {
    return (
      <EmptyState
        title={t('noJourney')}
        actions={<Link to="/w/$ws/journeys" params={{ ws }} className={buttonClass('primary')}>{t('toJourneys')}</Link>}
      >
        {t('noJourneyHow')}
      </EmptyState>
    );
  }
  return <ErrorPart error={error} title={t('failed')} retry={retry} />;
}

/** No walk: either nothing has come in, or nobody fits what is asked for. */
function Nothing({ view, go }: { view: View; go: (change: Partial<MapSearch>) => void }) {
  const clear = () => go({ from: undefined, to: undefined, where: undefined, cell: undefined });
  const { t } = useTranslation('map');
  const { ws, id } = useParams({ from: '/w/$ws/journeys/$id' });
  const narrowed = view.from !== null || view.to !== null || view.where.length > 0;
  if (narrowed) {
    return <div className={styles.empty}><EmptyState title={t('noWalksHere')} actions={<Button look="primary" onClick={clear}>{t('showAll')}</Button>} /></div>;
  }
  return (
    <div className={styles.empty}>
      <EmptyState
        title={t('noWalks')}
        actions={
          <>
            <Link to="/w/$ws/imports/new" params={{ ws }} className={buttonClass('primary')}>{t('upload')}</Link>
            <Link to="/w/$ws/journeys/$id/edit" params={{ ws, id }} className="link">{t('rules')}</Link>
          </>
        }
      >
        {t('noWalksHow')}
      </EmptyState>
    </div>
  );
}
