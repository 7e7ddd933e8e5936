import { describe, expect, it } from 'vitest';
import * as n from './numbers';

describe('numbers', () => {
  it('write a minus as U+2212', () => {
    expect(n.signed(-1.1)).toBe('\u22121.1');
    expect(n.count(-3, 'ko')).toBe('\u22123');
    expect(n.plain(-2.5, 1, 'ko')).toBe('\u22122.5');
  });

  it('give what has a sign its sign, and zero none', () => {
    expect(n.signed(0.5)).toBe('+0.5');
    expect(n.signed(0)).toBe('0.0');
    expect(n.signed(-0.04)).toBe('0.0');
    expect(n.plain(-0.04, 1, 'ko')).toBe('0.0');
  });

  it('group thousands', () => {
    expect(n.count(1_407_580, 'ko')).toBe('1,407,580');
  });

  it('write shares and their intervals in per cent', () => {
    expect(n.share(0.661, 1, 'ko')).toBe('66.1%');
    expect(n.shareInterval(0.763, 0.804, 1, 'ko')).toBe('76.3–80.4');
    expect(n.signedInterval(-1.2, -1, 1, 'ko')).toBe('[\u22121.2,\u00a0\u22121.0]');
  });

  it('have no share of nothing', () => {
    expect(n.ratio(0, 0)).toBeNull();
  });

  it('write money by its currency', () => {
    expect(n.money(8_821_000, 'KRW', 'ko')).toBe('₩8,821,000');
    expect(n.money(-42.5, 'USD', 'en')).toBe('\u2212$42.50');
    expect(n.money(12, 'points', 'ko')).toBe('12 points');
    expect(n.shortMoney(8_821_000, 'KRW', 'ko')).toBe('₩882만');
    expect(n.shortMoney(9_999, 'KRW', 'ko')).toBe('₩9,999');
    expect(n.shortMoney(8_821_000, 'KRW', 'en')).toBe('₩8.8M');
  });

  it('write a span of time in the unit that suits it', () => {
    expect(n.span(45, 'ko')).toBe('45초');
    expect(n.span(120, 'ko')).toBe('2분');
    expect(n.span(1_080, 'en')).toBe('18 min');
    expect(n.span(3_599, 'ko')).toBe('1시간');
    expect(n.span(5_400, 'ko')).toBe('1.5시간');
    expect(n.span(276_480, 'ko')).toBe('3.2일');
    expect(n.span(86_400, 'ko')).toBe('1일');
    expect(n.span(1_814_400, 'en')).toBe('21 d');
  });

  it('say how long ago', () => {
    const now = Date.parse('2026-11-23T09:00:00Z');
    expect(n.ago('2026-11-23T08:59:40Z', 'ko', now)).toBe('방금');
    expect(n.ago('2026-11-23T08:55:00Z', 'ko', now)).toBe('5분 전');
    expect(n.ago('2026-11-21T08:55:00Z', 'en', now)).toBe('2 d ago');
  });
});

describe('days', () => {
  it('are those of the workspace', () => {
    expect(n.day('2026-11-22T15:30:00Z', 'ko', 'Asia/Seoul')).toBe('2026. 11. 23.');
    expect(n.day('2026-11-22T15:30:00Z', 'en', 'America/Sao_Paulo')).toBe('22 Nov 2026');
    expect(n.isoDay('2026-11-22T15:30:00Z', 'Asia/Seoul')).toBe('2026-11-23');
  });

  it('stay the day they are when they carry no time', () => {
    expect(n.day('2026-11-22', 'ko', 'America/Sao_Paulo')).toBe('2026. 11. 22.');
  });

  it('write the year of a range once when it is the same', () => {
    expect(n.dayRange('2026-05-23', '2026-11-22', 'ko', 'Asia/Seoul')).toBe('2026. 5. 23. – 11. 22.');
    expect(n.dayRange('2026-05-23', '2026-11-22', 'en', 'Asia/Seoul')).toBe('23 May – 22 Nov 2026');
    expect(n.dayRange('2025-12-01', '2026-01-31', 'ko', 'Asia/Seoul')).toBe('2025. 12. 1. – 2026. 1. 31.');
  });

  it('write hours and minutes of the zone', () => {
    expect(n.moment('2026-11-22T15:30:00Z', 'ko', 'Asia/Seoul')).toBe('2026. 11. 23. 00:30');
  });
});
