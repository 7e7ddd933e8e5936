// The formats of numbers.ts in the language on screen.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lang } from '../api/contract';
import * as numbers from './numbers';

/** The language on screen. */
export function useLang(): Lang {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'ko';
}

/** Formats bound to the language on screen and a zone (default: the first workspace's usual zone). */
export function useFormat(zone = 'Asia/Seoul') {
  const lang = useLang();
  return useMemo(
    () => ({
      lang,
      count: (value: number) => numbers.count(value, lang),
      plain: (value: number, digits = 0) => numbers.plain(value, digits, lang),
      signed: (value: number, digits = 1) => numbers.signed(value, digits, lang),
      share: (value: number, digits = 1) => numbers.share(value, digits, lang),
      signedInterval: (low: number, high: number, digits = 1) => numbers.signedInterval(low, high, digits, lang),
      shareInterval: (low: number, high: number, digits = 1) => numbers.shareInterval(low, high, digits, lang),
      money: (amount: number, currency = 'KRW') => numbers.money(amount, currency, lang),
      shortMoney: (amount: number, currency = 'KRW') => numbers.shortMoney(amount, currency, lang),
      span: (seconds: number) => numbers.span(seconds, lang),
      ago: (instant: string) => numbers.ago(instant, lang),
      day: (instant: string, short = false) => numbers.day(instant, lang, zone, short),
      moment: (instant: string) => numbers.moment(instant, lang, zone),
      dayRange: (from: string | null, to: string | null) => numbers.dayRange(from, to, lang, zone),
    }),
    [lang, zone],
  );
}

export type Format = ReturnType<typeof useFormat>;
