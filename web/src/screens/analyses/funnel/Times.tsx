// How long it takes from one step to another: how times are spread, their median and mean, of how many.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts';
import { ChoiceField } from '../../page/Field';
import { categoryAxis, Chart, escaped, grid, tip, valueAxis, type Inks } from '../parts';
import { useFunnel } from './context';
import styles from './funnel.module.css';

interface TimesProps {
  from: number;
  to: number;
  asTable: boolean;
  onBetween: (from: number, to: number) => void;
}

export function Times({ from, to, asTable, onBetween }: TimesProps) {
  const { t } = useTranslation('funnel');
  const format = useFormat();
  const { answer, names } = useFunnel();
  const time = answer.time_to_convert;
  const bins = answer.histogram ?? [];
  const places = names.map((name, at) => ({ value: String(at), label: `${at + 1}. ${name}` }));
  if (names.length < 2) return <p className="soft">{t('times.needsTwo')}</p>;
  return (
    <>
      <div className={styles.pickers} data-screen-only="">
        <ChoiceField label={t('times.from')} value={String(from)} options={places.slice(0, to)} onText={(at) => onBetween(Number(at), to)} />
        <ChoiceField label={t('times.to')} value={String(to)} options={places.slice(from + 1)} onText={(at) => onBetween(from, Number(at))} />
      </div>
      {time && time.median_s !== null && time.mean_s !== null ? (
        <dl className={styles.figures}>
          <div><dt>{t('times.median')}</dt><dd>{format.span(time.median_s)}</dd></div>
          <div><dt>{t('times.mean')}</dt><dd>{format.span(time.mean_s)}</dd></div>
          <div><dt>{t('times.n')}</dt><dd>{t('people', { count: time.n, n: format.count(time.n) })}</dd></div>
        </dl>
      ) : <p className="soft">{t('times.nobody')}</p>}
      {bins.length > 0 ? (asTable ? <TimeTable bins={bins} /> : <Histogram bins={bins} />) : null}
    </>
  );
}

function useBinNames(bins: [number, number][]) {
  const format = useFormat();
  const width = (bins[1]?.[0] ?? 0) - (bins[0]?.[0] ?? 0);
  return bins.map(([start], at) => (at === bins.length - 1 ? `${format.span(start)} –` : `${format.span(start)} – ${format.span(start + width)}`));
}

/** The last bin holds what is as long as the upper end: it joins the one before, where it belongs to the eye. */
function joined(bins: [number, number][]): [number, number][] {
  const last = bins.at(-1);
  const before = bins.at(-2);
  if (!last || !before || bins.length < 3) return bins;
  return [...bins.slice(0, -2), [before[0], before[1] + last[1]]];
}

function Histogram({ bins: all }: { bins: [number, number][] }) {
  const { t } = useTranslation('funnel');
  const format = useFormat();
  const bins = joined(all);
  const width = (all[1]?.[0] ?? 0) - (all[0]?.[0] ?? 0);
  const option = useCallback((inks: Inks) => ({
    grid, tooltip: {
      trigger: 'axis', axisPointer: { type: 'none' }, ...tip(inks),
      formatter: ([mark]: { dataIndex: number }[]) => {
        const [start, count] = bins[mark?.dataIndex ?? 0] ?? [0, 0];
        return escaped(`${format.span(start)} – ${format.span(start + width)} · ${t('people', { count, n: format.count(count) })}`);
      },
    },
    xAxis: categoryAxis(inks, bins.map(([start]) => format.span(start))),
    yAxis: valueAxis(inks, (value) => format.count(value)),
    series: [{ type: 'bar', data: bins.map(([, count]) => count), barCategoryGap: '12%', itemStyle: { color: inks.ink, borderRadius: [2, 2, 0, 0] } }],
  }), [bins, width, format, t]);
  const most = bins.reduce((best, bin) => (bin[1] > best[1] ? bin : best), bins[0] ?? [0, 0]);
  const label = t('times.chart', { from: format.span(bins[0]?.[0] ?? 0), to: format.span(all.at(-1)?.[0] ?? 0), most: format.span(most[0]), n: format.count(most[1]) });
  return <Chart option={option} height={280} label={label} />;
}

function TimeTable({ bins }: { bins: [number, number][] }) {
  const { t } = useTranslation('funnel');
  const format = useFormat();
  const names = useBinNames(bins);
  return (
    <table className={styles.plain}>
      <thead><tr><th scope="col">{t('times.span')}</th><th scope="col">{t('times.n')}</th></tr></thead>
      <tbody>
        {bins.map(([start, count], at) => <tr key={start}><th scope="row">{names[at]}</th><td>{format.count(count)}</td></tr>)}
      </tbody>
    </table>
  );
}
