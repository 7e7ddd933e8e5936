// The share that comes from one step to another, by the day, week or month in which customers began. A stretch whose
// customers may still go on is hollow, and the line to it dashed: it is too low so far. Notes on days stand on the line.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ENOUGH, Segments, useFormat } from '../../../parts';
import { ChoiceField } from '../../page/Field';
import { Annotations, annotationsQuery, categoryAxis, Chart, escaped, grid, markLine, marksOn, shareScale, tip, valueAxis, type Grain, type Inks } from '../parts';
import { shareOf, type Share } from '../parts/intervals';
import { useFunnel } from './context';
import { CountButton } from './CountButton';
import styles from './funnel.module.css';
import type { TrendAnswer } from './model';

const GRAINS: Grain[] = ['day', 'week', 'month'];

interface TrendProps {
  grain: Grain;
  from: number;
  to: number;
  asTable: boolean;
  onGrain: (grain: Grain) => void;
  onBetween: (from: number, to: number) => void;
}

interface Point {
  day: string;
  complete: boolean;
  share: Share | null;
  count: number;
}

function pointsOf(trend: TrendAnswer[], from: number, to: number): Point[] {
  return trend.map(({ day, complete, steps }) => {
    const [began, came] = [steps[from]?.count ?? 0, steps[to]?.count ?? 0];
    return { day, complete, share: shareOf(came, began), count: came };
  });
}

export function Trend({ grain, from, to, asTable, onGrain, onBetween }: TrendProps) {
  const { t } = useTranslation('funnel');
  const { ws, zone, data, answer, names, question } = useFunnel();
  const notes = useQuery(annotationsQuery(ws));
  const points = useMemo(() => pointsOf(answer.trend ?? [], from, to), [answer, from, to]);
  const end = question.to ?? data.last;
  const marks = useMemo(() => marksOn(notes.data?.annotations ?? [], points.map(({ day }) => day), end), [notes.data, points, end]);
  const places = names.map((name, at) => ({ value: String(at), label: `${at + 1}. ${name}` }));
  if (names.length < 2) return <p className="soft">{t('times.needsTwo')}</p>;
  return (
    <>
      <div className={styles.pickers} data-screen-only="">
        <ChoiceField label={t('trend.from')} value={String(from)} options={places.slice(0, to)} onText={(at) => onBetween(Number(at), to)} />
        <ChoiceField label={t('trend.to')} value={String(to)} options={places.slice(from + 1)} onText={(at) => onBetween(from, Number(at))} />
        <Segments name={t('trend.grain')} value={grain} options={GRAINS.map((value) => ({ value, label: t(`trend.${value}`) }))} onChange={onGrain} />
      </div>
      <p className={styles.legend}>
        <span><i data-dot="whole" aria-hidden="true" />{t('trend.complete')}</span>
        <span><i data-dot="open" aria-hidden="true" />{t('trend.open')}</span>
      </p>
      {points.length === 0 ? <p className="soft">{t('trend.nothing')}</p> : asTable ? <TrendTable points={points} to={to} /> : <Line points={points} to={to} marks={marks} />}
      <Annotations ws={ws} zone={zone} marks={marks} day={end} />
    </>
  );
}

