// All numbers of the funnel, each of which opens: the period, the one beside it, and the values it is told apart by.
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts';
import { useFunnel } from './context';
import { CountButton } from './CountButton';
import styles from './funnel.module.css';
import type { Became, FunnelCell, StepAnswer } from './model';
import { rowsOf } from './rows';

interface Part {
  title: string | null;
  steps: StepAnswer[];
  /** What a cell of it says besides step and outcome. */
  of: Pick<FunnelCell, 'value' | 'rest' | 'compared'>;
}

export function FunnelTable() {
  const { t } = useTranslation('funnel');
  const { zone, answer } = useFunnel();
  const format = useFormat(zone);
  const { compare, breakdown = {}, breakdown_others: others, breakdown_without: without } = answer;
  const parts: Part[] = [
    { title: null, steps: answer.steps, of: {} },
    ...(compare ? [{ title: t('table.compared', { days: format.dayRange(compare.from, compare.to) }), steps: compare.steps, of: { compared: true } }] : []),
    ...Object.entries(breakdown).sort(([, a], [, b]) => b.customers - a.customers).map(([value, { steps }]) => ({ title: value, steps, of: { value } })),
    ...(others && others.values > 0 ? [{ title: t('breakdown.others', { count: others.values, n: format.count(others.values) }), steps: others.steps, of: { rest: 'others' as const } }] : []),
    ...(without && without.customers > 0 ? [{ title: t('breakdown.without'), steps: without.steps, of: { rest: 'without' as const } }] : []),
  ];
  return (
    <div className={styles.wide} tabIndex={0} role="region" aria-label={t('table.title')}>
      <table className={styles.plain}>
        <thead>
          <tr>
            {(['step', 'reached', 'dropped', 'undecided', 'skipped', 'fromBefore', 'interval', 'fromFirst', 'interval2', 'median', 'mean'] as const).map((name) => <th key={name} scope="col">{t(`table.${name}`)}</th>)}
          </tr>
        </thead>
        {parts.map((part, at) => <Group key={at} part={part} />)}
      </table>
    </div>
  );
}

function Group({ part: { title, steps, of } }: { part: Part }) {
  const { t } = useTranslation('funnel');
  const format = useFormat();
  const { names } = useFunnel();
  const rows = rowsOf(steps);
  const count = (at: number, is: Became, n: number) =>
    <CountButton cell={{ step: at, is, ...of }} n={n} name={[title, names[at], t(`part.${is}`)].filter(Boolean).join(', ')} />;
  const span = (seconds: number | null) => (seconds === null ? '–' : format.span(seconds));
  return (
    <tbody>
      {title === null ? null : <tr><th scope="rowgroup" colSpan={11} className={styles.group}>{title}</th></tr>}
      {rows.map((row, at) => (
        <tr key={at}>
          <th scope="row">{at + 1}. {names[at]}</th>
          <td>{count(at, 'reached', row.count)}</td>
          <td>{at === rows.length - 1 ? '–' : count(at, 'dropped', row.dropped)}</td>
          <td>{at === rows.length - 1 ? '–' : count(at, 'undecided', row.undecided)}</td>
          <td>{row.skipped === 0 ? '–' : count(at, 'skipped', row.skipped)}</td>
          <td>{row.from_before ? format.share(row.from_before.value) : '–'}</td>
          <td>{row.from_before ? format.shareInterval(row.from_before.low, row.from_before.high) : '–'}</td>
          <td>{row.from_first ? format.share(row.from_first.value) : '–'}</td>
          <td>{row.from_first ? format.shareInterval(row.from_first.low, row.from_first.high) : '–'}</td>
          <td>{span(row.median_s)}</td>
          <td>{span(row.mean_s)}</td>
        </tr>
      ))}
    </tbody>
  );
}
