// The title and the line under it, in words.
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts';
import type { Felt, Story } from './summary';

export function useSaid(tale: Story): { title: string; lead: string | null } {
  const { t } = useTranslation('home');
  const { signed, signedInterval, count } = useFormat();
  const number = (one: Felt): string => {
    const interval = one.low !== null && one.high !== null ? `${signedInterval(one.low, one.high)} ` : '';
    return `${signed(one.mean)} ${interval}n\u00a0${count(one.n)}`;
  };
  switch (tale.tells) {
    case 'worst': {
      const names = { stage: tale.worst.stage.name, next: tale.next.stage.name, value: number(tale.worst), nextValue: number(tale.next) };
      return {
        title: t(`title.${tale.mood}`, names),
        lead: `${t('lead.value', names)} ${t(tale.apart ? 'lead.apart' : 'lead.close', names)}`,
      };
    }
    case 'one':
      return {
        title: t('title.one', { stage: tale.worst.stage.name }),
        lead: `${t('lead.value', { stage: tale.worst.stage.name, value: number(tale.worst) })} ${t('lead.one')}`,
      };
    case 'few_voices':
      return { title: t('title.few'), lead: t('lead.few', { stage: tale.most.name, n: count(tale.most.emotion.n) }) };
    case 'empty':
      return { title: t('title.empty'), lead: null };
    default:
      return { title: t(`title.${tale.tells}`), lead: t(`lead.${tale.tells}`) };
  }
}
