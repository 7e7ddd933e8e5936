// What a cell is, in words: its place, its name, and the lines of its tip. One source for tips, the drawer and the export.
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { JourneyMap, MapStage } from '../../api/contract';
import { predicateText, useFormat, type Format } from '../../parts';
import { laneOf, NO_CHANNEL, parseCell, type Cell } from './cells';
import { useMap } from './context';
import { findingAt, useFound } from './found/context';
import { findingLines } from './found/describe';
import { kpiText } from './kpi';
import { useLaneName } from './shown';

export interface Described {
  cell: Cell;
  /** “배송 · 감정”. */
  place: string;
  /** “이탈”. */
  name: string;
  /** Name and number, as a tip's title. */
  title: string;
  lines: string[];
}

/** The days, the zone and whom a number is about, as one line. */
export function viewText(map: JourneyMap, view: { from: string | null; to: string | null; where: JourneyMap['filter'] }, format: Format, t: TFunction): string {
  const period = view.from && view.to ? format.dayRange(view.from, view.to)
    : map.from && map.to ? format.dayRange(map.from, map.to) : t('period.all');
  return [period, ...(view.where ?? []).map(predicateText)].join(' · ');
}

function nameOf(cell: Cell, last: boolean, t: TFunction, laneName: (row: string) => string): string {
  const { what, which } = cell;
  if (what === 'action') return which ?? '';
  if (what === 'written') return laneName(laneOf(what, which));
  if (what === 'channel') return which === NO_CHANNEL || which === null ? t('noChannel') : which;
  if (what === 'kpi') return t(`kpi.${which}`, { defaultValue: which ?? '' });
  if (what === 'topic') {
    const [topic, side] = (which ?? '').split('.');
    const own = cell.stage?.topics?.find((told) => told.topic === topic)?.name;
    return t(side ? `told.${side}` : 'told.about', { topic: own ?? t(`common:topic.${topic}`) });
  }
  if (what === 'went_on' && last) return t('count.goal');
  return t(`count.${what}`);
}

/** “배송 · 지표”; the lane is left out when the name says it already. */
function placeOf(cell: Cell, name: string, map: JourneyMap, laneName: (row: string) => string): string {
  if (!cell.stage) return map.name;
  const lane = laneName(laneOf(cell.what, cell.which));
  return lane === name ? cell.stage.name : `${cell.stage.name} · ${lane}`;
}

interface Line {
  value: string;
  lines: string[];
}

