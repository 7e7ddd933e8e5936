// The picture of the emotion lane: one wide drawing under the stages' buttons. Everything it shows also stands in the
// buttons' names and in the table (T), so it is hidden from those who listen.
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../api/contract';
import { ENOUGH, inkOf, Ridge, stepOf, useFormat, type RidgePoint } from '../../parts';
import { HEIGHT, heightOf, labelHeights, UNIT, ZERO } from './labels';
import { middles } from './layout';
import { diamondHeight, Overrides } from './team/Overrides';

interface EmotionPictureProps {
  stages: MapStage[];
  widths: number[];
  selected: number;
}

/** Points of a map's stages at the given middles; `null` where nobody said anything. */
export function ridgePoints(stages: MapStage[], xs: number[]): (RidgePoint | null)[] {
  return stages.map(({ emotion }, at) =>
    emotion.mean === null || emotion.n === 0
      ? null
      : { x: xs[at] ?? 0, mean: emotion.mean, low: emotion.low, high: emotion.high, n: emotion.n },
  );
}

export function EmotionPicture({ stages, widths, selected }: EmotionPictureProps) {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const xs = middles(widths);
  const points = ridgePoints(stages, xs);
  const heights = labelHeights(points, stages.map(diamondHeight));
  const on = (at: number) => (at === selected ? 'var(--sel)' : 'var(--surface)');
  return (
    <svg width={total} height={HEIGHT} viewBox={`0 0 ${total} ${HEIGHT}`} aria-hidden="true">
      <defs>
        <pattern id="no-voices" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" stroke="var(--line2)" />
        </pattern>
      </defs>
      {[2, 1, -1, -2].map((value) => (
        <path key={value} d={`M0 ${heightOf(value)}H${total}`} stroke="var(--line)" strokeDasharray="1 5" />
      ))}
      <path d={`M0 ${ZERO}H${total}`} stroke="var(--ctl)" />
      {points.map((point, at) =>
        point === null ? <NoVoices key={stages[at]?.id} voices={stages[at]?.voices ?? 0} x={xs[at] ?? 0} width={widths[at] ?? 0} on={on(at)} /> : null,
      )}
      <Ridge points={points} zero={ZERO} unit={UNIT} on={on} />
      <Overrides stages={stages} xs={xs} on={on} />
      {points.map((point, at) =>
        point === null ? null : <Label key={stages[at]?.id} point={point} baseline={heights[at] ?? 0} on={on(at)} />,
      )}
    </svg>
  );
}

function Label({ point, baseline, on }: { point: RidgePoint; baseline: number; on: string }) {
  const { t } = useTranslation('map');
  const format = useFormat();
  const few = point.n < ENOUGH;
  const step = stepOf(point.mean);
  const interval = point.low === null || point.high === null ? '' : `${format.signedInterval(point.low, point.high)} `;
  return (
    <g textAnchor="middle" style={{ paintOrder: 'stroke' }} stroke={on} strokeWidth="4" strokeLinejoin="round">
      <text x={point.x} y={baseline} fontSize="14" fontWeight="700" fill={few ? 'var(--ink3)' : inkOf(step)}>
        {format.signed(point.mean)} <tspan fontSize="12" fontWeight="600">{t(few ? 'feeling.few' : `feeling.${step}`)}</tspan>
      </text>
      <text x={point.x} y={baseline + 15} fontSize="11" fill="var(--ink3)">
        {interval}n {format.count(point.n)}
      </text>
    </g>
  );
}

function NoVoices({ x, width, on, voices }: { x: number; width: number; on: string; voices: number }) {
  const { t } = useTranslation('map');
  const box = { x: x - width / 2 + 6, y: 10, width: width - 13, height: HEIGHT - 20, rx: 6 };
  return (
    <g>
      <rect {...box} fill={on} />
      <rect {...box} fill="url(#no-voices)" opacity="0.55" />
      <rect {...box} fill="none" stroke="var(--line2)" strokeDasharray="3 3" />
      <rect x={x - 50} y={ZERO - 26} width="100" height="50" rx="4" fill={on} />
      <g textAnchor="middle">
        <text x={x} y={ZERO - 6} fontSize="12" fontWeight="600" fill="var(--ink2)">{t(voices > 0 ? 'emotion.unrated' : 'emotion.none')}</text>
        <text x={x} y={ZERO + 12} fontSize="11" fill="var(--ink3)">{t('emotion.noLine')}</text>
      </g>
    </g>
  );
}
