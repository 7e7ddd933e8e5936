// One difference: its shape, a sentence, from → to with n (each opens its own list), the interval on the shared axis, and
// the difference.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Difference, JourneyMap } from '../../../api/contract';
import { Glyph, Interval, useFormat } from '../../../parts';
import styles from './compare.module.css';
import { differenceText, inkOfMeaning, meaningOf, placed, sentence, valueText, type Meaning } from './texts';

export type Which = 'from' | 'to';

interface DifferenceRowProps {
  difference: Difference;
  map: Pick<JourneyMap, 'stages'>;
  axis: { min: number; max: number };
  tense?: 'side' | 'time';
  /** Opens the list of a side; without it the numbers only stand there. */
  open?: (cell: string, which: Which) => void;
  /** The list that is open. */
  opened?: { cell: string; which: Which } | null;
  /** Under the sentence. */
  about?: ReactNode;
  /** At the end: a small line over time. */
  end?: ReactNode;
}

export function DifferenceRow({ difference, map, axis, tense = 'side', open, opened, about, end }: DifferenceRowProps) {
  const { t } = useTranslation(['compare', 'map']);
  const format = useFormat();
  const meaning = meaningOf(difference);
  const stage = map.stages.find(({ id }) => id === difference.stage)?.name ?? difference.stage;
  const place = placed(difference);
  const text = differenceText(difference, format, t);
  const side = (which: Which) => (
    <SideNumber difference={difference} which={which} open={open} opened={opened?.which === which && opened.cell === difference[which].cell} />
  );
  return (
    <div className={styles.row} data-meaning={meaning} data-end={end !== undefined}>
      <span className={styles.shape}><Shape meaning={meaning} /></span>
      <div className={styles.said}>
        <b>{sentence(difference, stage, tense, t)}</b>
        <span className={styles.sides}>
          {side('from')}<span aria-label={t('to')}>→</span>{side('to')}
          {difference.to.young + difference.from.young > 0 ? (
            <small title={t('youngHow')}>{t('young', { n: format.count(difference.to.young + difference.from.young) })}</small>
          ) : null}
        </span>
        {about}
      </div>
      <span className={styles.mark}>{place ? <Interval {...place} {...axis} width={180} height={14} ink={inkOfMeaning(meaning)} /> : null}</span>
      <span className={styles.number}>
        {text ? <b style={{ color: inkOfMeaning(meaning) }}>{text.value}</b> : null}
        {text ? <small>{text.interval}</small> : null}
        {meaning === 'none' ? <small>{t(`verdict.${difference.verdict}`)}</small> : null}
      </span>
      {end}
    </div>
  );
}

/** ▼ worse, ▲ better, ● different without being either, ○ not to be told apart. */
export function Shape({ meaning, size = 10 }: { meaning: Meaning; size?: number }) {
  const { t } = useTranslation('compare');
  return (
    <>
      {meaning === 'better' || meaning === 'worse' ? <Glyph step={meaning === 'better' ? 'p1' : 'n1'} size={size} /> : (
        <svg width={size} height={size} viewBox="0 0 10 10" aria-hidden="true">
          <circle cx="5" cy="5" r="3.4" fill={meaning === 'other' ? 'var(--ink)' : 'none'} stroke={meaning === 'other' ? 'var(--ink)' : 'var(--ink3)'} strokeWidth="1.4" />
        </svg>
      )}
      <span className="hidden-text">{t(`meaning.${meaning}`)}</span>
    </>
  );
}

interface SideNumberProps {
  difference: Difference;
  which: Which;
  open?: (cell: string, which: Which) => void;
  opened: boolean;
  /** Without its n, where there is no room. */
  bare?: boolean;
}

/** A number of one side, which opens its list there. */
export function SideNumber({ difference, which, open, opened, bare = false }: SideNumberProps) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const side = difference[which];
  const text = (
    <>
      {valueText(difference.measure, side.value, format)}
      {bare ? null : <small> n {format.count(side.n)}</small>}
    </>
  );
  if (!open || side.n === 0) return <span className={styles.side}>{text}</span>;
  return (
    <button
      type="button" className={styles.side} aria-expanded={opened} data-side={which} data-list={side.cell} onClick={() => open(side.cell, which)}
      title={t('opens', { n: format.count(side.n), customers: format.count(side.customers) })}
    >
      <span className="hidden-text">{t(`side.${which}`)} </span>{text}
    </button>
  );
}
