// The map on a phone: a small ridge picks the stage, one stage is told at a time, two buttons at the bottom go on and back.
// Swiping does the same as the buttons.
import { IconAdjustmentsHorizontal, IconChevronLeft, IconChevronRight, IconFlag3 } from '@tabler/icons-react';
import { useElementSize } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode, type TouchEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../api/contract';
import { ENOUGH, Feeling, FilterPicker, IconButton, PeriodPicker, Quote, Ridge, SentimentTag, Tag, useFormat } from '../../parts';
import { isoDay } from '../../parts/numbers';
import { Atom } from './Atom';
import { cellOf, NO_CHANNEL } from './cells';
import { useMap } from './context';
import { viewText } from './describe';
import { ridgePoints } from './EmotionPicture';
import { FoundInStory } from './found/FoundInStory';
import { kpiText } from './kpi';
import type { MapSearch } from './search';
import { Sides } from './Sides';
import { WrittenList } from './team/WrittenList';
import styles from './Story.module.css';

interface StoryProps {
  stage: string | null;
  mode?: MapSearch['mode'];
  /** Without it there is but the map as it is. */
  pickMode?: (mode: MapSearch['mode']) => void;
  go: (change: Partial<MapSearch>, replace?: boolean) => void;
  empty: ReactNode;
}

export function Story({ stage: asked, mode, pickMode, go, empty }: StoryProps) {
  const { t } = useTranslation('map');
  const { map } = useMap();
  const at = Math.max(0, map.stages.findIndex(({ id }) => id === asked));
  const stage = map.stages[at];
  const before = map.stages[at - 1];
  const after = map.stages[at + 1];
  const to = (next: MapStage | undefined) => {
    if (!next) return;
    go({ stage: next.id, cell: undefined }, true);
    window.scrollTo({ top: 0 });
  };
  const swipe = useSwipe(() => to(before), () => to(after));
  return (
    <div className={styles.story}>
      <StoryBar go={go} mode={mode} pickMode={pickMode} />
      {empty ?? (stage ? (
        <>
          <Picker at={at} onPick={(next) => to(map.stages[next])} />
          <article {...swipe} aria-live="polite">
            <Told stage={stage} at={at} />
          </article>
          <nav className={styles.foot} aria-label={t('story.move')}>
            {before ? (
              <button type="button" onClick={() => to(before)}>
                <IconChevronLeft size={16} stroke={1.5} aria-hidden="true" /><span>{before.name}</span><Mean stage={before} />
              </button>
            ) : <span />}
            {after ? (
              <button type="button" onClick={() => to(after)}>
                <b>{after.name}</b><Mean stage={after} /><IconChevronRight size={16} stroke={1.5} aria-hidden="true" />
              </button>
            ) : <span />}
          </nav>
        </>
      ) : null)}
    </div>
  );
}

function Mean({ stage }: { stage: MapStage }) {
  const format = useFormat();
  const { mean } = stage.emotion;
  return mean === null ? null : <em>{format.signed(mean)}</em>;
}

function useSwipe(back: () => void, on: () => void) {
  const start = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart: ({ touches }: TouchEvent) => {
      const touch = touches[0];
      start.current = touch && touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const touch = changedTouches[0];
      if (!start.current || !touch) return;
      const [dx, dy] = [touch.clientX - start.current.x, touch.clientY - start.current.y];
      if (Math.abs(dx) > 64 && Math.abs(dx) > Math.abs(dy) * 2) (dx > 0 ? back : on)();
    },
  };
}

