// What changed since the week and the four weeks before: change rows with what each goes along with, each of which opens the
// comparison of its days. On Home and above the map.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change, ChangeDriver, Changes, JourneyMap } from '../../../api/contract';
import type { View } from '../../../api/queries';
import { Button, ErrorPart, LoadingGrid, Spark, useFormat, useLang } from '../../../parts';
import { localText } from '../../../i18n';
import type { MapSearch } from '../search';
import styles from './compare.module.css';
import { DifferenceRow } from './DifferenceRow';
import { Ends } from './Differences';
import { changesQuery } from './queries';
import { axisOf, differenceText, sentence, valueText } from './texts';

const SHOWN = 3;

interface ChangedProps {
  ws: string;
  map: JourneyMap;
  view: View;
}

/** The list with its states; it says nothing of where it stands. */
export function Changed({ ws, map, view }: ChangedProps) {
  const { t } = useTranslation('compare');
  const { data, error, refetch } = useQuery(changesQuery(ws, map, view));
  if (error && !data) return <ErrorPart error={error} title={t('changes.failed')} retry={() => void refetch()} />;
  if (!data) return <div className={styles.loading}><LoadingGrid columns={2} rows={3} says={t('changes.looking')} /></div>;
  return <Rows ws={ws} map={map} view={view} changes={data} />;
}

/** What changed in one line, which unfolds to the list: for the top of the map. */
export function ChangedLine({ ws, map, view }: ChangedProps) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { data } = useQuery(changesQuery(ws, map, view));
  const told = data?.changes.filter(({ verdict }) => verdict === 'differs') ?? [];
  const first = told[0];
  const stageOf = (id: string) => map.stages.find((stage) => stage.id === id)?.name ?? id;
  return (
    <section className={styles.line} aria-label={t('changes.title')}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} disabled={!data}>
        <b>{t('changes.title')}</b>
        <span>
          {!data ? t('changes.looking') : first
            ? `${sentence(first, stageOf(first.stage), 'time', t)}${told.length > 1 ? ` ${t('changes.others', { n: format.count(told.length - 1) })}` : ''}`
            : t('changes.nothing')}
        </span>
        <em>{t(open ? 'changes.fold' : 'changes.unfold')}</em>
      </button>
      {open ? <div className={styles.unfolded}><Changed ws={ws} map={map} view={view} /></div> : null}
    </section>
  );
}

function Rows({ ws, map, view, changes }: ChangedProps & { changes: Changes }) {
  const { t } = useTranslation('compare');
  const format = useFormat(map.zone);
  const [all, setAll] = useState(false);
  const told = changes.changes.filter(({ verdict }) => verdict === 'differs');
  const few = changes.changes.filter(({ verdict }) => verdict === 'too_few');
  const shown = all ? told : told.slice(0, SHOWN);
  const axis = axisOf(told);
  const nothing = changes.changes.length === 0 ? 'changes.tooShort' : few.length === changes.changes.length ? 'changes.tooFew' : 'changes.nothing';
  return (
    <>
      {told.length === 0 ? <p className={styles.quiet} role="status">{t(nothing, { enough: changes.how.enough })}</p> : <Ends end />}
      {shown.length > 0 ? (
        <ol className={styles.list}>
          {shown.map((change) => (
            <li key={`${change.span} ${change.stage} ${change.measure}`}>
              <ChangeRow ws={ws} map={map} view={view} change={change} axis={axis} />
            </li>
          ))}
        </ol>
      ) : null}
      {told.length > SHOWN ? (
        <div className={styles.more}><Button onClick={() => setAll(!all)} aria-expanded={all}>{t(all ? 'fewer' : 'allOf', { n: format.count(told.length) })}</Button></div>
      ) : null}
      <p className={styles.how}>
        {t('changes.how', { tried: format.count(changes.how.tried), level: format.share(changes.how.level, 0) })}{' '}
        {changes.unwatched.length > 0 ? t('changes.unwatched', {
          stages: changes.unwatched.map(({ stage }) => map.stages.find(({ id }) => id === stage)?.name ?? stage).join(', '),
        }) : ''}{' '}{t('association')}
      </p>
    </>
  );
}

function ChangeRow({ ws, map, view, change, axis }: ChangedProps & { change: Change; axis: { min: number; max: number } }) {
  const { t } = useTranslation('compare');
  const format = useFormat(map.zone);
  const [driver] = change.drivers;
  const { before, after } = change;
  const search: MapSearch = {
    mode: 'compare', from: after.from, to: after.to, bfrom: before.from, bto: before.to, stage: change.stage,
    where: view.where.length > 0 ? view.where : undefined,
  };
  return (
    <DifferenceRow
      difference={change} map={map} axis={axis} tense="time"
      about={
        <>
          <span className={styles.when}>
            {t(`changes.${change.span}`)} {format.dayRange(before.from, before.to)} → {format.dayRange(after.from, after.to)}
            {' · '}<Link className="link" to="/w/$ws/journeys/$id" params={{ ws, id: map.journey }} search={search}>{t('changes.open')}</Link>
          </span>
          {driver ? <Why ws={ws} map={map} change={change} driver={driver} search={search} />
            : <span className={styles.why}>{t('changes.noDriver')}</span>}
        </>
      }
      end={
        <span className={styles.spark}>
          <Spark values={change.weeks.map(({ value }) => value)} width={104} height={32} name={t('changes.weeks', { n: change.weeks.length })} />
          <small>{t('changes.weeks', { n: change.weeks.length })}</small>
        </span>
      }
    />
  );
}

/** What a change goes along with, how much of it is left without that, and a way to look at the value by itself. */
function Why({ ws, map, change, driver, search }: { ws: string; map: JourneyMap; change: Change; driver: ChangeDriver; search: MapSearch }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const lang = useLang();
  const { drivers } = change;
  const byShare = Math.abs(driver.mix) >= Math.abs(driver.rate);
  const left = differenceText({ ...change, ...driver.left }, format, t);
  const value = (number: number | null) => valueText(change.measure, number, format);
  const counts = { before: format.count(driver.n_from), after: format.count(driver.n_to) };
  const none = driver.left.low <= 0 && driver.left.high >= 0;
  // a value that became more frequent is set against everybody of the same days, one that fares otherwise against itself before
  const where = [...(search.where ?? []), ...driver.where];
  const sides: MapSearch = byShare
    ? { ...search, where, bfrom: search.from, bto: search.to, bwhere: search.where ?? [] }
    : { ...search, where };
  return (
    <span className={styles.why}>
      {byShare
        ? t('changes.byShare', { who: localText(driver.title, lang), from: format.share(driver.share_from, 0), to: format.share(driver.share_to, 0), ...counts })
        : t('changes.byRate', { who: localText(driver.title, lang), from: value(driver.value_from), to: value(driver.value_to), ...counts })}{' '}
      {t(none ? 'changes.leftNone' : 'changes.left', { left: left ? `${left.value} ${left.interval}` : '–' })}{' '}
      {drivers.length > 1 ? <span title={drivers.slice(1).map(({ title }) => localText(title, lang)).join('\n')}>{t('changes.more', { n: drivers.length - 1, first: localText(drivers[1]?.title ?? driver.title, lang) })} </span> : null}
      {driver.where.length > 0 ? (
        <Link className="link" to="/w/$ws/journeys/$id" params={{ ws, id: map.journey }} search={sides}>{t(byShare ? 'changes.lookShare' : 'changes.lookRate')}</Link>
      ) : null}
    </span>
  );
}
