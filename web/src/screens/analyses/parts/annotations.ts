// Notes on days, as marks of a chart over time: a thin line with the note's number, whose text stands in the list below.
import type { Annotation } from './queries';
import type { Inks } from './inks';

export interface Marked {
  annotation: Annotation;
  /** Its number in the list, from 1. */
  number: number;
  /** Which stretch of the chart holds its day. */
  at: number;
}

/** The notes that fall into the stretches of a chart (`starts`: their first days, in order), oldest first. */
export function marksOn(annotations: Annotation[], starts: string[], last: string | null): Marked[] {
  const first = starts[0];
  if (first === undefined) return [];
  return [...annotations]
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .filter(({ day }) => day >= first && (last === null || day <= last))
    .map((annotation, index) => ({
      annotation, number: index + 1, at: starts.findLastIndex((start) => start <= annotation.day),
    }));
}

/** The marks as ECharts draws them on a category axis. Several in one stretch share a line and list their numbers. */
export function markLine(marks: Marked[], inks: Inks) {
  const places = new Map<number, number[]>();
  for (const { at, number } of marks) places.set(at, [...(places.get(at) ?? []), number]);
  return {
    silent: true, symbol: 'none', lineStyle: { color: inks.ctl, type: [2, 2] as number[], width: 1 },
    data: [...places].map(([at, numbers]) => ({
      xAxis: at,
      label: {
        formatter: numbers.join(' · '), position: 'end' as const, color: inks.ink, backgroundColor: inks.surface, borderColor: inks.ctl, borderWidth: 1,
        borderRadius: 4, padding: [2, 5], fontSize: 11, lineHeight: 14, distance: 2,
      },
    })),
  };
}
