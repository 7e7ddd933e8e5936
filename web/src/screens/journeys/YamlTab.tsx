// The journey as its file, in step with the form: what is typed counts as soon as it can be read.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { same } from './diff';
import { useEditing } from './context';
import { readJourney, writeJourney } from './file';
import styles from './journeys.module.css';

export function YamlTab() {
  const { t } = useTranslation('journeys');
  const { journey, dispatch } = useEditing();
  const [text, setText] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  // What this text last meant; a journey that differs from it was changed elsewhere (undo), and is written anew.
  const meant = useRef<unknown>(null);
  useEffect(() => {
    if (same(meant.current, journey)) return undefined;
    let gone = false;
    void writeJourney(journey).then((written) => {
      if (gone) return;
      meant.current = journey;
      setText(written);
      setFault(null);
    });
    return () => {
      gone = true;
    };
  }, [journey]);
  const type = (next: string) => {
    setText(next);
    void readJourney(next).then((read) => {
      if (!read.ok) {
        setFault(read.line === null ? t('yaml.shape', { field: read.message }) : t('yaml.line', { line: read.line, message: read.message }));
        return;
      }
      setFault(null);
      meant.current = read.value;
      dispatch({ do: 'replace', journey: read.value });
    });
  };
  return (
    <>
      <textarea
        className={styles.yaml} value={text ?? ''} disabled={text === null} spellCheck={false} aria-label={t('yaml.name')}
        aria-invalid={fault !== null} rows={Math.min(44, Math.max(16, (text ?? '').split('\n').length + 1))}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <p className={styles.fault} aria-live="polite">{fault ?? ''}</p>
    </>
  );
}
