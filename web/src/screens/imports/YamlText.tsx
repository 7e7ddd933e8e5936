// The mapping as its file. What is typed counts as soon as it can be read; until then the last readable one stands.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mapping } from '../../api/contract';
import { readMapping, writeMapping } from './file';
import styles from './imports.module.css';

interface YamlTextProps {
  mapping: Mapping;
  change: (mapping: Mapping) => void;
}

export function YamlText({ mapping, change }: YamlTextProps) {
  const { t } = useTranslation('imports');
  const [text, setText] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const begin = useRef(mapping);
  useEffect(() => {
    let gone = false;
    void writeMapping(begin.current).then((written) => {
      if (!gone) setText(written);
    });
    return () => {
      gone = true;
    };
  }, []);
  const type = (next: string) => {
    setText(next);
    void readMapping(next).then((read) => {
      if (read.ok) {
        setFault(null);
        change(read.value);
      } else {
        setFault(read.line === null ? t('yaml.shape', { field: read.message }) : t('yaml.line', { line: read.line, message: read.message }));
      }
    });
  };
  return (
    <div>
      <textarea
        className={styles.yaml} value={text ?? ''} disabled={text === null} spellCheck={false} aria-label={t('yaml.name')}
        aria-invalid={fault !== null} rows={Math.min(32, Math.max(12, (text ?? '').split('\n').length + 1))}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <p className={styles.fault} aria-live="polite">{fault ?? ''}</p>
    </div>
  );
}
