// Where a text holds what somebody types, by the server's rule (`crates/text/src/seek.rs`): for marking what was found, and
// for commands, which only the screens know. Both are held to `fixtures/search/seek.json`.

export const PLACES = ['whole', 'start', 'word', 'within'] as const;

export interface Fit {
  /** By first consonants, or by letters on their way. */
  loose: boolean;
  place: (typeof PLACES)[number];
  /** Where in the text, in its own units. */
  from: number;
  to: number;
}

const INITIALS = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];
const VOWELS = 'ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ'.split(' ');
const FINALS = ['', ...'ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(' ')];
const DOUBLE: Record<string, string> = { ㄳ: 'ㄱㅅ', ㄵ: 'ㄴㅈ', ㄶ: 'ㄴㅎ', ㄺ: 'ㄹㄱ', ㄻ: 'ㄹㅁ', ㄼ: 'ㄹㅂ', ㄽ: 'ㄹㅅ', ㄾ: 'ㄹㅌ', ㄿ: 'ㄹㅍ', ㅀ: 'ㄹㅎ', ㅄ: 'ㅂㅅ' };

const isSyllable = (letter: string) => letter >= '가' && letter <= '힣';
const isSingle = (letter: string) => letter >= 'ㄱ' && letter <= 'ㅣ';
const isConsonant = (letter: string) => letter >= 'ㄱ' && letter <= 'ㅎ';
const isSpace = (letter: string) => /^\s$/u.test(letter);

/** The keys that type a letter. */
function strokes(letter: string): string[] {
  if (isSyllable(letter)) {
    const place = letter.charCodeAt(0) - 0xac00;
    return [INITIALS[Math.floor(place / 588)] ?? '', ...(VOWELS[Math.floor((place % 588) / 28)] ?? ''), ...(FINALS[place % 28] ?? '')];
  }
  if (letter >= 'ㅏ' && letter <= 'ㅣ') return [...(VOWELS[letter.charCodeAt(0) - 'ㅏ'.charCodeAt(0)] ?? letter)];
  return [...(DOUBLE[letter] ?? letter)];
}

interface Letter {
  letter: string;
  /** Where its sign begins and ends in the text. */
  from: number;
  to: number;
}

/** Letters as they are compared: composed, as narrow and small as can be. */
function folded(text: string): Letter[] {
  let at = 0;
  return [...text].flatMap((sign) => {
    const [from, to] = [at, at + sign.length];
    at = to;
    const plain = isSingle(sign) ? sign : sign.normalize('NFKC').toLowerCase();
    return [...plain].map((letter) => ({ letter, from, to }));
  });
}

interface Key {
  key: string;
  /** A syllable that begins so will do. */
  initial: boolean;
}

export type Needle = (text: string) => Fit | null;

/** What somebody typed, as a search of texts (which must be composed: NFC); `null` when that is nothing. */
export function needleOf(typed: string): Needle | null {
  const letters = folded(typed.normalize('NFC')).map(({ letter }) => letter).filter((letter) => !isSpace(letter));
  const keys = letters.flatMap((letter) => strokes(letter).map((key) => ({ key, initial: isConsonant(letter) })));
  if (keys.length === 0) return null;
  return (text) => find(folded(text), keys, letters.length === 1);
}

function find(letters: Letter[], keys: Key[], single: boolean): Fit | null {
  let best: Fit | null = null;
  let place: Fit['place'] = 'start';
  let before: string | null = null;
  for (const [at, { letter, from }] of letters.entries()) {
    if (before !== null && place === 'within' && !/[\p{L}\p{N}]/u.test(before)) place = 'word';
    before = letter;
    if (isSpace(letter)) continue;
    const end = match(letters, at, keys, single, place);
    if (end) {
      const whole = place === 'start' && letters.slice(end.next).every((one) => isSpace(one.letter));
      const fit: Fit = { loose: end.loose, place: whole ? 'whole' : place, from, to: letters[end.next - 1]?.to ?? from };
      if (best === null || compareFits(fit, best) < 0) best = fit;
      if (!fit.loose && (fit.place === 'whole' || fit.place === 'start')) break;
    }
    place = 'within';
  }
  return best;
}

function match(letters: Letter[], start: number, keys: Key[], single: boolean, place: Fit['place']): { loose: boolean; next: number } | null {
  let loose = false;
  let at = 0;
  let next = start;
  while (at < keys.length) {
    const letter = letters[next]?.letter;
    if (letter === undefined) return null;
    next += 1;
    if (isSpace(letter)) continue;
    const typed = strokes(letter);
    if (keys[at]?.initial) {
      const whole = isSyllable(letter);
      if (typed[0] !== keys[at]?.key || (whole && keys.length === 1 && place === 'within')) return null;
      at += 1;
      loose ||= whole;
      for (const stroke of whole ? [] : typed.slice(1)) {
        const key = keys[at];
        if (key && !(key.initial && key.key === stroke)) return null;
        at += 1;
      }
      continue;
    }
    for (const stroke of typed) {
      const key = keys[at];
      if (key && !key.initial && key.key === stroke) at += 1;
      else if (!key && !single) loose = true;
      else return null;
    }
  }
  return { loose, next };
}

/** What fits better comes first. */
export function compareFits(a: Fit, b: Fit): number {
  return Number(a.loose) - Number(b.loose) || PLACES.indexOf(a.place) - PLACES.indexOf(b.place);
}
