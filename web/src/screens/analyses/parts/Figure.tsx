// A picture with what it is of under it: what was asked, of which days, of how many, when. The same lines are in the PNG.
import type { ReactNode, Ref } from 'react';
import styles from './parts.module.css';

interface FigureProps {
  ref?: Ref<HTMLElement>;
  /** Shown on the PNG only, where no heading stands above. */
  title: string;
  /** Period, n and day, in that order; parts that are not known are left out. */
  about: (string | null | undefined)[];
  children: ReactNode;
}

export function Figure({ ref, title, about, children }: FigureProps) {
  return (
    <figure ref={ref} className={styles.figure}>
      {children}
      <figcaption>
        <b>{title}</b>
        <span>{about.filter(Boolean).join(' · ')}</span>
      </figcaption>
    </figure>
  );
}
