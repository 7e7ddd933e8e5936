// Which map of a journey is on screen: 현재 | 목표 | 비교. A side is one line here: its place in the address, and its key.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Segments } from '../../parts';
import type { MapSearch } from './search';

const SIDES = [
  { name: 'to-be:side.as_is', key: '1', at: {} },
  { name: 'to-be:side.to_be', key: '2', at: { side: 'to_be' } },
  { name: 'compare:modes.compare', key: '3', at: { mode: 'compare' } },
] as const satisfies readonly { name: string; key: string; at: Pick<MapSearch, 'side' | 'mode'> }[];

type At = Pick<MapSearch, 'side' | 'mode'>;

interface SidesProps {
  search: At;
  go: (change: Partial<MapSearch>) => void;
}

/** The cell that is open belongs to its side. */
const change = (at: At): Partial<MapSearch> =>
  ({ side: at.side, mode: at.mode, cell: undefined, tab: undefined, stage: undefined, on: undefined });

export function Sides({ search, go }: SidesProps) {
  const { t } = useTranslation(['to-be', 'compare']);
  const shown = SIDES.find(({ at }: { at: At }) => at.side === search.side && at.mode === search.mode) ?? SIDES[0];
  return (
    <Segments
      name={t('to-be:side.title')} value={shown.key} options={SIDES.map(({ name, key }) => ({ value: key, label: t(name) }))}
      onChange={(key) => go(change(SIDES.find((side) => side.key === key)?.at ?? {}))}
    />
  );
}

/** The keys of the sides, while nobody writes. */
export function useSideKeys(go: SidesProps['go']) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input:not([type="radio"]), textarea, select, [contenteditable], [role="dialog"]')) return;
      const found = SIDES.find(({ key }) => key === event.key);
      if (!found) return;
      event.preventDefault();
      go(change(found.at));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [go]);
}
