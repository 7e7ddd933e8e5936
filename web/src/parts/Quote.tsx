// A customer's words: serif, curly quotes, verbatim. Under them where they come from.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Quote.module.css';

interface QuoteProps {
  text: string;
  /** Cell 13/20, drawer 14/23, story 19/31; in a room by its screen. */
  size?: 'cell' | 'drawer' | 'story' | 'room';
  /** At most so many lines, then “…”; the whole must be one step away. */
  lines?: number;
  children?: ReactNode;
}

export function Quote({ text, size = 'drawer', lines, children }: QuoteProps) {
  const { t } = useTranslation();
  const clamp = lines ? { WebkitLineClamp: lines } : undefined;
  return (
    <figure className={styles.figure}>
      <blockquote className={`quote ${styles.words}`} data-size={size} data-clamped={lines !== undefined} style={clamp}>
        {t('quoted', { text: text.trim() })}
      </blockquote>
      {children ? <figcaption className={styles.source}>{children}</figcaption> : null}
    </figure>
  );
}
