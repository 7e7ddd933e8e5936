// What a column means, seen from the column: the mapping is kept by block (event, voice, customer), a person thinks
// by column. Every question about a column is answered from the mapping itself, so the two can never disagree.

import type { CustomerMapping, EventMapping, Mapping, VoiceMapping } from '../../api/contract';

/** Fields that all events of a row share. */
export const EVENT_SHARED = [
  'anonymous', 'event_id', 'session', 'category', 'quantity', 'amount', 'campaign', 'url',
] as const;
/** Fields that events and voices of a row share. */
export const BOTH_SHARED = ['customer', 'order', 'product'] as const;
/** Fields of one voice. */
export const VOICE_OWN = ['text', 'score', 'voice_id', 'language'] as const;

type EventShared = (typeof EVENT_SHARED)[number];
type BothShared = (typeof BOTH_SHARED)[number];
type VoiceOwn = (typeof VOICE_OWN)[number];

/** One use of a column. `block` counts from 0 and is `new` for a block that is not there yet. */
export type Role =
  | { is: BothShared | EventShared }
  | { is: 'event_name' | 'channel' | 'currency' | 'survey' | 'question' | 'property' | 'trait' | 'direct' | 'since' }
  | { is: 'event_time' | 'voice_time'; block: number | 'new' }
  | { is: VoiceOwn; block: number };

export type RoleId = string;

const BLOCKED = new Set(['event_time', 'voice_time', ...VOICE_OWN]);

/** A role as text, for select boxes: `customer`, `event_time#0`, `event_time#new`. */
export function roleId(role: Role): RoleId {
  return 'block' in role ? `${role.is}#${role.block}` : role.is;
}

/** The role of such a text. */
export function parseRole(id: RoleId): Role {
  const [is, block] = id.split('#');
  if (is !== undefined && BLOCKED.has(is)) {
    return { is, block: block === 'new' ? 'new' : Number(block ?? 0) } as Role;
  }
  return { is: id } as Role;
}

/** Every use of the column in the mapping, most telling first. */
export function rolesOf(mapping: Mapping, column: string): Role[] {
  const found: Role[] = [];
  const events = mapping.events ?? [];
  const voices = mapping.voices ?? [];
  const customers = mapping.customers ?? [];
  const add = (role: Role): void => {
    if (!found.some((other) => roleId(other) === roleId(role))) found.push(role);
  };
  for (const key of BOTH_SHARED) {
    if ([...events, ...voices].some((block) => block[key] === column)) add({ is: key });
  }
  if (customers.some((block) => block.customer === column)) add({ is: 'customer' });
  for (const key of EVENT_SHARED) if (events.some((block) => block[key] === column)) add({ is: key });
  if (events.some((block) => block.event_from === column)) add({ is: 'event_name' });
  events.forEach((block, index) => block.time === column && add({ is: 'event_time', block: index }));
  voices.forEach((block, index) => {
    if (block.time === column) add({ is: 'voice_time', block: index });
    for (const key of VOICE_OWN) if (block[key] === column) add({ is: key, block: index });
  });
  if ([...events, ...voices].some((block) => block.channel === column)) add({ is: 'channel' });
  if (events.some((block) => block.currency === column)) add({ is: 'currency' });
  for (const key of ['survey', 'question'] as const) if (voices.some((block) => block[key] === column)) add({ is: key });
  if (customers.some((block) => block.time === column)) add({ is: 'since' });
  if (customers.some((block) => holds(block.traits, column))) add({ is: 'trait' });
  if (customers.some((block) => holds(block.direct, column))) add({ is: 'direct' });
  if ([...events, ...voices].some((block) => holds(block.properties, column))) add({ is: 'property' });
  return found;
}

function holds(pairs: Record<string, string> | undefined, column: string): boolean {
  return pairs !== undefined && Object.values(pairs).includes(column);
}

function without(pairs: Record<string, string> | undefined, column: string): Record<string, string> | undefined {
  if (pairs === undefined) return undefined;
  const rest = Object.entries(pairs).filter(([, source]) => source !== column);
  return rest.length > 0 ? Object.fromEntries(rest) : undefined;
}

/** The name that a column gets as event, trait or property: as written, but on one line. */
export function nameFor(column: string): string {
  return column.replace(/\s+/g, ' ').trim();
}

/** The mapping without one use of the column. */
export function dropRole(mapping: Mapping, column: string, role: Role): Mapping {
  const events = mapping.events?.map((block, index) => dropEvent(block, index, column, role));
  const voices = mapping.voices?.map((block, index) => dropVoice(block, index, column, role));
  const customers = mapping.customers?.map((block) => dropCustomer(block, column, role));
  return tidy({ ...mapping, events, voices, customers });
}

