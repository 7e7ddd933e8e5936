// What every part of the map screen needs: the map, what is selected, and how to select.
import { createContext, useContext } from 'react';
import type { JourneyMap } from '../../api/contract';
import type { View } from '../../api/queries';

export interface Visit {
  token: string;
  pass: string | null;
}

export interface MapContext {
  ws: string;
  map: JourneyMap;
  view: View;
  /** The selected cell's name. */
  selected: string | null;
  select: (cell: string | null) => void;
  /** Which side of a comparison the lists are read on, in words. */
  side?: string;
  /** What lets a visitor of a link in; `null` on the workspace's own map. */
  visit: Visit | null;
}

const Context = createContext<MapContext | null>(null);

export const MapProvider = Context.Provider;

export function useMap(): MapContext {
  const found = useContext(Context);
  if (!found) throw new Error('a part of the map stands outside of it');
  return found;
}
