// The numbers on screen as rows, for a spreadsheet: one row a number, with its interval, n and formula.
import type { Findings, JourneyMap, Lang } from '../../api/contract';
import { localText } from '../../i18n';
import { cellOf, NO_CHANNEL } from './cells';

export const HEAD = ['stage_id', 'stage', 'lane', 'cell', 'item', 'value', 'low', 'high', 'n', 'formula'] as const;

type Value = string | number | null;

/** Every computed number of a map; ratios 0…1, times in seconds, feeling on −2…+2. */
export function rowsOf(map: JourneyMap): Value[][] {
  return map.stages.flatMap((stage) => {
    const row = (lane: string, what: string, item: string, value: Value, more: [Value?, Value?, Value?, Value?] = [], which?: string) =>
      [stage.id, stage.name, lane, cellOf(stage.id, what, which), item, value, ...[0, 1, 2, 3].map((at) => more[at] ?? null)];
    const { emotion, time_s } = stage;
    return [
      row('stage', 'entered', 'entered', stage.entered),
      row('stage', 'went_on', 'went_on', stage.went_on),
      row('stage', 'went_straight_on', 'went_straight_on', stage.went_straight_on),
      row('stage', 'dropped', 'dropped', stage.dropped),
      row('stage', 'undecided', 'undecided', stage.undecided),
      row('stage', 'reentries', 'reentries', stage.reentries),
      row('stage', 'time', 'median_s', time_s.median, [null, null, time_s.n]),
      ...stage.actions.map((action) => row('actions', 'action', action.event, action.share, [null, null, action.walks], action.event)),
      ...stage.channels.map(({ channel, share, count }) =>
        row('channels', 'channel', channel ?? '', share, [null, null, count], channel ?? NO_CHANNEL)),
      ...stage.thoughts.map((quote) => row('thoughts', 'thought', quote.text, quote.sentiment, [null, null, quote.stands_for], quote.voice_id)),
      row('emotion', 'emotion', 'mean', emotion.mean, [emotion.low, emotion.high, emotion.n]),
      ...stage.kpis.map((kpi) => row('kpis', 'kpi', kpi.id, kpi.value, [kpi.low, kpi.high, kpi.n, kpi.formula], kpi.id)),
      row('evidence', 'events', 'events', stage.events),
      row('evidence', 'voices', 'voices', stage.voices),
    ];
  });
}

/** A row a finding: its difference, with the measure that differs as its formula; none while they are computed. */
export function findingRows(map: JourneyMap, told: Findings | null, lang: Lang): Value[][] {
  return (['pains', 'delights'] as const).flatMap((lane) => (told?.[lane] ?? []).map(({ stage, title, evidence, effect, n }) => [
    stage, map.stages.find(({ id }) => id === stage)?.name ?? stage, lane, evidence.query, localText(title, lang),
    effect.value, effect.low, effect.high, n, effect.measure,
  ]));
}

/** A field of a CSV: quoted where needed, and never read as a formula by a spreadsheet. */
function field(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** CSV with the byte order mark that spreadsheets want in order to read Korean. */
export function csvOf(map: JourneyMap, told: Findings | null, lang: Lang): string {
  return `\uFEFF${[[...HEAD], ...rowsOf(map), ...findingRows(map, told, lang)].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}
