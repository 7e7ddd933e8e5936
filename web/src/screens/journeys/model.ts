// The journey that is being edited: one state, one reducer, every change undoable. Typing into one field counts as one
// step, so that undo takes back a word rather than a letter.

import type { EventRule, Journey, LocalText, Stage, Touchpoint, VoiceRule } from '../../api/contract';

/** A journey in the editor, with the way back and forth. */
export interface Draft {
  past: Journey[];
  now: Journey;
  future: Journey[];
  /** The field that was changed last; a further change of it joins the same step. */
  field: string | null;
}

export type Change =
  | { do: 'load'; journey: Journey }
  | { do: 'replace'; journey: Journey }
  | { do: 'journey'; set: Partial<Pick<Journey, 'name' | 'counts' | 'starts' | 'goal' | 'gap' | 'id'>> }
  | { do: 'stage_add'; at?: number; name?: LocalText }
  | { do: 'stage_set'; stage: string; set: Partial<Omit<Stage, 'touchpoints'>> }
  | { do: 'stage_move'; stage: string; to: number }
  | { do: 'stage_remove'; stage: string }
  | { do: 'touch_add'; stage: string; name?: LocalText }
  | { do: 'touch_set'; stage: string; touchpoint: string; set: Partial<Touchpoint> }
  | { do: 'touch_move'; stage: string; touchpoint: string; to: string; at?: number }
  | { do: 'touch_remove'; stage: string; touchpoint: string }
  | { do: 'rule_add'; stage: string; touchpoint: string; event: EventRule }
  | { do: 'rule_set'; stage: string; touchpoint: string; index: number; event: EventRule }
  | { do: 'rule_remove'; stage: string; touchpoint: string; index: number }
  | { do: 'voice_add'; stage: string; touchpoint: string; voice: VoiceRule }
  | { do: 'voice_set'; stage: string; touchpoint: string; index: number; voice: VoiceRule }
  | { do: 'voice_remove'; stage: string; touchpoint: string; index: number }
  | { do: 'catch'; stage: string; event: string }
  | { do: 'undo' }
  | { do: 'redo' };

/** How many steps back are kept. */
export const KEPT_STEPS = 200;

export function startDraft(journey: Journey): Draft {
  return { past: [], now: journey, future: [], field: null };
}

export function reduce(draft: Draft, change: Change): Draft {
  switch (change.do) {
    case 'load':
      return startDraft(change.journey);
    case 'undo':
      return undo(draft);
    case 'redo':
      return redo(draft);
    default:
      return step(draft, apply(draft.now, change), fieldOf(change));
  }
}

function undo(draft: Draft): Draft {
  const last = draft.past.at(-1);
  if (last === undefined) return draft;
  return { past: draft.past.slice(0, -1), now: last, future: [draft.now, ...draft.future], field: null };
}

function redo(draft: Draft): Draft {
  const [next, ...rest] = draft.future;
  if (next === undefined) return draft;
  return { past: [...draft.past, draft.now], now: next, future: rest, field: null };
}

function step(draft: Draft, now: Journey, field: string | null): Draft {
  if (now === draft.now) return draft;
  if (field !== null && field === draft.field) return { ...draft, now, future: [] };
  return { past: [...draft.past, draft.now].slice(-KEPT_STEPS), now, future: [], field };
}

/** Changes that are typed letter by letter name their field; the others are steps of their own. */
function fieldOf(change: Change): string | null {
  switch (change.do) {
    case 'journey':
      return `journey.${Object.keys(change.set).join()}`;
    case 'stage_set':
      return `${change.stage}.${Object.keys(change.set).join()}`;
    case 'touch_set':
      return `${change.stage}.${change.touchpoint}.${Object.keys(change.set).join()}`;
    case 'rule_set':
      return `${change.stage}.${change.touchpoint}.e${change.index}`;
    case 'voice_set':
      return `${change.stage}.${change.touchpoint}.v${change.index}`;
    case 'replace':
      return 'yaml';
    default:
      return null;
  }
}

type Edit = Exclude<Change, { do: 'load' | 'undo' | 'redo' }>;

