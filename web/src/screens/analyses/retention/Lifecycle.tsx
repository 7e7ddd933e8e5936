// Who is active stretch by stretch: new, still here, back after a pause; below the line those who fell silent. What is not
// over yet is hatched. Notes on days stand on it.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts';
import { Annotations, annotationsQuery, categoryAxis, Chart, escaped, grid, markLine, marksOn, tip, valueAxis, type Inks } from '../parts';
import { useRetention } from './context';
import { STATES, type LifecycleAnswer, type LifecycleStretch, type State } from './model';
import styles from './retention.module.css';

export function Lifecycle({ answer, asTable }: { answer: LifecycleAnswer; asTable: boolean }) {
  const { t } = useTranslation('retention');
  const { ws, zone, data, question } = useRetention();
  const notes = useQuery(annotationsQuery(ws));
  const end = question.to ?? data.last;
  const marks = useMemo(() => marksOn(notes.data?.annotations ?? [], answer.stretches.map(({ day }) => day), end), [notes.data, answer, end]);
  if (answer.stretches.every(({ active }) => active === 0)) return <p className="soft">{t('nobody')}</p>;
  return (
    <>
      <p className={styles.legend}>
        {STATES.map((state) => <span key={state}><i data-state={state} aria-hidden="true" />{t(`lifecycle.${state}`)}</span>)}
        <span><i data-state="open" aria-hidden="true" />{t('cohorts.open')}</span>
      </p>
      {asTable ? <LifecycleTable stretches={answer.stretches} /> : <Bars stretches={answer.stretches} marks={marks} />}
      <Annotations ws={ws} zone={zone} marks={marks} day={end} />
    </>
  );
}

function Bars({ stretches, marks }: { stretches: LifecycleStretch[]; marks: ReturnType<typeof marksOn> }) {
  const { t } = useTranslation('retention');
  const { zone, open } = useRetention();
  const format = useFormat(zone);
  const option = useCallback((inks: Inks) => {
    const colours: Record<State, string> = { returning: inks.ink, new: inks.ctl, resurrected: inks.line2, dormant: inks.sunken };
    // returning customers are the ground that new ones stand on
    const order: State[] = ['returning', 'new', 'resurrected', 'dormant'];
    return {
      grid: { ...grid, top: 32 },
      tooltip: {
        trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: inks.ink, opacity: 0.04 } }, ...tip(inks),
        formatter: ([mark]: { dataIndex: number }[]) => {
          const at = stretches[mark?.dataIndex ?? 0];
          if (!at) return '';
          const lines = STATES.map((state) => `${t(`lifecycle.${state}`)} ${format.count(at[state])}`);
          return [`<b>${escaped(format.day(at.day))}</b>`, ...[...(at.complete ? [] : [t('cohorts.open')]), ...lines].map(escaped)].join('<br>');
        },
      },
      xAxis: { ...categoryAxis(inks, stretches.map(({ day }) => format.day(day, true))), axisLine: { onZero: true, lineStyle: { color: inks.ctl } } },
      yAxis: valueAxis(inks, (value) => format.count(Math.abs(value))),
      series: order.map((state, at) => ({
        type: 'bar' as const, stack: 'all', barCategoryGap: '22%', name: state, ...(at === 0 ? { markLine: markLine(marks, inks) } : {}),
        data: stretches.map((stretch) => ({
          value: state === 'dormant' ? -stretch[state] : stretch[state],
          itemStyle: { color: stretch.complete ? colours[state] : inks.hatch(colours[state]), borderColor: state === 'dormant' ? inks.line2 : colours[state], borderWidth: 1 },
        })),
      })),
    };
  }, [stretches, marks, format, t]);
  const pick = useCallback(({ series, index }: { series: number; index: number }) => {
    const is = (['returning', 'new', 'resurrected', 'dormant'] as const)[series];
    const stretch = stretches[index];
    if (is && stretch && stretch[is] > 0) open({ period: stretch.day, is });
  }, [stretches, open]);
  const most = stretches.reduce((best, one) => (one.active > best.active ? one : best));
  return <Chart option={option} height={360} label={t('lifecycle.chart', { n: stretches.length, day: format.day(most.day), most: format.count(most.active) })} onPick={pick} />;
}

function LifecycleTable({ stretches }: { stretches: LifecycleStretch[] }) {
  const { t } = useTranslation('retention');
  const { zone, open, cell } = useRetention();
  const format = useFormat(zone);
  return (
    <table className={styles.plain}>
      <thead>
        <tr><th scope="col">{t('lifecycle.from')}</th><th scope="col">{t('lifecycle.active')}</th>{STATES.map((state) => <th key={state} scope="col">{t(`lifecycle.${state}`)}</th>)}<th scope="col">{t('lifecycle.so')}</th></tr>
      </thead>
      <tbody>
        {stretches.map((stretch) => (
          <tr key={stretch.day}>
            <th scope="row">{format.day(stretch.day)}</th>
            <td>{format.count(stretch.active)}</td>
            {STATES.map((is) => (
              <td key={is}>
                {stretch[is] === 0 ? '0' : (
                  <button
                    type="button" data-cell={JSON.stringify({ period: stretch.day, is })} onClick={() => open({ period: stretch.day, is })}
                    aria-expanded={cell !== null && 'is' in cell && cell.is === is && cell.period === stretch.day}
                    aria-label={t('lifecycle.opens', { day: format.day(stretch.day), state: t(`lifecycle.${is}`), n: format.count(stretch[is]) })}
                  >
                    {format.count(stretch[is])}
                  </button>
                )}
              </td>
            ))}
            <td>{stretch.complete ? '' : t('cohorts.open')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
