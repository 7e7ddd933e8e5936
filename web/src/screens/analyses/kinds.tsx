// The analyses that have a screen, in the order in which they are offered, each with a picture of its answer in ink.
import type { ReactNode } from 'react';
import type { Kind } from './parts';

const bars = (rows: [number, number, number][]) => rows.map(([x, y, width]) => <rect key={y} x={x} y={y} width={width} height="6" rx="1" fill="var(--ink)" />);

export const KINDS = [
  {
    kind: 'funnel', to: '/w/$ws/analyses/funnel',
    picture: <>{bars([[2, 4, 84], [2, 14, 58], [2, 24, 31], [2, 34, 17]])}</>,
  },
  {
    kind: 'retention', to: '/w/$ws/analyses/retention',
    picture: (
      <>
        {[0, 1, 2, 3].flatMap((row) => Array.from({ length: 6 - row }, (_, at) => (
          <rect key={`${row}${at}`} x={2 + at * 14} y={4 + row * 10} width="12" height="8" rx="1" fill="var(--ink)" opacity={[1, 0.62, 0.44, 0.32, 0.24, 0.18][at]} />
        )))}
      </>
    ),
  },
  {
    kind: 'compare', to: '/w/$ws/analyses/compare',
    picture: (
      <>
        {[[6, 58], [22, 80], [12, 34], [40, 47]].map(([a = 0, b = 0], row) => (
          <g key={a} stroke="var(--ink)" strokeWidth="2">
            <path d={`M${a} ${7 + row * 10}H${b}`} />
            <circle cx={b} cy={7 + row * 10} r="3" fill="var(--surface)" />
            <circle cx={a} cy={7 + row * 10} r="3" fill="var(--ink)" />
          </g>
        ))}
      </>
    ),
  },
] as const satisfies { kind: Kind; to: string; picture: ReactNode }[];

/** Where an analysis of a kind is looked at; `null` when no screen shows it. */
export function screenOf(kind: Kind) {
  return KINDS.find((one) => one.kind === kind)?.to ?? null;
}
