// One condition of a rule as a form: a sign and values, and back. What a form cannot show is left as it is written.
import type { Condition, Scalar } from '../../api/contract';

export const SIGNS = ['is', 'gte', 'gt', 'lte', 'lt', 'exists', 'missing'] as const;
export type Sign = (typeof SIGNS)[number];

export interface ConditionForm {
  sign: Sign;
  values: string[];
}

/** The condition as a form; `null` when it has several bounds at once, which only the file can show. */
export function toForm(condition: Condition): ConditionForm | null {
  if (Array.isArray(condition)) return { sign: 'is', values: condition.map(String) };
  if (typeof condition !== 'object') return { sign: 'is', values: [String(condition)] };
  const bounds = Object.entries(condition).filter(([, value]) => value !== undefined);
  const [only] = bounds;
  if (bounds.length !== 1 || only === undefined) return null;
  const [key, value] = only;
  if (key === 'exists') return { sign: value === true ? 'exists' : 'missing', values: [] };
  return { sign: key as Sign, values: [String(value)] };
}

/** The form as a condition. A bound that is no number yet is 0, so that typing never loses the rule. */
export function fromForm({ sign, values }: ConditionForm): Condition {
  if (sign === 'exists') return { exists: true };
  if (sign === 'missing') return { exists: false };
  if (sign === 'is') {
    const list: Scalar[] = values.map(scalar);
    const [first] = list;
    return list.length === 1 && first !== undefined ? first : list;
  }
  const number = Number(values[0] ?? '');
  return { [sign]: Number.isFinite(number) ? number : 0 };
}

/** `true` and `false` are flags; everything else is compared by its text. */
function scalar(text: string): Scalar {
  return text === 'true' ? true : text === 'false' ? false : text;
}

/** One or several values as a list. */
export function listOf<T extends string>(value: T | T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** A list as it is written in a rule: nothing when it is empty. */
export function orNothing<T extends string>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}
