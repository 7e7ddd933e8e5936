// What the address of a map holds: the selected cell, the period, the filter. A link shows exactly what was on screen.
import type { Condition, Predicate } from '../../api/contract';

/** Tabs of the drawer, in order. */
export const TABS = ['evidence', 'edit', 'comments', 'history'] as const;
export type Tab = (typeof TABS)[number];

export interface MapSearch {
  /** Selected cell, as in the contract (`delivery.emotion`). */
  cell?: string;
  /** Tab of its drawer; the evidence when missing. */
  tab?: Tab;
  from?: string;
  to?: string;
  where?: Predicate[];
  version?: number;
  /** Side of the map; as it is when missing. */
  side?: 'to_be';
  /** Stage on screen in the story on a phone. */
  stage?: string;
  /** What a presentation shows: `whole`, `stage:<id>` or `findings`. */
  show?: string;
  /** The map as it is when missing. */
  mode?: 'compare';
  /** The other side of a comparison: its days and its customers. */
  bfrom?: string;
  bto?: string;
  bwhere?: Predicate[];
  /** The selected cell is one of the other side. */
  on?: 'against';
  /** Both sides in one map when missing. */
  way?: 'beside';
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function day(value: unknown): string | undefined {
  return typeof value === 'string' && DAY.test(value) ? value : undefined;
}

function predicate(value: unknown): value is Predicate {
  if (typeof value !== 'object' || value === null) return false;
  const { field, is } = value as { field?: { of?: unknown; name?: unknown }; is?: Condition };
  return (field?.of === 'trait' || field?.of === 'event') && typeof field.name === 'string' && is !== undefined;
}

/** Reads an address; what makes no sense is left out. */
export function parseMapSearch(raw: Record<string, unknown>): MapSearch {
  const where = Array.isArray(raw.where) ? raw.where.filter(predicate) : [];
  const found: MapSearch = {
    cell: text(raw.cell),
    tab: TABS.find((tab) => tab === raw.tab && tab !== 'evidence'),
    from: day(raw.from),
    to: day(raw.to),
    where: where.length > 0 ? where : undefined,
    version: typeof raw.version === 'number' && Number.isInteger(raw.version) ? raw.version : undefined,
    side: raw.side === 'to_be' ? 'to_be' : undefined,
    stage: text(raw.stage),
    show: text(raw.show),
    mode: raw.mode === 'compare' ? 'compare' : undefined,
    bfrom: day(raw.bfrom),
    bto: day(raw.bto),
    bwhere: Array.isArray(raw.bwhere) ? raw.bwhere.filter(predicate) : undefined,
    on: raw.on === 'against' ? 'against' : undefined,
    way: raw.way === 'beside' ? 'beside' : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as MapSearch;
}
