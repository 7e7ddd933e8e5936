// The frame's bar with a title: what is on screen, how many, pickers, and at the end the one thing to do.
import type { ReactNode } from 'react';
import { TopBar as Bar } from '../../frame/TopBar';
import { useFormat } from '../../parts';
import styles from './page.module.css';

interface TopBarProps {
  title: string;
  /** How many there are, grey beside the title. */
  count?: number;
  /** Way back, before the title. */
  back?: ReactNode;
  children?: ReactNode;
  /** At the end of the bar. */
  actions?: ReactNode;
}

export function TopBar({ title, count, back, children, actions }: TopBarProps) {
  const format = useFormat();
  return (
    <Bar end={actions}>
      <div className={styles.what}>
        {back}
        <h1>{title}</h1>
        {count === undefined ? null : <span className="faint">{format.count(count)}</span>}
      </div>
      {children ? <div className={styles.pickers}>{children}</div> : null}
    </Bar>
  );
}
