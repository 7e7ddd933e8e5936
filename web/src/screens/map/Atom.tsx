// A number that opens: a button with its cell's name. Only one atom of the grid is a tab stop, arrows move between them
// (keys.ts), and one shared tip (MapTip) says n, period and method of whichever is pointed at.
import type { CSSProperties, ReactNode } from 'react';
import { useMap } from './context';
import styles from './Atom.module.css';

interface AtomProps {
  cell: string;
  /** `row`: label left, value right. `block`: fills what it lies in. `text`: as wide as its text. */
  shape?: 'row' | 'block' | 'text';
  className?: string;
  style?: CSSProperties;
  children: ReactNode;
}

export function Atom({ cell, shape = 'row', className = '', style, children }: AtomProps) {
  const { selected, select } = useMap();
  return (
    <button
      type="button" data-cell={cell} data-shape={shape} className={`${styles.atom} ${className}`} style={style}
      aria-expanded={selected === cell} tabIndex={-1} onClick={() => select(cell)}
    >
      {children}
    </button>
  );
}
