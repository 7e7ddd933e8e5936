// A score with its scale: how it is written, and where on the scale of feeling it stands when no label says more.
import type { Sentiment, VoiceRow } from '../../api/contract';

const TOP: Record<NonNullable<VoiceRow['scale']>, number> = { nps: 10, csat5: 5, ces7: 7, stars5: 5 };

/** The best score of the scale, `null` when the scale is not known. */
export function topOf(scale: VoiceRow['scale']): number | null {
  return scale === null ? null : TOP[scale];
}

/** The feeling that a rating tells: its label if it has one, else the scale's own thirds. */
export function feelingOf(voice: Pick<VoiceRow, 'sentiment' | 'score' | 'scale'>): Sentiment | null {
  if (voice.sentiment !== null) return voice.sentiment;
  if (voice.score === null || voice.scale === null) return null;
  const { score, scale } = voice;
  if (scale === 'nps') return score >= 9 ? 'positive' : score <= 6 ? 'negative' : 'neutral';
  const middle = scale === 'ces7' ? 4 : 3;
  return score > middle ? 'positive' : score < middle ? 'negative' : 'neutral';
}
