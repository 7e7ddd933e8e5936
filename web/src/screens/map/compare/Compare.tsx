// The map held against another segment or period: who with whom, what differs beyond chance, and the map with both sides.
// The address holds both sides and the list that is open.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Comparison, JourneyMap } from '../../../api/contract';
import type { View } from '../../../api/queries';
import { Button, ErrorPart, FilterPicker, LoadingGrid, PeriodPicker, Segments, useFormat, useLang } from '../../../parts';
import { isoDay } from '../../../parts/numbers';
import { MapProvider, useMap } from '../context';
import { viewText } from '../describe';
import { Evidence } from '../Evidence';
import type { MapSearch } from '../search';
import { BothMap } from './BothMap';
import styles from './compare.module.css';
import type { Which } from './DifferenceRow';
import { Differences, type Opens } from './Differences';
import { GapBars } from './GapBars';
import { compareQuery } from './queries';
import { againstOf, lastWeeks, sameSides } from './sides';
import { StageByStage } from './StageByStage';

interface CompareProps {
  search: MapSearch;
  go: (change: Partial<MapSearch>, replace?: boolean) => void;
  phone: boolean;
  asTable: boolean;
}

export function Compare({ search, go, phone, asTable }: CompareProps) {
  const { view, map } = useMap();
  const against = useMemo(() => againstOf(view, search), [view, search]);
  return (
    <div className={styles.screen} data-phone={phone}>
      <Picks map={map} view={view} against={against} search={search} go={go} phone={phone} />
      {against && !sameSides(view, against)
        ? <Held against={against} search={search} go={go} phone={phone} asTable={asTable} />
        : <Choose map={map} go={go} same={against !== null} />}
    </div>
  );
}

/** Who is held against whom, with the pickers of the other side. */
function Picks({ map, view, against, search, go, phone }: { map: JourneyMap; view: View; against: View | null; search: MapSearch; go: CompareProps['go']; phone: boolean }) {
  const { t } = useTranslation(['compare', 'map']);
  const { ws } = useMap();
  const format = useFormat(map.zone);
  const other = against ?? { from: null, to: null, where: view.where };
  const set = (change: Partial<View>) => {
    const next = { ...other, ...change };
    go({ bfrom: next.from ?? undefined, bto: next.to ?? undefined, bwhere: next.where, cell: undefined, on: undefined });
  };
  const last = map.data_end ? isoDay(map.data_end, map.zone) : map.to;
  return (
    <div className={styles.picks}>
      <span className={styles.self}><small>{t('side.to')}</small><b>{viewText(map, view, format, t)}{view.where.length === 0 ? ` · ${t('everyone')}` : ''}</b></span>
      <span className={styles.other} role="group" aria-label={t('side.from')}>
        <small>{t('side.from')}</small>
        <FilterPicker ws={ws} value={other.where} onChange={(where) => set({ where })} />
        <PeriodPicker value={{ from: other.from, to: other.to }} first={null} last={last} onChange={(period) => set(period)} />
      </span>
      {phone ? null : (
        <span className={styles.way}>
          <Segments
            name={t('way.title')} value={search.way ?? 'one'}
            options={[{ value: 'one', label: t('way.one') }, { value: 'beside', label: t('way.beside') }]}
            onChange={(way) => go({ way: way === 'beside' ? 'beside' : undefined }, true)}
          />
        </span>
      )}
    </div>
  );
}

/** Nothing to compare with yet. */
function Choose({ map, go, same }: { map: JourneyMap; go: CompareProps['go']; same: boolean }) {
  const { t } = useTranslation('compare');
  const last = map.data_end ? isoDay(map.data_end, map.zone) : null;
  const weeks = () => {
    if (last === null) return;
    const { now, before } = lastWeeks(last);
    go({ from: now.from, to: now.to, bfrom: before.from, bto: before.to });
  };
  return (
    <div className={styles.choose}>
      <h2>{t(same ? 'same' : 'choose')}</h2>
      <p>{t('chooseHow')}</p>
      {last ? <Button look="primary" onClick={weeks}>{t('fourWeeks')}</Button> : null}
    </div>
  );
}

function Held({ against, search, go, phone, asTable }: { against: View } & CompareProps) {
  const { t } = useTranslation('compare');
  const lang = useLang();
  const { ws, map, view } = useMap();
  const query = useQuery({
    ...compareQuery(ws, map.journey, view, against, lang),
    placeholderData: (before, asked) => (asked?.queryKey[1] === ws && asked.queryKey[2] === map.journey ? before : undefined),
  });
  const open = useCallback((cell: string, which: Which) => go({ cell, on: which === 'from' ? 'against' : undefined, tab: undefined }, true), [go]);
  const opened = search.cell ? { cell: search.cell, which: search.on === 'against' ? 'from' as const : 'to' as const } : null;
  if (query.error && !query.data) return <ErrorPart error={query.error} title={t('failed')} retry={() => void query.refetch()} />;
  if (!query.data) return <div className={styles.loading}><LoadingGrid columns={4} rows={8} says={t('looking')} /></div>;
  const told = { comparison: query.data, open, opened };
  return (
    <div className={styles.body} aria-busy={query.isPlaceholderData}>
      <div className={styles.told}>
        <Thin comparison={query.data} />
        <Differences {...told} />
        {phone
          ? <StageByStage {...told} stage={search.stage} pick={(stage) => go({ stage }, true)} />
          : <Maps {...told} beside={search.way === 'beside'} asTable={asTable} />}
        <GapBars comparison={query.data} />
        <p className={styles.how}>{t('association')}</p>
      </div>
      <OneSide comparison={query.data} against={against} on={opened?.which ?? 'to'} go={go}><Evidence /></OneSide>
    </div>
  );
}

function Maps({ comparison, beside, asTable, open, opened }: { comparison: Comparison; beside: boolean; asTable: boolean } & Opens) {
  const { t } = useTranslation('compare');
  const map = { comparison, asTable, open, opened };
  return (
    <section className={styles.block} aria-labelledby="both-sides">
      <h2 id="both-sides">{t(beside ? 'way.beside' : 'both')}</h2>
      {beside ? <div className={styles.beside}><BothMap {...map} only="from" /><BothMap {...map} only="to" /></div> : <BothMap {...map} />}
    </section>
  );
}

/** A side with nobody, or with too few to judge anything. */
function Thin({ comparison: { of, against, how } }: { comparison: Comparison }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const thin = ([['to', of], ['from', against]] as const).filter(([, map]) => map.customers < how.enough);
  return thin.map(([which, map]) => (
    <p key={which} className={styles.thin} role="status">
      {t('thin', { side: t(`side.${which}`), n: format.count(map.customers), enough: how.enough })}
    </p>
  ));
}

/** The drawer reads the lists of the side whose number was opened. */
function OneSide({ comparison, against, on, go, children }: { comparison: Comparison; against: View; on: Which; go: CompareProps['go']; children: ReactNode }) {
  const { t } = useTranslation('compare');
  const here = useMap();
  const select = useCallback((cell: string | null) => {
    const opened = document.querySelector<HTMLElement>('[data-list][aria-expanded="true"]');
    go(cell === null ? { cell: undefined, on: undefined, tab: undefined } : { cell }, true);
    if (cell === null) requestAnimationFrame(() => opened?.focus({ preventScroll: true }));
  }, [go]);
  const value = useMemo(
    () => ({ ...here, select, side: t(`side.${on}`), ...(on === 'to' ? { map: comparison.of } : { map: comparison.against, view: against }) }),
    [here, comparison, against, on, select, t],
  );
  return <MapProvider value={value}>{children}</MapProvider>;
}
