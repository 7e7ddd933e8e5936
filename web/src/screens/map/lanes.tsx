// What stands in the cells of the lanes. Label left, value right, at most three, then how many more; every number opens.
import { Fragment, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../api/contract';
import { Quote, SentimentWord, useFormat } from '../../parts';
import { Atom } from './Atom';
import { cellOf, NO_CHANNEL } from './cells';
import { useMap } from './context';
import { kpiText } from './kpi';
import styles from './Grid.module.css';

const SHOWN = 3;

interface StageProps {
  stage: MapStage;
}

/** Names from data have no spaces: they may break after `_`, `.`, `-` and `/`. */
function breakable(name: string): ReactNode {
  const pieces = name.split(/(?<=[_./-])/);
  return pieces.map((piece, at) => <Fragment key={at}>{at > 0 ? <wbr /> : null}{piece}</Fragment>);
}

function Nothing({ children }: { children: ReactNode }) {
  return <p className={styles.none}>{children}</p>;
}

/** Entered = went on + dropped + undecided, and how long it takes half of them. */
export function Counts({ stage, last }: StageProps & { last: boolean }) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const { entered, went_on, time_s } = stage;
  const row = (what: string, value: string, beside?: string) => (
    <Atom cell={cellOf(stage.id, what)}>
      <span className="faint">
        {t(`count.${what === 'went_on' && last ? 'goal' : what}`)}
        {beside ? <b className={styles.beside}>{beside}</b> : null}
      </span>
      <span>{value}</span>
    </Atom>
  );
  return (
    <div className={styles.list}>
      {row('went_on', format.count(went_on), entered > 0 ? format.share(went_on / entered) : undefined)}
      {row('dropped', format.count(stage.dropped))}
      {row('undecided', format.count(stage.undecided))}
      {row('time', time_s.median === null ? t('noMedian') : format.span(time_s.median))}
    </div>
  );
}

export function Actions({ stage }: StageProps) {
  const { t } = useTranslation('map');
  const format = useFormat();
  if (stage.actions.length === 0) return <Nothing>{t('none.actions')}</Nothing>;
  return (
    <div className={styles.list}>
      {stage.actions.slice(0, SHOWN).map((action) => (
        <Atom key={action.event} cell={cellOf(stage.id, 'action', action.event)} className={styles.named}>
          <span>{breakable(action.event)}</span>
          <span className="soft">{format.share(action.share, action.share < 0.2 ? 1 : 0)}</span>
        </Atom>
      ))}
      <More stage={stage} count={stage.actions.length - SHOWN} />
    </div>
  );
}

function More({ stage, count }: StageProps & { count: number }) {
  const { t } = useTranslation('map');
  if (count <= 0) return null;
  return (
    <Atom cell={cellOf(stage.id, 'events')}>
      <span className="faint">{t('more', { count })}</span>
    </Atom>
  );
}

export function Channels({ stage }: StageProps) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const shown = stage.channels.slice(0, SHOWN);
  if (shown.length === 0) return <Nothing>{t('none.channels')}</Nothing>;
  return (
    <>
      <div className={styles.bar} aria-hidden="true">
        {shown.map(({ channel, share }, at) => <i key={channel} data-ink={at} style={{ flexGrow: share }} />)}
        <i style={{ flexGrow: Math.max(0, 1 - shown.reduce((sum, { share }) => sum + share, 0)) }} />
      </div>
      <div className={styles.list}>
        {shown.map(({ channel, share }, at) => (
          <Atom key={channel} cell={cellOf(stage.id, 'channel', channel ?? NO_CHANNEL)} className={styles.named}>
            <span><i className={styles.swatch} data-ink={at} />{channel === null ? t('noChannel') : breakable(channel)}</span>
            <span className="soft">{format.share(share, share < 0.1 ? 1 : 0)}</span>
          </Atom>
        ))}
        <More stage={stage} count={stage.channels.length - SHOWN} />
      </div>
    </>
  );
}

