// Feelings that people wrote, as diamonds beside the computed points: name and value over it, never in its place.
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../../api/contract';
import { useFormat } from '../../../parts';
import { heightOf } from '../labels';

/** A diamond that would lie on the computed point is moved beside it. */
const ASIDE = 22;
const NEAR = 26;

/** Where the diamond of a stage lies; `null` without one. */
export function diamondHeight(stage: MapStage): number | null {
  const written = (stage.written ?? []).find(({ lane }) => lane === 'emotion');
  return written?.value === undefined ? null : heightOf(written.value);
}

interface OverridesProps {
  stages: MapStage[];
  xs: number[];
  on: (at: number) => string;
}

export function Overrides({ stages, xs, on }: OverridesProps) {
  const { t } = useTranslation('team');
  const format = useFormat();
  return stages.map((stage, at) => {
    const written = (stage.written ?? []).find(({ lane }) => lane === 'emotion');
    if (written?.value === undefined) return null;
    const y = heightOf(written.value);
    const { mean } = stage.emotion;
    const x = (xs[at] ?? 0) + (mean !== null && Math.abs(heightOf(mean) - y) < NEAR ? ASIDE : 0);
    const above = y > 40;
    return (
      <g key={stage.id} textAnchor="middle">
        <path d={`M${x} ${y - 5.5}L${x + 5.5} ${y}L${x} ${y + 5.5}L${x - 5.5} ${y}Z`} fill={on(at)} stroke="var(--ink)" strokeWidth="1.5" />
        <text x={x} y={above ? y - 11 : y + 20} fontSize="11" fill="var(--ink2)" stroke={on(at)} strokeWidth="4" strokeLinejoin="round" style={{ paintOrder: 'stroke' }}>
          {written.by} {format.signed(written.value, 1)}{written.drift ? ` · ${t('driftShort')}` : ''}
        </text>
      </g>
    );
  });
}
