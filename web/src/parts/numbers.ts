// How numbers, money, spans of time and days are written. Pure: a number and a language in, a text out. The minus is
// U+2212; a number never stands alone, so most have an interval twin.
import type { Lang } from '../api/contract';

const MINUS = '−';
const DAY_S = 86_400;

const locale = (lang: Lang) => (lang === 'ko' ? 'ko-KR' : 'en-US');

function fixed(value: number, digits: number, lang: Lang): string {
  return Math.abs(value).toLocaleString(locale(lang), { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function isZero(value: number, digits: number): boolean {
  return Math.abs(value) < 0.5 * 10 ** -digits;
}

/** 48210 → `48,210`. */
export function count(value: number, lang: Lang): string {
  return (value < 0 ? MINUS : '') + fixed(value, 0, lang);
}

/** A number without a forced sign: −2.5 → `−2.5`. */
export function plain(value: number, digits: number, lang: Lang): string {
  return (value < 0 && !isZero(value, digits) ? MINUS : '') + fixed(value, digits, lang);
}

/** A number on a scale that has a zero: 0.5 → `+0.5`, −1.1 → `−1.1`, 0 → `0.0`. */
export function signed(value: number, digits = 1, lang: Lang = 'ko'): string {
  if (isZero(value, digits)) return fixed(0, digits, lang);
  return (value < 0 ? MINUS : '+') + fixed(value, digits, lang);
}

/** A ratio 0…1 as per cent: 0.661 → `66.1%`. */
export function share(value: number, digits: number, lang: Lang): string {
  return `${plain(value * 100, digits, lang)}%`;
}

/** The share of `part` in `whole`, `null` when there is no whole. */
export function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/** `[−1.2, −1.0]` for what has a sign. */
export function signedInterval(low: number, high: number, digits: number, lang: Lang): string {
  return `[${signed(low, digits, lang)}, ${signed(high, digits, lang)}]`;
}

/** `76.3–80.4` for ratios, in per cent. */
export function shareInterval(low: number, high: number, digits: number, lang: Lang): string {
  return `${plain(low * 100, digits, lang)}–${plain(high * 100, digits, lang)}`;
}

/** ₩8,821,000 and other currencies by their code. */
export function money(amount: number, currency: string, lang: Lang): string {
  try {
    const parts = new Intl.NumberFormat(locale(lang), { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
    return (amount < 0 ? MINUS : '') + parts.format(Math.abs(amount));
  } catch {
    // a code that is no currency is printed as it was found
    return `${plain(amount, 0, lang)} ${currency}`;
  }
}

/** ₩882만 (en: ₩8.8M); only where the full value stands in the title or the drawer. */
export function shortMoney(amount: number, currency: string, lang: Lang): string {
  if (Math.abs(amount) < 10_000) return money(amount, currency, lang);
  if (lang === 'ko' && currency === 'KRW') {
    return `${amount < 0 ? MINUS : ''}₩${fixed(amount / 10_000, 0, lang)}만`;
  }
  const parts = new Intl.NumberFormat(locale(lang), {
    style: 'currency', currency, currencyDisplay: 'narrowSymbol', notation: 'compact', maximumFractionDigits: 1,
  });
  return (amount < 0 ? MINUS : '') + parts.format(Math.abs(amount));
}

const UNITS: Record<Lang, { s: string; min: string; h: string; d: string }> = {
  ko: { s: '초', min: '분', h: '시간', d: '일' },
  en: { s: ' s', min: ' min', h: ' h', d: ' d' },
};

/** A span of time in the unit that suits it: 120 → `2분`, 275 000 → `3.2일`. */
export function span(seconds: number, lang: Lang): string {
  const unit = UNITS[lang];
  const small = (value: number, name: string) =>
    `${plain(value, value < 10 && !Number.isInteger(Number(value.toFixed(1))) ? 1 : 0, lang)}${name}`;
  if (seconds < 59.5) return `${plain(seconds, 0, lang)}${unit.s}`;
  if (seconds < 3_570) return `${plain(seconds / 60, 0, lang)}${unit.min}`;
  if (seconds < DAY_S) return small(seconds / 3_600, unit.h);
  return small(seconds / DAY_S, unit.d);
}

/** How long ago, in whole units: `방금`, `5분 전` / `5 min ago`. */
export function ago(instant: string, lang: Lang, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(instant)) / 1000);
  if (seconds < 60) return lang === 'ko' ? '방금' : 'just now';
  const unit = UNITS[lang];
  const [value, name] =
    seconds < 3_600 ? [seconds / 60, unit.min] : seconds < DAY_S ? [seconds / 3_600, unit.h] : [seconds / DAY_S, unit.d];
  return `${count(Math.floor(value), lang)}${name} ${lang === 'ko' ? '전' : 'ago'}`;
}

function parts(instant: string, zone: string) {
  // a day without a time is the workspace's day and belongs to no zone
  const dayOnly = /^\d{4}-\d{2}-\d{2}$/.test(instant);
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: dayOnly ? 'UTC' : zone, year: 'numeric', month: '2-digit', day: '2-digit',
    hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  });
  const found = Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return {
    y: Number(found.year), m: Number(found.month), d: Number(found.day), time: `${found.hour}:${found.minute}`,
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026. 11. 17.` / `17 Nov 2026`; `short` leaves the year out. */
export function day(instant: string, lang: Lang, zone: string, short = false): string {
  const { y, m, d } = parts(instant, zone);
  if (lang === 'ko') return short ? `${m}. ${d}.` : `${y}. ${m}. ${d}.`;
  return short ? `${d} ${MONTHS[m - 1]}` : `${d} ${MONTHS[m - 1]} ${y}`;
}

/** Day and minute: `2026. 11. 17. 09:30`. */
export function moment(instant: string, lang: Lang, zone: string): string {
  return `${day(instant, lang, zone)} ${parts(instant, zone).time}`;
}

/** The day of an instant in a zone, as `2026-11-17`. */
export function isoDay(instant: string, zone: string): string {
  const { y, m, d } = parts(instant, zone);
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

/** `2026. 5. 23. – 11. 22.`: the year once when it is the same, one day once, '–' where no time is known. */
export function dayRange(from: string | null, to: string | null, lang: Lang, zone: string): string {
  if (from === null || to === null) return '–';
  const [a, b] = [parts(from, zone), parts(to, zone)];
  if (a.y === b.y && a.m === b.m && a.d === b.d) return day(from, lang, zone);
  if (a.y === b.y) {
    return lang === 'ko'
      ? `${day(from, lang, zone)} – ${day(to, lang, zone, true)}`
      : `${day(from, lang, zone, true)} – ${day(to, lang, zone)}`;
  }
  return `${day(from, lang, zone)} – ${day(to, lang, zone)}`;
}
