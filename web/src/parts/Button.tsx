// Buttons: `primary` once a screen, `plain` for the rest, `ghost` where a border would be noise. A link that looks like
// a button takes `buttonClass`.
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './Button.module.css';
import { Tip } from './Tip';

export type Look = 'primary' | 'plain' | 'ghost';

/** Class of a button, for a router link that should look like one. */
export function buttonClass(look: Look = 'plain'): string {
  return `${styles.button} ${styles[look]}`;
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'plain', className = '', type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={`${buttonClass(look)} ${className}`} {...rest} />;
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'title'> {
  /** Its name, spoken and shown as a tip. */
  name: string;
  look?: Look;
  children: ReactNode;
}

/** An icon without text always has a name and a tip. */
export function IconButton({ name, look = 'ghost', className = '', children, ...rest }: IconButtonProps) {
  return (
    <Tip says={name}>
      <button type="button" className={`${buttonClass(look)} ${styles.icon} ${className}`} aria-label={name} {...rest}>
        {children}
      </button>
    </Tip>
  );
}

interface ChipProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon?: ReactNode;
}

/** A picker's button: icon, what is picked, a chevron of the caller's. */
export function Chip({ icon, children, className = '', ...rest }: ChipProps) {
  return (
    <button type="button" className={`${styles.button} ${styles.plain} ${styles.chip} ${className}`} {...rest}>
      {icon}
      {children}
    </button>
  );
}
