// The drawer behind a number, always in this order: what was counted, how many, where from, spread, trend, and the rows
// themselves. Everything is read at the map's own lake version, so the number and its list agree.
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evidence as Answer, Lane, MapStage } from '../../api/contract';
import { evidenceQuery } from '../../api/queries';
import { Block, Drawer, ErrorPart, EvidenceList, Feeling, LoadingGrid, Quote, SentimentWord, useFormat } from '../../parts';
import { cellOf } from './cells';
import { useMap } from './context';
import { useDescribe, type Described } from './describe';
import styles from './Evidence.module.css';
import { FindingDrawer } from './found/FindingDrawer';
import { How } from './How';
import { Histogram, Trend } from './charts';
import { kpiText } from './kpi';
import { About } from './team/About';
import { History } from './team/History';
import { CellTabs } from './team/Tabs';
import { sharedEvidenceQuery } from '../shared/queries';

const StageSummary = lazy(() => import('../machine/StageSummary').then(({ StageSummary: it }) => ({ default: it })));
const StageLinks = lazy(() => import('./StageLinks').then(({ StageLinks: it }) => ({ default: it })));

export function Evidence() {
  const { t } = useTranslation('map');
  const { map, side, selected, select } = useMap();
  const describe = useDescribe();
  const format = useFormat(map.zone);
  if (selected === null) return null;
  const about = describe(selected);
  const close = () => select(null);
  if (!about) {
    return (
      <Drawer place={map.name} title={t('evidence.noCell')} shows={selected} onClose={close}>
        <Block title={t('evidence.what')}>{t('evidence.noCellHow')}</Block>
      </Drawer>
    );
  }
  const { stage, what, which } = about.cell;
  if (what === 'history') {
    return <Drawer place={map.name} title={t('team:history.whole')} shows={selected} onClose={close}><History place={null} /></Drawer>;
  }
  if (what === 'finding') return <FindingDrawer cell={selected} stage={stage} />;
  const emotion = what === 'emotion' ? stage?.emotion : undefined;
  return (
    <Drawer
      place={side ? `${side} · ${about.place}` : about.place} title={about.name} shows={selected} onClose={close}
      about={
        <>
          {emotion && emotion.mean !== null ? <Feeling value={emotion.mean} n={emotion.n} /> : null}
          {what === 'written' ? null : <span title={format.moment(map.computed_at)}>{t('computed', { ago: format.ago(map.computed_at) })}</span>}
        </>
      }
    >
      <CellTabs cell={selected}>
        {what === 'written' && stage ? <About stage={stage} lane={which as Lane} /> : <Behind key={selected} cell={selected} about={about} />}
      </CellTabs>
    </Drawer>
  );
}

function Behind({ cell, about }: { cell: string; about: Described }) {
  const { t } = useTranslation('map');
  const { ws, map, view, visit } = useMap();
  const query = useInfiniteQuery(visit ? sharedEvidenceQuery(visit, map, cell) : evidenceQuery(ws, map, view, cell));
  const stageName = (id: string) => map.stages.find((stage) => stage.id === id)?.name ?? id;
  const pages = query.data?.pages ?? [];
  const first = pages[0];
  if (query.error && !first) {
    return <ErrorPart error={query.error} title={t('evidence.failed')} retry={() => void query.refetch()} />;
  }
  return (
    <>
      <Counted about={about} answer={first} />
      {first ? (
        <>
          <HowMany about={about} answer={first} />
          {about.cell.what === 'entered' || about.cell.what === 'went_on' ? <Flows about={about} /> : null}
          {about.cell.stage && !visit && SUMMED.has(about.cell.what) ? <Suspense fallback={null}><StageSummary key={about.cell.stage.id} stage={about.cell.stage} /></Suspense> : null}
          {about.cell.stage && !visit && COUNTED.has(about.cell.what) ? <Suspense fallback={null}><StageLinks stage={about.cell.stage} /></Suspense> : null}
          {first.histogram && first.histogram.length > 0 ? <Block title={t('evidence.spread')}><Histogram bars={first.histogram} /></Block> : null}
          {first.trend && first.trend.length > 1 ? <Trend weeks={first.trend} zone={map.zone} /> : null}
          {about.cell.what === 'thought' && about.cell.stage ? <OtherVoices stage={about.cell.stage} which={about.cell.which} /> : null}
          {visit ? <Block title={t(`evidence.rows.${first.kind}`, { context: map.counts })}><p className="faint">{t('team:visit.rows')}</p></Block> : <Block title={t(`evidence.rows.${first.kind}`, { context: map.counts })}>
            {first.n === 0 ? <p className="faint">{t('evidence.nobody')}</p> : (
              <EvidenceList
                ws={ws} zone={map.zone} pages={pages} stageName={stageName} n={first.n}
                more={query.hasNextPage ? () => void query.fetchNextPage() : undefined} loading={query.isFetchingNextPage}
              />
            )}
            {query.isFetchNextPageError ? <ErrorPart error={query.error} retry={() => void query.fetchNextPage()} /> : null}
          </Block>}
        </>
      ) : <LoadingGrid columns={1} rows={8} />}
    </>
  );
}

