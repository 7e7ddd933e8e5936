// From nothing to the first map in five steps. How far somebody is follows from what the workspace holds, and from nothing
// else: it is the same after a reload, after a restart, and for whoever comes next.
export const STEPS = ['upload', 'columns', 'journey', 'stages', 'map'] as const;
export type Step = (typeof STEPS)[number];

/** What a workspace holds, as far as the way to its first map goes. */
export interface Facts {
  /** A file that was sent and that no import has taken. */
  waiting: { upload: string; file: string } | null;
  /** An import that is running. */
  job: string | null;
  events: number;
  voices: number;
  /** The first journey there is. */
  journey: string | null;
  /** How many went through it. */
  walks: number;
}

/** The step to take next; `null` once there is a map with somebody on it. */
export function stepOf({ waiting, job, events, journey, walks }: Facts): Step | null {
  if (walks > 0) return null;
  // a journey may be defined before there are data, and voices alone have no stage to stand in: then events are missing
  if (events === 0) return waiting || job ? 'columns' : 'upload';
  return journey === null ? 'journey' : 'stages';
}

/** Whether a step is behind. */
export function isPast(step: Step, now: Step | null): boolean {
  return now === null || STEPS.indexOf(step) < STEPS.indexOf(now);
}
