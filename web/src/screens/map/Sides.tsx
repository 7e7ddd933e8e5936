// Which map of a journey is on screen: 현재 | 목표. A mode is one line here: its name in the address, and its key is its place.
import { useTranslation } from 'react-i18next';
import { Segments } from '../../parts';
import type { MapSearch } from './search';

export const SIDES = [
  { value: 'as_is', search: undefined },
  { value: 'to_be', search: 'to_be' },
] as const satisfies readonly { value: string; search: MapSearch['side'] }[];

interface SidesProps {
  side: MapSearch['side'];
  go: (change: Partial<MapSearch>) => void;
}

/** The cell that is open belongs to its side. */
const change = (search: MapSearch['side']): Partial<MapSearch> => ({ side: search, cell: undefined, tab: undefined, stage: undefined });

export function Sides({ side, go }: SidesProps) {
  const { t } = useTranslation('to-be');
  const at = SIDES.find(({ search }) => search === side) ?? SIDES[0];
  return (
    <Segments
      name={t('side.title')} value={at.value} options={SIDES.map(({ value }) => ({ value, label: t(`side.${value}`) }))}
      onChange={(next) => go(change(SIDES.find(({ value }) => value === next)?.search))}
    />
  );
}

/** Keys 1, 2 … for the sides in order. */
export const sideKeys = (go: SidesProps['go']): Record<string, () => void> =>
  Object.fromEntries(SIDES.map(({ search }, at) => [String(at + 1), () => go(change(search))]));
