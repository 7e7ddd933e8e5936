// The scale of feeling, −2…+2: its words, colours and shapes. Thresholds are the product's, used wherever feeling shows.
import type { Sentiment } from '../api/contract';

export type Step = 'n2' | 'n1' | 'z' | 'p1' | 'p2';

/** Fewer ratings than this are drawn hollow and called too few. */
export const ENOUGH = 10;

/** Which of the five steps a value on −2…+2 is. */
export function stepOf(value: number): Step {
  if (value <= -1.5) return 'n2';
  if (value < -0.25) return 'n1';
  if (value <= 0.25) return 'z';
  return value < 1.5 ? 'p1' : 'p2';
}

/** The step that a label stands for. */
export function stepOfSentiment(sentiment: Sentiment): Step {
  if (sentiment === 'positive') return 'p1';
  return sentiment === 'negative' ? 'n1' : 'z';
}

/** Colour of text and marks of a step. */
export const inkOf = (step: Step) => `var(--${step})`;

/** Worse points down, better points up, the same is round. */
export function directionOf(step: Step): 'worse' | 'same' | 'better' {
  if (step === 'z') return 'same';
  return step === 'n1' || step === 'n2' ? 'worse' : 'better';
}