function dropEvent(block: EventMapping, index: number, column: string, role: Role): EventMapping {
  const next: EventMapping = { ...block };
  switch (role.is) {
    case 'event_name':
      if (next.event_from === column) delete next.event_from;
      return next;
    case 'event_time':
      if (role.block === index && next.time === column) next.time = '';
      return next;
    case 'property':
      next.properties = without(next.properties, column);
      return next;
    case 'voice_time': case 'text': case 'score': case 'voice_id': case 'language':
    case 'survey': case 'question': case 'trait': case 'direct': case 'since':
      return next;
    default:
      if (next[role.is] === column) next[role.is] = undefined;
      return next;
  }
}

function dropVoice(block: VoiceMapping, index: number, column: string, role: Role): VoiceMapping {
  const next: VoiceMapping = { ...block };
  switch (role.is) {
    case 'voice_time':
      if (role.block === index && next.time === column) next.time = '';
      return next;
    case 'text': case 'score': case 'voice_id': case 'language':
      if (role.block === index && next[role.is] === column) next[role.is] = undefined;
      return next;
    case 'customer': case 'order': case 'product': case 'channel': case 'survey': case 'question':
      if (next[role.is] === column) next[role.is] = undefined;
      return next;
    case 'property':
      next.properties = without(next.properties, column);
      return next;
    default:
      return next;
  }
}

function dropCustomer(block: CustomerMapping, column: string, role: Role): CustomerMapping {
  const next: CustomerMapping = { ...block };
  if (role.is === 'customer' && next.customer === column) next.customer = '';
  if (role.is === 'since' && next.time === column) delete next.time;
  if (role.is === 'trait') next.traits = without(next.traits, column);
  if (role.is === 'direct') next.direct = without(next.direct, column);
  return next;
}

/** The mapping with one more use of the column; blocks that it needs are made. */
export function addRole(mapping: Mapping, column: string, role: Role): Mapping {
  const next: Mapping = structuredClone(mapping);
  const events = (next.events ??= []);
  const voices = (next.voices ??= []);
  const customers = (next.customers ??= []);
  switch (role.is) {
    case 'event_name':
      for (const block of someEvents(next)) {
        block.event_from = column;
        delete block.event;
      }
      break;
    case 'event_time':
      atOrNew(events, role.block, () => newEvent(next, column)).time = column;
      break;
    case 'voice_time':
      atOrNew(voices, role.block, () => newVoice(next, column)).time = column;
      break;
    case 'text': case 'score': case 'voice_id': case 'language':
      atOrNew(voices, role.block, () => newVoice(next, ''))[role.is] = column;
      break;
    case 'survey': case 'question':
      for (const block of someVoices(next)) block[role.is] = column;
      break;
    case 'trait': case 'direct': {
      if (customers.length === 0) customers.push({ customer: customerOf(next) });
      const key = role.is === 'trait' ? 'traits' : 'direct';
      for (const block of customers) block[key] = { ...block[key], [nameFor(column)]: column };
      break;
    }
    case 'since':
      for (const block of customers) block.time = column;
      break;
    case 'property':
      for (const block of someEvents(next)) block.properties = { ...block.properties, [nameFor(column)]: column };
      break;
    case 'customer': case 'order': case 'product': case 'channel':
      for (const block of events.length + voices.length === 0 ? someEvents(next) : [...events, ...voices]) block[role.is] = column;
      if (role.is === 'customer') for (const block of customers) block.customer = column;
      break;
    default:
      for (const block of someEvents(next)) block[role.is] = column;
  }
  return tidy(next);
}

/** One use exchanged for another; `null` on the left adds, on the right takes away. */
export function changeRole(mapping: Mapping, column: string, from: Role | null, to: Role | null): Mapping {
  const dropped = from === null ? mapping : dropRole(mapping, column, from);
  return to === null ? dropped : addRole(dropped, column, to);
}

/** The block of that place; a new one at the end when there is none. */
function atOrNew<T>(blocks: T[], place: number | 'new', make: () => T): T {
  const found = place === 'new' ? undefined : blocks[place];
  if (found !== undefined) return found;
  const made = make();
  blocks.push(made);
  return made;
}

function customerOf(mapping: Mapping): string {
  for (const block of [...(mapping.events ?? []), ...(mapping.voices ?? []), ...(mapping.customers ?? [])]) {
    if (block.customer !== undefined && block.customer !== '') return block.customer;
  }
  return '';
}

function someEvents(mapping: Mapping): EventMapping[] {
  const events = (mapping.events ??= []);
  if (events.length === 0) events.push(newEvent(mapping, ''));
  return events;
}

