// What attribution is asked, and its six models.
import type { ChannelCredits as Channel, Journey } from '../../../api/contract';
import { ready, tidy, type Asked, type Cell, type DataAt, type EventPattern } from '../parts';

export interface AttributionQuestion extends Asked {
  conversion?: EventPattern;
  /** The field whose values share a conversion. */
  touch?: string;
  lookback?: string;
  half_life?: string;
}

export const MODELS = ['first', 'last', 'linear', 'time_decay', 'position', 'shapley'] as const;
export type Model = (typeof MODELS)[number];

export const DEFAULTS = { touch: 'channel', lookback: '30d', half_life: '7d' };
export const LOOKBACKS = ['1d', '7d', '14d', '30d', '60d', '90d', '180d'];
export const HALVES = ['1d', '3d', '7d', '14d', '30d'];

export function sentOf(question: AttributionQuestion): AttributionQuestion {
  return tidy({ ...question, conversion: question.conversion && ready(question.conversion) });
}

/** The goal of a journey as a conversion; its last stage where it has none. */
export function goalOf(journey: Journey): EventPattern | null {
  const last = journey.stages.at(-1)?.touchpoints.flatMap(({ events = [] }) => events)[0];
  const rule = journey.goal ?? last;
  return rule?.event ? tidy({ event: rule.event, where: rule.where as EventPattern['where'] }) : null;
}

/** Fields of events that can be touched; the channel first. */
export function touchesOf(data: DataAt, own: string): string[] {
  const fields = (data.fields?.fields ?? []).filter(({ of, distinct }) => of === 'event' && distinct > 0).map(({ name }) => name);
  return [...new Set([DEFAULTS.touch, ...fields, own])];
}

/** A channel's smallest and greatest share over the models; `null` when nobody is credited. */
export function rangeOf(channel: Channel, credited: number): { low: number; high: number } | null {
  if (credited <= 0) return null;
  const shares = MODELS.map((model) => channel[model] / credited);
  return { low: Math.min(...shares), high: Math.max(...shares) };
}

/** Channels that are shown, and the sum of the others. */
export function shownOf(channels: Channel[], most: number): { shown: Channel[]; others: Channel | null; left: number } {
  const shown = channels.slice(0, most);
  const rest = channels.slice(most);
  if (rest.length === 0) return { shown, others: null, left: 0 };
  const sum = (key: Model) => rest.reduce((total, one) => total + one[key], 0);
  const credits = Object.fromEntries(MODELS.map((model) => [model, sum(model)])) as Record<Model, number>;
  // a conversion may have touched several of them, so their touched conversions do not add up
  return { shown, others: { channel: '', touched: 0, ...credits }, left: rest.length };
}

/** All conversions, those that a value touched, or those without a touch. */
export type TouchCell = { touch?: string; is?: 'without_touch' };

export function readCell(raw: Cell | null): TouchCell | null {
  if (!raw) return null;
  if (raw.is === 'without_touch') return { is: raw.is };
  return typeof raw.touch === 'string' ? { touch: raw.touch } : Object.keys(raw).length === 0 ? {} : null;
}
