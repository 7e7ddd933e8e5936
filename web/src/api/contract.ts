// The shapes that the server answers with. Counts are integers, instants RFC 3339 UTC, days are `2026-11-23`,
// ratios 0…1, times in seconds carry `_s`. Fields may be added, never renamed.

export type Lang = 'ko' | 'en';
export type LocalText = string | { ko?: string; en?: string };

/** Every error: RFC 9457 problem with a stable code, translated by the UI (`errors.<code>`). */
export interface Problem {
  type: string; // "about:blank"
  status: number;
  code: string; // "journey_not_found", "bad_file", "conflict", …
  title: string; // English sentence for people who read logs
  field?: string; // "stages.delivery.id"
  row?: number;
  params?: Record<string, string | number>; // for the translated sentence
}

// GET /api/session
export interface Session {
  version: string;
  actor: { id: string; name: string }; // local owner until accounts exist
  workspaces: { name: string; title: LocalText; zone: string; demo: boolean }[];
}

// ---- filter, shared by map, home, evidence; sent as JSON in the query parameter `where`
export type Scalar = string | number | boolean;
export type Condition = Scalar | Scalar[] | { gt?: number; gte?: number; lt?: number; lte?: number; exists?: boolean };
export interface Predicate { field: { of: 'trait' | 'event'; name: string }; is: Condition }

// GET /api/w/{ws}/fields → what can be filtered by, with the most frequent values
export interface Fields {
  lake_version: number;
  events: { name: string; count: number; first: string; last: string }[]; // event names
  fields: { of: 'trait' | 'event'; name: string; distinct: number; values: { value: string; count: number }[] }[]; // top 50 values
}

// GET /api/w/{ws}/map/{journey}?from=&to=&where=&lang=&version=&lake_version=
export interface JourneyMap {
  map: 1; journey: string; version: number; name: string; segment: string | null; filter?: Predicate[];
  from: string | null; to: string | null; zone: string; computed_at: string; lake_version: number;
  counts?: 'walks' | 'customers'; // what `walks` counts
  walks: number; customers: number; voices_unplaced: number; events_uncaught: number; data_end: string | null;
  stages: MapStage[];
}
export interface MapStage {
  id: string; name: string; owner: string | null; moment_of_truth?: string;
  entered: number; went_on: number; went_straight_on: number; dropped: number; undecided: number; reentries: number;
  entered_from: { began: number; straight: number; past: number; later: number };
  time_s: { median: number | null; p90: number | null; n: number; censored: number; faults: number };
  actions: { event: string; count: number; walks: number; share: number }[];
  channels: { channel: string | null; count: number; share: number }[];
  emotion: { mean: number | null; low: number | null; high: number | null; n: number; from_scores: number; from_text: number };
  thoughts: Quote[];
  voices: number; events: number;
  kpis: Kpi[];
  coverage: { computed: number; lanes: number; by_lane: [string, 'computed' | 'partial' | 'assumed'][] };
}
export type Sentiment = 'positive' | 'neutral' | 'negative';
export type VoiceSource = 'review' | 'survey' | 'chat' | 'e-mail' | 'interview' | 'staff_note' | 'social' | 'app_review' | 'call';
export interface Quote { voice_id: string; text: string; sentiment: Sentiment | null; source: VoiceSource; time: string; stands_for: number }
/** `formula` is a stable key that the UI translates (`formula.csat_top2`, `formula.goal_rate`, `formula.nps`, …). */
export interface Kpi { id: string; value: number; low: number | null; high: number | null; n: number; formula: string }

