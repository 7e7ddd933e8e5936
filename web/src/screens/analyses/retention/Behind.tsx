// Who is behind a number of retention, in words that say exactly what it counts.
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts';
import { CustomersDrawer, type Asked } from '../parts';
import { shareOf } from '../parts/intervals';
import { useRetention } from './context';
import { kindOf, type RetentionAnswer } from './model';

interface BehindProps {
  sent: Asked;
  /** The cohort table, where that is on screen. */
  cohorts: RetentionAnswer | null;
  onClose: () => void;
}

export function Behind({ sent, cohorts, onClose }: BehindProps) {
  const { t } = useTranslation('retention');
  const { ws, zone, grain, view, question, cell } = useRetention();
  const format = useFormat(zone);
  if (cell === null) return null;
  const common = { ws, zone, kind: kindOf(view), question: sent, cell, onClose, place: t(`view.${view}`) } as const;
  if ('stretches' in cell) {
    const stretches = t(`stickiness.${grain}`, { n: cell.stretches });
    return <CustomersDrawer {...common} title={t('behind.stickiness', { stretches })} says={t('behind.stickinessSays', { stretches })} />;
  }
  if ('is' in cell) {
    const day = format.day(cell.period);
    return <CustomersDrawer {...common} title={`${day} · ${t(`lifecycle.${cell.is}`)}`} says={t(`behind.${cell.is}`, { stretch: t(`grain.${grain}`) })} />;
  }
  const day = format.day(cell.cohort);
  const cohort = cohorts?.cohorts.find((one) => one.cohort === cell.cohort);
  const one = cohort?.cells.find(({ period }) => period === cell.period);
  const share = cohort && one ? shareOf(one.count, cohort.size) : null;
  if (cell.period === undefined) return <CustomersDrawer {...common} title={t('behind.cohort', { day })} says={t('behind.cohortSays', { day })} />;
  const after = t(`after.${grain}`, { n: cell.period });
  return (
    <CustomersDrawer
      {...common} title={t('behind.back', { day, after })} says={`${t(question.returns === 'after' ? 'behind.backAfter' : 'behind.backOn', { day, after })}${one && !one.observed ? ` ${t('behind.soFar')}` : ''}`}
      note={share ? <>{t('behind.of', { n: format.count(share.n), share: format.share(share.value) })} <span className="whole">[{format.shareInterval(share.low, share.high)}]</span></> : null}
    />
  );
}