function apply(journey: Journey, change: Edit): Journey {
  switch (change.do) {
    case 'replace':
      return change.journey;
    case 'journey':
      return drop({ ...journey, ...change.set });
    case 'stage_add':
      return addStage(journey, change.at, change.name);
    case 'stage_set':
      return onStage(journey, change.stage, (stage) => drop({ ...stage, ...change.set }));
    case 'stage_move':
      return moveStage(journey, change.stage, change.to);
    case 'stage_remove':
      return { ...journey, stages: journey.stages.filter((stage) => stage.id !== change.stage) };
    case 'touch_add':
      return onStage(journey, change.stage, (stage) => ({
        ...stage,
        touchpoints: [...stage.touchpoints, newTouchpoint(stage, change.name)],
      }));
    case 'touch_move':
      return moveTouchpoint(journey, change);
    case 'touch_remove':
      return onStage(journey, change.stage, (stage) => ({
        ...stage,
        touchpoints: stage.touchpoints.filter((touchpoint) => touchpoint.id !== change.touchpoint),
      }));
    case 'catch':
      return caught(journey, change.stage, change.event);
    default:
      return onTouchpoint(journey, change.stage, change.touchpoint, (touchpoint) => applyToTouchpoint(touchpoint, change));
  }
}

type TouchEdit = Extract<Edit, { do: 'touch_set' | 'rule_add' | 'rule_set' | 'rule_remove' | 'voice_add' | 'voice_set' | 'voice_remove' }>;

function applyToTouchpoint(touchpoint: Touchpoint, change: TouchEdit): Touchpoint {
  const { events = [], voices = [] } = touchpoint;
  switch (change.do) {
    case 'touch_set':
      return drop({ ...touchpoint, ...change.set });
    case 'rule_add':
      return { ...touchpoint, events: [...events, change.event] };
    case 'rule_set':
      return { ...touchpoint, events: events.map((rule, index) => (index === change.index ? drop(change.event) : rule)) };
    case 'rule_remove':
      return listed(touchpoint, 'events', events.filter((_, index) => index !== change.index));
    case 'voice_add':
      return { ...touchpoint, voices: [...voices, change.voice] };
    case 'voice_set':
      return { ...touchpoint, voices: voices.map((rule, index) => (index === change.index ? drop(change.voice) : rule)) };
    case 'voice_remove':
      return listed(touchpoint, 'voices', voices.filter((_, index) => index !== change.index));
  }
}

function listed<K extends 'events' | 'voices'>(touchpoint: Touchpoint, key: K, list: Touchpoint[K]): Touchpoint {
  return drop({ ...touchpoint, [key]: list === undefined || list.length === 0 ? undefined : list });
}

/** Keys without a value are left out, as they are in the file. */
function drop<T extends object>(of: T): T {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as T;
}

function onStage(journey: Journey, id: string, edit: (stage: Stage) => Stage): Journey {
  return { ...journey, stages: journey.stages.map((stage) => (stage.id === id ? edit(stage) : stage)) };
}

function onTouchpoint(journey: Journey, stage: string, id: string, edit: (touchpoint: Touchpoint) => Touchpoint): Journey {
  return onStage(journey, stage, (of) => ({
    ...of,
    touchpoints: of.touchpoints.map((touchpoint) => (touchpoint.id === id ? edit(touchpoint) : touchpoint)),
  }));
}

/** The list with the one element at another place; the same list when it is there already. */
export function moved<T>(list: T[], which: (item: T) => boolean, to: number): T[] {
  const from = list.findIndex(which);
  const item = list[from];
  const goal = Math.max(0, Math.min(list.length - 1, to));
  if (item === undefined || from === goal) return list;
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, goal), item, ...rest.slice(goal)];
}

export function moveStage(journey: Journey, id: string, to: number): Journey {
  const stages = moved(journey.stages, (stage) => stage.id === id, to);
  return stages === journey.stages ? journey : { ...journey, stages };
}

function addStage(journey: Journey, at = journey.stages.length, name?: LocalText): Journey {
  const taken = journey.stages.map((stage) => stage.id);
  const id = freeId(slug(textOf(name)) || 'stage', taken);
  const stage: Stage = { id, name: name ?? { ko: '', en: '' }, touchpoints: [] };
  return { ...journey, stages: [...journey.stages.slice(0, at), stage, ...journey.stages.slice(at)] };
}

function newTouchpoint(stage: Stage, name?: LocalText): Touchpoint {
  const id = freeId(slug(textOf(name)) || 'touchpoint', stage.touchpoints.map((touchpoint) => touchpoint.id));
  return name === undefined ? { id } : { id, name };
}

