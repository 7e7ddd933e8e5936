// One person's days: events and voices together, newest day first, equal events in a row told once with their number.
import type { CustomerPage, EventRow, VoiceRow, WalkRow } from '../../api/contract';
import { isoDay } from '../../parts/numbers';

export type Entry = CustomerPage['timeline'][number];
export type Item =
  | { is: 'voice'; voice: VoiceRow }
  /** `times` events of the same kind in a row; the newest is `event`, the oldest began at `from`. */
  | { is: 'event'; event: EventRow; times: number; from: string };

export interface Day {
  day: string;
  items: Item[];
}

/** Days of the workspace, newest first, in the order that the list came in. */
export function days(timeline: Entry[], zone: string): Day[] {
  const found: Day[] = [];
  for (const entry of timeline) {
    const day = isoDay(entry.time, zone);
    let last = found.at(-1);
    if (last === undefined || last.day !== day) {
      last = { day, items: [] };
      found.push(last);
    }
    add(last.items, entry);
  }
  return found;
}

function add(items: Item[], entry: Entry): void {
  if (entry.is === 'voice') {
    items.push({ is: 'voice', voice: entry });
    return;
  }
  const last = items.at(-1);
  if (last?.is === 'event' && alike(last.event, entry)) {
    last.times += 1;
    last.from = entry.time;
    return;
  }
  items.push({ is: 'event', event: entry, times: 1, from: entry.time });
}

/** Told as one: the same event in the same place about the same thing, and without money. */
function alike(a: EventRow, b: EventRow): boolean {
  const same = (['event', 'channel', 'order', 'product', 'source', 'stage'] as const).every((key) => (a[key] ?? null) === (b[key] ?? null));
  return same && a.amount === null && b.amount === null;
}

export interface Stretch {
  walk: WalkRow;
  /** Where it begins and how long it is, as shares 0…1 of the whole time. */
  left: number;
  width: number;
}

/** The walks laid on the time from the first to the last thing known of the person. */
export function stretches(walks: WalkRow[], first: string, last: string): Stretch[] {
  const from = Date.parse(first);
  const whole = Math.max(1, Date.parse(last) - from);
  return [...walks]
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start))
    .map((walk) => {
      const left = Math.min(1, Math.max(0, (Date.parse(walk.start) - from) / whole));
      const end = Math.min(1, Math.max(left, (Date.parse(walk.end) - from) / whole));
      return { walk, left, width: end - left };
    });
}

/** Firsts of months between two instants, for the axis; at most `most`, evenly thinned out. */
export function months(first: string, last: string, zone: string, most = 7): { at: number; month: string }[] {
  const from = Date.parse(first);
  const whole = Math.max(1, Date.parse(last) - from);
  const [year = 0, month = 1] = isoDay(first, zone).split('-').map(Number);
  const found: { at: number; month: string }[] = [];
  for (let n = 1; n < 600; n += 1) {
    const start = new Date(Date.UTC(year, month - 1 + n, 1));
    const at = (start.getTime() - from) / whole;
    if (at >= 1) break;
    found.push({ at, month: start.toISOString().slice(0, 10) });
  }
  const step = Math.ceil(found.length / most);
  return found.filter((_, index) => index % Math.max(1, step) === 0);
}
