// A span of time as a number and a unit, as `14d` is written. It is taken when the field is left.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { spanOf } from '../../journeys/model';
import { ChoiceField, TextField } from '../../page/Field';
import styles from './funnel.module.css';

const UNITS = ['m', 'h', 'd', 'w'] as const;

interface SpanFieldProps {
  label: string;
  value: string;
  onChange: (span: string) => void;
}

export function SpanField({ label, value, onChange }: SpanFieldProps) {
  const { t } = useTranslation('funnel');
  const known = spanOf(value);
  const [text, setText] = useState(String(known?.count ?? ''));
  const [before, setBefore] = useState(value);
  if (before !== value) {
    setBefore(value);
    setText(String(known?.count ?? ''));
  }
  const count = Number(text);
  const fits = Number.isInteger(count) && count > 0 && count <= 100_000;
  const take = () => {
    if (fits && count !== known?.count) onChange(`${count}${known?.unit ?? 'd'}`);
  };
  return (
    <div className={styles.span}>
      <TextField
        quiet label={label} inputMode="numeric" value={text} aria-invalid={fits ? undefined : true} onText={setText} onBlur={take}
        onKeyDown={(event) => { if (event.key === 'Enter') take(); }}
      />
      <ChoiceField
        quiet label={t('span.unit', { label })} value={known?.unit ?? 'd'} options={UNITS.map((unit) => ({ value: unit, label: t(`span.${unit}`) }))}
        onText={(unit) => onChange(`${fits ? count : (known?.count ?? 1)}${unit}`)}
      />
    </div>
  );
}
