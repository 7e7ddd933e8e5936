// A label of a thing. Only tags of feeling are coloured.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sentiment } from '../api/contract';
import { Glyph } from './Feeling';
import { stepOfSentiment } from './feelings';
import styles from './Tag.module.css';

export function Tag({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span className={styles.tag} title={title}>
      {children}
    </span>
  );
}

export function SentimentTag({ sentiment }: { sentiment: Sentiment }) {
  const { t } = useTranslation();
  return (
    <span className={styles.tag} data-sentiment={sentiment}>
      <Glyph step={stepOfSentiment(sentiment)} size={8} on="transparent" />
      {t(`sentiment.${sentiment}`)}
    </span>
  );
}
