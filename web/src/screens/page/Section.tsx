// A titled part of a page: the title, a grey remark beside it, something at the end of the line.
import { useId, type ReactNode } from 'react';
import styles from './page.module.css';

interface SectionProps {
  title: string;
  remark?: ReactNode;
  end?: ReactNode;
  children: ReactNode;
  /** An ink rule under the title, where what follows has no lines of its own. */
  ruled?: boolean;
}

export function Section({ title, remark, end, children, ruled = false }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.title} data-ruled={ruled}>
        <h2 id={id}>{title}</h2>
        {remark ? <span className={styles.remark}>{remark}</span> : null}
        {end ? <span className={styles.end}>{end}</span> : null}
      </div>
      {children}
    </section>
  );
}
