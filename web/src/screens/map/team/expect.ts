// What a written cell says about a figure: which figures a stage has, in which unit people write them.
import type { TFunction } from 'i18next';
import type { Expectation, Figure, MapStage } from '../../../api/contract';
import type { Format } from '../../../parts';
import { cellOf } from '../cells';

const DAY_S = 86_400;

/** Names of cells that a number can be expected of, in this stage. */
export function figuresOf(stage: MapStage): string[] {
  return [
    ...(stage.time_s.median === null ? [] : [cellOf(stage.id, 'time')]),
    ...(stage.entered > 0 ? [cellOf(stage.id, 'went_on'), cellOf(stage.id, 'dropped')] : []),
    ...(stage.emotion.mean === null ? [] : [cellOf(stage.id, 'emotion')]),
    ...stage.kpis.map(({ id }) => cellOf(stage.id, 'kpi', id)),
  ];
}

export type Unit = 'days' | 'percent' | 'points' | 'plain';

export function unitOf(cell: string): Unit {
  const [, what, which] = cell.split('.');
  if (what === 'time') return 'days';
  if (what === 'emotion' || which === 'ces') return 'plain';
  if (which === 'nps') return 'points';
  return 'percent';
}

/** From what people write to the figure's own unit, and back. */
export const toFigure = (value: number, unit: Unit) => (unit === 'days' ? value * DAY_S : unit === 'plain' ? value : value / 100);
export const fromFigure = (value: number, unit: Unit) => (unit === 'days' ? value / DAY_S : unit === 'plain' ? value : value * 100);

/** A value of a figure, as the map writes it: “3.2일”, “86.9%”, “−1.1”. */
export function figureText(cell: string, value: number, format: Format): string {
  const unit = unitOf(cell);
  if (unit === 'days') return format.span(value);
  if (unit === 'percent') return format.share(value);
  return unit === 'points' ? format.signed(value * 100, 0) : format.signed(value, 1);
}

/** Its interval; an end that the data do not set is open. */
export function intervalText(cell: string, { low, high, n }: Figure, format: Format): string {
  const end = (value: number | null) => (value === null ? '…' : figureText(cell, value, format));
  // signs and a dash between them cannot be told apart
  const between = ['plain', 'points'].includes(unitOf(cell)) ? ',\u00a0' : '–';
  return `[${end(low)}${between}${end(high)}] n ${format.count(n)}`;
}

/** What is wanted, one figure a line. */
export const wishesText = (wants: readonly Expectation[], format: Format, t: TFunction) => wants.map((wanted) => `\n${expectText(wanted, format, t)}`).join('');

/** “중앙값 2일 이하”. */
export function expectText({ cell, op, value }: Expectation, format: Format, t: TFunction): string {
  const [, what = '', which] = cell.split('.');
  const name = which ? t(`map:kpi.${which}`, { defaultValue: which }) : t(`map:count.${what}`);
  return t(`team:expect.${op}`, { name, value: figureText(cell, value, format) });
}
