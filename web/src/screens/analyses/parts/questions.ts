// What analyses are asked, as `docs/analyze.md` writes it. A question is kept in the address, so everything in it is plain
// JSON; what an address brings is looked at loosely here and refused by the server with the field's name.
import type { AnalysisKind, AnalysisScope, EventPattern, Grain } from '../../../api/contract';

export type { EventPattern, Grain };

export type Kind = AnalysisKind;

/** Of one side: its numbers open lists. */
export type OneKind = Exclude<Kind, 'compare'>;

/** What every question may say: whom it is about, and when. */
export type Asked = AnalysisScope;

/** A cell of an answer, as the contract of its kind writes it. */
export type Cell = Record<string, string | number | boolean | null | (string | null)[] | undefined>;

/** Names that a pattern means. */
export function namesOf({ event, events = [] }: EventPattern): string[] {
  return [...new Set([...(event === undefined ? [] : [event]), ...events])];
}

/** The pattern with these names; one is written as `event`, several as `events`. */
export function withNames(pattern: EventPattern, names: string[]): EventPattern {
  const [only] = names;
  return names.length > 1 ? { ...pattern, event: undefined, events: names } : { ...pattern, event: only, events: undefined };
}

export function urlsOf({ url }: EventPattern): string[] {
  if (url === undefined) return [];
  return typeof url === 'string' ? [url] : url;
}

/** Whether a pattern says anything; one that does not means any event. */
export function isAny(pattern: EventPattern): boolean {
  return namesOf(pattern).length === 0 && urlsOf(pattern).length === 0 && Object.keys(pattern.where ?? {}).length === 0;
}

/** Without what is undefined or empty, so that the same question is always written alike. */
export function tidy<T extends object>(of: T): T {
  const empty = (value: unknown) => value === undefined
    || (Array.isArray(value) && value.length === 0)
    || (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(of).filter(([, value]) => !empty(value))) as T;
}

/** The pattern as it is sent: conditions whose property is not named yet are left out. */
export function ready(pattern: EventPattern): EventPattern {
  const named = Object.entries(pattern.where ?? {}).filter(([name]) => name.trim() !== '');
  return tidy({ ...pattern, where: Object.fromEntries(named) });
}

/** The same object is written the same way, whatever the order of its keys. */
export function written(value: unknown): string {
  const sorted = (of: unknown): unknown => {
    if (Array.isArray(of)) return of.map(sorted);
    if (typeof of !== 'object' || of === null) return of;
    return Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]));
  };
  return JSON.stringify(sorted(value));
}
