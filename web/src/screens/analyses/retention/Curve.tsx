// All cohorts together as a curve with its interval, each cohort a hairline behind it. Only stretches that are over.
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ENOUGH, useFormat } from '../../../parts';
import { categoryAxis, Chart, escaped, grid, shareScale, tip, valueAxis, type Inks } from '../parts';
import { useRetention } from './context';
import { wholeOf, type RetentionAnswer, type Whole } from './model';
import styles from './retention.module.css';

export function Curve({ answer, asTable }: { answer: RetentionAnswer; asTable: boolean }) {
  const { t } = useTranslation('retention');
  const whole = useMemo(() => wholeOf(answer.cohorts).filter(({ share }) => share !== null), [answer]);
  if (whole.length < 2) return <p className="soft">{t('curve.nothing')}</p>;
  return asTable ? <CurveTable whole={whole} /> : <Lines answer={answer} whole={whole} />;
}

function Lines({ answer, whole }: { answer: RetentionAnswer; whole: Whole[] }) {
  const { t } = useTranslation('retention');
  const { grain } = useRetention();
  const format = useFormat();
  const option = useCallback((inks: Inks) => {
    const edge = { type: 'line' as const, stack: 'band', silent: true, symbol: 'none', lineStyle: { opacity: 0 } };
    const each = answer.cohorts.filter(({ size }) => size >= ENOUGH).map(({ size, cells }) => cells.slice(0, whole.length).map(({ count, observed }) => (observed ? count / size : null)));
    return {
      grid,
      tooltip: {
        trigger: 'axis', axisPointer: { type: 'line', lineStyle: { color: inks.line2 } }, ...tip(inks),
        formatter: ([mark]: { dataIndex: number }[]) => {
          const at = whole[mark?.dataIndex ?? 0];
          if (!at?.share) return '';
          return [`<b>${escaped(t(`after.${grain}`, { n: at.period }))}</b>`, escaped(`${format.share(at.share.value)} [${format.shareInterval(at.share.low, at.share.high)}]`), `n ${format.count(at.share.n)}`].join('<br>');
        },
      },
      xAxis: { ...categoryAxis(inks, whole.map(({ period }) => t(`after.${grain}`, { n: period }))), boundaryGap: false },
      yAxis: { ...valueAxis(inks, (at) => format.share(at, 0)), ...shareScale([...whole.map(({ share }) => share?.high ?? 0), ...each.flatMap((line) => line.filter((value) => value !== null))]) },
      series: [
        ...each.map((data) => ({ type: 'line' as const, data, silent: true, symbol: 'none', lineStyle: { color: inks.line2, width: 1 }, tooltip: { show: false } })),
        { ...edge, data: whole.map(({ share }) => share?.low ?? null) },
        { ...edge, data: whole.map(({ share }) => (share ? share.high - share.low : null)), areaStyle: { color: inks.ink, opacity: 0.12 } },
        { type: 'line' as const, data: whole.map(({ share }) => share?.value ?? null), lineStyle: { color: inks.ink, width: 2.25 }, itemStyle: { color: inks.ink }, symbol: 'circle', symbolSize: 7, z: 4 },
      ],
    };
  }, [answer, whole, grain, format, t]);
  const last = whole.at(-1);
  const label = t('curve.chart', { first: format.share(whole[1]?.share?.value ?? 0), last: format.share(last?.share?.value ?? 0), n: last?.period ?? 0 });
  return (
    <>
      <p className={styles.legend}>
        <span><i data-line="whole" aria-hidden="true" />{t('curve.whole')}</span>
        <span><i data-line="each" aria-hidden="true" />{t('curve.each', { n: ENOUGH })}</span>
      </p>
      <Chart option={option} height={340} label={label} />
    </>
  );
}

function CurveTable({ whole }: { whole: Whole[] }) {
  const { t } = useTranslation('retention');
  const { grain } = useRetention();
  const format = useFormat();
  return (
    <table className={styles.plain}>
      <thead><tr>{(['when', 'share', 'interval', 'came', 'n', 'cohorts'] as const).map((name) => <th key={name} scope="col">{t(`curve.${name}`)}</th>)}</tr></thead>
      <tbody>
        {whole.map(({ period, share, count, cohorts }) => (
          <tr key={period}>
            <th scope="row">{t(`after.${grain}`, { n: period })}</th>
            <td>{share ? format.share(share.value) : '–'}</td>
            <td>{share ? format.shareInterval(share.low, share.high) : '–'}</td>
            <td>{format.count(count)}</td>
            <td>{format.count(share?.n ?? 0)}</td>
            <td>{format.count(cohorts)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
