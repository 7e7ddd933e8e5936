// The emotion curve in ink with hachures falling to zero, in any size: the lane of a map, Home, the picker on a phone.
// It draws inside an <svg> of the caller's and knows nothing of stages.
import { ENOUGH, inkOf, stepOf, directionOf } from './feelings';
import { hachures, monotone, runsOf } from './ridge';

export interface RidgePoint {
  /** Middle of the stage in px. */
  x: number;
  mean: number;
  low: number | null;
  high: number | null;
  n: number;
}

interface RidgeProps {
  /** One a stage; `null` has no voices and nothing crosses it. */
  points: (RidgePoint | null)[];
  /** Height of zero in px. */
  zero: number;
  /** Px a unit of feeling. */
  unit: number;
  /** Size of the points; may differ by place. */
  size?: number | ((at: number) => number);
  /** Distance of the hachures. */
  step?: number;
  /** Interval bands with caps. */
  bands?: boolean;
  /** What is behind a point, by its place. */
  on?: (at: number) => string;
}

const SHAPE = { worse: 'M1 1.8H9L5 8.8Z', better: 'M5 1.2L9 8.2H1Z', same: 'M5 1.4A3.6 3.6 0 1 1 5 8.6A3.6 3.6 0 1 1 5 1.4Z' };

/** An interval can reach past the scale; what is drawn stays on it. */
const onScale = (value: number) => Math.min(2.2, Math.max(-2.2, value));

export function Ridge({ points, zero, unit, size = 16, step = 6, bands = true, on = () => 'var(--surface)' }: RidgeProps) {
  const y = (value: number) => zero - onScale(value) * unit;
  const sizeOf = typeof size === 'number' ? () => size : size;
  const placed = (point: RidgePoint) => ({ x: point.x, y: y(point.mean) });
  const { ridges, dashes } = runsOf(points, (point) => point.n >= ENOUGH);
  return (
    <g>
      {dashes.map(([a, b]) => (
        <path
          key={a.x} d={`M${a.x} ${y(a.mean)}L${b.x} ${y(b.mean)}`}
          fill="none" stroke="var(--ink3)" strokeWidth="1.5" strokeDasharray="4 4"
        />
      ))}
      {ridges.map((run) => {
        const curve = run.map(placed);
        return (
          <g key={run[0]?.x}>
            <g strokeWidth="1.2" strokeLinecap="round" opacity="0.72">
              {hachures(curve, zero, step).map((stroke) => (
                <path
                  key={stroke.x} d={`M${stroke.x.toFixed(1)} ${stroke.from.toFixed(1)}V${stroke.to.toFixed(1)}`}
                  stroke={stroke.good ? 'var(--pf)' : 'var(--nf)'}
                />
              ))}
            </g>
            <path
              d={monotone(curve).path} fill="none" stroke="var(--ink)"
              strokeWidth={sizeOf(0) < 14 ? 2 : 2.25} strokeLinecap="round" strokeLinejoin="round"
            />
          </g>
        );
      })}
      {points.map((point, at) =>
        point === null ? null : (
          <g key={point.x}>
            {bands ? <Band point={point} y={y} /> : null}
            <Mark point={point} y={y(point.mean)} size={sizeOf(at)} on={on(at)} />
          </g>
        ),
      )}
    </g>
  );
}

function Band({ point, y }: { point: RidgePoint; y: (value: number) => number }) {
  if (point.low === null || point.high === null) return null;
  const ink = inkOf(stepOf(point.mean));
  const [top, bottom] = [y(point.high), y(point.low)];
  const caps = `M${point.x - 16} ${top}H${point.x + 16}M${point.x - 16} ${bottom}H${point.x + 16}`;
  if (point.n < ENOUGH) {
    return (
      <g stroke={ink} strokeWidth="1.5">
        <path d={`M${point.x} ${top}V${bottom}`} strokeDasharray="3 2" />
        <path d={caps} />
      </g>
    );
  }
  return (
    <>
      <rect x={point.x - 16} y={top} width="32" height={Math.max(0, bottom - top)} fill={ink} opacity="0.16" />
      <path d={caps} stroke={ink} strokeWidth="1.5" />
    </>
  );
}

function Mark({ point, y, size, on }: { point: RidgePoint; y: number; size: number; on: string }) {
  const step = stepOf(point.mean);
  const ink = inkOf(step);
  const scale = size / 10;
  const paint = point.n < ENOUGH
    ? { fill: on, stroke: ink, strokeWidth: 1.1 }
    : { fill: ink, stroke: on, strokeWidth: 2.2, style: { paintOrder: 'stroke' } };
  return (
    <g transform={`translate(${point.x - size / 2} ${y - size / 2}) scale(${scale})`}>
      <path d={SHAPE[directionOf(step)]} strokeLinejoin="round" {...paint} />
    </g>
  );
}
