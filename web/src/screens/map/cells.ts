// Names of cells, as in the contract: `<stage>.<what>` or `<stage>.<what>.<which>`. A stage id holds no dot; what comes
// after the second dot is free text (an event may be called `page.view`).
import type { JourneyMap, MapStage } from '../../api/contract';

export interface Cell {
  /** `null` for what belongs to the whole map. */
  stage: MapStage | null;
  what: string;
  which: string | null;
}

/** Channel of events that have none. */
export const NO_CHANNEL = '-';

export const cellOf = (stage: string, what: string, which?: string) => [stage, what, which].filter((part) => part !== undefined).join('.');

const WHOLE = new Set(['walks', 'customers', 'voices_unplaced', 'events_uncaught', 'history']);

/** What a cell's name means on this map; `null` when it is not on it. */
export function parseCell(name: string, map: JourneyMap): Cell | null {
  if (WHOLE.has(name)) return { stage: null, what: name, which: null };
  const [id, what, ...rest] = name.split('.');
  const stage = map.stages.find((other) => other.id === id);
  if (!stage || !what) return null;
  return { stage, what, which: rest.length > 0 ? rest.join('.') : null };
}

/** Whether a cell opens the list that it was counted from; what people wrote was not counted. */
export function hasList(name: string, map: JourneyMap): boolean {
  const cell = parseCell(name, map);
  return cell !== null && cell.what !== 'written' && cell.what !== 'history';
}

/** The lane that a cell lies in, for the line above the drawer's title. */
export function laneOf(what: string, which: string | null = null): string {
  if (what === 'written' && which !== null) return which === 'touchpoints' ? 'channels' : which;
  if (what === 'topic') return which?.endsWith('.glad') ? 'delights' : 'pains';
  const lanes: Record<string, string> = {
    action: 'actions', channel: 'channels', thought: 'thoughts', emotion: 'emotion', kpi: 'kpis', finding: 'pains', events: 'evidence', voices: 'evidence',
    requests: 'desired',
  };
  return lanes[what] ?? 'stage';
}
