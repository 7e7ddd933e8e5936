// How far a counted piece of work is: an ink bar on a sunken track, the counts beside it.
import styles from './page.module.css';

interface AmountProps {
  name: string;
  done: number;
  /** `null`: not known yet; then only the count is shown, never an invented share. */
  total: number | null;
}

export function Amount({ name, done, total }: AmountProps) {
  const share = total === null || total <= 0 ? null : Math.min(1, done / total);
  return (
    <div
      className={styles.amount} role="progressbar" aria-label={name} aria-valuemin={0}
      aria-valuemax={total ?? undefined} aria-valuenow={share === null ? undefined : done} data-unknown={share === null}
    >
      <i style={{ width: share === null ? undefined : `${share * 100}%` }} />
    </div>
  );
}
