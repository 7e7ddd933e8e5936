// Periods as days of the workspace, both ends included; `null` is open.
export interface Period {
  from: string | null;
  to: string | null;
}

export type PresetId = 'all' | 'weeks4' | 'months3' | 'months6' | 'year';

function before(day: string, change: { days?: number; months?: number }): string {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
  if (change.days) return new Date(Date.UTC(y, m - 1, d - change.days + 1)).toISOString().slice(0, 10);
  // a month back keeps the day, or takes the month's last one: 31 May − 3 months is 28 February
  const lastOfMonth = new Date(Date.UTC(y, m - (change.months ?? 0), 0)).getUTCDate();
  const start = Date.UTC(y, m - 1 - (change.months ?? 0), Math.min(d, lastOfMonth));
  return new Date(start + 86_400_000).toISOString().slice(0, 10);
}

/** Presets that end with the last day of data; without data only everything. */
export function presetsBefore(last: string | null): { id: PresetId; period: Period }[] {
  const all = { id: 'all' as const, period: { from: null, to: null } };
  if (last === null) return [all];
  return [
    { id: 'weeks4', period: { from: before(last, { days: 28 }), to: last } },
    { id: 'months3', period: { from: before(last, { months: 3 }), to: last } },
    { id: 'months6', period: { from: before(last, { months: 6 }), to: last } },
    { id: 'year', period: { from: before(last, { months: 12 }), to: last } },
    all,
  ];
}
