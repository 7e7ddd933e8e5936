// Only the part that failed says so: a warning icon, what happened, and a way to try again.
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../api/client';
import { Button } from './Button';
import styles from './States.module.css';

interface ErrorPartProps {
  error: unknown;
  /** What could not be read, as a sentence; without it the error's own sentence leads. */
  title?: string;
  retry?: () => void;
  children?: ReactNode;
}

export function ErrorPart({ error, title, retry, children }: ErrorPartProps) {
  const { t } = useTranslation();
  const said = errorText(error, t);
  return (
    <section className={styles.error} role="alert">
      <p className={styles.what}>
        <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
        <span>{title ?? said}</span>
      </p>
      {title ? <p className={styles.why}>{said}</p> : null}
      {retry || children ? (
        <div className={styles.actions}>
          {retry ? <Button onClick={retry}>{t('retry')}</Button> : null}
          {children}
        </div>
      ) : null}
    </section>
  );
}
