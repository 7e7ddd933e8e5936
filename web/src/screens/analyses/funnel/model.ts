// A funnel as it is asked and as it is answered (`docs/analyze.md`), and the changes that the screen makes to the question.
import type {
  Fields, FunnelAnswer, FunnelCell, FunnelExclusion as Exclusion, FunnelGroup as GroupAnswer, FunnelQuestion, FunnelOrder as Order, FunnelStep,
  FunnelStepReport as StepAnswer, FunnelStretch as TrendAnswer, FunnelTouch as Touch, Journey, Lang, Predicate,
} from '../../../api/contract';
import { localText } from '../../../i18n';
import { listOf } from '../../journeys/conditions';
import { ready, tidy } from '../parts/questions';

export type { Exclusion, FunnelAnswer, FunnelCell, FunnelQuestion, FunnelStep, GroupAnswer, Order, StepAnswer, Touch, TrendAnswer };

export type Became = FunnelCell['is'];
export type Rest = NonNullable<FunnelCell['rest']>;

/** As in `FunnelSpec`. */
export const MOST = 32;
export const WINDOW = '14d';

/** What an address brings as a funnel; without steps it is none. */
export function readFunnel(q: Partial<FunnelQuestion> | null): FunnelQuestion | null {
  if (!q || !Array.isArray(q.steps) || q.steps.length === 0) return null;
  return { ...q, steps: q.steps.filter((step) => typeof step === 'object' && step !== null) };
}

/** The question as the server is asked: without conditions that are half-written. */
export function sentOf(question: FunnelQuestion, extra: Pick<FunnelQuestion, 'histogram' | 'trend'> = {}): FunnelQuestion {
  const steps = question.steps.map((step) => ready(step) as FunnelStep);
  const exclusions = question.exclusions?.map((one) => ready(one) as Exclusion);
  const last = steps.length - 1;
  const period = question.from !== undefined && question.to !== undefined;
  return tidy({
    ...question, ...extra, steps, exclusions,
    compare: question.compare === 'previous' && !period ? undefined : question.compare,
    attribution_step: question.attribution === 'step' ? Math.min(question.attribution_step ?? 0, last) : undefined,
  });
}

/** The question with other steps; what points at steps is kept inside of them. */
export function withSteps(question: FunnelQuestion, steps: FunnelStep[]): FunnelQuestion {
  const last = Math.max(0, steps.length - 1);
  const exclusions = question.exclusions
    ?.map((one) => ({ ...one, from_step: Math.min(one.from_step, last), to_step: Math.min(one.to_step, last) }))
    .filter(({ from_step, to_step }) => from_step < to_step);
  // nothing begins with a step that may be left out
  const fit = steps.map((step, at) => (at === 0 ? tidy({ ...step, optional: undefined, window: undefined }) : tidy(step)));
  return tidy({ ...question, steps: fit, exclusions });
}

/** Conditions that every rule of a stage has, which are then those of the step. */
function conditionsOf(rules: { channel?: unknown; where?: Record<string, unknown> }[]): FunnelStep['where'] | null {
  const all = rules.map(({ channel, where }) => JSON.stringify({ ...where, ...(channel === undefined ? {} : { channel }) }));
  const [first] = all;
  if (first === undefined || new Set(all).size > 1) return null;
  return JSON.parse(first) as FunnelStep['where'];
}

/** A stage as a step: any of its events. Conditions that only some of its rules have are left out, and counted. */
export function stepOfStage(stage: Journey['stages'][number], lang: Lang): { step: FunnelStep; left: number } | null {
  const rules = stage.touchpoints.flatMap(({ events = [] }) => events);
  const events = [...new Set(rules.map(({ event }) => event).filter((name) => name.trim() !== ''))];
  if (events.length === 0) return null;
  const where = conditionsOf(rules.map(({ channel, where: own }) => ({ channel: channel === undefined ? undefined : listOf(channel), where: own })));
  const left = where === null ? rules.filter((rule) => rule.channel !== undefined || Object.keys(rule.where ?? {}).length > 0).length : 0;
  const [only] = events;
  return {
    step: tidy({ name: localText(stage.name, lang) || stage.id, ...(events.length === 1 ? { event: only } : { events }), where: where ?? undefined }),
    left,
  };
}

export interface Proposal {
  question: FunnelQuestion;
  /** Conditions of rules that a step cannot have. */
  left: number;
}

/** The stages of a journey as a funnel: within the silence that ends a walk. `null` when none of them catches an event. */
export function proposed(journey: Journey, lang: Lang, from = 0): Proposal | null {
  const found = journey.stages.slice(from).map((stage) => stepOfStage(stage, lang)).filter((one) => one !== null);
  if (found.length === 0) return null;
  return {
    question: { steps: found.slice(0, MOST).map(({ step }) => step), window: journey.gap },
    left: found.reduce((sum, { left }) => sum + left, 0),
  };
}

/** The funnel from a stage on, with the days and customers of the map. The last stage is seen from the one before. */
export function funnelFrom(journey: Journey, stage: string, view: { from: string | null; to: string | null; where: Predicate[] }, lang: Lang): FunnelQuestion | null {
  const at = journey.stages.findIndex(({ id }) => id === stage);
  if (at < 0) return null;
  const found = proposed(journey, lang, Math.min(at, Math.max(0, journey.stages.length - 2)));
  return found && tidy({ ...found.question, from: view.from ?? undefined, to: view.to ?? undefined, where: view.where });
}

/** Properties of events by which a funnel can be told apart. */
export function breakdownsOf(fields: Fields | null): string[] {
  return (fields?.fields ?? []).filter(({ of, distinct }) => of === 'event' && distinct > 0).map(({ name }) => name);
}
