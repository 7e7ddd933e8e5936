// The emotion curve of the journey, small: the worst stage stands out, and under it what is known of that stage.
import { useElementSize } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { JourneyMap, MapStage } from '../../api/contract';
import { ENOUGH, Feeling, inkOf, Quote, Ridge, SentimentWord, stepOf, useFormat, type RidgePoint } from '../../parts';
import styles from './home.module.css';
import { wilson } from './summary';

const HEIGHT = 204;
const ZERO = 94;
const UNIT = 42;

interface RidgePanelProps {
  ws: string;
  map: JourneyMap;
  worst: MapStage | null;
}

export function RidgePanel({ ws, map, worst }: RidgePanelProps) {
  const { t } = useTranslation('home');
  const { ref, width: measured } = useElementSize();
  const width = Math.max(measured || 744, map.stages.length * narrowest(map.stages));
  return (
    <div className="panel">
      <div className={styles.ridge} ref={ref} tabIndex={0} role="region" aria-label={t('worst.chart')}>
        <Curve map={map} worst={worst} width={width} />
      </div>
      <FeelingTable map={map} />
      {worst ? <WorstFacts ws={ws} map={map} stage={worst} /> : null}
    </div>
  );
}

function Curve({ map, worst, width }: { map: JourneyMap; worst: MapStage | null; width: number }) {
  const { t } = useTranslation('home');
  const { signed } = useFormat();
  const step = width / map.stages.length;
  const x = (at: number) => step * (at + 0.5);
  const points: (RidgePoint | null)[] = map.stages.map(({ emotion }, at) =>
    emotion.mean === null ? null : { x: x(at), mean: emotion.mean, low: emotion.low, high: emotion.high, n: emotion.n },
  );
  const behind = (at: number) => (map.stages[at] === worst ? 'var(--sel)' : 'var(--surface)');
  const half = Math.min(36, step / 2 - 3);
  return (
    <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
      {worst ? <rect x={step * map.stages.indexOf(worst)} y="0" width={step} height={HEIGHT} fill="var(--sel)" /> : null}
      <path d={`M0 ${ZERO}H${width}`} stroke="var(--ctl)" />
      <Ridge points={points} zero={ZERO} unit={UNIT} size={16} bands on={behind} />
      {map.stages.map((stage, at) => {
        const point = points[at];
        const on = stage === worst;
        const text = { textAnchor: 'middle' as const, paintOrder: 'stroke', stroke: behind(at), strokeWidth: 4 };
        return (
          <g key={stage.id}>
            {point ? (
              <text
                x={x(at)} y={labelY(point)} fontSize="13" fontWeight="600" style={text}
                fill={point.n < ENOUGH ? 'var(--ink3)' : inkOf(stepOf(point.mean))}
              >
                {signed(point.mean)}
                {point.n < ENOUGH && step > 100 ? ` ${t('common:feeling.few')}` : ''}
              </text>
            ) : (
              <>
                <rect x={x(at) - half} y={ZERO - 22} width={half * 2} height="44" rx="4" fill="var(--surface)" stroke="var(--line2)" strokeDasharray="3 3" />
                <text x={x(at)} y={ZERO + 4} fontSize="12" textAnchor="middle" fill="var(--ink3)">
                  {t(step < 84 ? 'worst.noneShort' : 'worst.none')}
                </text>
              </>
            )}
            <text fontSize={step < SMALL ? 11 : 12} textAnchor="middle" fill={on ? 'var(--ink)' : 'var(--ink3)'} fontWeight={on ? 700 : 400}>
              {lines(stage.name, step).map((line, index, all) => (
                <tspan key={index} x={x(at)} y={HEIGHT - 12 - 14 * (all.length - 1 - index)}>{line}</tspan>
              ))}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Under the interval of a bad feeling, over that of a good one, and never out of the picture. */
function labelY({ mean, low, high }: RidgePoint): number {
  const below = mean < 0;
  const edge = below ? ZERO - Math.max(-2.2, low ?? mean) * UNIT : ZERO - Math.min(2.2, high ?? mean) * UNIT;
  return below ? Math.min(HEIGHT - 32, Math.max(edge, ZERO - mean * UNIT + 10) + 16) : Math.max(13, Math.min(edge, ZERO - mean * UNIT - 8) - 7);
}

/** About how wide a name is at 12 px: Korean letters are nearly square, Latin ones half as wide. */
function widthOf(name: string): number {
  return [...name].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 10.6 : 6.2), 0);
}

/** Stages narrower than this have their names in 11 px. */
const SMALL = 64;

/** So wide that words fit, within reason; where the panel is narrower, it scrolls. */
function narrowest(stages: MapStage[]): number {
  const words = stages.flatMap((stage) => halves(stage.name));
  return Math.min(96, Math.max(44, ...words.map((word) => widthOf(word) * (11 / 12) + 3)));
}

/** A name in two, at the space that divides it most evenly. */
function halves(name: string): string[] {
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index);
  const middle = spaces.sort((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))[0];
  return middle === undefined ? [name] : [name.slice(0, middle), name.slice(middle + 1)];
}

/** A name as it fits: on one line, on two, and only then cut. The table holds the whole. */
function lines(name: string, step: number): string[] {
  const fits = (text: string) => widthOf(text) * (step < SMALL ? 11 / 12 : 1) <= step - 3;
  if (fits(name)) return [name];
  return halves(name).map((line) => {
    if (fits(line)) return line;
    let kept = line;
    while (kept !== '' && !fits(`${kept}…`)) kept = kept.slice(0, -1).trimEnd();
    return `${kept}…`;
  });
}

/** The same numbers for those who do not see the drawing. */
function FeelingTable({ map }: { map: JourneyMap }) {
  const { t } = useTranslation('home');
  const { signed, signedInterval, count } = useFormat();
  return (
    <table className="hidden-text">
      <caption>{t('worst.chart')}</caption>
      <tbody>
        {map.stages.map(({ id, name, emotion }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td>
              {emotion.mean === null
                ? t('worst.none')
                : `${signed(emotion.mean)} ${emotion.low !== null && emotion.high !== null ? signedInterval(emotion.low, emotion.high) : ''} n ${count(emotion.n)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function WorstFacts({ ws, map, stage }: { ws: string; map: JourneyMap; stage: MapStage }) {
  const { t } = useTranslation('home');
  const { count, share, shareInterval, signedInterval, day } = useFormat(map.zone);
  const { emotion } = stage;
  const dropped = wilson(stage.dropped, stage.entered);
  const quote = stage.thoughts.find((one) => one.sentiment === 'negative') ?? stage.thoughts[0];
  const to = (cell: string) => ({ to: '/w/$ws/journeys/$id', params: { ws, id: map.journey }, search: { cell } }) as const;
  return (
    <div className={styles.facts}>
      <div>
        <h3>{t('worst.feeling', { stage: stage.name })}</h3>
        <Link className={styles.big} {...to(`${stage.id}.emotion`)}>
          {emotion.mean === null ? null : <Feeling value={emotion.mean} n={emotion.n} />}
        </Link>
        <p>
          {emotion.low !== null && emotion.high !== null ? `${signedInterval(emotion.low, emotion.high)} ` : ''}n {count(emotion.n)}
        </p>
      </div>
      <div>
        <h3>{t('worst.dropped')}</h3>
        <Link className={styles.big} {...to(`${stage.id}.dropped`)}>{t('worst.walks', { context: map.counts, n: count(stage.dropped) })}</Link>
        <p>
          {dropped ? (
            <>
              {t('worst.droppedOf', { of: count(stage.entered), share: share(dropped.value), context: map.counts })}{' '}
              <span className="whole">[{shareInterval(dropped.low, dropped.high)}]</span>
            </>
          ) : t('worst.nobody')}
        </p>
      </div>
      {quote ? (
        <div>
          <h3>{t('worst.words')}</h3>
          <Quote text={quote.text} size="drawer" lines={2} />
          <Link className={styles.source} {...to(`${stage.id}.thought.${quote.voice_id}`)}>
            {quote.sentiment ? <SentimentWord sentiment={quote.sentiment} /> : null}
            {`${quote.sentiment ? '· ' : ''}${t(`common:source.${quote.source}`)} · ${day(quote.time, true)}`}
          </Link>
        </div>
      ) : null}
    </div>
  );
}
