// How a funnel is looked at, as its address keeps it: which view, between which steps, by which stretch, as a table.
import type { Grain } from '../parts';

export const VIEWS = ['steps', 'times', 'trend', 'table'] as const;
export type View = (typeof VIEWS)[number];

export interface Look {
  /** Steps between which time and trend are looked at; the last one when `to` is missing. */
  from: number;
  to: number | null;
  grain: Grain;
  /** The numbers of a chart instead of it. */
  table: boolean;
  /** The journey whose stages were proposed, and how many conditions of its rules a step cannot have. */
  journey: string | null;
  left: number;
}

const place = (value: unknown) => (typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null);

export function readLook(raw: Record<string, unknown>): Look {
  const from = place(raw.from) ?? 0;
  const to = place(raw.to);
  return {
    from, to: to !== null && to > from ? to : null,
    grain: (['day', 'week', 'month'] as const).find((grain) => grain === raw.grain) ?? 'week',
    table: raw.table === true,
    journey: typeof raw.journey === 'string' ? raw.journey : null,
    left: place(raw.left) ?? 0,
  };
}
