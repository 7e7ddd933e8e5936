// What a search found as lines to choose from, kind by kind, each with where it leads. A kind that has more ends with a line
// that says how many more and leads to all of them.
import type { TFunction } from 'i18next';
import type { Lang, SearchFound } from '../../api/contract';
import { localText } from '../../i18n';
import type { Command } from './commands';
import { compareFits, type Fit, type Needle } from './seek';

export const KINDS = ['journey', 'stage', 'finding', 'customer', 'voice', 'command'] as const;
export type Kind = (typeof KINDS)[number];

export interface Address {
  to: string;
  params?: Record<string, string>;
  search?: Record<string, string>;
}

export interface Item {
  id: string;
  kind: Kind;
  title: string;
  /** Grey, beside or under the title. */
  detail?: string;
  /** Where it leads … */
  go?: Address;
  /** … or what it does. */
  run?: () => void;
  /** In the customer's own words. */
  quote?: boolean;
  /** Leads to the rest of its kind. */
  more?: boolean;
}

export interface Group {
  kind: Kind | 'recent' | 'nearly';
  items: Item[];
}

export interface Wording {
  ws: string;
  lang: Lang;
  t: TFunction;
  count: (n: number) => string;
  day: (instant: string) => string;
}

const mapOf = (journey: string, ws: string, search: Record<string, string> = {}): Address => ({ to: '/w/$ws/journeys/$id', params: { ws, id: journey }, search });

/** All that was found; commands come first when one is called just so. `phone`: a stage is opened as its page of the story. */
export function groupsOf(found: SearchFound | undefined, commands: { command: Command; fit: Fit }[], typed: string, words: Wording, open: { phone: boolean; all: (kind: Kind) => void }): Group[] {
  const groups: Group[] = found ? [
    { kind: 'journey', items: [...found.journeys.rows.map(({ journey, name }): Item => ({ id: `journey ${journey}`, kind: 'journey', title: localText(name, words.lang), go: mapOf(journey, words.ws) })), ...rest('journey', found.journeys)] },
    { kind: 'stage', items: [...stages(found, words, open.phone), ...rest('stage', found.stages)] },
    { kind: 'finding', items: [...findings(found, words), ...rest('finding', found.findings)] },
    { kind: 'customer', items: [...customers(found, words), ...rest('customer', found.customers, '/w/$ws/customers')] },
    { kind: found.voices_nearly.shown && found.voices.n > 0 ? 'nearly' : 'voice', items: [...voices(found, words), ...rest('voice', found.voices, '/w/$ws/voices')] },
  ] : [];
  const lines: Group = { kind: 'command', items: commands.map(({ command }) => command) };
  const first = commands[0]?.fit;
  const called = first !== undefined && !first.loose && (first.place === 'whole' || first.place === 'start');
  const all = called ? [lines, ...groups] : [...groups, lines];
  return all.filter(({ items }) => items.length > 0);

  function rest(kind: Kind, hits: { n: number; rows: unknown[] }, list?: string): Item[] {
    const left = hits.n - hits.rows.length;
    if (left <= 0) return [];
    const line: Item = { id: `more ${kind}`, kind, title: words.t('search:more', { count: left, n: words.count(left) }), more: true };
    return [list ? { ...line, go: { to: list, params: { ws: words.ws }, search: { q: typed } } } : { ...line, run: () => open.all(kind) }];
  }
}

function stages(found: SearchFound, { ws, lang }: Wording, phone: boolean): Item[] {
  return found.stages.rows.map(({ journey, journey_name, stage, name, touchpoint }) => ({
    id: `stage ${journey}.${stage}`, kind: 'stage', title: localText(name, lang),
    detail: [touchpoint ? localText(touchpoint, lang) : null, localText(journey_name, lang)].filter(Boolean).join(' · '),
    go: mapOf(journey, ws, phone ? { stage } : { cell: `${stage}.entered` }),
  }));
}

function findings(found: SearchFound, { ws, lang, t }: Wording): Item[] {
  return found.findings.rows.map(({ journey, journey_name, cell, stage, stage_name, title, good }) => ({
    id: `finding ${journey}.${cell}`, kind: 'finding', title: title[lang],
    detail: [t(good ? 'search:good' : 'search:bad'), localText(stage_name, lang), localText(journey_name, lang)].join(' · '),
    go: mapOf(journey, ws, { cell, stage }),
  }));
}

function customers(found: SearchFound, { ws, t, day }: Wording): Item[] {
  return found.customers.rows.map(({ person, label, trait, value, last }) => ({
    id: `customer ${person}`, kind: 'customer', title: label,
    detail: [trait ? `${trait} ${value}` : value === label ? null : value, last ? t('search:last', { day: day(last) }) : null].filter(Boolean).join(' · '),
    go: { to: '/w/$ws/customers/$person', params: { ws, person } },
  }));
}

function voices(found: SearchFound, { ws, t, day }: Wording): Item[] {
  return found.voices.rows.map(({ voice_id, text, source, label, time }) => ({
    id: `voice ${voice_id}`, kind: 'voice', title: text ?? '', quote: true,
    detail: [t(`common:source.${source}`), label, day(time)].filter(Boolean).join(' · '),
    go: { to: '/w/$ws/voices', params: { ws }, search: { voice: voice_id } },
  }));
}

/** Commands that fit, the best first; all of them for nothing typed. */
export function commandsFor(commands: Command[], needle: Needle | null): { command: Command; fit: Fit }[] {
  if (needle === null) return commands.map((command) => ({ command, fit: { loose: true, place: 'within', from: 0, to: 0 } }));
  return commands
    .flatMap((command) => {
      const fits = [command.title, ...command.also].flatMap((name) => needle(name.normalize('NFC')) ?? []);
      const fit = fits.sort(compareFits)[0];
      return fit ? [{ command, fit }] : [];
    })
    .sort((a, b) => compareFits(a.fit, b.fit));
}
