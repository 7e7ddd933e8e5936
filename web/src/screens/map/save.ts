// Saves what is on screen as a file, in the browser: the numbers as CSV, the map as it came as JSON.
import { useLang } from '../../parts';
import { useMap } from './context';
import { useFound } from './found/context';
import { csvOf } from './table';

function keep(name: string, type: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export function useSave() {
  const { map } = useMap();
  const { told } = useFound();
  const lang = useLang();
  const name = [map.journey, map.from, map.to].filter(Boolean).join('_');
  return {
    csv: () => keep(`${name}.csv`, 'text/csv;charset=utf-8', csvOf(map, told, lang)),
    json: () => keep(`${name}.json`, 'application/json', JSON.stringify(map, null, 2)),
  };
}
