// What questions are called in words.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { predicateText } from '../../../parts';
import { isAny, namesOf, urlsOf, type EventPattern } from './questions';

/** A pattern in words: “결제함, 주문 완료 · 금액 ≥ 10000 · /product/*”. */
export function usePatternText() {
  const { t } = useTranslation('analyses');
  return useCallback(
    (pattern: EventPattern) => {
      if (isAny(pattern)) return t('pick.any');
      const conditions = Object.entries(pattern.where ?? {})
        .filter(([name]) => name.trim() !== '')
        .map(([name, is]) => predicateText({ field: { of: 'event', name }, is }));
      const names = namesOf(pattern);
      const pages = urlsOf(pattern);
      const what = names.length > 0 ? [names.join(', ')] : pages.length > 0 ? [] : [t('pick.any')];
      return [...what, ...pages, ...conditions].join(' · ');
    },
    [t],
  );
}
