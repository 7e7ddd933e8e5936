// A small map of two stages, for the tests of this folder.
import type { JourneyMap, MapStage } from '../../api/contract';

const stage = (change: Partial<MapStage>): MapStage => ({
  id: 'browse', name: '둘러보기', owner: null, entered: 100, went_on: 60, went_straight_on: 55, dropped: 30, undecided: 10, reentries: 4,
  entered_from: { began: 90, straight: 0, past: 8, later: 2 },
  time_s: { median: 120, low: 110, high: 130, p90: 600, n: 60, censored: 40, faults: 0 },
  actions: [{ event: 'page.view', count: 130, walks: 80, share: 0.8 }],
  channels: [{ channel: 'app', count: 90, share: 0.9 }, { channel: null, count: 10, share: 0.1 }],
  emotion: { mean: -0.7, low: -0.8, high: -0.6, n: 41, from_scores: 40, from_text: 1 },
  thoughts: [{ voice_id: 'v.1', text: '좋아요, "정말"', sentiment: 'positive', source: 'review', time: '2026-11-01T00:00:00Z', stands_for: 3 }],
  voices: 44, events: 100,
  kpis: [{ id: 'nps', value: 0.25, low: 0.18, high: 0.33, n: 41, formula: 'nps' }],
  coverage: { computed: 5, lanes: 6, by_lane: [['actions', 'computed']] },
  ...change,
});

export const SAMPLE: JourneyMap = {
  map: 1, journey: 'first-purchase', version: 3, name: '첫 구매 여정', segment: null, from: '2026-05-23', to: '2026-11-22', zone: 'Asia/Seoul',
  computed_at: '2026-11-23T00:00:00Z', lake_version: 812, counts: 'walks', walks: 100, customers: 90, voices_unplaced: 1, events_uncaught: 2, data_end: '2026-11-22T00:00:00Z',
  stages: [
    stage({}),
    stage({ id: 'pay', name: '=결제', emotion: { mean: null, low: null, high: null, n: 0, from_scores: 0, from_text: 0 }, thoughts: [] }),
  ],
};
