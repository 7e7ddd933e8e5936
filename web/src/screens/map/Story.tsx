// The map on a phone: a small ridge picks the stage, one stage is told at a time, two buttons at the bottom go on and back.
// Swiping does the same as the buttons.
import { IconAdjustmentsHorizontal, IconChevronLeft, IconChevronRight, IconFlag3, IconPresentation } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../api/contract';
import { ENOUGH, Feeling, FilterPicker, HelpMark, IconButton, PeriodPicker, Quote, SentimentTag, Tag, useFormat } from '../../parts';
import { SearchIcon } from '../../frame/search/Search';
import { isoDay } from '../../parts/numbers';
import { Atom } from './Atom';
import { cellOf, NO_CHANNEL } from './cells';
import { useMap } from './context';
import { viewText } from './describe';
import { LaneHelp } from './LaneHelp';
import { FoundInStory } from './found/FoundInStory';
import { kpiText } from './kpi';
import type { MapSearch } from './search';
import { Picker } from './Picker';
import { useShown } from './shown';
import { useSwipe } from './swipe';
import { WrittenList } from './team/WrittenList';
import styles from './Story.module.css';

interface StoryProps {
  stage: string | null;
  go: (change: Partial<MapSearch>, replace?: boolean) => void;
  empty: ReactNode;
  /** `null` where there is nothing to present, behind a link. */
  onPresent: (() => void) | null;
  /** What stands under the name. */
  tools?: ReactNode;
}

export function Story({ stage: asked, go, empty, onPresent, tools }: StoryProps) {
  const { t } = useTranslation('map');
  const { stages } = useShown();
  const at = Math.max(0, stages.findIndex(({ id }) => id === asked));
  const stage = stages[at];
  const before = stages[at - 1];
  const after = stages[at + 1];
  const to = (next: MapStage | undefined) => {
    if (!next) return;
    go({ stage: next.id, cell: undefined }, true);
    window.scrollTo({ top: 0 });
  };
  const swipe = useSwipe(() => to(before), () => to(after));
  return (
    <div className={styles.story}>
      <StoryBar go={go} onPresent={empty ? null : onPresent}>{tools}</StoryBar>
      {empty ?? (stage ? (
        <>
          <Picker at={at} onPick={(next) => to(stages[next])} />
          <article {...swipe} aria-live="polite">
            <Told stage={stage} at={at} of={stages.length} />
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

export function StoryBar({ go, onPresent, children }: Pick<StoryProps, 'go' | 'onPresent'> & { children?: ReactNode }) {
  const { t } = useTranslation('map');
  const { ws, map, view, visit } = useMap();
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
        {visit ? null : <SearchIcon />}
        {onPresent ? (
          <IconButton name={t('present')} onClick={onPresent}>
            <IconPresentation size={20} stroke={1.5} aria-hidden="true" />
          </IconButton>
        ) : null}
        <IconButton name={t('story.choose')} aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconAdjustmentsHorizontal size={20} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </div>
      {children ? <div className={styles.sides}>{children}</div> : null}
      {open ? (
        <div className={styles.pickers}>
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

function Told({ stage, at, of }: { stage: MapStage; at: number; of: number }) {
  const { t } = useTranslation('map');
  const { map } = useMap();
  const format = useFormat();
  const { mean, low, high, n } = stage.emotion;
  const last = stage === map.stages.at(-1);
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
          {t('story.step', { at: at + 1, count: of })}
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
        <p className={styles.step}>
          {t('lane.stageWhat')}
          <HelpMark
            context={map.counts}
            about={[
              { topic: 'entered', name: t('count.entered') }, { topic: 'went_on', name: t('count.went_on') }, { topic: 'dropped', name: t('count.dropped') },
              { topic: 'undecided', name: t('count.undecided') }, { topic: 'emotion', name: t('lane.emotion') },
            ]}
          />
        </p>
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
        <span>{t('story.words')}<LaneHelp lane="thoughts" inGrid={false} /></span>
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
      <h2><span>{t('lane.kpis')}<LaneHelp lane="kpis" inGrid={false} /></span><em>{t('lane.interval')}</em></h2>
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
      <h2>
        <span>
          {t('story.here')}
          <HelpMark about={[
            { topic: 'time', name: t('count.time') }, { topic: 'actions', name: t('lane.actions') }, { topic: 'channels', name: t('lane.channels') },
            { topic: 'evidence', name: t('lane.evidence') },
          ]}
          />
        </span>
      </h2>
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
