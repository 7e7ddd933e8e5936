// The drawing itself, in a chunk of its own: ECharts with the marks and parts that are in use. A screen that needs another
// kind of mark registers it with `use` before it draws.
import { useComputedColorScheme } from '@mantine/core';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { ChartProps } from './Chart';
import { inksOf } from './inks';
import styles from './parts.module.css';

register([BarChart, LineChart, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

/** At least as fine as a saved picture. */
const FINE = 2;

const STILL = '(prefers-reduced-motion: reduce)';

export default function Canvas({ option, label, height, onPick }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const pick = useRef(onPick);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    pick.current = onPick;
  });
  useEffect(() => {
    if (!box.current) return undefined;
    const drawn = init(box.current, undefined, { renderer: 'canvas', devicePixelRatio: Math.max(FINE, window.devicePixelRatio) });
    chart.current = drawn;
    drawn.on('click', ({ seriesIndex, dataIndex, name, data }) => {
      if (seriesIndex !== undefined) pick.current?.({ series: seriesIndex, index: dataIndex, name, data });
    });
    const watch = new ResizeObserver(() => drawn.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      drawn.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    if (!box.current || !chart.current) return;
    const inks = inksOf(box.current);
    const animation = !window.matchMedia(STILL).matches;
    chart.current.setOption({ animation, animationDuration: 160, textStyle: { fontFamily: inks.sans, color: inks.ink2 }, ...option(inks) }, { notMerge: true });
  }, [option, scheme]);
  return <div ref={box} className={styles.chart} style={{ height, cursor: onPick ? 'pointer' : undefined }} role="img" aria-label={label} />;
}
