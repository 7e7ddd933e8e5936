// A number of customers that opens them. One that counts nobody opens nothing.
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts';
import { useFunnel } from './context';
import styles from './funnel.module.css';
import type { FunnelCell } from './model';

interface CountButtonProps {
  cell: FunnelCell;
  n: number;
  /** What it counts, for who cannot see where it stands: “2단계 이탈”. */
  name: string;
  /** Shown instead of the count. */
  children?: React.ReactNode;
  className?: string;
}

export function CountButton({ cell, n, name, children, className = '' }: CountButtonProps) {
  const { t } = useTranslation('funnel');
  const format = useFormat();
  const { open, cell: current } = useFunnel();
  if (n === 0) return <span className={className}>{children ?? format.count(n)}</span>;
  return (
    <button
      type="button" className={`${styles.count} ${className}`} data-cell={JSON.stringify(cell)} aria-expanded={sameCell(current, cell)}
      aria-label={t('opens', { name, n: format.count(n) })} onClick={() => open(cell)}
    >
      {children ?? format.count(n)}
    </button>
  );
}

export function sameCell(a: FunnelCell | null, b: FunnelCell): boolean {
  return a !== null && a.step === b.step && a.is === b.is && a.value === b.value && a.rest === b.rest && a.day === b.day && (a.compared ?? false) === (b.compared ?? false);
}
