// One of a few, side by side: a group of radio buttons that looks like one control.
import { useId } from 'react';
import styles from './Segments.module.css';

interface SegmentsProps<T extends string> {
  name: string;
  value: T;
  options: { value: T; label: string }[];
  onChange: (value: T) => void;
}

export function Segments<T extends string>({ name, value, options, onChange }: SegmentsProps<T>) {
  const group = useId();
  return (
    <fieldset className={styles.segments}>
      <legend className="hidden-text">{name}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.option}>
          <input
            type="radio" name={group} value={option.value} checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
