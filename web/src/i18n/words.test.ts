// English is complete: what one language says, the other says too, with the same blanks to fill in.
import { describe, expect, it } from 'vitest';

const files = import.meta.glob<{ default: unknown }>('../locales/*/*.json', { eager: true });

function flat(words: unknown, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words as Record<string, unknown>)) {
    if (typeof value === 'string') found.set(path + key, value);
    else for (const [inner, text] of flat(value, `${path}${key}.`)) found.set(inner, text);
  }
  return found;
}

const single = (key: string) => key.replace(/_(one|other)$/, '');
const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
const screens = [...new Set(Object.keys(files).map((path) => path.split('/').at(-1) ?? ''))];
const wordsOf = (lang: string, screen: string) => flat(files[`../locales/${lang}/${screen}`]?.default ?? {});

describe.each(screens)('the words of %s', (screen) => {
  const [ko, en] = [wordsOf('ko', screen), wordsOf('en', screen)];

  it('are there in both languages', () => {
    expect([...new Set([...en.keys()].map(single))].sort()).toEqual([...new Set([...ko.keys()].map(single))].sort());
  });

  it('fill in the same blanks', () => {
    const wrong = [...ko].filter(([key, text]) => {
      const other = en.get(key);
      return other !== undefined && blanks(other).join() !== blanks(text).join();
    });
    expect(wrong).toEqual([]);
  });

  it('blame nobody and shout at nobody', () => {
    expect([...ko, ...en].filter(([, text]) => /!|AI가/.test(text))).toEqual([]);
  });

  it('give every counted English sentence its one and its many', () => {
    const missing = [...en.keys()].filter((key) => key.endsWith('_other') && !en.has(key.replace(/_other$/, '_one')));
    expect(missing).toEqual([]);
  });
});
