// Fields that offer what the data hold: one event name with its count, or several values.
import '@mantine/core/styles/Pill.layer.css';
import '@mantine/core/styles/PillsInput.layer.css';
import { Autocomplete, TagsInput } from '@mantine/core';
import { useFormat } from '../../parts';
import styles from './journeys.module.css';

interface EventNameProps {
  label: string;
  value: string;
  events: { name: string; count: number }[];
  onText: (text: string) => void;
  placeholder?: string;
}

/** An event's name; `*` stands for any letters, so anything may be typed. */
export function EventName({ label, value, events, onText, placeholder }: EventNameProps) {
  const { count } = useFormat();
  const counts = new Map(events.map((event) => [event.name, event.count]));
  return (
    <Autocomplete
      aria-label={label} placeholder={placeholder} value={value} onChange={onText} data={events.map((event) => event.name)}
      limit={40} maxDropdownHeight={280} comboboxProps={{ shadow: undefined, width: 280, position: 'bottom-start' }}
      classNames={{ input: styles.mantineInput, dropdown: styles.dropdown, option: styles.option }}
      renderOption={({ option }) => (
        <span className={styles.eventOption}>
          <span>{option.value}</span>
          <span className="faint">{count(counts.get(option.value) ?? 0)}</span>
        </span>
      )}
    />
  );
}

interface TokensProps {
  label: string;
  values: string[];
  /** What to offer; what is shown for each. */
  offer: { value: string; label: string }[];
  onValues: (values: string[]) => void;
  placeholder?: string;
}

/** Any of several values; what is not offered may be typed. */
export function Tokens({ label, values, offer, onValues, placeholder }: TokensProps) {
  const labels = new Map(offer.map((one) => [one.value, one.label]));
  const back = new Map(offer.map((one) => [one.label, one.value]));
  return (
    <TagsInput
      aria-label={label} placeholder={values.length === 0 ? placeholder : undefined}
      value={values.map((value) => labels.get(value) ?? value)} data={offer.map((one) => one.label)} splitChars={[',']}
      onChange={(next) => onValues(next.map((one) => back.get(one) ?? one))} maxDropdownHeight={240} limit={40}
      classNames={{ input: styles.mantineInput, inputField: styles.inputField, pill: styles.pill, dropdown: styles.dropdown, option: styles.option }}
    />
  );
}
