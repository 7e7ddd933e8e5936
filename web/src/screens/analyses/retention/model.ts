// Who comes back, as it is asked and answered (`docs/analyze.md`): the cohort table, how often customers are active, and how
// the active ones change. One question of the screen is three of the server's.
import type {
  Cohort, CohortCell, LifecycleAnswer, LifecycleCell, LifecycleStretch, RetentionAnswer, RetentionCell as CohortTableCell, RetentionQuestion, StickinessAnswer,
  StickinessCell,
} from '../../../api/contract';
import { ready, tidy, type Asked } from '../parts';
import { shareOf, type Share } from '../parts/intervals';

export const VIEWS = ['cohorts', 'curve', 'stickiness', 'lifecycle'] as const;
export type View = (typeof VIEWS)[number];

export type { Cohort, CohortCell, LifecycleAnswer, LifecycleStretch, RetentionAnswer, RetentionQuestion, StickinessAnswer };

export const STATES = ['new', 'returning', 'resurrected', 'dormant'] as const;
export type State = (typeof STATES)[number];

export const PERIODS = [4, 8, 12, 24, 52];
export const USUAL_PERIODS = 12;

/** Which analysis a view is the answer of. */
export function kindOf(view: View): 'retention' | 'stickiness' | 'lifecycle' {
  return view === 'stickiness' || view === 'lifecycle' ? view : 'retention';
}

/** As the server is asked for a view. */
export function sentOf(question: RetentionQuestion, view: View): Asked {
  const { start, returning, period = 'week', periods = USUAL_PERIODS, returns, ...about } = question;
  if (kindOf(view) === 'retention') {
    return tidy({ ...about, start: ready(start ?? {}), returning: ready(returning ?? {}), period, periods, returns });
  }
  return tidy({ ...about, event: ready(returning ?? {}), grain: period });
}

export interface Whole {
  period: number;
  share: Share | null;
  count: number;
  /** How many cohorts have come so far. */
  cohorts: number;
}

/** All cohorts together, period by period: only those whose stretch is over, so that young ones do not pull it down. */
export function wholeOf(cohorts: Cohort[]): Whole[] {
  const periods = cohorts[0]?.cells.length ?? 0;
  return Array.from({ length: periods }, (_, period) => {
    const seen = cohorts.filter(({ cells }) => cells[period]?.observed);
    const n = seen.reduce((sum, { size }) => sum + size, 0);
    const count = seen.reduce((sum, { cells }) => sum + (cells[period]?.count ?? 0), 0);
    return { period, share: shareOf(count, n), count, cohorts: seen.length };
  });
}

/** A stretch that has not begun has nothing to say; one that is going on says how many so far. */
export function begun(cell: CohortCell): boolean {
  return cell.observed || cell.count > 0;
}

/** Cells whose customers are listed, by view. */
export type RetentionCell = (CohortTableCell & { cohort: string }) | StickinessCell | (LifecycleCell & { period: string });

export function readCell(raw: Record<string, unknown> | null, view: View): RetentionCell | null {
  if (!raw) return null;
  if (view === 'stickiness') return typeof raw.stretches === 'number' ? { stretches: raw.stretches } : null;
  if (view === 'lifecycle') {
    const is = STATES.find((state) => state === raw.is);
    return typeof raw.period === 'string' && is ? { period: raw.period, is } : null;
  }
  if (typeof raw.cohort !== 'string') return null;
  return typeof raw.period === 'number' ? { cohort: raw.cohort, period: raw.period } : { cohort: raw.cohort };
}
