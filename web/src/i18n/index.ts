// Languages: Korean is the first language, English complete. Words live in `locales/<language>/<screen>.json`, one
// file a screen, and are fetched with the screen; `common` holds the words of the frame and the shared parts.
import i18next, { type BackendModule, type ReadCallback, type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Lang, LocalText, Session } from '../api/contract';
import { keep, kept } from '../api/kept';

const STORED = 'yeojido.language';
const files = import.meta.glob<{ default: Record<string, unknown> }>('../locales/*/*.json');

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language: string, namespace: string, done: ReadCallback) {
    const load = files[`../locales/${language}/${namespace}.json`];
    if (!load) {
      done(new Error(`no words for ${language}/${namespace}`), null);
      return;
    }
    load().then((words) => done(null, words.default), (error: Error) => done(error, null));
  },
};

function firstLanguage(): Lang {
  const chosen = kept('localStorage', STORED);
  if (chosen === 'ko' || chosen === 'en') return chosen;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('ko')) ? 'ko' : 'en';
}

/** Starts i18next; resolves when the words of the frame are there. */
export async function startLanguages(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: firstLanguage(),
      fallbackLng: false,
      supportedLngs: ['ko', 'en'],
      ns: ['common'],
      defaultNS: 'common',
      fallbackNS: 'common',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
}

/** Changes the language and remembers it in this browser. */
export function switchLanguage(language: Lang): void {
  keep('localStorage', STORED, language);
  void i18next.changeLanguage(language);
}

/** The one who acts until there are accounts has no name of their own. */
export function actorName(name: string, t: TFunction): string {
  return name === 'owner' ? t('common:actor.owner') : name;
}

/** What a workspace is called; the first one, which nobody has named, in words. */
export function workspaceName({ name, title }: Session['workspaces'][number], language: Lang, t: TFunction): string {
  return name === 'default' && title === name ? t('common:workspace.default') : localText(title, language);
}

/** A text kept in one or two languages, in the language on screen, else in the one there is. */
export function localText(text: LocalText, language: Lang): string {
  if (typeof text === 'string') return text;
  const other = language === 'ko' ? text.en : text.ko;
  return text[language] ?? other ?? '';
}
