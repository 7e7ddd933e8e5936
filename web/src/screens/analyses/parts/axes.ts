// How axes and tips look in every chart: hairlines, small grey numbers, no frame.
import type { Inks } from './inks';

export const categoryAxis = (inks: Inks, data: string[]) => ({
  type: 'category' as const, data, axisTick: { show: false }, axisLine: { lineStyle: { color: inks.line2 } },
  axisLabel: { color: inks.ink3, fontSize: 11, hideOverlap: true, margin: 10 },
});

export const valueAxis = (inks: Inks, formatter: (value: number) => string) => ({
  type: 'value' as const, splitNumber: 4, splitLine: { lineStyle: { color: inks.line } },
  axisLabel: { color: inks.ink3, fontSize: 11, formatter },
});

export const tip = (inks: Inks) => ({
  backgroundColor: inks.surface, borderColor: inks.line2, borderWidth: 1, padding: [8, 12], confine: true,
  textStyle: { color: inks.ink, fontSize: 12, lineHeight: 18, fontFamily: inks.sans }, extraCssText: 'border-radius:6px;box-shadow:var(--shadow);max-width:320px;white-space:normal',
});

export const grid = { left: 8, right: 16, top: 24, bottom: 8, containLabel: true };

/** A text of the data in a tip, which is HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** An axis of shares from zero to just above the highest, in round steps. */
export function shareScale(shares: number[]): { min: number; max: number; interval: number } {
  const highest = Math.max(0, ...shares);
  const interval = [0.01, 0.02, 0.05, 0.1, 0.2].find((step) => highest <= step * 5) ?? 0.2;
  return { min: 0, max: Math.min(1, Math.max(interval, Math.ceil(highest / interval) * interval)), interval };
}
