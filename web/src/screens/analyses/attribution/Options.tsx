// What attribution is asked, by clicking.
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../page/Field';
import { Choice, Panel } from '../flow/Panel';
import { EventPicker, usePatternText, type DataAt } from '../parts';
import { DEFAULTS, HALVES, LOOKBACKS, touchesOf, type AttributionQuestion } from './model';

interface OptionsProps {
  data: DataAt;
  question: AttributionQuestion;
  onAsk: (question: AttributionQuestion) => void;
}

export function Options({ data, question, onAsk }: OptionsProps) {
  const { t } = useTranslation('attribution');
  const text = usePatternText();
  const conversion = question.conversion ?? {};
  const touch = question.touch ?? DEFAULTS.touch;
  const days = (value: string) => t('days', { count: Number.parseInt(value, 10), n: value.replace(/d$/, '') });
  const spans = (known: string[], own: string) => [...new Set([...known, own])].map((value) => ({ value, label: /^\d+d$/.test(value) ? days(value) : value }));
  const name = (field: string) => (field === DEFAULTS.touch ? t('channel') : field);
  return (
    <Panel summary={[question.conversion ? text(conversion) : t('conversion.none'), name(touch)].join(' · ')}>
      <Choice title={t('conversion.title')} why={t('conversion.why')}>
        <EventPicker data={data} value={conversion} label={t('conversion.title')} onChange={(next) => onAsk({ ...question, conversion: next })} />
      </Choice>
      <Choice title={t('touch.title')} why={t('touch.why')}>
        <ChoiceField quiet label={t('touch.title')} value={touch} options={touchesOf(data, touch).map((value) => ({ value, label: name(value) }))} onText={(next) => onAsk({ ...question, touch: next })} />
      </Choice>
      <Choice title={t('lookback.title')} why={t('lookback.why')}>
        <ChoiceField quiet label={t('lookback.title')} value={question.lookback ?? DEFAULTS.lookback} options={spans(LOOKBACKS, question.lookback ?? DEFAULTS.lookback)} onText={(lookback) => onAsk({ ...question, lookback })} />
      </Choice>
      <Choice title={t('half.title')} why={t('half.why')}>
        <ChoiceField quiet label={t('half.title')} value={question.half_life ?? DEFAULTS.half_life} options={spans(HALVES, question.half_life ?? DEFAULTS.half_life)} onText={(half_life) => onAsk({ ...question, half_life })} />
      </Choice>
    </Panel>
  );
}
