// Several of a list, in order: what is chosen stands as buttons that take it away, the rest is behind a list.
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../page/Field';
import styles from './labels.module.css';

interface SeveralProps<T extends string> {
  name: string;
  /** What the list behind says before anything is chosen from it. */
  add: string;
  all: readonly T[];
  chosen: T[];
  says: (one: T) => string;
  onChange: (chosen: T[]) => void;
}

export function Several<T extends string>({ name, add, all, chosen, says, onChange }: SeveralProps<T>) {
  const { t } = useTranslation('labels');
  const left = all.filter((one) => !chosen.includes(one));
  return (
    <div className={styles.several} role="group" aria-label={name}>
      {chosen.map((one) => (
        <button
          key={one} type="button" className={styles.chosen} aria-label={t('takeAway', { name: says(one) })}
          onClick={() => onChange(chosen.filter((other) => other !== one))}
        >
          {says(one)}
          <IconX size={12} stroke={2} aria-hidden="true" />
        </button>
      ))}
      <ChoiceField
        label={add} quiet value="" onText={(to) => onChange([...chosen, to as T])}
        options={[{ value: '', label: chosen.length > 0 ? t('more') : add }, ...left.map((one) => ({ value: one, label: says(one) }))]}
      />
    </div>
  );
}
