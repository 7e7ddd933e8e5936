// Which words stand for a stage in front of a room: of those that speak as the stage feels, the ones that most voices say.
import type { MapStage, Quote } from '../../../api/contract';
import { stepOf } from '../../../parts/feelings';

export function voiceOf({ thoughts, emotion }: Pick<MapStage, 'thoughts' | 'emotion'>): Quote | null {
  const step = emotion.mean === null ? null : stepOf(emotion.mean);
  const mood = step === null ? null : step.startsWith('n') ? 'negative' : step.startsWith('p') ? 'positive' : 'neutral';
  const most = [...thoughts].sort((a, b) => b.stands_for - a.stands_for);
  return most.find(({ sentiment }) => sentiment === mood) ?? most[0] ?? null;
}
