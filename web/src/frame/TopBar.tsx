// The bar at the top of a screen: what, whose, when at the left; freshness and what can be done at the right.
import type { ReactNode } from 'react';
import styles from './Frame.module.css';
import { SearchIcon } from './search/Search';

interface TopBarProps {
  children: ReactNode;
  end?: ReactNode;
}

export function TopBar({ children, end }: TopBarProps) {
  return (
    <header className={styles.top}>
      {children}
      {end ? <div className={styles.end}>{end}</div> : null}
      <SearchIcon className={styles.find} />
    </header>
  );
}