// GET /api/w/{ws}/map/{journey}/evidence?cell=<Cell>&from=&to=&where=&version=&lake_version=&cursor=&limit=
// Cell, dotted: `<stage>.entered|went_on|went_straight_on|dropped|undecided|reentries|time|emotion|voices|events|began|straight|past|later|faults|censored`,
// `<stage>.action.<event>`, `<stage>.channel.<channel or ->`, `<stage>.thought.<voice id>`, `<stage>.kpi.<kpi id>`,
// `walks`, `customers`, `voices_unplaced`, `events_uncaught`.
export interface Evidence {
  cell: string; kind: 'walks' | 'customers' | 'voices' | 'events';
  /** Equals the number of the cell; the length of the whole list (all pages). */
  n: number;
  value: number | null; low: number | null; high: number | null; // recomputed from the list where the cell is a mean or a ratio
  lake_version: number; version: number; query: string; method: string; // method: stable key the UI translates
  histogram?: { label: string; count: number }[]; // of scores or of times, where it helps
  trend?: { week: string; count: number; of?: number; mean?: number | null }[];
  walks?: WalkRow[]; customers?: CustomerRow[]; voices?: VoiceRow[]; events?: EventRow[];
  next: string | null; // cursor
}
export interface WalkRow { person: string; label: string; start: string; end: string; stages: string[]; events: number; outcome: 'goal' | 'dropped' | 'undecided'; duration_s: number | null }
export interface CustomerRow { person: string; label: string; first: string; last: string; events: number; voices: number; traits: Record<string, Scalar> }
export interface VoiceRow {
  voice_id: string; person: string | null; label: string | null; time: string; source: VoiceSource; channel: string | null;
  text: string | null; score: number | null; scale: 'nps' | 'csat5' | 'ces7' | 'stars5' | null; sentiment: Sentiment | null;
  order: string | null; product: string | null; survey: string | null; language: string | null; author_role: 'customer' | 'staff';
  stage?: string | null; // where it is placed in the journey asked about
}
export interface EventRow { person: string; label: string; event: string; time: string; channel: string | null; order: string | null; product: string | null; amount: number | null; currency: string | null; source: string; stage?: string | null; properties?: Record<string, Scalar> }

// GET /api/w/{ws}/home?journey=&lang=
export interface Home {
  journey: string | null; map: JourneyMap | null;
  /** Stage with the lowest mean emotion among those with n ≥ 10; null if none. */
  worst: string | null;
  sources: { source: string; events: number; voices: number; first: string | null; last: string | null }[];
  totals: { events: number; voices: number; customers: number };
  kpis: HomeKpi[];
  jobs: Job[]; // running and the last three
}
export interface HomeKpi extends Kpi { weeks: { week: string; value: number | null; n: number }[] }

// ---- customers
// GET /api/w/{ws}/customers?q=&where=&cursor=&limit=
export interface Customers { n: number; rows: CustomerRow[]; next: string | null }
// GET /api/w/{ws}/customers/{person}?journey=&cursor=
export interface CustomerPage {
  person: string; label: string; identifiers: { kind: 'customer' | 'anonymous'; value: string }[];
  traits: { name: string; value: Scalar; since: string | null; direct: boolean }[];
  first: string; last: string; events: number; voices: number;
  /** Events and voices together, newest first. */
  timeline: ({ is: 'event' } & EventRow | { is: 'voice' } & VoiceRow)[];
  walks: WalkRow[];
  next: string | null;
}

// GET /api/w/{ws}/voices?q=&source=&score_min=&score_max=&rated=csat|nps|ces&stage=&journey=&from=&to=&cursor=&limit=
export interface Voices { n: number; rows: VoiceRow[]; next: string | null; by_source: { source: VoiceSource; count: number }[] }

// ---- journeys
export interface EventRule { event: string; channel?: string | string[]; where?: Record<string, Condition> }
export interface VoiceRule { source?: VoiceSource | VoiceSource[]; survey?: string | string[]; scale?: string | string[]; topic?: string | string[]; score?: Condition }
export interface Touchpoint { id: string; name?: LocalText; events?: EventRule[]; voices?: VoiceRule[] }
export interface Stage { id: string; name: LocalText; owner?: string; moment_of_truth?: LocalText; touchpoints: Touchpoint[] }
export interface Journey {
  journey: 1; id: string; name: LocalText; counts?: 'walks' | 'customers'; starts?: 'first_caught' | EventRule; goal?: EventRule; gap: string; stages: Stage[];
}
// GET /api/w/{ws}/journeys
export interface JourneyList { journeys: { id: string; name: LocalText; version: number; stages: number; updated_at: string; updated_by: string }[] }
// GET /api/w/{ws}/journeys/{id}  (?version=)
export interface JourneyVersion { definition: Journey; yaml: string; version: number; updated_at: string; updated_by: string; versions: { version: number; at: string; by: string }[] }
// PUT /api/w/{ws}/journeys/{id}  body: JourneyPut → JourneyVersion; 409 `conflict` when `base` is not the newest
export interface JourneyPut { base: number | null; definition?: Journey; yaml?: string }
// DELETE /api/w/{ws}/journeys/{id}
// POST /api/w/{ws}/journeys/check   body: {definition} or {yaml} → JourneyCheck
export interface JourneyCheck {
  errors: { place: string; message: string }[];
  warnings: { place: string; code: string; message: string; params?: Record<string, string | number> }[];
  events: number; caught: number;
  rules: { stage: string; touchpoint: string; rule: number; kind: 'event' | 'voice'; catches: number; first_here: number }[]; // first_here: caught by no earlier stage
  uncaught: { event: string; count: number }[]; // what no stage catches, most frequent first
  several: { event: string; stages: string[]; count: number }[]; // what several stages catch
}
// GET /api/w/{ws}/journeys/templates
export interface Templates { templates: { id: string; name: LocalText; about: LocalText; definition: Journey }[] }
// GET /api/w/{ws}/journeys/suggest
export interface Suggestion { definition: Journey | null; why: { stage: string; event: string; reason: string; params: Record<string, string | number> }[]; reason_none?: string }

