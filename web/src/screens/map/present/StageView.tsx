// One stage for a room: how it feels, who went on, where it hurts most, one voice, and what is wanted.
import { IconFlag3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Finding, MapStage } from '../../../api/contract';
import { localText } from '../../../i18n';
import { ENOUGH, Feeling, Quote, SentimentTag, Tag, useFormat, type Format } from '../../../parts';
import { axisOf } from '../../findings/axis';
import { Difference, Mark } from '../../findings/Difference';
import { countText, effectText } from '../../findings/texts';
import { wilson } from '../../home/summary';
import { useMap } from '../context';
import { useFound } from '../found/context';
import { useLaneName } from '../shown';
import { Drift, Origin } from '../team/Written';
import styles from './Present.module.css';
import { voiceOf } from './voice';
import { Waiting } from './Waiting';

export function StageView({ stage, at, of }: { stage: MapStage; at: number; of: number }) {
  const { t } = useTranslation('map');
  return (
    <div className={styles.stage}>
      <section className={styles.lead}>
        <p className={styles.step}>
          {t('story.step', { at: at + 1, count: of })}
          {stage.moment_of_truth ? <b><IconFlag3 size={20} stroke={1.5} aria-hidden="true" />{t('truth')}</b> : null}
          {stage.owner ? <span>{t('owner', { name: stage.owner })}</span> : null}
        </p>
        <h1 tabIndex={-1}>{stage.name}</h1>
        <Felt stage={stage} />
        <Counts stage={stage} />
        <Wanted stage={stage} lane="desired" />
      </section>
      <section className={styles.told}>
        <Words stage={stage} />
        <Sharpest stage={stage} />
      </section>
    </div>
  );
}

function Felt({ stage }: { stage: MapStage }) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const { mean, low, high, n } = stage.emotion;
  if (mean === null) return <p className={styles.none}>{t(stage.voices > 0 ? 'emotion.unrated' : 'emotion.none')}</p>;
  return (
    <p className={styles.felt}>
      <Feeling value={mean} n={n} size="huge" />
      <span>
        {low === null || high === null ? t('emotion.noInterval') : format.signedInterval(low, high)} n {format.count(n)}
        {n < ENOUGH ? ` · ${t('story.fewWhy')}` : ''}
      </span>
    </p>
  );
}

function shareText(part: number, whole: number, format: Format) {
  const found = wilson(part, whole);
  return found ? { share: format.share(found.value), interval: `[${format.shareInterval(found.low, found.high)}]` } : null;
}

/** Entered = went on + lost + undecided; shares with their intervals. */
function Counts({ stage }: { stage: MapStage }) {
  const { t } = useTranslation('map');
  const { map } = useMap();
  const format = useFormat();
  const last = stage === map.stages.at(-1);
  const parts = [['went_on', stage.went_on], ['dropped', stage.dropped], ['undecided', stage.undecided]] as const;
  return (
    <div className={styles.counts}>
      <p><span>{t('count.entered')}</span><b>{format.count(stage.entered)}<small>{t('count.unit', { context: map.counts })}</small></b></p>
      {stage.entered > 0 ? (
        <div className={styles.split} aria-hidden="true">
          {parts.map(([what, value]) => (value > 0 ? <i key={what} data-part={what} style={{ flexGrow: value }} /> : null))}
        </div>
      ) : null}
      <dl>
        {parts.map(([what, value]) => {
          const share = shareText(value, stage.entered, format);
          return (
            <div key={what} data-part={what}>
              <dt>{t(`count.${what === 'went_on' && last ? 'goal' : what}`)}</dt>
              <dd><b>{share?.share ?? format.count(value)}</b><small>{share ? `${share.interval} ` : ''}n {format.count(value)}</small></dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}

function Words({ stage }: { stage: MapStage }) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const quote = voiceOf(stage);
  return (
    <div className={styles.part}>
      <h2>{t('story.words')}</h2>
      {quote ? (
        <>
          <Quote text={quote.text} size="room" />
          <p className={styles.tags}>
            {quote.sentiment ? <SentimentTag sentiment={quote.sentiment} /> : null}
            <Tag>{t(`source.${quote.source}`)}</Tag>
            <span>{t('tip.stands', { n: format.count(quote.stands_for) })}</span>
          </p>
        </>
      ) : <p className={styles.none}>{t(stage.voices > 0 ? 'none.words' : 'none.thoughts')}</p>}
    </div>
  );
}

/** The heaviest pain point that the data show; without one what people wrote. */
function Sharpest({ stage }: { stage: MapStage }) {
  const laneName = useLaneName();
  const { told } = useFound();
  const mine = told?.pains.filter((finding) => finding.stage === stage.id) ?? [];
  const written = (stage.written ?? []).some(({ lane }) => lane === 'pains');
  if (told && mine.length === 0 && written) return <Wanted stage={stage} lane="pains" />;
  return (
    <div className={styles.part}>
      <h2>{laneName('pains')}</h2>
      <Pain first={mine[0]} others={mine.length - 1} />
    </div>
  );
}

function Pain({ first, others }: { first: Finding | undefined; others: number }) {
  const { t } = useTranslation('findings');
  const { map } = useMap();
  const { told } = useFound();
  const format = useFormat();
  if (!told) return <Waiting />;
  if (!first) return <p className={styles.none}>{t('none.pains', { n: format.count(told.looked.enough), context: map.counts })}</p>;
  const { group, others: rest } = effectText(first.effect, format, t);
  return (
    <div className={styles.pain}>
      <h3>{localText(first.title, format.lang)}</h3>
      <p>
        {countText(first, map.counts, format, t)} · {format.share(first.share.value)} <small>[{format.shareInterval(first.share.low, first.share.high)}]</small>
      </p>
      {group && rest ? <p className={styles.sides}>{group} · {rest}</p> : null}
      <Difference effect={first.effect} size="large" />
      <Mark effect={first.effect} axis={axisOf(told.pains.map(({ effect }) => effect))} width={360} />
      {others > 0 ? <p className={styles.more}>{t('present:morePains', { count: others, n: format.count(others) })}</p> : null}
    </div>
  );
}

/** What people wrote in a lane, with its origin; nothing where they wrote nothing. */
function Wanted({ stage, lane }: { stage: MapStage; lane: 'desired' | 'pains' }) {
  const laneName = useLaneName();
  const cell = (stage.written ?? []).find((one) => one.lane === lane);
  if (!cell) return null;
  return (
    <div className={styles.part}>
      <h2>{laneName(lane)}</h2>
      <p className={styles.wanted}>{cell.text}</p>
      <Origin cell={cell} />
      <Drift cell={cell} stage={stage.id} />
    </div>
  );
}
