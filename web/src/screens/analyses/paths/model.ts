// What paths are asked, how the screen writes it, and which cells of the answer open customers.
import type { Journey, Lang, PathNode, PathsAnswer, PathStep, PathUnit as Unit, Predicate } from '../../../api/contract';
import { stepOfStage } from '../funnel/model';
import { ready, tidy, type Asked, type Cell, type EventPattern } from '../parts';

export type { PathsAnswer, Unit };

export interface PathsQuestion extends Asked {
  start?: EventPattern;
  end?: EventPattern;
  steps?: number;
  top?: number;
  by?: Unit;
  /** The journey of the walks. */
  journey?: string;
  /** Silence that ends a session. */
  gap?: string;
  /** The same name several times in a row is several steps. */
  repeats?: boolean;
  /** Patterns of pages that go by the pattern's name. */
  group?: string[];
}

/** Few names in a step are legible; the others are one node that opens. */
export const DEFAULTS = { steps: 5, top: 8, by: 'session' as Unit, gap: '30m' };
export const STEPS = [2, 3, 4, 5, 6, 7, 8, 9, 10];
export const TOPS = [4, 6, 8, 10, 12, 15, 20, 30, 50];
export const GAPS = ['10m', '30m', '1h', '4h', '1d'];
/** Names of a step that are looked up when the node without a name is opened. */
export const INSIDE = 200;

export const ANCHORS = ['none', 'after', 'before', 'between'] as const;
export type Anchor = (typeof ANCHORS)[number];

export function anchorOf({ start, end }: PathsQuestion): Anchor {
  if (start) return end ? 'between' : 'after';
  return end ? 'before' : 'none';
}

/** The question with another anchor; `usual` is what to begin with where nothing is picked yet. */
export function withAnchor(question: PathsQuestion, anchor: Anchor, usual: EventPattern): PathsQuestion {
  const { start, end, ...rest } = question;
  const known = start ?? end ?? usual;
  if (anchor === 'after') return { ...rest, start: known };
  if (anchor === 'before') return { ...rest, end: known };
  return anchor === 'between' ? { ...rest, start: start ?? usual, end: end ?? usual } : rest;
}

/** As the server is asked: with what the screen shows unless told. */
export function sentOf(question: PathsQuestion): PathsQuestion {
  const by = question.by ?? DEFAULTS.by;
  return tidy({
    ...question,
    start: question.start && ready(question.start),
    end: question.end && ready(question.end),
    steps: question.steps ?? DEFAULTS.steps,
    top: question.top ?? DEFAULTS.top,
    by,
    journey: by === 'walk' ? question.journey : undefined,
    gap: by === 'session' ? question.gap : undefined,
    repeats: question.repeats === true ? true : undefined,
  });
}

export type Part = 'start' | 'end' | 'other';

export type PathsCell =
  | { step: number; event: string | null }
  | { step: number; from: string | null; to: string | null }
  | { step: number; event?: string | null; is: Part };

const name = (value: unknown): value is string | null => typeof value === 'string' || value === null;

/** What an address brings as a cell; `null` when it is none. */
export function readCell(raw: Cell | null): PathsCell | null {
  if (!raw || typeof raw.step !== 'number') return null;
  const { step, event, from, to, is } = raw;
  const part = (['start', 'end', 'other'] as const).find((one) => one === is);
  if (part) return name(event) ? { step, event, is: part } : { step, is: part };
  if (name(from) && name(to)) return { step, from, to };
  return name(event) ? { step, event } : null;
}

/** How many paths a cell counts in an answer; `null` when the answer has no such cell. */
export function numberOf(cell: PathsCell, steps: PathStep[]): number | null {
  const at = steps.find(({ step }) => step === cell.step);
  if (!at) return null;
  if ('from' in cell) return at.links.find(({ from, to }) => from === cell.from && to === cell.to)?.count ?? null;
  if ('is' in cell && cell.event === undefined) return at.nodes.reduce((sum, node) => sum + node[cell.is], 0);
  const node = at.nodes.find(({ event }) => event === cell.event);
  if (!node) return null;
  return 'is' in cell ? node[cell.is] : throughOf(node);
}

export const throughOf = (node: PathNode) => node.in + node.start;

/** How many paths come as far as the last step shown, and how many of all have two steps at least. */
export function reachOf({ steps, paths }: PathsAnswer) {
  const wentOn = steps[0]?.nodes.reduce((sum, node) => sum + node.out, 0) ?? 0;
  return { paths, wentOn };
}

/** Paths of a journey's walks from a stage on, with the days and customers of the map; `null` when the stage catches no events. */
export function pathsAfter(journey: Journey, stage: string, view: { from: string | null; to: string | null; where: Predicate[] }, lang: Lang): PathsQuestion | null {
  const own = journey.stages.find(({ id }) => id === stage);
  const found = own && stepOfStage(own, lang);
  if (!found) return null;
  const { event, events, where } = found.step;
  return tidy({ start: tidy({ event, events, where }), by: 'walk' as const, journey: journey.id, from: view.from ?? undefined, to: view.to ?? undefined, where: view.where });
}