export function StoryBar({ go, mode, pickMode }: Pick<StoryProps, 'go' | 'mode' | 'pickMode'>) {
  const { t } = useTranslation('map');
  const { ws, map, view } = useMap();
  const format = useFormat(map.zone);
  const [open, setOpen] = useState(false);
  return (
    <header className={styles.bar}>
      <div className={styles.head}>
        <Link to="/w/$ws/journeys" params={{ ws }} className={styles.back} aria-label={t('toJourneys')}>
          <IconChevronLeft size={20} stroke={1.5} aria-hidden="true" />
        </Link>
        <div className={styles.what}>
          <strong>{map.name}</strong>
          <small>{viewText(map, view, format, t)}</small>
        </div>
        <IconButton name={t('story.choose')} aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconAdjustmentsHorizontal size={20} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </div>
      {open ? (
        <div className={styles.pickers}>
          {pickMode ? <Sides mode={mode} pick={pickMode} /> : null}
          <FilterPicker ws={ws} value={view.where} onChange={(where) => go({ where: where.length > 0 ? where : undefined })} />
          <PeriodPicker
            value={{ from: view.from, to: view.to }} first={map.from} last={map.data_end ? isoDay(map.data_end, map.zone) : map.to}
            onChange={({ from, to }) => go({ from: from ?? undefined, to: to ?? undefined })}
          />
        </div>
      ) : null}
    </header>
  );
}

const PICKER = { height: 118, zero: 48, unit: 19 };

function Picker({ at, onPick }: { at: number; onPick: (at: number) => void }) {
  const { t } = useTranslation('map');
  const { map } = useMap();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const list = useRef<HTMLOListElement>(null);
  const count = map.stages.length;
  // with many stages the picker scrolls rather than squeeze the names
  const each = Math.max(50, width / Math.max(1, count));
  const total = each * count;
  const xs = map.stages.map((_, place) => each * (place + 0.5));
  const points = ridgePoints(map.stages, xs);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [at]);
  return (
    <div className={styles.picker}>
      <div ref={ref} className={styles.strip}>
        <div className={styles.inner} style={{ width: total }}>
          <ol ref={list} aria-label={t('lane.stage')}>
            {map.stages.map((stage, place) => (
              <li key={stage.id} style={{ width: each }}>
                <button type="button" aria-current={place === at ? 'step' : undefined} onClick={() => onPick(place)}><span>{stage.name}</span></button>
              </li>
            ))}
          </ol>
          <svg width={total} height={PICKER.height} aria-hidden="true">
            <path d={`M0 ${PICKER.zero}H${total}`} stroke="var(--ctl)" strokeWidth="0.8" />
            {points.map((point, place) => point === null ? (
              <g key={map.stages[place]?.id}>
                <rect x={(xs[place] ?? 0) - 18} y={PICKER.zero - 22} width="36" height="44" rx="4" fill={place === at ? 'var(--surface)' : 'var(--bg)'} stroke="var(--line2)" strokeDasharray="3 3" />
                <text x={xs[place]} y={PICKER.zero + 4} textAnchor="middle" fontSize="11" fill="var(--ink3)">{t('story.none')}</text>
              </g>
            ) : null)}
            <Ridge points={points} zero={PICKER.zero} unit={PICKER.unit} size={(place) => (place === at ? 17 : 12)} step={5} bands={false} on={(place) => (place === at ? 'var(--surface)' : 'var(--bg)')} />
          </svg>
        </div>
      </div>
    </div>
  );
}

function Told({ stage, at }: { stage: MapStage; at: number }) {
  const { t } = useTranslation('map');
  const { map } = useMap();
  const format = useFormat();
  const { mean, low, high, n } = stage.emotion;
  const last = at === map.stages.length - 1;
  const part = (what: 'entered' | 'went_on' | 'dropped' | 'undecided', share?: number) => (
    <Atom cell={cellOf(stage.id, what)} shape="block">
      <span>{t(`count.${what === 'went_on' && last ? 'goal' : what}`)}{share === undefined ? '' : ` ${format.share(share)}`}</span>
      <b>{format.count(stage[what])}</b>
    </Atom>
  );
  return (
    <>
      <section className={styles.part}>
        <p className={styles.step}>
          {t('story.step', { at: at + 1, count: map.stages.length })}
          {stage.moment_of_truth ? (
            <span><i aria-hidden="true">·</i><IconFlag3 size={14} stroke={1.5} aria-hidden="true" /><b>{t('truth')}</b></span>
          ) : null}
          {stage.owner ? <span><i aria-hidden="true">·</i>{stage.owner}</span> : null}
        </p>
        <h1>{stage.name}</h1>
        {mean === null ? <p className={styles.none}>{t(stage.voices > 0 ? 'emotion.unrated' : 'emotion.none')}</p> : (
          <Atom cell={cellOf(stage.id, 'emotion')} shape="block" className={styles.feeling}>
            <Feeling value={mean} n={n} size="large" />
            <small>
              {low === null || high === null ? '' : `${format.signedInterval(low, high)} `}n {format.count(n)}
              {n < ENOUGH ? ` · ${t('story.fewWhy')}` : ''}
            </small>
          </Atom>
        )}
        {stage.entered > 0 ? (
          <div className={styles.split} aria-hidden="true">
            {([['went_on', stage.went_on], ['dropped', stage.dropped], ['undecided', stage.undecided]] as const).map(([what, value]) =>
              value > 0 ? <i key={what} data-part={what} style={{ flexGrow: value }} /> : null)}
          </div>
        ) : null}
        <div className={styles.counts} data-wide={stage.entered >= 1_000_000}>
          {part('entered')}
          {part('went_on', stage.entered > 0 ? stage.went_on / stage.entered : undefined)}
          {part('dropped')}
          {part('undecided')}
        </div>
      </section>
      <Words stage={stage} />
      <FoundInStory stage={stage} />
      <Figures stage={stage} />
      <WrittenList stage={stage} />
      <InThisStage stage={stage} />
    </>
  );
}