function ofStage(cell: Cell, stage: MapStage, last: boolean, context: JourneyMap['counts'], format: Format, t: TFunction): Line {
  const { what, which } = cell;
  const out = (part: number) => t('tip.outOf', { entered: format.count(stage.entered), share: format.share(stage.entered > 0 ? part / stage.entered : 0), context });
  switch (what) {
    case 'entered': {
      const { began, straight, past, later } = stage.entered_from;
      const from = [['began', began], ['straight', straight], ['past', past], ['later', later]] as const;
      return {
        value: format.count(stage.entered),
        lines: [
          ...from.filter(([, n]) => n > 0).map(([name, n]) => `${t(`count.${name}`)} ${format.count(n)}`),
          ...(stage.reentries > 0 ? [t('tip.reentries', { n: format.count(stage.reentries) })] : []),
        ],
      };
    }
    case 'went_on': {
      const straight = last ? [] : [`${t('count.went_straight_on')} ${format.count(stage.went_straight_on)}`];
      return { value: format.count(stage.went_on), lines: [out(stage.went_on), ...straight] };
    }
    case 'topic': {
      const [topic, side] = (which ?? '').split('.');
      const told = stage.topics?.find((one) => one.topic === topic);
      const n = told && (side === 'glad' || side === 'unhappy') ? told[side].n : told?.voices ?? 0;
      return {
        value: format.count(n),
        lines: told ? [t('told.spoken', { n: format.count(told.voices), of: format.count(told.of) }), t('method.topic')] : [],
      };
    }
    case 'requests': return { value: format.count(stage.asking ?? 0), lines: [t('method.requests')] };
    case 'dropped': return { value: format.count(stage.dropped), lines: [out(stage.dropped), t('what.dropped')] };
    case 'undecided': return { value: format.count(stage.undecided), lines: [out(stage.undecided), t('what.undecided')] };
    case 'time': {
      const { median, p90, n, censored } = stage.time_s;
      return {
        value: median === null ? t('tip.noMedian') : format.span(median),
        lines: [p90 === null ? '' : t('tip.p90', { span: format.span(p90) }), t('tip.timed', { n: format.count(n), censored: format.count(censored) }), t('method.kaplan_meier_median')].filter(Boolean),
      };
    }
    case 'emotion': {
      const { mean, low, high, n, from_scores, from_text } = stage.emotion;
      return {
        value: mean === null ? t('emotion.none') : format.signed(mean),
        lines: [
          `${low === null || high === null ? '' : `${format.signedInterval(low, high)} `}n ${format.count(n)}`,
          t('emotion.from', { scores: format.count(from_scores), text: format.count(from_text) }), t('method.emotion_mean_t'),
        ],
      };
    }
    case 'action': {
      const action = stage.actions.find(({ event }) => event === which);
      return {
        value: action ? format.share(action.share) : '',
        lines: action ? [t('tip.action', { walks: format.count(action.walks), entered: format.count(stage.entered), context }), t('tip.times', { n: format.count(action.count) })] : [],
      };
    }
    case 'channel': {
      const found = stage.channels.find(({ channel }) => (channel ?? NO_CHANNEL) === which);
      return { value: found ? format.share(found.share) : '', lines: found ? [t('tip.times', { n: format.count(found.count) }), t('what.channel')] : [] };
    }
    case 'kpi': {
      const kpi = stage.kpis.find(({ id }) => id === which);
      if (!kpi) return { value: '', lines: [] };
      const { value, interval } = kpiText(kpi, format);
      return { value, lines: [`${interval ? `[${interval}] `.replace('[[', '[').replace(']] ', '] ') : ''}n ${format.count(kpi.n)}`, t(`formula.${kpi.formula}`, { context, defaultValue: kpi.formula })] };
    }
    case 'thought': {
      const quote = stage.thoughts.find(({ voice_id }) => voice_id === which);
      return { value: '', lines: quote ? [t('tip.stands', { n: format.count(quote.stands_for) })] : [] };
    }
    case 'written': {
      const found = (stage.written ?? []).find(({ lane }) => lane === which);
      return { value: '', lines: found ? [t('team:tip', { name: found.by, at: format.day(found.at) }), ...(found.reason ? [found.reason] : [])] : [] };
    }
    case 'events': return { value: format.count(stage.events), lines: [t('what.events')] };
    case 'voices': return { value: format.count(stage.voices), lines: [t('what.voices')] };
    default: return { value: '', lines: [] };
  }
}

/** A function that says what a cell of the map on screen is; `null` when it is not on it. */
export function useDescribe(): (name: string) => Described | null {
  const { map, view } = useMap();
  const { t } = useTranslation('map');
  const format = useFormat(map.zone);
  const { told } = useFound();
  const laneName = useLaneName();
  return (cellName) => {
    const cell = parseCell(cellName, map);
    if (!cell) return null;
    const found = findingAt(told, cellName);
    if (found) return { cell, ...findingLines(found, cell.stage?.name ?? map.name, map.counts, format, t, laneName) };
    const last = cell.stage !== null && cell.stage === map.stages.at(-1);
    const name = nameOf(cell, last, t, laneName);
    const { value, lines } = cell.stage ? ofStage(cell, cell.stage, last, map.counts, format, t) : { value: '', lines: [t(`what.${cell.what}`, { context: map.counts })] };
    return {
      cell,
      name,
      place: placeOf(cell, name, map, laneName),
      title: [cell.stage?.name, name, value].filter(Boolean).join(' · '),
      lines: [...lines, viewText(map, view, format, t)],
    };
  };
}
