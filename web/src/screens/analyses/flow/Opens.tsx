// A number that opens the customers it counts. One that counts nobody opens nothing.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts';
import type { Cell } from '../parts';
import styles from './flow.module.css';

interface OpensProps {
  cell: Cell;
  n: number;
  /** What it counts, for who cannot see where it stands. */
  name: string;
  current: Cell | null;
  open: (cell: Cell) => void;
  /** Shown instead of the count. */
  children?: ReactNode;
}

export function Opens({ cell, n, name, current, open, children }: OpensProps) {
  const { t } = useTranslation('flow');
  const format = useFormat();
  if (n === 0) return <span>{children ?? format.count(n)}</span>;
  const written = JSON.stringify(cell);
  return (
    <button
      type="button" className={styles.opens} data-cell={written} aria-expanded={JSON.stringify(current) === written}
      aria-label={t('opens', { name, n: format.count(n) })} onClick={() => open(cell)}
    >
      {children ?? format.count(n)}
    </button>
  );
}

/** Closes the drawer and gives the focus back to what opened it. */
export function closing(cell: Cell | null, open: (cell: null) => void): () => void {
  return () => {
    const opened = JSON.stringify(cell);
    open(null);
    requestAnimationFrame(() => {
      const from = [...document.querySelectorAll<HTMLElement | SVGElement>('[data-cell]')].find(({ dataset }) => dataset.cell === opened);
      from?.focus({ preventScroll: true });
    });
  };
}