export function Thoughts({ stage }: StageProps) {
  const { t } = useTranslation('map');
  const { visit } = useMap();
  const [first, ...others] = stage.thoughts;
  if (!first && visit && stage.voices > 0) return <Nothing>{t('team:visit.words')}</Nothing>;
  if (!first) return <Nothing>{t(stage.voices > 0 ? 'none.words' : 'none.thoughts')}</Nothing>;
  return (
    <>
      <Atom cell={cellOf(stage.id, 'thought', first.voice_id)} shape="block">
        <Quote text={first.text} size="cell" lines={5}>
          {first.sentiment ? <SentimentWord sentiment={first.sentiment} /> : null}
          <span>{first.sentiment ? ' · ' : ''}{t(`source.${first.source}`)}</span>
        </Quote>
      </Atom>
      {others.length > 0 ? (
        <Atom cell={cellOf(stage.id, 'voices')} shape="text" className={styles.others}>{t('others', { count: others.length })}</Atom>
      ) : null}
    </>
  );
}

/** So few voices do not tell what a stage is about. */
const TOLD_BY = 3;

/** What customers are glad of here, or unhappy with: about what, how many of those who speak of it, and in whose words. */
export function Told({ stage, side }: StageProps & { side: 'glad' | 'unhappy' }) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const told = (stage.topics ?? []).filter((one) => one[side].n >= TOLD_BY).sort((a, b) => b[side].n - a[side].n).slice(0, 2);
  if (told.length === 0) return null;
  return (
    <div className={styles.told}>
      {told.map(({ topic, name, voices, [side]: { n, feeling, quote } }) => (
        <Atom key={topic} cell={cellOf(stage.id, 'topic', `${topic}.${side}`)} shape="block">
          <span className={styles.toldHead}>
            <span>{name ?? t(`common:topic.${topic}`)}{feeling ? <small>{t(`common:felt.${feeling}`)}</small> : null}</span>
            <span className="soft">{t('told.of', { n: format.count(n), of: format.count(voices) })}</span>
          </span>
          {quote ? <Quote text={quote.text} size="cell" lines={2} /> : null}
        </Atom>
      ))}
    </div>
  );
}

/** What they ask for, in their words. */
export function Requests({ stage }: StageProps) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const first = stage.requests?.[0];
  if (!first) return <Nothing>{t('none.requests')}</Nothing>;
  return (
    <>
      <Atom cell={cellOf(stage.id, 'thought', first.voice_id)} shape="block">
        <Quote text={first.text} size="cell" lines={3}><span>{t(`source.${first.source}`)}</span></Quote>
      </Atom>
      <Atom cell={cellOf(stage.id, 'requests')} className={styles.named}>
        <span className="faint">{t('count.requests')}</span>
        <span className="soft">{format.count(stage.asking ?? 0)}</span>
      </Atom>
    </>
  );
}

export function Kpis({ stage }: StageProps) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const [open, setOpen] = useState(false);
  if (stage.kpis.length === 0) return <Nothing>{t('none.kpis')}</Nothing>;
  const rest = stage.kpis.length - SHOWN;
  return (
    <div className={styles.kpis}>
      {stage.kpis.slice(0, open ? undefined : SHOWN).map((kpi) => {
        const { value, interval } = kpiText(kpi, format);
        return (
          <Atom key={kpi.id} cell={cellOf(stage.id, 'kpi', kpi.id)} shape="block">
            <span className={styles.kpi}>{value}</span>
            <span className={styles.kpiName}>{t(`kpi.${kpi.id}`, { defaultValue: kpi.id })}</span>
            <span className={styles.kpiNote}>
              {interval ? <span>{interval}</span> : null}
              <span>n {format.count(kpi.n)}</span>
            </span>
          </Atom>
        );
      })}
      {rest > 0 ? (
        <button type="button" className={styles.unfold} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('less') : t('more', { count: rest })}
        </button>
      ) : null}
    </div>
  );
}

export function Sources({ stage }: StageProps) {
  const { t } = useTranslation('map');
  const format = useFormat();
  return (
    <div className={styles.list}>
      {(['events', 'voices'] as const).map((what) => (
        <Atom key={what} cell={cellOf(stage.id, what)}>
          <span>{t(`count.${what}`)}</span>
          <span className="soft">{format.count(stage[what])}</span>
        </Atom>
      ))}
    </div>
  );
}
