// Who is behind a number of the funnel, in words that say exactly what it counts.
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts';
import { CustomersDrawer } from '../parts';
import { shareOf } from '../parts/intervals';
import { useFunnel } from './context';
import type { FunnelAnswer, FunnelCell, StepAnswer } from './model';

/** What an address brings as a cell; `null` when this funnel has no such one. */
export function readCell(raw: Record<string, unknown> | null, steps: number): FunnelCell | null {
  if (!raw) return null;
  const { step, is, value, rest, day, compared } = raw;
  const outcome = (['reached', 'dropped', 'undecided', 'skipped'] as const).find((one) => one === is);
  if (typeof step !== 'number' || !Number.isInteger(step) || step < 0 || step >= steps || outcome === undefined) return null;
  return {
    step, is: outcome,
    ...(typeof value === 'string' ? { value } : {}), ...(rest === 'others' || rest === 'without' ? { rest } : {}), ...(typeof day === 'string' ? { day } : {}), ...(compared === true ? { compared } : {}),
  };
}

function numberOf({ is, step }: FunnelCell, steps: StepAnswer[]): number | undefined {
  return is === 'reached' ? steps[step]?.count : steps[step]?.[is];
}

/** The figures that a cell is one of. */
function groupOf(answer: FunnelAnswer, { value, rest, day, compared }: FunnelCell): { steps: StepAnswer[] } | undefined {
  if (compared) return answer.compare;
  if (value !== undefined) return answer.breakdown?.[value];
  if (rest !== undefined) return rest === 'others' ? answer.breakdown_others : answer.breakdown_without;
  return day === undefined ? answer : answer.trend?.find((one) => one.day === day);
}

export function Behind({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('funnel');
  const { ws, zone, sent, answer, names, cell } = useFunnel();
  const format = useFormat(zone);
  if (cell === null) return null;
  const { step, is, value, rest, day, compared } = cell;
  const group = groupOf(answer, cell);
  const steps = group?.steps ?? [];
  const count = numberOf(cell, steps);
  const base = is === 'reached' ? steps[0]?.count : steps[step]?.count;
  const share = count !== undefined && base ? shareOf(count, base) : null;
  const named = value ?? (rest === undefined ? undefined : t(`breakdown.rest.${rest}`));
  const limits = [named === undefined ? null : `${sent.breakdown}: ${named}`, day === undefined ? null : t('behind.began', { day: format.day(day) }), compared && answer.compare ? format.dayRange(answer.compare.from, answer.compare.to) : null];
  return (
    <CustomersDrawer
      ws={ws} zone={zone} kind="funnel" question={{ ...sent, lake_version: answer.lake_version }} cell={cell} onClose={onClose}
      place={[t('behind.place', { n: step + 1 }), ...limits].filter(Boolean).join(' · ')} title={t(`behind.${is}`, { step: names[step] })}
      says={t(`behind.${is}Says`, { step: names[step], next: names[step + 1] ?? '', first: names[0], window: format.span(answer.window_s) })}
      note={share === null || (is === 'reached' && step === 0) ? null : (
        <>{t(is === 'reached' ? 'behind.ofFirst' : 'behind.ofStep', { n: format.count(share.n), share: format.share(share.value) })} <span className="whole">[{format.shareInterval(share.low, share.high)}]</span></>
      )}
    />
  );
}
