// The question of a kind, as far as it is asked here; everything else that came with it is kept.
import { useTranslation } from 'react-i18next';
import type { JourneyList } from '../../../api/contract';
import { localText } from '../../../i18n';
import { Segments, useLang } from '../../../parts';
import { ChoiceField } from '../../page/Field';
import { StepList } from '../funnel/StepList';
import { withSteps, type FunnelQuestion } from '../funnel/model';
import { EventPicker, tidy, type DataAt, type EventPattern, type Grain } from '../parts';
import styles from './compare.module.css';
import { ofJourney, type ContrastQuestion } from './model';

type Own = Record<string, unknown>;

interface EditorProps {
  data: DataAt;
  question: ContrastQuestion;
  journeys: JourneyList['journeys'];
  onAsk: (question: Own) => void;
}

const GRAINS: Grain[] = ['day', 'week', 'month'];
const MODELS = ['linear', 'first', 'last', 'time_decay', 'position', 'shapley'] as const;

export function Editor({ data, question: { kind, question }, journeys, onAsk }: EditorProps) {
  const { t } = useTranslation('contrast');
  const lang = useLang();
  const set = (change: Own) => onAsk(tidy({ ...question, ...change }));
  const event = (key: string) => (
    <div className={styles.field} key={key}>
      <span>{t(`event.${key as 'start'}`)}</span>
      <EventPicker data={data} value={(question[key] as EventPattern | undefined) ?? {}} label={t(`event.${key as 'start'}`)} onChange={(next) => set({ [key]: next })} />
    </div>
  );
  const grain = (key: string) => (
    <Segments
      name={t('grain.title')} value={(question[key] as Grain | undefined) ?? 'week'} options={GRAINS.map((value) => ({ value, label: t(`grain.${value}`) }))}
      onChange={(value) => set({ [key]: value })}
    />
  );
  if (kind === 'funnel') {
    const funnel = { ...question, steps: Array.isArray(question.steps) ? question.steps : [] } as FunnelQuestion;
    return <StepList data={data} steps={funnel.steps} onSteps={(steps) => onAsk(withSteps(funnel, steps) as unknown as Own)} />;
  }
  if (ofJourney(kind)) {
    const options = journeys.map(({ id, name }) => ({ value: id, label: localText(name, lang) || id }));
    return <ChoiceField label={t('journey')} value={String(question.journey ?? '')} options={options} onText={(journey) => set({ journey })} />;
  }
  if (kind === 'retention') return <>{event('start')}{event('returning')}{grain('period')}</>;
  if (kind === 'stickiness' || kind === 'lifecycle') return <>{event('event')}{grain('grain')}</>;
  if (kind === 'attribution') return event('conversion');
  if (kind === 'paths') return <>{event('start')}{event('end')}</>;
  return null;
}

/** Of attribution: which model owes conversions. */
export function ModelField({ question, onAsk }: { question: ContrastQuestion; onAsk: (question: ContrastQuestion) => void }) {
  const { t } = useTranslation('contrast');
  const options = MODELS.map((value) => ({ value, label: t(`model.${value}`) }));
  return (
    <ChoiceField
      label={t('model.title')} value={question.model ?? 'linear'} options={options}
      onText={(model) => onAsk({ ...question, model: model as ContrastQuestion['model'] })}
    />
  );
}
