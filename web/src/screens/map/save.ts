// Saves what is on screen as a file. The numbers as CSV and the map as it came are written here; what is drawn comes from
// the server, from the very data that the screen shows.
import { useMutation } from '@tanstack/react-query';
import { useLang } from '../../parts';
import { api, file, type NamedFile } from '../../api/client';
import { keepFile } from '../../api/files';
import { viewQuery } from '../../api/queries';
import type { Findings, JourneyMap } from '../../api/contract';
import { useMap } from './context';
import { useFound } from './found/context';
import type { MapSearch } from './search';
import { csvOf } from './table';

const text = (name: string, type: string, content: string): NamedFile => ({ name, content: new Blob([content], { type }) });

/** What the server draws: a name for the menu, and how it is asked for. */
export const DRAWN = {
  a3: { format: 'pdf', paper: 'a3' },
  a4: { format: 'pdf', paper: 'a4' },
  png: { format: 'png' },
  slides: { format: 'png', ratio: '16:9' },
  svg: { format: 'svg' },
  md: { format: 'md' },
} as const;

export type Drawn = keyof typeof DRAWN;

/** The map with what it has found, as `yeojido map` writes it. */
function withFound(map: JourneyMap, told: Findings | null): JourneyMap {
  if (!told) return map;
  const here = (lane: 'pains' | 'delights', stage: string) => told[lane].filter((finding) => finding.stage === stage);
  const stages = map.stages.map((stage) => ({ ...stage, pains: here('pains', stage.id), delights: here('delights', stage.id) }));
  return { ...map, looked: told.looked, stages };
}

export function useSave(done: () => void, side: MapSearch['side']) {
  const { ws, map, view } = useMap();
  const { told } = useFound();
  const lang = useLang();
  const name = [map.journey, map.from, map.to].filter(Boolean).join('_');
  const drawn = useMutation({
    mutationFn: async (what: Drawn) => {
      const query = { ...viewQuery(view), version: map.version, lake_version: map.lake_version, zone: map.zone, lang, side, ...DRAWN[what] };
      const path = { ws, journey: map.journey };
      keepFile(await file(api.GET('/api/w/{ws}/map/{journey}/export', { params: { path, query }, parseAs: 'blob', headers: { accept: '*/*' } })));
    },
    onSuccess: done,
  });
  return {
    drawn,
    csv: () => keepFile(text(`${name}.csv`, 'text/csv;charset=utf-8', csvOf(map, told, lang))),
    json: () => keepFile(text(`${name}.json`, 'application/json', JSON.stringify(withFound(map, told), null, 2))),
  };
}
