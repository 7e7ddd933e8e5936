// What rows, sides and differences are called.
import type { TFunction } from 'i18next';
import type { Predicate } from '../../../api/contract';
import { predicateText, type Format } from '../../../parts';
import type { ContrastAnswer, ContrastQuestion, ContrastRow, ContrastSide } from './model';

type Words = TFunction<['contrast', 'analyses']>;
type Unit = ContrastAnswer['unit'];

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : '–');

export function valueText(value: number | null | undefined, unit: Unit, format: Format): string {
  if (value === null || value === undefined) return '–';
  if (unit === 'share') return format.share(value);
  return unit === 'seconds' ? format.span(value) : format.plain(value, 2);
}

/** Without a sign: a sentence says which way. */
export function sizeText(value: number, unit: Unit, format: Format, t: Words): string {
  const size = Math.abs(value);
  return unit === 'share' ? t('points', { value: format.plain(size * 100, 1) }) : valueText(size, unit, format);
}

const sign = (value: number) => (value < 0 ? '−' : '+');

export function differenceText(value: number, unit: Unit, format: Format, t: Words): string {
  return `${sign(value)}${sizeText(value, unit, format, t)}`;
}

export function intervalText({ low, high }: { low: number; high: number }, unit: Unit, format: Format): string {
  if (unit === 'share') return format.signedInterval(low * 100, high * 100, 1);
  if (unit === 'number') return format.signedInterval(low, high, 2);
  return `${sign(low)}${format.span(Math.abs(low))} – ${sign(high)}${format.span(Math.abs(high))}`;
}

/** A row in words. `stages` are the names of a journey's stages by id. */
export function rowText(row: ContrastRow, answer: ContrastAnswer, stages: Map<string, string>, t: Words): string {
  const { what, name } = row;
  const stage = (id: unknown) => stages.get(String(id)) ?? text(id);
  if (answer.kind === 'funnel') return name ?? text(what.event);
  if (answer.kind === 'retention') return t('row.period', { n: what.period });
  if (answer.kind === 'stickiness') return t('row.stretches', { n: what.stretches });
  if (answer.kind === 'lifecycle') return t(`row.${String(what.is)}` as 'row.new');
  if (answer.kind === 'variants') return (what.path as string[]).join(' → ');
  if (answer.kind === 'attribution') return what.touch === undefined ? t('row.without') : text(what.touch);
  if (answer.kind === 'conformance') {
    return what.from === null ? t('row.began', { to: stage(what.to) }) : t('row.pair', { from: stage(what.from), to: stage(what.to) });
  }
  if (answer.kind === 'times') return t('row.pair', { from: stage(what.from), to: stage(what.to) });
  if (answer.kind === 'transitions') return t('row.pair', { from: text(what.from), to: text(what.to) });
  const step = Number(what.step) + 1;
  if (what.is === 'start') return t('row.start', { step, event: text(what.event) });
  if (what.is === 'end') return t('row.end', { step, event: text(what.event) });
  return t('row.way', { step, from: text(what.from), to: text(what.to) });
}

function who(where: Predicate[] | undefined, t: Words) {
  return where && where.length > 0 ? where.map(predicateText).join(' · ') : t('everyone');
}

/** What the two sides are called: by what they do not have in common. */
export function sideTexts({ a, b }: ContrastQuestion, days: (side: ContrastSide) => string, t: Words): { a: string; b: string } {
  const whoA = who(a.where, t);
  const whoB = who(b.where, t);
  const [daysA, daysB] = [days(a), days(b)];
  if (whoA === whoB) return { a: daysA, b: daysB };
  if (daysA === daysB) return { a: whoA, b: whoB };
  return { a: `${whoA}, ${daysA}`, b: `${whoB}, ${daysB}` };
}
