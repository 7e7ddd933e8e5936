// The head of a printed map: title, whose, when, how many, when computed. Not on screen.
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts';
import { useMap } from './context';
import { viewText } from './describe';
import styles from './MapScreen.module.css';
import type { MapSearch } from './search';

export function PrintHead({ side }: { side?: MapSearch['side'] }) {
  const { t } = useTranslation(['map', 'to-be']);
  const { map, view } = useMap();
  const format = useFormat(map.zone);
  return (
    <div className={styles.print}>
      <strong>{map.name}{side === 'to_be' ? ` · ${t('to-be:share.toBe')}` : ''}</strong>
      <span>
        {[
          viewText(map, view, format, t), t('unit.customers', { count: map.customers, n: format.count(map.customers) }),
          map.counts === 'customers' ? null : t('unit.walks', { count: map.walks, n: format.count(map.walks) }), format.moment(map.computed_at),
        ].filter(Boolean).join(' · ')}
      </span>
    </div>
  );
}
