import { describe, expect, it } from 'vitest';
import type { Format } from '../../parts';
import * as numbers from '../../parts/numbers';
import { cellOf, parseCell } from './cells';
import { measureOf, valueOf } from './charts';
import { SAMPLE } from './fixture';
import { nextSpot } from './keys';
import { kpiText } from './kpi';
import { HEIGHT, labelHeights } from './labels';
import { columnWidths, middles } from './layout';
import { parseMapSearch } from './search';
import { csvOf, HEAD, rowsOf } from './table';

describe('columns', () => {
  it('share the room evenly to the pixel', () => {
    const widths = columnWidths(1308, 7, -1);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(1308);
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(1);
  });

  it('are as drawn beside a drawer: 133, and 158 for the selected one', () => {
    expect(columnWidths(956, 7, 4)).toEqual([133, 133, 133, 133, 158, 133, 133]);
  });

  it('never get narrower than 133 and then scroll', () => {
    expect(columnWidths(400, 5, -1)).toEqual([133, 133, 133, 133, 133]);
  });

  it('have their middles one after the other', () => {
    expect(middles([100, 50])).toEqual([50, 125]);
  });
});

describe('cells', () => {
  it('keep dots in the name of an event', () => {
    const cell = parseCell(cellOf('browse', 'action', 'page.view'), SAMPLE);
    expect(cell?.what).toBe('action');
    expect(cell?.which).toBe('page.view');
  });

  it('are nothing when their stage is not on the map', () => {
    expect(parseCell('gone.entered', SAMPLE)).toBeNull();
    expect(parseCell('customers', SAMPLE)?.stage).toBeNull();
  });
});

describe('arrows', () => {
  const spots = [
    { column: 0, x: 50, y: 10 }, { column: 0, x: 50, y: 30 }, { column: 0, x: 50, y: 300 },
    { column: 1, x: 150, y: 12 }, { column: 1, x: 150, y: 290 }, { column: 2, x: 250, y: 10 },
  ];

  it('go to the nearest number below in the same column', () => {
    expect(nextSpot(spots, 0, [0, 1])).toBe(1);
    expect(nextSpot(spots, 1, [0, 1])).toBe(2);
    expect(nextSpot(spots, 2, [0, 1])).toBeNull();
  });

  it('go to the next column at the nearest height', () => {
    expect(nextSpot(spots, 2, [1, 0])).toBe(4);
    expect(nextSpot(spots, 0, [1, 0])).toBe(3);
    expect(nextSpot(spots, 5, [-1, 0])).toBe(3);
    expect(nextSpot(spots, 0, [-1, 0])).toBeNull();
  });
});

describe('writing beside the curve', () => {
  const point = (x: number, mean: number, width = 0.1, n = 100) => ({ x, mean, low: mean - width, high: mean + width, n });

  it('stands over good points and under bad ones', () => {
    const heights = labelHeights([point(60, 0.5), null, point(330, -0.7)]);
    expect(heights[0]).toBeLessThan(138);
    expect(heights[1]).toBeNull();
    expect(heights[2]).toBeGreaterThan(138);
  });

  it('keeps off its own interval at the ends of the scale', () => {
    const [height] = labelHeights([{ x: 60, mean: 1.9, low: 1.4, high: 2, n: 12_043 }]);
    expect(height).toBeGreaterThan(138 - 1.4 * 53);
  });

  it('stays in the lane, however wide the interval', () => {
    for (const mean of [-2, -1.9, 0, 1.9, 2]) {
      const [height] = labelHeights([point(60, mean, 1.5, 3)]);
      expect(height).toBeGreaterThanOrEqual(14);
      expect(height).toBeLessThanOrEqual(HEIGHT - 19);
    }
  });
});

describe('figures', () => {
  const format = {
    signed: (value: number, digits = 1) => numbers.signed(value, digits, 'ko'),
    share: (value: number, digits = 1) => numbers.share(value, digits, 'ko'),
    plain: (value: number, digits = 0) => numbers.plain(value, digits, 'ko'),
    signedInterval: (low: number, high: number, digits = 1) => numbers.signedInterval(low, high, digits, 'ko'),
    shareInterval: (low: number, high: number, digits = 1) => numbers.shareInterval(low, high, digits, 'ko'),
  } as Format;

  it('write NPS as signed points and ratios in per cent', () => {
    expect(kpiText({ id: 'nps', value: 0.25, low: 0.18, high: 0.33 }, format)).toEqual({ value: '+25', interval: '[+18,\u00a0+33]' });
    expect(kpiText({ id: 'csat', value: 0.784, low: 0.763, high: 0.804 }, format)).toEqual({ value: '78.4%', interval: '76.3–80.4' });
    expect(kpiText({ id: 'ces', value: 5.2, low: null, high: null }, format)).toEqual({ value: '5.2\u00a0/\u00a07', interval: null });
  });
});

describe('trends', () => {
  it('are about means before shares before counts, and leave gaps', () => {
    expect(measureOf([{ week: 'a', count: 1 }, { week: 'b', count: 1, mean: 0.2 }])).toBe('mean');
    expect(measureOf([{ week: 'a', count: 1, of: 4 }])).toBe('share');
    expect(valueOf({ week: 'a', count: 1, of: 4 }, 'share')).toBe(0.25);
    expect(valueOf({ week: 'a', count: 0, of: 0 }, 'share')).toBeNull();
    expect(measureOf([{ week: 'a', count: 1 }])).toBe('count');
  });
});

describe('addresses', () => {
  it('keep what makes sense and leave out the rest', () => {
    const where = [{ field: { of: 'trait', name: 'region' }, is: 'Seoul' }, { field: { of: 'wrong', name: 'x' }, is: 1 }];
    expect(parseMapSearch({ cell: 'pay.entered', from: '2026-01-01', to: 'yesterday', where, version: 2.5 })).toEqual({
      cell: 'pay.entered', from: '2026-01-01', where: [where[0]],
    });
  });
});

describe('the export', () => {
  it('has a row for every number, as wide as its head', () => {
    const rows = rowsOf(SAMPLE);
    for (const row of rows) expect(row).toHaveLength(HEAD.length);
    expect(rows.find((row) => row[3] === 'browse.action.page.view')?.slice(4, 6)).toEqual(['page.view', 0.8]);
    expect(rows.find((row) => row[3] === 'pay.emotion')?.[5]).toBeNull();
  });

  it('quotes words and disarms what a spreadsheet would run', () => {
    const csv = csvOf(SAMPLE, null, 'ko');
    expect(csv.startsWith('\uFEFFstage_id,')).toBe(true);
    expect(csv).toContain('"좋아요, ""정말"""');
    expect(csv).toContain("'=결제");
  });
});