function Words({ stage }: { stage: MapStage }) {
  const { t } = useTranslation('map');
  const { visit } = useMap();
  const format = useFormat();
  const [first] = stage.thoughts;
  return (
    <section className={styles.part}>
      <h2>
        {t('story.words')}
        {stage.voices > 1 ? <Atom cell={cellOf(stage.id, 'voices')} shape="text">{t('story.moreWords', { n: format.count(stage.voices) })}</Atom> : null}
      </h2>
      {first ? (
        <Atom cell={cellOf(stage.id, 'thought', first.voice_id)} shape="block">
          <Quote text={first.text} size="story" />
          <span className={styles.tags}>
            {first.sentiment ? <SentimentTag sentiment={first.sentiment} /> : null}
            <Tag>{t(`source.${first.source}`)}</Tag>
          </span>
        </Atom>
      ) : <p className={styles.none}>{t(visit && stage.voices > 0 ? 'team:visit.words' : stage.voices > 0 ? 'none.words' : 'none.thoughts')}</p>}
    </section>
  );
}

function Figures({ stage }: { stage: MapStage }) {
  const { t } = useTranslation('map');
  const format = useFormat();
  if (stage.kpis.length === 0) return null;
  return (
    <section className={styles.part}>
      <h2>{t('lane.kpis')}<em>{t('lane.interval')}</em></h2>
      <div className={styles.kpis}>
        {stage.kpis.map((kpi) => {
          const { value, interval } = kpiText(kpi, format);
          return (
            <Atom key={kpi.id} cell={cellOf(stage.id, 'kpi', kpi.id)} shape="block">
              <span>{t(`kpi.${kpi.id}`, { defaultValue: kpi.id })}</span>
              <b>{value}</b>
              <small>{interval ? `${interval} · ` : ''}n {format.count(kpi.n)}</small>
            </Atom>
          );
        })}
      </div>
    </section>
  );
}

function InThisStage({ stage }: { stage: MapStage }) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const { median } = stage.time_s;
  const row = (cell: string, name: string, value: string) => (
    <li key={cell}><Atom cell={cell}><span>{name}</span><span className="faint">{value}</span></Atom></li>
  );
  return (
    <section className={styles.part}>
      <h2>{t('story.here')}</h2>
      <ul className={styles.rows}>
        {row(cellOf(stage.id, 'time'), t('count.time'), median === null ? t('noMedian') : format.span(median))}
        {stage.actions.slice(0, 5).map(({ event, share }) => row(cellOf(stage.id, 'action', event), event, format.share(share)))}
        {stage.channels.slice(0, 3).map(({ channel, share }) =>
          row(cellOf(stage.id, 'channel', channel ?? NO_CHANNEL), t('story.channel', { name: channel ?? t('noChannel') }), format.share(share)))}
        {row(cellOf(stage.id, 'events'), t('count.events'), format.count(stage.events))}
        {row(cellOf(stage.id, 'voices'), t('count.voices'), format.count(stage.voices))}
      </ul>
    </section>
  );
}
