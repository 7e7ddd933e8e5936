// Screens to go to and things to do, by name.
import { useMantineColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { switchLanguage } from '../../i18n';
import { useLang } from '../../parts';
import type { Item } from './items';

export interface Command extends Item {
  /** Other names that people look for. */
  also: string[];
}

const SCREENS = [
  ['upload', '/w/$ws/imports/new'], ['newJourney', '/w/$ws/journeys/new'], ['home', '/w/$ws'], ['journeys', '/w/$ws/journeys'],
  ['customers', '/w/$ws/customers'], ['voices', '/w/$ws/voices'], ['imports', '/w/$ws/imports'], ['settings', '/w/$ws/settings'],
  ['methods', '/w/$ws/methods/$page'],
] as const;

export function useCommands(ws: string): Command[] {
  const { t } = useTranslation('search');
  const lang = useLang();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return useMemo(() => {
    const named = (what: string): Pick<Command, 'id' | 'kind' | 'title' | 'also'> => ({
      id: `command ${what}`, kind: 'command', title: t(`command.${what}`), also: t(`also.${what}`).split(',').map((word) => word.trim()),
    });
    const screens = SCREENS.map(([what, to]): Command => ({ ...named(what), go: { to, params: { ws, page: 'walks' } } }));
    const other = lang === 'ko' ? 'en' : 'ko';
    const themes = (['light', 'dark', 'auto'] as const).filter((theme) => theme !== colorScheme);
    return [
      ...screens,
      { ...named(`language.${other}`), run: () => switchLanguage(other) },
      ...themes.map((theme): Command => ({ ...named(`theme.${theme}`), run: () => setColorScheme(theme) })),
    ];
  }, [ws, t, lang, colorScheme, setColorScheme]);
}