function Line({ points, to, marks }: { points: Point[]; to: number; marks: ReturnType<typeof marksOn> }) {
  const { t } = useTranslation('funnel');
  const { zone, open } = useFunnel();
  const format = useFormat(zone);
  const option = useCallback((inks: Inks) => {
    const value = ({ share }: Point) => (share === null ? null : share.value);
    const lastWhole = points.findLastIndex(({ complete }) => complete);
    const band = (pick: (share: Share) => number) => points.map(({ share }) => (share === null ? null : pick(share)));
    const edge = { type: 'line' as const, stack: 'band', silent: true, symbol: 'none', lineStyle: { opacity: 0 }, tooltip: { show: false } };
    return {
      grid: { ...grid, top: 32 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'line', lineStyle: { color: inks.line2 } }, ...tip(inks), formatter: ([mark]: { dataIndex: number }[]) => tipOf(points[mark?.dataIndex ?? 0]) },
      xAxis: categoryAxis(inks, points.map(({ day }) => format.day(day, true))),
      yAxis: { ...valueAxis(inks, (at) => format.share(at, 0)), ...shareScale(points.map(({ share }) => share?.high ?? 0)) },
      series: [
        { ...edge, data: band(({ low }) => low) },
        { ...edge, data: band(({ low, high }) => high - low), areaStyle: { color: inks.ink, opacity: 0.08 } },
        {
          type: 'line', data: points.map((point, at) => (at <= lastWhole ? value(point) : null)), lineStyle: { color: inks.ink, width: 2 }, symbol: 'circle', symbolSize: 7,
          itemStyle: { color: inks.ink }, markLine: markLine(marks, inks), z: 3,
        },
        {
          type: 'line', data: points.map((point, at) => (at >= lastWhole ? value(point) : null)), lineStyle: { color: inks.ink, width: 1.5, type: [4, 4] }, symbol: 'circle', z: 2,
          symbolSize: (_: unknown, { dataIndex }: { dataIndex: number }) => (dataIndex === lastWhole ? 0 : 8),
          itemStyle: { color: inks.surface, borderColor: inks.ink, borderWidth: 1.5 },
        },
      ],
    };
    function tipOf(point: Point | undefined): string {
      if (!point) return '';
      const head = `<b>${escaped(format.day(point.day))}</b>`;
      if (point.share === null) return `${head}<br>${escaped(t('noShare'))}`;
      const lines = [`${format.share(point.share.value)} [${format.shareInterval(point.share.low, point.share.high)}]`, `n ${format.count(point.share.n)}`];
      return [head, ...[...lines, ...(point.complete ? [] : [t('trend.open')]), ...(point.share.n < ENOUGH ? [t('few', { n: point.share.n })] : [])].map(escaped)].join('<br>');
    }
  }, [points, marks, format, t]);
  const known = points.filter((point): point is Point & { share: Share } => point.share !== null);
  const shares = known.map(({ share }) => share.value);
  const label = t('trend.chart', {
    n: points.length, low: format.share(Math.min(...shares)), high: format.share(Math.max(...shares)), open: points.filter(({ complete }) => !complete).length,
  });
  const pick = useCallback(({ index }: { index: number }) => {
    const point = points[index];
    if (point && point.count > 0) open({ step: to, is: 'reached', day: point.day });
  }, [points, to, open]);
  return known.length === 0 ? <p className="soft">{t('trend.nothing')}</p> : <Chart option={option} height={320} label={label} onPick={pick} />;
}

function TrendTable({ points, to }: { points: Point[]; to: number }) {
  const { t } = useTranslation('funnel');
  const { zone, names } = useFunnel();
  const format = useFormat(zone);
  return (
    <table className={styles.plain}>
      <thead>
        <tr>
          <th scope="col">{t('trend.began')}</th><th scope="col">n</th><th scope="col">{names[to]}</th><th scope="col">{t('trend.share')}</th><th scope="col">{t('interval')}</th><th scope="col">{t('trend.state')}</th>
        </tr>
      </thead>
      <tbody>
        {points.map(({ day, complete, share, count }) => (
          <tr key={day}>
            <th scope="row">{format.day(day)}</th>
            <td>{format.count(share?.n ?? 0)}</td>
            <td><CountButton cell={{ step: to, is: 'reached', day }} n={count} name={`${format.day(day)} ${names[to]}`} /></td>
            <td>{share ? format.share(share.value) : '–'}</td>
            <td>{share ? format.shareInterval(share.low, share.high) : '–'}</td>
            <td>{t(complete ? 'trend.whole' : 'trend.notYet')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
