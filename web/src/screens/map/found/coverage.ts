// The two lanes of findings in the coverage strip. The server counts the five lanes that come with the map; findings are
// computed after it, so they are counted here as soon as they are known.
import type { Findings, MapStage } from '../../../api/contract';

type Coverage = MapStage['coverage'];

/** Where fewer passed than a group must have, nothing could be judged. A stage that was judged and has no pain rests on data. */
export function withFindings({ computed, lanes, by_lane }: Coverage, entered: number, told: Findings | null): Coverage {
  if (!told) return { computed, lanes, by_lane };
  const judged = entered >= told.looked.enough;
  const state = judged ? 'computed' : 'assumed';
  const at = by_lane.findIndex(([lane]) => lane === 'kpis');
  const cut = at < 0 ? by_lane.length : at;
  return {
    computed: computed + (judged ? 2 : 0),
    lanes: lanes + 2,
    by_lane: [...by_lane.slice(0, cut), ['pains', state], ['delights', state], ...by_lane.slice(cut)],
  };
}
