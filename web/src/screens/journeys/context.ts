// What the parts of the editor share: the journey, a way to change it, what the server says of it, and the names that the
// data hold.
import { createContext, useContext } from 'react';
import type { Fields, Journey, JourneyCheck, Lang } from '../../api/contract';
import type { Change } from './model';

export interface Editing {
  ws: string;
  lang: Lang;
  journey: Journey;
  dispatch: (change: Change) => void;
  /** As of a moment ago; `null` until it first came. */
  check: JourneyCheck | null;
  /** A newer answer is on its way. */
  checking: boolean;
  fields: Fields | null;
}

const Context = createContext<Editing | null>(null);

export const EditingProvider = Context.Provider;

export function useEditing(): Editing {
  const editing = useContext(Context);
  if (editing === null) throw new Error('a part of the journey editor stands outside of it');
  return editing;
}

/** What one rule catches, if that is known. */
export function catchesOf(check: JourneyCheck | null, stage: string, touchpoint: string, kind: 'event' | 'voice', rule: number) {
  return check?.rules.find(
    (one) => one.stage === stage && one.touchpoint === touchpoint && one.kind === kind && one.rule === rule,
  );
}

/** Values that the data hold in a property of events, most frequent first. */
export function valuesIn(fields: Fields | null, name: string): string[] {
  return fields?.fields.find((field) => field.of === 'event' && field.name === name)?.values.map((one) => one.value) ?? [];
}
