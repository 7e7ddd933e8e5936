// What can be asked about, and where its method is written: a page of `docs/` and the heading there.
export const TOPICS = {
  coverage: 'statistics#coverage',
  entered: 'walks#2-what-becomes-of-a-stage',
  went_on: 'walks#2-what-becomes-of-a-stage',
  dropped: 'walks#2-what-becomes-of-a-stage',
  undecided: 'walks#2-what-becomes-of-a-stage',
  time: 'statistics#time-in-a-stage',
  actions: 'statistics#plain-shares',
  channels: 'statistics#plain-shares',
  thoughts: 'statistics#representative-quotes',
  emotion: 'statistics#emotion',
  pains: 'findings#what-is-compared',
  delights: 'findings#what-is-compared',
  kpis: 'statistics#shares',
  goal_rate: 'statistics#shares',
  csat: 'statistics#csat',
  nps: 'statistics#nps',
  ces: 'statistics#means',
  goal: 'team#written-cells',
  desired: 'team#written-cells',
  opportunities: 'team#written-cells',
  backstage: 'team#written-cells',
  evidence: 'walks#6-where-a-voice-belongs',
} as const;

export type Topic = keyof typeof TOPICS;

export const isTopic = (name: string): name is Topic => Object.hasOwn(TOPICS, name);

/** Pages of `docs/` that the screens can show. */
export const PAGES = ['walks', 'statistics', 'findings', 'team'] as const;
export type Page = (typeof PAGES)[number];

/** The name of a heading in an address, as GitHub makes it. */
export function anchorOf(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s-]/gu, '').trim().replaceAll(/\s/g, '-');
}
