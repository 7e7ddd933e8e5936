// What another person changed while this one was editing: said stage by stage, so that a conflict can be settled
// without reading YAML.

import type { Journey, Stage } from '../../api/contract';

export interface Difference {
  what: 'journey' | 'stage_added' | 'stage_removed' | 'stage_changed' | 'stage_order';
  stage?: string;
  /** For a stage or the journey: which of its fields differ. */
  fields?: string[];
}

/** What it takes to get from one version to the other. */
export function differences(from: Journey, to: Journey): Difference[] {
  const found: Difference[] = [];
  const own = (['name', 'counts', 'starts', 'goal', 'gap'] as const).filter((key) => !same(from[key], to[key]));
  if (own.length > 0) found.push({ what: 'journey', fields: own });
  for (const stage of to.stages) {
    const before = from.stages.find((one) => one.id === stage.id);
    if (before === undefined) found.push({ what: 'stage_added', stage: stage.id });
    else {
      const fields = stageFields(before, stage);
      if (fields.length > 0) found.push({ what: 'stage_changed', stage: stage.id, fields });
    }
  }
  for (const stage of from.stages) {
    if (!to.stages.some((one) => one.id === stage.id)) found.push({ what: 'stage_removed', stage: stage.id });
  }
  const kept = (journey: Journey, other: Journey): string[] =>
    journey.stages.map((stage) => stage.id).filter((id) => other.stages.some((one) => one.id === id));
  if (!same(kept(from, to), kept(to, from))) found.push({ what: 'stage_order' });
  return found;
}

function stageFields(before: Stage, after: Stage): string[] {
  return (['name', 'owner', 'moment_of_truth', 'touchpoints'] as const).filter((key) => !same(before[key], after[key]));
}

/** Equal in value, whatever the order of keys. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).filter(([, v]) => v !== undefined).sort(([x], [y]) => (x < y ? -1 : 1)).map(([k, v]) => [k, ordered(v)]),
    );
  }
  return value;
}
