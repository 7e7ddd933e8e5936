import { describe, expect, it } from 'vitest';
import type { Format } from '../../../parts';
import * as numbers from '../../../parts/numbers';
import { parseCell } from '../cells';
import { SAMPLE } from '../fixture';
import { COMPUTED } from '../Rows';
import { figuresOf, figureText, fromFigure, intervalText, toFigure, unitOf } from './expect';
import { laneOfCell, moved, ORDER, rowsInOrder, rowsShown, shownOr } from './lanes';
import { lostWords, merged } from './merge';
import { withWritten } from './queries';

const format = {
  span: (seconds: number) => numbers.span(seconds, 'ko'), share: (value: number) => numbers.share(value, 1, 'ko'),
  signed: (value: number, digits = 1) => numbers.signed(value, digits, 'ko'), count: (value: number) => numbers.count(value, 'ko'),
} as Format;

/** Small, repeatable texts of a few words and lines. */
function texts(count: number): [string, string][] {
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const words = ['이틀', '안에', '쿠폰', '말한', '날', '받기', '무료'];
  const text = () => Array.from({ length: next(4) }, () => Array.from({ length: next(4) }, () => words[next(words.length)]).join(' ')).join('\n');
  return Array.from({ length: count }, () => [text(), text()]);
}

describe('a proposal for two texts', () => {
  it('holds every word of both, whatever they say', () => {
    const all = texts(500);
    all.forEach(([mine, theirs], at) => {
      expect(lostWords(merged(mine, theirs, all[(at + 1) % all.length]?.[0] ?? ''), mine, theirs)).toEqual([]);
    });
  });

  it('is the longer one when it holds the other, and says a line of both once', () => {
    expect(merged('이틀 안에', '이틀 안에, 말한 날에', '')).toBe('이틀 안에, 말한 날에');
    expect(merged('가\n나', '나\n다', '라')).toBe('나\n다\n가');
  });

  it('lays the changes of both where they were made', () => {
    expect(merged('이틀 안에 문 앞에서 받기', '약속한 이틀 안에 받기', '이틀 안에 받기')).toBe('약속한 이틀 안에 문 앞에서 받기');
    expect(merged('받기 하나', '받기 둘', '받기')).toBe('받기 둘 하나');
  });

  it('keeps a word that only one of them took out', () => {
    expect(lostWords(merged('이틀 받기', '이틀 안에 꼭 받기', '이틀 안에 받기'), '이틀 안에 꼭 받기')).toEqual([]);
  });

  it('names the words that a person takes out', () => {
    expect(lostWords('쿠폰', '쿠폰 무료', '쿠폰')).toEqual(['무료']);
  });
});

const written = (lane: 'goal' | 'touchpoints') => ({
  ...SAMPLE,
  stages: SAMPLE.stages.map((stage, at) => (at > 0 ? stage : { ...stage, written: [{ lane, text: '글', by: '정도윤', at: '2026-08-11T00:00:00Z', revision: 1 }] })),
});

describe('lanes', () => {
  it('that people write in appear once something is written, or somebody turns them on', () => {
    expect(rowsShown(SAMPLE, undefined, COMPUTED)).not.toContain('goal');
    expect(rowsShown(written('goal'), undefined, COMPUTED)[0]).toBe('goal');
    expect(rowsShown(SAMPLE, { order: [], hidden: [], shown: ['backstage'] }, COMPUTED)).toContain('backstage');
    expect(rowsShown(SAMPLE, undefined, COMPUTED, ['desired'])).toContain('desired');
  });

  it('are hidden with what is in them, unless somebody is at work there', () => {
    const hidden = shownOr({ order: [], hidden: [], shown: [] }, 'goal', false);
    expect(rowsShown(written('goal'), hidden, COMPUTED)).not.toContain('goal');
    expect(rowsShown(written('goal'), hidden, COMPUTED, ['goal'])).toContain('goal');
    expect(rowsShown(SAMPLE, shownOr(hidden, 'goal', true), COMPUTED)).toContain('goal');
  });

  it('keep their places when one is moved, and stay at the edges', () => {
    const once = moved({ order: [], hidden: [], shown: [] }, 'goal', 1);
    expect(rowsInOrder(once).slice(0, 3)).toEqual(['actions', 'goal', 'channels']);
    expect(rowsInOrder(moved(once, 'goal', -5))).toEqual([...ORDER]);
    expect([...rowsInOrder({ order: ['emotion'], hidden: [], shown: [] })].sort()).toEqual([...ORDER].sort());
  });

  it('know which number belongs to them', () => {
    const lane = (cell: string) => {
      const found = parseCell(cell, SAMPLE);
      return found && laneOfCell(found);
    };
    expect(lane('browse.channel.app')).toBe('touchpoints');
    expect(lane('browse.kpi.nps')).toBe('kpis');
    expect(lane('browse.dropped')).toBe('stage');
    expect(lane('browse.written.goal')).toBe('goal');
  });
});

describe('what is expected of a figure', () => {
  it('is written in the unit that people think in', () => {
    expect(unitOf('browse.time')).toBe('days');
    expect(toFigure(2, 'days')).toBe(172_800);
    expect(fromFigure(toFigure(87.5, 'percent'), 'percent')).toBe(87.5);
    expect(figureText('browse.time', 276_480, format)).toBe('3.2일');
    expect(figureText('browse.kpi.nps', 0.25, format)).toBe('+25');
  });

  it('is offered for the figures that the stage has', () => {
    const [browse, pay] = SAMPLE.stages;
    expect(browse && figuresOf(browse)).toEqual(['browse.time', 'browse.went_on', 'browse.dropped', 'browse.emotion', 'browse.kpi.nps']);
    expect(pay && figuresOf(pay)).not.toContain('pay.emotion');
  });

  it('leaves an end open that the data do not set', () => {
    expect(intervalText('browse.time', { value: 86_400, low: 86_400, high: null, n: 1_204 }, format)).toBe('[1일–…] n 1,204');
  });
});

describe('fresh words', () => {
  it('are laid into the map without touching its numbers', () => {
    const [browse] = written('touchpoints').stages;
    const coverage = { computed: 1, lanes: 2, by_lane: [] };
    const fresh = withWritten(SAMPLE, { number: 3, stages: [{ id: 'browse', written: browse?.written ?? [], coverage }] });
    expect(fresh.stages[0]?.written).toHaveLength(1);
    expect(fresh.stages[0]?.entered).toBe(100);
    expect(fresh.stages[1]).toEqual(SAMPLE.stages[1]);
  });
});
