// Which side of the journey is on screen: as it is, or held against another segment or period.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Segments } from '../../parts';
import type { MapSearch } from './search';

/** The ways to see a map, in order: their names in the words of `compare`, and the keys that choose them. */
export const MODES = [
  { mode: undefined, name: 'now', key: '1' },
  { mode: 'compare', name: 'compare', key: '3' },
] as const;

interface SidesProps {
  mode: MapSearch['mode'];
  pick: (mode: MapSearch['mode']) => void;
}

export function Sides({ mode, pick }: SidesProps) {
  const { t } = useTranslation('compare');
  return (
    <Segments
      name={t('modes.title')} value={mode ?? 'now'}
      options={MODES.map(({ name }) => ({ value: name, label: t(`modes.${name}`) }))}
      onChange={(name) => pick(MODES.find((one) => one.name === name)?.mode)}
    />
  );
}

/** The keys of the ways to see a map, while nobody writes. */
export function useSideKeys(pick: (mode: MapSearch['mode']) => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input:not([type="radio"]), textarea, select, [contenteditable], [role="dialog"]')) return;
      const found = MODES.find(({ key }) => key === event.key);
      if (!found) return;
      event.preventDefault();
      pick(found.mode);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [pick]);
}
