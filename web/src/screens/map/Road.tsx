// The road to the next stage: ten ticks, and as many inked as of ten went on (rounded).
import { inkedTicks } from '../../parts/ridge';

export function Road({ width, wentOn, entered }: { width: number; wentOn: number; entered: number }) {
  const inked = inkedTicks(wentOn, entered);
  const step = (width - 14) / 10;
  return (
    <svg width={width} height="16" viewBox={`0 0 ${width} 16`} aria-hidden="true">
      <path d={`M10 8H${width}`} stroke="var(--ink)" />
      {Array.from({ length: 10 }, (_, tick) => {
        const x = (14 + step * (tick + 0.5)).toFixed(1);
        return tick < inked ? (
          <path key={tick} d={`M${x} 3V13`} stroke="var(--ink)" strokeWidth="1.6" />
        ) : (
          <path key={tick} d={`M${x} 5.5V10.5`} stroke="var(--line2)" strokeWidth="1.2" />
        );
      })}
      <circle cx="6" cy="8" r="4.5" fill="var(--surface)" stroke="var(--ink)" strokeWidth="1.6" />
    </svg>
  );
}
