// An empty page: one sentence why, one thing to do, one link.
import type { ReactNode } from 'react';
import styles from './States.module.css';

interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  /** One primary button and perhaps a link. */
  actions?: ReactNode;
}

export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <section className={styles.empty}>
      <svg width="104" height="28" viewBox="0 0 104 28" aria-hidden="true">
        <path
          d="M2 24L28 11L40 18L60 3L74 12L80 10L102 24"
          fill="none" stroke="var(--ctl)" strokeWidth="1.5" strokeDasharray="3 3" strokeLinejoin="round"
        />
      </svg>
      <h2>{title}</h2>
      {children ? <p className="soft">{children}</p> : null}
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </section>
  );
}