// ---- import
// POST /api/w/{ws}/uploads  (multipart: `file`, several allowed) → Upload
export interface Upload { upload: string; files: { name: string; bytes: number }[] }
// POST /api/w/{ws}/imports/preview  body: {upload, file, mapping?: Mapping, sheet?: string} → Preview
export interface Preview {
  format: string; encoding: string | null; rows_estimate: number | null;
  columns: { name: string; type: 'text' | 'number' | 'time' | 'flag' | 'empty'; samples: string[]; filled: number; guess: string | null; why: string | null }[];
  sheets?: SheetPart[]; // of a workbook that has several
  rows: (string | null)[][]; // first 20
  mapping: Mapping; mapping_yaml: string; confidence: 'sure' | 'likely' | 'unsure';
  questions: { code: string; column?: string; params?: Record<string, string> }[]; // what a person should look at
  result: { // of the previewed rows
    events: number; voices: number; customers: number; date_orders?: DateOrder[];
    rejected: { sheet?: string; row: number; field: string; reason: string; value: string }[];
  };
  sample: { events: EventRow[]; voices: VoiceRow[] };
  saved: string[]; // names of mappings kept for such columns
}
export interface SheetPart { name: string; rows: number; read: boolean }
// a column whose dates are three short numbers; not sure: the dates themselves leave their order open
export interface DateOrder { column: string; read_as: 'ymd' | 'dmy' | 'mdy' | 'mixed'; sure: boolean }
export type ValueFrom = string | { value: string };
export interface Mapping {
  mapping: 1; name?: string; file?: { format?: string; encoding?: string; zone?: string; sheet?: string; dates?: string };
  join?: { file: string; on: string; take: string[] }[];
  events?: EventMapping[]; voices?: VoiceMapping[]; customers?: CustomerMapping[]; currency?: string;
}
export interface EventMapping {
  event?: string; event_from?: string; time: string; event_id?: string; customer?: string; anonymous?: string; channel?: ValueFrom; session?: string;
  order?: string; product?: string; category?: string; quantity?: string; amount?: string; currency?: ValueFrom; campaign?: string; url?: string;
  properties?: Record<string, string>; skip_if_empty?: boolean;
}
export interface VoiceMapping {
  source: VoiceSource; time: string; voice_id?: string; customer?: string; channel?: ValueFrom; text?: string; score?: string; scale?: string;
  order?: string; event_id?: string; survey?: ValueFrom; question?: ValueFrom; product?: string; author_role?: 'customer' | 'staff'; language?: string;
  properties?: Record<string, string>; skip_if_empty?: boolean;
}
export interface CustomerMapping { customer: string; time?: string; traits?: Record<string, string>; direct?: Record<string, string> }
// POST /api/w/{ws}/imports  body: {upload, file, mapping, save_as?: string} → Job (202)
// GET  /api/w/{ws}/jobs → {jobs: Job[]};  GET /api/w/{ws}/jobs/{id} → Job;  POST /api/w/{ws}/jobs/{id}/cancel → Job
// GET  /api/w/{ws}/jobs/stream → SSE, each message `data: Job`
// GET  /api/w/{ws}/jobs/{id}/rejects → text/csv
export interface Job {
  id: string; kind: 'import'; title: string; state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  step: string; done: number; total: number | null; seconds_left: number | null;
  created_at: string; finished_at: string | null; by: string; error: Problem | null; result: ImportResult | null;
}
export interface ImportResult {
  read: number; stored: number; duplicates: number; rejected: number; rejects_file: string | null;
  events: number; voices: number; customers: number; objects: number; relations: number;
  date_orders?: DateOrder[]; sheets?: SheetPart[];
  values_left_out?: number; // of JSON lines with more keys than there may be columns
  clock_faults?: { from: string; to: string; count: number }[]; // a later step of a row that is earlier than the one before
}
// GET /api/w/{ws}/mappings → {mappings: {name: string; yaml: string; mapping: Mapping; updated_at: string}[]}
