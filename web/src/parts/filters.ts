// Filters as the contract writes them, seen as ticked values.
import type { Condition, Predicate, Scalar } from '../api/contract';

type Named = { of: 'trait' | 'event'; name: string };

export const fieldKey = (field: Named) => `${field.of}:${field.name}`;

function scalars(condition: Condition): Scalar[] {
  if (Array.isArray(condition)) return condition;
  return typeof condition === 'object' ? [] : [condition];
}

/** Values of a field that are ticked. */
export function valuesOf(where: Predicate[], field: Named): string[] {
  const found = where.find((predicate) => fieldKey(predicate.field) === fieldKey(field));
  return found ? scalars(found.is).map(String) : [];
}

/** Ticks or unticks one value; the last one of a field takes its condition away. */
export function toggleValue(where: Predicate[], field: Named, value: string): Predicate[] {
  const before = valuesOf(where, field);
  const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  const others = where.filter((predicate) => fieldKey(predicate.field) !== fieldKey(field));
  const [only] = after;
  if (only === undefined) return others;
  return [...others, { field: { of: field.of, name: field.name }, is: after.length === 1 ? only : after }];
}

const SIGNS = { gt: '>', gte: '≥', lt: '<', lte: '≤' } as const;

/** `state: SP, RJ` or `amount ≥ 100`. */
export function predicateText({ field, is }: Predicate): string {
  const values = scalars(is);
  if (values.length > 0) return `${field.name}: ${values.join(', ')}`;
  const bounds = Object.entries(is as Record<string, number | boolean>)
    .map(([key, bound]) => (key === 'exists' ? (bound ? '✓' : '✗') : `${SIGNS[key as keyof typeof SIGNS]} ${bound}`));
  return `${field.name} ${bounds.join(' ')}`;
}
