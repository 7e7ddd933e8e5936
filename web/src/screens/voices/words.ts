// The names of labels in the language on screen.
import { useTranslation } from 'react-i18next';
import type { Feeling, Intent, Need, Sentiment, Topic } from '../../api/contract';
import { actorName } from '../../i18n';
import { useTopics } from './topics';

interface Some {
  sentiment?: Sentiment | null;
  topic?: Topic[];
  intent?: Intent | null;
  emotion?: Feeling[];
  need?: Need | null;
}

export function useWords() {
  const { t } = useTranslation('labels');
  const { nameOf: topic } = useTopics();
  const feeling = (one: Feeling) => t(`common:felt.${one}`);
  const intent = (one: Intent) => t(`common:intent.${one}`);
  const sentiment = (one: Sentiment) => t(`common:sentiment.${one}`);
  const need = (one: Need) => t(`need.${one}`);
  const list = (all: string[]) => (all.length > 0 ? all.join(', ') : t('undecided'));
  /** Labels of several kinds in one line. */
  const labels = (some: Some) =>
    [
      some.sentiment === undefined ? null : some.sentiment ? sentiment(some.sentiment) : t('undecided'),
      some.topic === undefined ? null : list(some.topic.map(topic)),
      some.intent === undefined ? null : some.intent ? intent(some.intent) : t('undecided'),
      some.emotion === undefined ? null : list(some.emotion.map(feeling)),
      some.need === undefined ? null : some.need ? need(some.need) : t('noNeed'),
    ].filter(Boolean).join(' · ');
  return { topic, feeling, intent, sentiment, need, labels, actor: (by: string) => actorName(by, t) };
}
