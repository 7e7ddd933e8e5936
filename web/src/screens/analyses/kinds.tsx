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
    kind: 'paths', to: '/w/$ws/analyses/paths',
    picture: (
      <>
        <path d="M8 4C30 4 24 4 44 4V22C24 22 30 22 8 22z" fill="var(--ink)" opacity="0.25" />
        <path d="M8 22C30 22 24 30 44 30V38C24 38 30 32 8 32zM50 4C70 4 64 8 82 8V20C64 20 70 18 50 18z" fill="var(--ink)" opacity="0.25" />
        <path d="M2 4h6v34H2zM44 4h6v18h-6zM44 30h6v8h-6zM82 8h6v12h-6z" fill="var(--ink)" />
      </>
    ),
  },
  {
    kind: 'transitions', to: '/w/$ws/analyses/transitions',
    picture: (
      <>
        <path d="M22 14C36 14 36 8 50 8M22 18C36 18 36 32 50 32M72 8C84 8 84 32 72 32" fill="none" stroke="var(--ink)" strokeWidth="2" />
        <path d="M50 36C36 36 34 24 22 22" fill="none" stroke="var(--ink)" strokeWidth="1.5" strokeDasharray="3 2" />
        {[[2, 11], [50, 3], [50, 27]].map(([x, y]) => <rect key={`${x}${y}`} x={x} y={y} width="22" height="11" rx="3" fill="var(--surface)" stroke="var(--ink)" strokeWidth="1.5" />)}
      </>
    ),
  },
  {
    kind: 'attribution', to: '/w/$ws/analyses/attribution',
    picture: (
      <>
        {[[3, 34, 12, 22], [16, 20, 34, 24], [29, 10, 18, 18]].flatMap(([y = 0, ...widths]) => widths.map((width, at) => (
          <rect key={`${y}${at}`} x={2 + at * 30} y={y} width={width * 0.75} height="7" rx="1" fill="var(--ink)" opacity={[1, 0.55, 0.3][at]} />
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
