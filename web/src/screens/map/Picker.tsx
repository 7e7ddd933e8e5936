// A small ridge with the stages under it: it shows where one is, and each stage is a button.
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Ridge } from '../../parts';
import { ridgePoints } from './EmotionPicture';
import { useShown } from './shown';
import styles from './Story.module.css';

const PICKER = { height: 118, zero: 48, unit: 19 };

export function Picker({ at, onPick }: { at: number; onPick: (at: number) => void }) {
  const { t } = useTranslation('map');
  const { stages } = useShown();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const list = useRef<HTMLOListElement>(null);
  const count = stages.length;
  // with many stages the picker scrolls rather than squeeze the names
  const each = Math.max(50, width / Math.max(1, count));
  const total = each * count;
  const xs = stages.map((_, place) => each * (place + 0.5));
  const points = ridgePoints(stages, xs);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [at]);
  return (
    <div className={styles.picker}>
      <div ref={ref} className={styles.strip}>
        <div className={styles.inner} style={{ width: total }}>
          <ol ref={list} aria-label={t('lane.stage')}>
            {stages.map((stage, place) => (
              <li key={stage.id} style={{ width: each }}>
                <button type="button" aria-current={place === at ? 'step' : undefined} onClick={() => onPick(place)}><span>{stage.name}</span></button>
              </li>
            ))}
          </ol>
          <svg width={total} height={PICKER.height} aria-hidden="true">
            <path d={`M0 ${PICKER.zero}H${total}`} stroke="var(--ctl)" strokeWidth="0.8" />
            {points.map((point, place) => point === null ? (
              <g key={stages[place]?.id}>
                <rect x={(xs[place] ?? 0) - 18} y={PICKER.zero - 22} width="36" height="44" rx="4" fill={place === at ? 'var(--surface)' : 'var(--bg)'} stroke="var(--line2)" strokeDasharray="3 3" />
                <text x={xs[place]} y={PICKER.zero + 4} textAnchor="middle" fontSize="11" fill="var(--ink3)">{t('story.none')}</text>
              </g>
            ) : null)}
            <Ridge points={points} zero={PICKER.zero} unit={PICKER.unit} size={(place) => (place === at ? 17 : 12)} step={5} bands={false} on={(place) => (place === at ? 'var(--surface)' : 'var(--bg)')} />
          </svg>
        </div>
      </div>
    </div>
  );
}
