// A small line over time. Where a value is missing the line breaks: nothing is drawn across what was not measured.
interface SparkProps {
  values: (number | null)[];
  width?: number;
  height?: number;
  /** What it shows, for those who do not see it. */
  name: string;
}

/** Runs of points without a gap between them, as [x, y] in a box with room for the end mark. */
export function sparkRuns(values: (number | null)[], width: number, height: number): [number, number][][] {
  const known = values.filter((value): value is number => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const runs: [number, number][][] = [];
  let run: [number, number][] = [];
  values.forEach((value, at) => {
    if (value === null) {
      if (run.length > 0) runs.push(run);
      run = [];
      return;
    }
    const x = 2 + (values.length > 1 ? (at * (width - 8)) / (values.length - 1) : (width - 8) / 2);
    const y = high > low ? height - 4 - ((value - low) / (high - low)) * (height - 8) : height / 2;
    run.push([x, y]);
  });
  if (run.length > 0) runs.push(run);
  return runs;
}

export function Spark({ values, width = 80, height = 28, name }: SparkProps) {
  const runs = sparkRuns(values, width, height);
  const end = runs.at(-1)?.at(-1);
  if (!end) return null;
  const place = ([x, y]: [number, number]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name} style={{ maxWidth: '100%' }}>
      {runs.map((run) =>
        run.length === 1 && run[0] ? (
          <circle key={run[0][0]} cx={run[0][0]} cy={run[0][1]} r="1.2" fill="var(--ink)" />
        ) : (
          <path
            key={run[0]?.[0]} d={`M${run.map(place).join('L')}`}
            fill="none" stroke="var(--ink)" strokeWidth="1.5" strokeLinejoin="round"
          />
        ),
      )}
      <circle cx={end[0]} cy={end[1]} r="2.6" fill="var(--ink)" />
    </svg>
  );
}
