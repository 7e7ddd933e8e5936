// Two sides of an analysis as they are asked and answered (`docs/analyze.md`, “Two sides”), and what the screen proposes.
import type { ContrastAnswer, ContrastKind, ContrastQuestion, ContrastRow, ContrastSide, Journey, Lang, Predicate } from '../../../api/contract';
import { proposed } from '../funnel/model';
import { tidy, type Asked, type Cell } from '../parts';

export type { ContrastAnswer, ContrastKind, ContrastQuestion, ContrastRow, ContrastSide };

export const CONTRASTS = [
  'funnel', 'retention', 'stickiness', 'lifecycle', 'paths', 'transitions', 'variants', 'attribution', 'conformance', 'times',
] as const satisfies readonly ContrastKind[];

export const SIDES = ['a', 'b'] as const;
export type SideName = (typeof SIDES)[number];

/** Kinds that are about the walks of a journey. */
export const ofJourney = (kind: ContrastKind) => kind === 'conformance' || kind === 'times';

type Record_ = Record<string, unknown>;

const record = (value: unknown): Record_ => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record_) : {});

/** What an address brings; `null` when it names no kind that can be compared. */
export function readContrast(raw: Record_ | null): ContrastQuestion | null {
  const kind = CONTRASTS.find((one) => one === raw?.kind);
  if (!raw || kind === undefined) return null;
  return { ...raw, kind, question: record(raw.question), a: record(raw.a) as ContrastSide, b: record(raw.b) as ContrastSide };
}

const iso = (day: string, days: number) => {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(y, m - 1, d + days)).toISOString().slice(0, 10);
};

/** As many days before. */
export function before({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
  return { from: iso(from, -days), to: iso(from, -1) };
}

/** The last four weeks of the data and the four before; nothing when there are no days. */
export function periods(last: string | null): Pick<ContrastQuestion, 'a' | 'b'> {
  if (last === null) return { a: {}, b: {} };
  const a = { from: iso(last, -27), to: last };
  return { a, b: before(a) };
}

/** The sides that an analysis on screen is compared with when nothing else is said: its own days, and as many before. */
export function sidesOf(question: Asked, last: string | null): Pick<ContrastQuestion, 'a' | 'b'> {
  const { from, to } = question;
  return from && to ? { a: { from, to }, b: before({ from, to }) } : periods(last);
}

/** The question of an analysis without its days, which are those of the sides. */
export function shared(question: Asked): Record_ {
  return tidy({ ...question, from: undefined, to: undefined, lake_version: undefined, compare: undefined, histogram: undefined, trend: undefined, breakdown: undefined }) as Record_;
}

/** The first question of a kind; `null` when it needs a journey and there is none. */
export function firstOf(kind: ContrastKind, journey: Journey | null, lang: Lang): Record_ | null {
  if (kind === 'funnel') return journey ? ((proposed(journey, lang)?.question as Record_ | undefined) ?? null) : null;
  if (ofJourney(kind)) return journey ? { journey: journey.id } : null;
  if (kind === 'attribution') return journey?.goal ? { conversion: { event: journey.goal.event } } : null;
  return {};
}

/** As the server is asked: what only the screen keeps is left out. */
export function sentOf(question: ContrastQuestion): ContrastQuestion {
  const side = ({ from, to, where }: ContrastSide) => tidy({ from, to, where }) as ContrastSide;
  return { ...question, a: side(question.a), b: side(question.b) };
}

/** The question of one side alone, as its list of customers is asked. */
export function sideOf({ question, a, b }: ContrastQuestion, side: SideName): Asked {
  const { from, to, where = [] } = side === 'a' ? a : b;
  const both = [...((question.where as Predicate[] | undefined) ?? []), ...where];
  const days = from || to ? { from, to } : {};
  return tidy({ ...question, ...days, where: both }) as Asked;
}

/** A cell of a side, as the address keeps it. */
export type SideCell = { side: SideName; what: Cell };

export function readCell(raw: Record_ | null): SideCell | null {
  if (!raw) return null;
  const { side: named, ...what } = raw;
  const side = SIDES.find((one) => one === named);
  return side && Object.keys(what).length > 0 ? { side, what: what as Cell } : null;
}

export const written = ({ side, what }: SideCell): Cell => ({ ...what, side });

/** Whether rows can be said to explain anything: not a gap that may be chance. */
export const explainable = ({ gap, measure }: ContrastAnswer) => gap.stands_out || measure === 'variation' || measure === 'time_to_goal';

/** Whether anybody is behind a cell of the row: a gap that is no cell opens nothing. */
export const opens = ({ what }: ContrastRow) => Object.keys(what).length > 0;
