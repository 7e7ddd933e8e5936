// A figure as it is wanted, as it is now, and whether it is there. Said in words and by shape; colour is kept for feeling.
import { IconCheck, IconEqualNot, IconTilde, IconUnlink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { Gap, GapState } from '../../../api/contract';
import { useFormat, type Format } from '../../../parts';
import { useMap } from '../context';
import { expectText, figureText, intervalText } from '../team/expect';
import styles from './to-be.module.css';

const ICONS: Record<GapState, typeof IconCheck> = { missed: IconEqualNot, unsure: IconTilde, unmeasured: IconUnlink, met: IconCheck };

export function StateMark({ state }: { state: GapState }) {
  const Icon = ICONS[state];
  return <Icon size={12} stroke={1.5} aria-hidden="true" />;
}

/** “지금 3.2일 [3.1일–3.4일] n 1,204”, or why there is nothing to say. */
export function nowText(gap: Gap, format: Format, t: TFunction): string {
  if (gap.now === null) return t(`to-be:why.${gap.why ?? 'no_figure'}`);
  const { cell } = gap.wanted;
  const interval = gap.why === 'no_interval' ? `${t('to-be:why.no_interval')} n ${format.count(gap.now.n)}` : intervalText(cell, gap.now, format);
  return `${t('to-be:nowIs', { value: figureText(cell, gap.now.value, format) })} ${interval}`;
}

export function GapLine({ gap }: { gap: Gap }) {
  const { t } = useTranslation(['to-be', 'team', 'map']);
  const { map } = useMap();
  const format = useFormat(map.zone);
  return (
    <span className={styles.gap} data-state={gap.state}>
      <b>{expectText(gap.wanted, format, t)}</b>
      <small>{nowText(gap, format, t)}</small>
      <span className={styles.state}><StateMark state={gap.state} />{t(`state.${gap.state}`)}</span>
    </span>
  );
}

