// A chart with axes. The engine is fetched when the first one is drawn; the colours are those of tokens.css in the theme on
// screen. It is a picture with a description: whoever uses it puts a table of the same numbers beside it.
import { lazy, Suspense } from 'react';
import type { EChartsCoreOption } from 'echarts/core';
import type { Inks } from './inks';
import styles from './parts.module.css';

const Canvas = lazy(() => import('./Canvas'));

export interface ChartProps {
  /** What to draw, with the colours of the theme. Keep it stable (`useCallback`): it is drawn anew when it changes. */
  option: (inks: Inks) => EChartsCoreOption;
  /** What can be seen in it, as a sentence. */
  label: string;
  height: number;
  /** A mark was clicked. */
  onPick?: (mark: { series: number; index: number; name: string; data: unknown }) => void;
}

export function Chart(props: ChartProps) {
  return (
    <Suspense fallback={<div className={styles.chart} style={{ height: props.height }} data-loading="" />}>
      <Canvas {...props} />
    </Suspense>
  );
}
