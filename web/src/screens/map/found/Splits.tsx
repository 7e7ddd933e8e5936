// Where a finding is more frequent, or less, than overall: intervals on one axis against the overall line.
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../api/contract';
import { localText } from '../../../i18n';
import { Block, Interval, useFormat, useLang } from '../../../parts';
import styles from './Found.module.css';

interface SplitsProps {
  finding: Finding;
  /** Whether being concerned is bad: then more of it is worse. */
  worse: boolean;
}

export function Splits({ finding: { splits, share }, worse }: SplitsProps) {
  const { t } = useTranslation('findings');
  const lang = useLang();
  const format = useFormat();
  if (splits.length === 0) return null;
  const max = Math.max(share.high, ...splits.map((split) => split.share.high));
  const ink = ({ low, high }: Finding['share']) => {
    if (low > share.value) return worse ? 'var(--n1)' : 'var(--p1)';
    if (high < share.value) return worse ? 'var(--p1)' : 'var(--n1)';
    return 'var(--ctl)';
  };
  return (
    <Block title={t('where')} note={t('overall', { share: format.share(share.value) })}>
      <ul className={styles.rows}>
        {splits.map((split) => (
          <li key={split.title.ko}>
            <div>{localText(split.title, lang)}</div>
            <div className={styles.split}>
              <Interval {...split.share} min={0} max={max} reference={share.value} width={132} ink={ink(split.share)} />
              <span><b>{format.share(split.share.value)}</b> [{format.shareInterval(split.share.low, split.share.high)}] n {format.count(split.of)}</span>
            </div>
          </li>
        ))}
      </ul>
    </Block>
  );
}
