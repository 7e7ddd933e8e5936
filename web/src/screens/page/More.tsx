// The foot of a list that comes in pages: how many are shown of how many, and a way to the next ones.
import { useTranslation } from 'react-i18next';
import { Button } from '../../parts/Button';
import { useFormat } from '../../parts/format';
import styles from './page.module.css';

interface MoreProps {
  shown: number;
  of: number;
  busy: boolean;
  more: (() => void) | null;
}

export function More({ shown, of, busy, more }: MoreProps) {
  const { t } = useTranslation('page');
  const { count } = useFormat();
  return (
    <div className={styles.more}>
      <span aria-live="polite">{t('list.shown', { shown: count(shown), of: count(of) })}</span>
      {more ? (
        <Button onClick={more} disabled={busy}>
          {busy ? t('list.reading') : t('list.more')}
        </Button>
      ) : null}
    </div>
  );
}
