// An interval on an axis that its neighbours share: a hairline, a tick at the reference, the interval and its middle.
interface IntervalProps {
  low: number;
  high: number;
  value: number;
  /** Ends of the shared axis. */
  min: number;
  max: number;
  /** A dashed reference mark, such as the overall value. */
  reference?: number;
  width?: number;
  height?: number;
  /** Colour means feeling: grey unless the interval says better or worse. */
  ink?: string;
}

export function Interval({ low, high, value, min, max, reference, width = 126, height = 10, ink = 'var(--ctl)' }: IntervalProps) {
  const x = (at: number) => 4 + ((Math.min(max, Math.max(min, at)) - min) / (max - min || 1)) * (width - 8);
  const y = height / 2;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" style={{ maxWidth: '100%' }}>
      <path d={`M4 ${y}H${width - 4}`} stroke="var(--line2)" />
      {min <= 0 && max >= 0 ? <path d={`M${x(0)} 1V${height - 1}`} stroke="var(--ctl)" /> : null}
      {reference !== undefined ? <path d={`M${x(reference)} 0V${height}`} stroke="var(--ink)" strokeDasharray="2 2" /> : null}
      <path d={`M${x(low)} ${y}H${x(high)}`} stroke={ink} strokeWidth="2.4" strokeLinecap="round" />
      <circle cx={x(value)} cy={y} r="3.2" fill={ink} stroke="var(--surface)" />
    </svg>
  );
}
