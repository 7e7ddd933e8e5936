// Labels that a person puts right: what was decided, how it is sent, and what the form begins from.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import type { Correction, Feeling, Intent, Need, Sentiment, Statement, Topic } from '../../api/contract';

export const SENTIMENTS = ['positive', 'neutral', 'negative'] as const satisfies readonly Sentiment[];
export const INTENTS = ['praise', 'complaint', 'request', 'question', 'leaving', 'comparison', 'remark'] as const satisfies readonly Intent[];
export const FEELINGS = [
  'joy', 'gratitude', 'trust', 'anticipation', 'surprise', 'anxiety', 'anger', 'disappointment', 'fatigue', 'confusion', 'none',
] as const satisfies readonly Feeling[];
export const TOPICS = [
  'product', 'price', 'benefit', 'discovery', 'ordering', 'delivery', 'packaging', 'returns', 'support', 'staff', 'place', 'booking',
  'app', 'account', 'privacy', 'brand',
] as const satisfies readonly Topic[];
export const NEEDS = ['function', 'price', 'usability', 'speed', 'reliability', 'care'] as const satisfies readonly Need[];

/** Whether a need may stand beside it. */
export const needsOf = (intent: Intent | null) => intent === 'complaint' || intent === 'request' || intent === 'comparison' || intent === 'leaving';

/** The labels as the form holds them. */
export type Labels = Pick<Statement, 'sentiment' | 'topic' | 'intent' | 'emotion' | 'need'>;

export const labelsOf = ({ sentiment, topic, intent, emotion, need }: Labels): Labels => ({ sentiment, topic, intent, emotion, need });

const KINDS = ['sentiment', 'topic', 'intent', 'emotion', 'need'] as const;
type Kind = (typeof KINDS)[number];

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * What is to be sent: the kinds that were decided before and are still otherwise than the model says, and those that were
 * changed now. `null`: all is as the model says. `undefined`: nothing was changed.
 */
export function correctionOf(statement: Statement, labels: Labels): Correction | null | undefined {
  const shown = labelsOf(statement);
  const held: Labels = { ...labels, need: needsOf(labels.intent) ? labels.need : null };
  const changed = KINDS.filter((kind) => !same(held[kind], shown[kind]));
  // what nobody has decided cannot be sent: an empty list, a question without an answer
  const open = changed.some((kind) => kind !== 'need' && (held[kind] === null || held[kind]?.length === 0));
  if (changed.length === 0 || open) return undefined;
  const model = statement.put_right?.model ?? shown;
  const before = statement.put_right?.correction ?? {};
  const decides = (kind: Kind) => (changed.includes(kind) ? !same(held[kind], model[kind]) : kind in before);
  // a need that goes with its intent goes by itself
  const kinds = KINDS.filter((kind) => decides(kind) && (kind !== 'need' || needsOf(held.intent)));
  return kinds.length === 0 ? null : (Object.fromEntries(kinds.map((kind) => [kind, held[kind]])) as Correction);
}

export interface Amend {
  voice: string;
  statement: Pick<Statement, 'start' | 'end'>;
  base: number;
  correction: Correction | null;
}

/** Sends it; whatever is made of labels is asked for anew, also when somebody else was faster. */
export function useAmend(ws: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ voice, statement: { start, end }, base, correction }: Amend) =>
      answer(api.PUT('/api/w/{ws}/voices/{voice}/labels', { params: { path: { ws, voice } }, body: { start, end, base, correction } })),
    // not waited for: a statement that fits the filters no more takes its form with it
    onSettled: () => void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === ws }),
  });
}

export const labelHistoryQuery = (ws: string, voice: string, { start, end }: Pick<Statement, 'start' | 'end'>) =>
  queryOptions({
    queryKey: ['label-history', ws, voice, start, end],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/w/{ws}/voices/{voice}/labels', { params: { path: { ws, voice }, query: { start, end } }, signal })),
  });
