// The two small charts of the drawer: how values are spread, and how a number moved by week. Each has its table.
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evidence } from '../../api/contract';
import { Block, useFormat, type Format } from '../../parts';
import { sparkRuns } from '../../parts/Spark';
import styles from './Evidence.module.css';

/** Bars of scores are called by scale and score (`csat5 4`); others by their own name. */
export function barName(label: string, t: TFunction): string {
  const [, scale, score] = /^(nps|csat5|ces7|stars5) (-?\d+)$/.exec(label) ?? [];
  return scale ? t(`bar.${scale}`, { score }) : label;
}

/** The scale of a bar of scores: bars of different scales stand apart. */
const scaleOf = (label: string) => /^(nps|csat5|ces7|stars5) /.exec(label)?.[1];

export function Histogram({ bars }: { bars: NonNullable<Evidence['histogram']> }) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <div className={styles.bars}>
      {bars.map(({ label, count }, at) => (
        <div key={label} className={styles.bar} data-apart={at > 0 && scaleOf(label) !== scaleOf(bars[at - 1]?.label ?? '')}>
          <div>{barName(label, t)}</div>
          <span aria-hidden="true"><i style={{ width: `${(count / most) * 100}%` }} /></span>
          <b>{format.count(count)}</b>
        </div>
      ))}
    </div>
  );
}

type Week = NonNullable<Evidence['trend']>[number];
type Measure = 'mean' | 'share' | 'count';

/** What a trend is about: means if there are any, else shares of a whole, else counts. */
export function measureOf(weeks: Week[]): Measure {
  if (weeks.some((week) => week.mean !== null && week.mean !== undefined)) return 'mean';
  return weeks.some((week) => week.of !== undefined) ? 'share' : 'count';
}

/** Its value in a week; `null` where it cannot be computed, which is a gap and not a zero. */
export function valueOf(week: Week, measure: Measure): number | null {
  if (measure === 'mean') return week.mean ?? null;
  if (measure === 'share') return week.of ? week.count / week.of : null;
  return week.count;
}

function text(value: number | null, measure: Measure, format: Format): string {
  if (value === null) return '–';
  if (measure === 'mean') return format.signed(value);
  return measure === 'share' ? format.share(value) : format.count(value);
}

const [WIDTH, HEIGHT] = [312, 72];

/** Where the week that holds a day lies among the weeks; `null` when there are none. */
export function weekOf(weeks: Pick<Week, 'week'>[], day: string): number | null {
  if (weeks.length === 0) return null;
  return Math.max(0, weeks.findLastIndex(({ week }) => week <= day));
}

interface TrendProps {
  weeks: Week[];
  zone: string;
  /** Days to be marked; without an end they go on. */
  when?: { from: string; to?: string | null } | null;
}

export function Trend({ weeks, zone, when = null }: TrendProps) {
  const { t } = useTranslation('map');
  const format = useFormat(zone);
  const [asTable, setAsTable] = useState(false);
  const measure = measureOf(weeks);
  const values = weeks.map((week) => valueOf(week, measure));
  const known = values.filter((value): value is number => value !== null);
  const last = weeks.at(-1);
  const first = weeks[0];
  if (!first || !last || known.length === 0) return null;
  const note = (
    <button type="button" className={styles.switch} onClick={() => setAsTable(!asTable)} aria-pressed={asTable}>
      {t(asTable ? 'evidence.asChart' : 'evidence.asTable')}
    </button>
  );
  const name = t('evidence.trendName', {
    low: text(Math.min(...known), measure, format), high: text(Math.max(...known), measure, format),
    from: format.day(first.week), to: format.day(last.week),
  });
  return (
    <Block title={t(`evidence.trend.${measure}`)} note={note}>
      {asTable ? (
        // the table is long: it scrolls, so it takes the focus
        <div className={styles.tall} tabIndex={0} role="region" aria-label={t(`evidence.trend.${measure}`)}>
          <table className={styles.table}>
            <tbody>
              {weeks.map((week) => (
                <tr key={week.week}>
                  <th scope="row">{format.day(week.week)}</th>
                  <td>{text(valueOf(week, measure), measure, format)}</td>
                  <td className="faint">{week.of === undefined ? `n ${format.count(week.count)}` : `${format.count(week.count)} / ${format.count(week.of)}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <Line values={values} name={name} ends={[format.day(first.week), format.day(last.week)]} last={text(values.at(-1) ?? null, measure, format)} span={when ? spanOf(weeks, when, format) : null} />
      )}
    </Block>
  );
}

interface Span {
  from: number;
  to: number;
  label: string;
}

function spanOf(weeks: Week[], { from, to }: NonNullable<TrendProps['when']>, format: Format): Span | null {
  const [start, end] = [weekOf(weeks, from), to ? weekOf(weeks, to) : weeks.length - 1];
  if (start === null || end === null) return null;
  return { from: start, to: end, label: to ? format.dayRange(from, to) : format.day(from, true) };
}

interface LineProps {
  values: (number | null)[];
  name: string;
  ends: [string, string];
  last: string;
  span: Span | null;
}

/** The dated stretch behind a line: a pale band from its first to its last week, with its days above. */
function Band({ span, weeks }: { span: Span; weeks: number }) {
  const x = (at: number) => 2 + (weeks > 1 ? (at * (WIDTH - 12)) / (weeks - 1) : 0);
  const [start, end] = [x(span.from), Math.max(x(span.to), x(span.from) + 2)];
  const right = start > WIDTH / 2;
  return (
    <>
      <rect x={start} y="16" width={end - start} height={HEIGHT - 17} fill="var(--sunken)" />
      <path d={`M${start} 4V${HEIGHT - 1}`} stroke="var(--ctl)" strokeDasharray="2 2" />
      <text x={right ? start - 4 : start + 4} y="11" fontSize="11" fill="var(--ink2)" textAnchor={right ? 'end' : 'start'}>{span.label}</text>
    </>
  );
}

function Line({ values, name, ends, last, span }: LineProps) {
  const top = span ? 16 : 0;
  const runs = sparkRuns(values, WIDTH - 4, HEIGHT - 22).map((run) => run.map(([x, y]): [number, number] => [x, y + 4 + top]));
  const end = runs.at(-1)?.at(-1);
  const above = end && end[1] - top > 20;
  return (
    <svg className={styles.trend} viewBox={`0 0 ${WIDTH} ${HEIGHT + top}`} role="img" aria-label={name}>
      {span ? <Band span={span} weeks={values.length} /> : null}
      <path d={`M2 ${HEIGHT + top - 17}H${WIDTH - 2}`} stroke="var(--line)" />
      {runs.map((run) => (
        <path
          key={run[0]?.[0]} d={`M${run.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`}
          fill="none" stroke="var(--ink)" strokeWidth="1.6" strokeLinejoin="round"
        />
      ))}
      {end ? (
        <>
          <circle cx={end[0]} cy={end[1]} r="3.2" fill="var(--ink)" />
          <text
            x={end[0] + 4} y={above ? end[1] - 8 : end[1] + 18} textAnchor="end" fontSize="12" fontWeight="600" fill="var(--ink)"
            stroke="var(--surface)" strokeWidth="4" style={{ paintOrder: 'stroke' }} strokeLinejoin="round"
          >
            {last}
          </text>
        </>
      ) : null}
      <g fontSize="11" fill="var(--ink3)">
        <text x="2" y={HEIGHT + top - 3}>{ends[0]}</text>
        <text x={WIDTH - 2} y={HEIGHT + top - 3} textAnchor="end">{ends[1]}</text>
      </g>
    </svg>
  );
}
