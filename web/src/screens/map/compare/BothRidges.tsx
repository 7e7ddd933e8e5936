// The feeling of both sides over one zero line: the side looked at as the ridge of the map, the other as a thin dashed line
// with hollow points. The numbers stand in the row above it, so the picture is hidden from those who listen.
import { useTranslation } from 'react-i18next';
import type { JourneyMap } from '../../../api/contract';
import { Ridge } from '../../../parts';
import { monotone, runsOf } from '../../../parts/ridge';
import { ridgePoints } from '../EmotionPicture';
import { middles } from '../layout';
import styles from './compare.module.css';

const HEIGHT = 148;
const ZERO = 74;
const UNIT = 30;
const heightOf = (mean: number) => ZERO - Math.min(2.2, Math.max(-2.2, mean)) * UNIT;

export function BothRidges({ of, against, widths }: { of: JourneyMap; against: JourneyMap; widths: number[] }) {
  const { t } = useTranslation('compare');
  const total = widths.reduce((sum, width) => sum + width, 0);
  const xs = middles(widths);
  const others = ridgePoints(against.stages, xs);
  return (
    <>
      <svg className={styles.ridges} width={total} height={HEIGHT} viewBox={`0 0 ${total} ${HEIGHT}`} aria-hidden="true">
        <path d={`M0 ${ZERO}H${total}`} stroke="var(--ctl)" />
        <Ridge points={ridgePoints(of.stages, xs)} zero={ZERO} unit={UNIT} size={12} on={() => 'var(--surface)'} />
        {runsOf(others, () => true).ridges.map((run) => (
          <path
            key={run[0]?.x} d={monotone(run.map(({ x, mean }) => ({ x, y: heightOf(mean) }))).path}
            fill="none" stroke="var(--ink3)" strokeWidth="1.5" strokeDasharray="5 4"
          />
        ))}
        {others.map((point) => (point ? (
          <circle key={point.x} cx={point.x} cy={heightOf(point.mean)} r="4" fill="var(--surface)" stroke="var(--ink3)" strokeWidth="1.5" />
        ) : null))}
      </svg>
      <p className={styles.key} aria-hidden="true">
        <span><svg width="24" height="8"><path d="M0 4H24" stroke="var(--ink)" strokeWidth="2.25" /></svg>{t('side.to')}</span>
        <span><svg width="24" height="8"><path d="M0 4H24" stroke="var(--ink3)" strokeWidth="1.5" strokeDasharray="5 4" /></svg>{t('side.from')}</span>
      </p>
    </>
  );
}
