// What was put right last, and the way back: the voice itself may have left the list, since it fits the filters no more.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ErrorPart } from '../../parts';
import { useAmend } from './corrections';
import type { Saved } from './LabelEditor';
import styles from './labels.module.css';
import { useWords } from './words';

interface SavedLineProps {
  ws: string;
  saved: Saved | null;
  onSaved: (saved: Saved | null) => void;
}

export function SavedLine({ ws, saved, onSaved }: SavedLineProps) {
  const { t } = useTranslation('labels');
  const words = useWords();
  const amend = useAmend(ws);
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // the form that had the focus is gone
    if (saved && (document.activeElement === document.body || document.activeElement === null)) line.current?.focus();
  }, [saved]);
  if (!saved) return <div role="status" className="hidden-text" />;
  const { voice, statement, before } = saved;
  const now = statement.put_right?.correction;
  const undo = () => {
    amend.mutateAsync({ voice, statement, base: statement.revision, correction: before }).then(() => onSaved(null), () => undefined);
  };
  return (
    <div ref={line} className={styles.saved} role="status" tabIndex={-1}>
      <span>{now ? t('saved', { labels: words.labels(now) }) : t('wentBack')}</span>
      <Button disabled={amend.isPending} onClick={undo}>{t('undo')}</Button>
      <Button look="ghost" onClick={() => onSaved(null)}>{t('close')}</Button>
      {amend.error ? <ErrorPart error={amend.error} title={t('notSaved')} /> : null}
    </div>
  );
}
