// What is asked, at the left of its answer; on a narrow screen folded to one line above it.
import { IconChevronDown } from '@tabler/icons-react';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import parts from '../parts/parts.module.css';
import styles from './flow.module.css';

interface PanelProps {
  /** The question in one line, for the folded panel. */
  summary: string;
  children: ReactNode;
}

export function Panel({ summary, children }: PanelProps) {
  const { t } = useTranslation('flow');
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <section className={`${parts.question} ${styles.panel}`} aria-label={t('question')} data-open={open}>
      <button type="button" className={styles.fold} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <b>{t('question')}</b> <span>{summary}</span>
        <IconChevronDown size={16} stroke={1.5} aria-hidden="true" />
      </button>
      <div className={styles.folded} id={id}>{children}</div>
    </section>
  );
}

/** A titled part of the panel. */
export function Choice({ title, why, children }: { title: string; why?: string; children: ReactNode }) {
  const id = useId();
  return (
    <div className={styles.choice} role="group" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
      {why ? <p>{why}</p> : null}
    </div>
  );
}