function someVoices(mapping: Mapping): VoiceMapping[] {
  const voices = (mapping.voices ??= []);
  if (voices.length === 0) voices.push(newVoice(mapping, ''));
  return voices;
}

/** A further event of the row: who, order and product as its siblings have them, its name from the column. */
export function newEvent(mapping: Mapping, time: string): EventMapping {
  const sibling: Partial<EventMapping> = mapping.events?.[0] ?? {};
  const block: EventMapping = { event: nameFor(time), time };
  const customer = sibling.customer ?? customerOf(mapping);
  if (customer !== '') block.customer = customer;
  for (const key of ['anonymous', 'channel', 'session', 'order', 'product', 'category'] as const) {
    if (sibling[key] !== undefined) Object.assign(block, { [key]: sibling[key] });
  }
  // In a row with several times, a missing one means that this step has not happened yet.
  if ((mapping.events?.length ?? 0) > 0) block.skip_if_empty = true;
  return block;
}

/** A further voice of the row. */
export function newVoice(mapping: Mapping, time: string): VoiceMapping {
  const sibling: Partial<EventMapping & VoiceMapping> = mapping.voices?.[0] ?? mapping.events?.[0] ?? {};
  const block: VoiceMapping = { source: 'review', time: time === '' ? (sibling.time ?? '') : time, skip_if_empty: true };
  const customer = sibling.customer ?? customerOf(mapping);
  if (customer !== '') block.customer = customer;
  if (sibling.order !== undefined) block.order = sibling.order;
  if (sibling.product !== undefined) block.product = sibling.product;
  return block;
}

/** Leaves out what is empty, so that the file stays as short as a person would write it. */
export function tidy(mapping: Mapping): Mapping {
  const next: Mapping = { ...mapping };
  const events = next.events?.map(clean).filter((block) => block.time !== '' || isKept(block));
  const voices = next.voices?.map(clean).filter((block) => block.time !== '' || block.text !== undefined || block.score !== undefined);
  const customers = next.customers?.map(clean).filter((block) => block.traits !== undefined || block.direct !== undefined || block.customer !== '');
  assign(next, 'events', events);
  assign(next, 'voices', voices);
  assign(next, 'customers', customers);
  if (next.join?.length === 0) delete next.join;
  return next;
}

function isKept(block: EventMapping): boolean {
  return block.event_from !== undefined || (block.event ?? '') !== '' || block.customer !== undefined;
}

function assign<K extends 'events' | 'voices' | 'customers'>(mapping: Mapping, key: K, list: Mapping[K]): void {
  mapping[key] = list === undefined || list.length === 0 ? undefined : list;
}

function clean<T extends object>(block: T): T {
  const kept = Object.entries(block).filter(([, value]) => value !== undefined && value !== false);
  return Object.fromEntries(kept) as T;
}

/** One thing that keeps the mapping from being used: which block, and what it lacks. */
export interface Gap { block: 'events' | 'voices' | 'customers' | 'all'; index: number; lacks: 'time' | 'name' | 'who' | 'words' | 'anything' }

/** What is still missing before the file can be read. */
export function gaps(mapping: Mapping): Gap[] {
  const found: Gap[] = [];
  const { events = [], voices = [], customers = [] } = mapping;
  if (events.length + voices.length + customers.length === 0) found.push({ block: 'all', index: 0, lacks: 'anything' });
  events.forEach((block, index) => {
    if (block.time === '') found.push({ block: 'events', index, lacks: 'time' });
    if ((block.event ?? '').trim() === '' && block.event_from === undefined) found.push({ block: 'events', index, lacks: 'name' });
    if (block.customer === undefined && block.anonymous === undefined) found.push({ block: 'events', index, lacks: 'who' });
  });
  voices.forEach((block, index) => {
    if (block.time === '') found.push({ block: 'voices', index, lacks: 'time' });
    if (block.text === undefined && block.score === undefined) found.push({ block: 'voices', index, lacks: 'words' });
  });
  customers.forEach((block, index) => {
    if (block.customer === '') found.push({ block: 'customers', index, lacks: 'who' });
  });
  return found;
}

/** What the events and voices of a mapping are called on screen. */
export function blockNames(mapping: Mapping, sourceName: (source: string) => string): { events: string[]; voices: string[] } {
  return {
    events: (mapping.events ?? []).map((block) => block.event ?? (block.event_from === undefined ? '?' : `[${block.event_from}]`)),
    voices: (mapping.voices ?? []).map((block, at, all) =>
      all.filter((other) => other.source === block.source).length > 1 ? `${sourceName(block.source)} ${at + 1}` : sourceName(block.source),
    ),
  };
}
