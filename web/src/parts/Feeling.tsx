// Feeling is never colour alone: a drawn shape, a sign and a word go with it.
import { useTranslation } from 'react-i18next';
import type { Sentiment } from '../api/contract';
import { directionOf, ENOUGH, inkOf, stepOf, stepOfSentiment, type Step } from './feelings';
import { useFormat } from './format';
import styles from './Feeling.module.css';

const SHAPE = { worse: 'M1 1.8H9L5 8.8Z', better: 'M5 1.2L9 8.2H1Z' };

interface GlyphProps {
  step: Step;
  size?: number;
  /** Hollow: too few to be sure. */
  hollow?: boolean;
  /** What is behind it, so that a hollow one hides the line under it. */
  on?: string;
}

/** The shape alone, for where the word stands beside it. */
export function Glyph({ step, size = 10, hollow = false, on = 'var(--surface)' }: GlyphProps) {
  const direction = directionOf(step);
  const ink = inkOf(step);
  const paint = hollow ? { fill: on, stroke: ink, strokeWidth: 1.4 } : { fill: ink };
  return (
    <svg width={size} height={size} viewBox="0 0 10 10" aria-hidden="true">
      {direction === 'same' ? (
        <circle cx="5" cy="5" r="3.6" {...paint} />
      ) : (
        <path d={SHAPE[direction]} strokeLinejoin="round" {...paint} />
      )}
    </svg>
  );
}

interface FeelingProps {
  /** On −2…+2. */
  value: number;
  /** Ratings behind it; under ten it is grey and says so. */
  n?: number;
  size?: 'small' | 'large' | 'huge';
}

/** “▼ −1.1 부정”. */
export function Feeling({ value, n, size = 'small' }: FeelingProps) {
  const { t } = useTranslation();
  const { signed } = useFormat();
  const few = n !== undefined && n < ENOUGH;
  const step = stepOf(value);
  return (
    <span className={styles.feeling} data-size={size} style={{ color: few ? 'var(--ink3)' : inkOf(step) }}>
      <Glyph step={step} size={{ small: 10, large: 14, huge: 28 }[size]} hollow={few} />
      <span>
        {signed(value)} {few ? t('feeling.few') : t(`feeling.${step}`)}
      </span>
    </span>
  );
}

/** “▼ 부정” for what has a label and no number. */
export function SentimentWord({ sentiment, size = 9 }: { sentiment: Sentiment; size?: number }) {
  const { t } = useTranslation();
  return (
    <span className={styles.word}>
      <Glyph step={stepOfSentiment(sentiment)} size={size} />
      {t(`sentiment.${sentiment}`)}
    </span>
  );
}