/** What was counted: a sentence, and for who wants it the exact query. */
function Counted({ about, answer }: { about: Described; answer: Answer | undefined }) {
  const { t } = useTranslation('map');
  const { map } = useMap();
  const format = useFormat(map.zone);
  const { stage, what, which } = about.cell;
  const kpi = what === 'kpi' ? stage?.kpis.find(({ id }) => id === which) : undefined;
  const quote = what === 'thought' ? stage?.thoughts.find(({ voice_id }) => voice_id === which) : undefined;
  const sentence = kpi ? t(`formula.${kpi.formula}`, { context: map.counts, defaultValue: kpi.formula })
    : t(`what.${what}`, { context: map.counts, stage: stage?.name, which: about.name });
  return (
    <Block title={t('evidence.what')}>
      {quote ? <Quote text={quote.text}>{quote.sentiment ? <><SentimentWord sentiment={quote.sentiment} /> · </> : null}{t(`source.${quote.source}`)} · {format.day(quote.time)}</Quote> : null}
      <p className={quote ? styles.after : undefined}>{sentence}</p>
      <How answer={answer} />
    </Block>
  );
}

/** Cells that are a part of those who entered. */
const PARTS = new Set(['went_on', 'went_straight_on', 'dropped', 'undecided', 'began', 'straight', 'past', 'later', 'censored', 'faults']);

/** Cells that count who is in a stage, about which more can be asked. */
const COUNTED = new Set(['entered', 'time', ...PARTS]);

/** Cells that are about the stage as a whole, or about all that is said in it. */
const SUMMED = new Set(['entered', 'voices', 'emotion']);

/** Cells that are a part of those who can be judged. */
const JUDGED = new Set(['lost', 'back']);

/** How many, out of how many, and the value that the rows give again. */
function HowMany({ about, answer }: { about: Described; answer: Answer }) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const { counts } = useMap().map;
  const { stage, what, which } = about.cell;
  const { value, low, high, n, kind } = answer;
  const both = low !== null && high !== null;
  const counted = t(`unit.${kind}`, { count: n, n: format.count(n), context: counts });
  if (value !== null && what === 'emotion') {
    return (
      <Block title={t('evidence.value')} note={t('evidence.interval')}>
        <p><Feeling value={value} n={n} size="large" /></p>
        <p className={styles.note}>{both ? format.signedInterval(low, high) : t('emotion.noInterval')} · {counted}</p>
      </Block>
    );
  }
  if (value !== null && what === 'time') {
    return (
      <Block title={t('evidence.value')} note={both ? t('evidence.interval') : undefined}>
        <p className={styles.big}>{format.span(value)}</p>
        <p className={styles.note}>{both ? `[${format.span(low)}–${format.span(high)}] · ` : ''}{counted}</p>
      </Block>
    );
  }
  if (value !== null && what === 'kpi') {
    const text = kpiText({ id: which ?? '', value, low, high }, format);
    const interval = text.interval?.startsWith('[') ? text.interval : `[${text.interval}]`;
    return (
      <Block title={t('evidence.value')} note={t('evidence.interval')}>
        <p className={styles.big}>{text.value}</p>
        <p className={styles.note}>{text.interval ? `${interval} · ` : ''}{counted}</p>
      </Block>
    );
  }
  if (value !== null && what === 'timed') {
    return <Block title={t('evidence.value')}><p className={styles.big}>{format.span(value)}</p><p className={styles.note}>{counted}</p></Block>;
  }
  return (
    <Block title={t('evidence.many')} note={both ? t('evidence.interval') : undefined}>
      <p className={styles.line}>
        <span className={styles.big}>{counted}</span>
        {value !== null && JUDGED.has(what) ? (
          <span className={styles.note}>{format.share(value)}{both ? <span className="whole"> [{format.shareInterval(low, high)}]</span> : null}</span>
        ) : null}
        {stage && PARTS.has(what) && stage.entered > 0 ? (
          <span className={styles.note}>
            {t('tip.outOf', { entered: format.count(stage.entered), share: format.share(value ?? n / stage.entered), context: counts })}
            {both ? <span className="whole"> [{format.shareInterval(low, high)}]</span> : null}
          </span>
        ) : null}
      </p>
    </Block>
  );
}

/** A quote stands for others like it; all voices of the stage are one step away. */
function OtherVoices({ stage, which }: { stage: MapStage; which: string | null }) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const { select } = useMap();
  const quote = stage.thoughts.find(({ voice_id }) => voice_id === which);
  return (
    <Block title={t('evidence.likeIt')}>
      {quote ? <p>{t('tip.stands', { n: format.count(quote.stands_for) })}</p> : null}
      <button type="button" className="link" onClick={() => select(cellOf(stage.id, 'voices'))}>
        {t('evidence.allVoices', { n: format.count(stage.voices) })}
      </button>
    </Block>
  );
}

/** Where those who entered came from, or where those who went on went: parts that add up, each of which opens. */
function Flows({ about }: { about: Described }) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const { select } = useMap();
  const { stage, what } = about.cell;
  if (!stage) return null;
  const parts: [string, number][] = what === 'entered'
    ? [['began', stage.entered_from.began], ['straight', stage.entered_from.straight], ['past', stage.entered_from.past], ['later', stage.entered_from.later]]
    : [['went_straight_on', stage.went_straight_on]];
  const after: [string, number][] = what === 'entered'
    ? [['went_on', stage.went_on], ['dropped', stage.dropped], ['undecided', stage.undecided], ['reentries', stage.reentries]] : [];
  const list = (rows: [string, number][]) => (
    <ul className={styles.flows}>
      {rows.map(([name, n]) => (
        <li key={name}>
          <button type="button" disabled={n === 0} onClick={() => select(cellOf(stage.id, name))}>
            <span>{t(`count.${name}`)}</span>
            <b>{format.count(n)}</b>
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <Block title={t(what === 'entered' ? 'evidence.from' : 'evidence.ofThem')}>{list(parts)}</Block>
      {after.length > 0 ? <Block title={t('evidence.then')} note={t('lane.stageWhat')}>{list(after)}</Block> : null}
    </>
  );
}
