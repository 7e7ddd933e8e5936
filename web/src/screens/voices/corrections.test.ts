import { describe, expect, it } from 'vitest';
import type { Statement } from '../../api/contract';
import { correctionOf, labelsOf } from './corrections';
import { withTopic } from './topics';

const statement: Statement = {
  start: 0, end: 9, sentiment: 'negative', score: -0.8, confidence: 0.9, emotion: ['anger'], intent: 'complaint', topic: ['delivery'], need: 'speed',
  cause: null, consequence: null, revision: 0, put_right: null,
};
const model = { sentiment: 'negative', emotion: ['anger'], intent: 'complaint', topic: ['delivery'], need: 'speed' } as const;

/** The statement after somebody decided its topic. */
const corrected: Statement = {
  ...statement, topic: ['app'], revision: 1,
  put_right: { correction: { topic: ['app'] }, by: '김마루', at: '2026-11-28T00:00:00Z', model: { ...model, emotion: ['anger'], topic: ['delivery'] } },
};

describe('a correction', () => {
  it('holds only what was changed', () => {
    expect(correctionOf(statement, labelsOf(statement))).toBeUndefined();
    expect(correctionOf(statement, { ...labelsOf(statement), topic: ['app'] })).toEqual({ topic: ['app'] });
  });

  it('keeps what was decided before', () => {
    expect(correctionOf(corrected, { ...labelsOf(corrected), sentiment: 'neutral' })).toEqual({ sentiment: 'neutral', topic: ['app'] });
  });

  it('is none when all is as the model says again', () => {
    expect(correctionOf(corrected, { ...labelsOf(corrected), topic: ['delivery'] })).toBeNull();
  });

  it('says that nothing would have helped, and says nothing of a need that goes with its intent', () => {
    expect(correctionOf(statement, { ...labelsOf(statement), need: null })).toEqual({ need: null });
    expect(correctionOf(statement, { ...labelsOf(statement), intent: 'praise' })).toEqual({ intent: 'praise' });
  });

  it('cannot be without a topic', () => {
    expect(correctionOf(statement, { ...labelsOf(statement), topic: [] })).toBeUndefined();
  });
});

describe('an order of topics', () => {
  it('leaves out what says nothing', () => {
    const named = withTopic({ version: 3, topics: {} }, 'app', { name: '앱' });
    expect(named).toEqual({ version: 3, topics: { app: { name: '앱' } } });
    expect(withTopic(named, 'app', { name: undefined })).toEqual({ version: 3, topics: {} });
    expect(withTopic(named, 'app', { hidden: true })).toEqual({ version: 3, topics: { app: { name: '앱', hidden: true } } });
  });
});
