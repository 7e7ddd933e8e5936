// Plain fields in our look: a label above, the control, a remark or what is wrong under it.
import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from 'react';
import styles from './page.module.css';

interface LabelledProps {
  label: string;
  /** The label is spoken, not shown, where a column's head says it already. */
  quiet?: boolean;
  remark?: ReactNode;
  wrong?: string | null;
}

interface FieldFrameProps extends LabelledProps {
  id: string;
  children: ReactNode;
}

function FieldFrame({ id, label, quiet = false, remark, wrong, children }: FieldFrameProps) {
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={quiet ? 'hidden-text' : styles.label}>
        {label}
      </label>
      {children}
      {remark ? <span className={styles.hint}>{remark}</span> : null}
      {wrong ? (
        <span className={styles.wrong} id={`${id}-wrong`}>
          {wrong}
        </span>
      ) : null}
    </div>
  );
}

type TextFieldProps = LabelledProps & Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> & { onText: (text: string) => void };

export function TextField({ label, quiet, remark, wrong, onText, className = '', ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} quiet={quiet} remark={remark} wrong={wrong}>
      <input
        id={id} className={`${styles.input} ${className}`} aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined} autoComplete="off"
        onChange={(event) => onText(event.currentTarget.value)} {...rest}
      />
    </FieldFrame>
  );
}

export interface Option {
  value: string;
  label: string;
  group?: string;
  disabled?: boolean;
}

type ChoiceFieldProps = LabelledProps &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange'> & { options: Option[]; onText: (text: string) => void };

/** The browser's own list: known on every device, and it never hides what it holds. */
export function ChoiceField({ label, quiet, remark, wrong, options, onText, className = '', ...rest }: ChoiceFieldProps) {
  const id = useId();
  const groups = [...new Set(options.map((option) => option.group))];
  return (
    <FieldFrame id={id} label={label} quiet={quiet} remark={remark} wrong={wrong}>
      <select id={id} className={`${styles.input} ${styles.choice} ${className}`} onChange={(event) => onText(event.currentTarget.value)} {...rest}>
        {groups.map((group) => {
          const own = options.filter((option) => option.group === group);
          const list = own.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ));
          return group === undefined ? list : <optgroup key={group} label={group}>{list}</optgroup>;
        })}
      </select>
    </FieldFrame>
  );
}

interface TickProps {
  label: string;
  checked: boolean;
  onTick: (checked: boolean) => void;
}

export function Tick({ label, checked, onTick }: TickProps) {
  return (
    <label className={styles.tick}>
      <input type="checkbox" checked={checked} onChange={(event) => onTick(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