function moveTouchpoint(journey: Journey, change: Extract<Edit, { do: 'touch_move' }>): Journey {
  const from = journey.stages.find((stage) => stage.id === change.stage);
  const item = from?.touchpoints.find((touchpoint) => touchpoint.id === change.touchpoint);
  if (from === undefined || item === undefined) return journey;
  if (change.to === change.stage) {
    const touchpoints = moved(from.touchpoints, (touchpoint) => touchpoint.id === change.touchpoint, change.at ?? 0);
    return touchpoints === from.touchpoints ? journey : onStage(journey, change.stage, (stage) => ({ ...stage, touchpoints }));
  }
  const left = onStage(journey, change.stage, (stage) => ({
    ...stage,
    touchpoints: stage.touchpoints.filter((touchpoint) => touchpoint.id !== change.touchpoint),
  }));
  return onStage(left, change.to, (stage) => {
    const at = change.at ?? stage.touchpoints.length;
    const id = freeId(item.id, stage.touchpoints.map((touchpoint) => touchpoint.id));
    return { ...stage, touchpoints: [...stage.touchpoints.slice(0, at), { ...item, id }, ...stage.touchpoints.slice(at)] };
  });
}

/** A rule for the event in the stage's last touchpoint, or in a first one of that name. */
function caught(journey: Journey, stage: string, event: string): Journey {
  const of = journey.stages.find((one) => one.id === stage);
  const last = of?.touchpoints.at(-1);
  if (of === undefined) return journey;
  if (last !== undefined) {
    return onTouchpoint(journey, stage, last.id, (touchpoint) => ({ ...touchpoint, events: [...(touchpoint.events ?? []), { event }] }));
  }
  const touchpoint: Touchpoint = { ...newTouchpoint(of, event), events: [{ event }] };
  return onStage(journey, stage, (one) => ({ ...one, touchpoints: [touchpoint] }));
}

/** Letters, digits and hyphens of a name; nothing when it has none of them. */
export function slug(name: string): string {
  return name.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60);
}

/** The id, or the id with the first free number. */
export function freeId(id: string, taken: string[]): string {
  if (!taken.includes(id)) return id;
  let number = 2;
  while (taken.includes(`${id}-${number}`)) number += 1;
  return `${id}-${number}`;
}

/** The name in whichever language there is, for ids and sorting. */
export function textOf(name: LocalText | undefined): string {
  if (name === undefined) return '';
  return typeof name === 'string' ? name : (name.en ?? name.ko ?? '');
}

/** One language of a name. */
export function inLang(name: LocalText | undefined, lang: 'ko' | 'en'): string {
  if (name === undefined) return '';
  return typeof name === 'string' ? name : (name[lang] ?? '');
}

/** The name with one language changed; equal texts in both languages are kept as one. */
export function withLang(name: LocalText | undefined, lang: 'ko' | 'en', text: string): LocalText {
  const both = typeof name === 'string' || name === undefined ? { ko: name ?? '', en: name ?? '' } : name;
  const next = { ...both, [lang]: text };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')) as LocalText;
}

/** A name that no event has. */
const NOBODY = '…';

/** The journey as it can be counted while it is being written: a rule without a name yet catches nothing. */
export function countable(journey: Journey): Journey {
  const named = (rule: EventRule): EventRule => (rule.event.trim() === '' ? { ...rule, event: NOBODY } : rule);
  const { starts, goal } = journey;
  return {
    ...journey,
    ...(starts !== undefined && starts !== 'first_caught' ? { starts: named(starts) } : {}),
    ...(goal === undefined ? {} : { goal: named(goal) }),
    stages: journey.stages.map((stage) => ({
      ...stage,
      touchpoints: stage.touchpoints.map((touchpoint) =>
        touchpoint.events === undefined ? touchpoint : { ...touchpoint, events: touchpoint.events.map(named) },
      ),
    })),
  };
}

/** An empty journey to start from. */
export function emptyJourney(id: string, name: LocalText): Journey {
  return { journey: 1, id, name, counts: 'walks', starts: 'first_caught', gap: '30d', stages: [] };
}

/** A span such as `30d` as number and unit; anything else as it is written. */
export function spanOf(gap: string): { count: number; unit: 'm' | 'h' | 'd' | 'w' } | null {
  const match = /^(\d+)\s*([mhdw])$/.exec(gap.trim());
  if (match === null) return null;
  return { count: Number(match[1]), unit: match[2] as 'm' | 'h' | 'd' | 'w' };
}
