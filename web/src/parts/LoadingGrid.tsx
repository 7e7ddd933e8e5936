// Waiting: a still grid in the sunken colour, no shimmer. After a second it says what it is waiting for.
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './States.module.css';

interface LoadingGridProps {
  columns?: number;
  rows?: number;
  /** Said after one second, for instance a counted step and a way to cancel. */
  says?: ReactNode;
}

export function LoadingGrid({ columns = 6, rows = 4, says }: LoadingGridProps) {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 1000);
    return () => clearTimeout(timer);
  }, []);
  const widths = [88, 56, 72, 40, 64, 80];
  return (
    <div className={styles.loading} role="status" aria-live="polite" data-loading="">
      {late ? <p className={styles.says}>{says ?? t('state.reading')}</p> : <span className="hidden-text">{t('state.loading')}</span>}
      <div className={styles.grid} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }} aria-hidden="true">
        {Array.from({ length: rows * columns }, (_, at) => (
          <i key={at} style={{ width: `${widths[(at * 7 + Math.floor(at / columns)) % widths.length]}%` }} />
        ))}
      </div>
    </div>
  );
}
