// What holds for the whole journey: its names, where a walk begins and ends, and what is counted.
import { useTranslation } from 'react-i18next';
import type { EventRule, Journey } from '../../api/contract';
import { ChoiceField, TextField } from '../page/Field';
import { useEditing } from './context';
import styles from './journeys.module.css';
import { inLang, spanOf, withLang } from './model';
import { EventName } from './Tokens';

interface BasicsProps {
  /** The id can be chosen as long as the journey was never saved. */
  fresh: boolean;
  idWrong: string | null;
}

export function Basics({ fresh, idWrong }: BasicsProps) {
  const { t } = useTranslation('journeys');
  const { journey, dispatch } = useEditing();
  const set = (change: Partial<Journey>) => dispatch({ do: 'journey', set: change });
  const starts = journey.starts === undefined || journey.starts === 'first_caught' ? null : journey.starts;
  return (
    <div className={styles.fields}>
      <TextField label={t('field.nameKo')} lang="ko" value={inLang(journey.name, 'ko')} onText={(text) => set({ name: withLang(journey.name, 'ko', text) })} />
      <TextField label={t('field.nameEn')} lang="en" value={inLang(journey.name, 'en')} onText={(text) => set({ name: withLang(journey.name, 'en', text) })} />
      {fresh ? <TextField label={t('field.id')} value={journey.id} remark={t('field.idWhy')} wrong={idWrong} onText={(id) => set({ id })} /> : null}
      <ChoiceField
        label={t('field.counts')} value={journey.counts ?? 'walks'} remark={t(`counts.${journey.counts ?? 'walks'}Why`)}
        options={[{ value: 'walks', label: t('counts.walks') }, { value: 'customers', label: t('counts.customers') }]}
        onText={(counts) => set({ counts: counts as 'walks' | 'customers' })}
      />
      <div>
        <ChoiceField
          label={t('field.starts')} value={starts === null ? 'first' : 'rule'} remark={starts === null ? t('starts.firstWhy') : undefined}
          options={[{ value: 'first', label: t('starts.first') }, { value: 'rule', label: t('starts.rule') }]}
          onText={(kind) => set({ starts: kind === 'first' ? 'first_caught' : { event: '' } })}
        />
        {starts === null ? null : <RuleName label={t('field.starts')} rule={starts} change={(rule) => set({ starts: rule })} />}
      </div>
      <div>
        <ChoiceField
          label={t('field.goal')} value={journey.goal === undefined ? 'last' : 'rule'} remark={journey.goal === undefined ? t('goal.lastWhy') : undefined}
          options={[{ value: 'last', label: t('goal.last') }, { value: 'rule', label: t('goal.rule') }]}
          onText={(kind) => set({ goal: kind === 'last' ? undefined : { event: '' } })}
        />
        {journey.goal === undefined ? null : <RuleName label={t('field.goal')} rule={journey.goal} change={(goal) => set({ goal })} />}
      </div>
      <Gap gap={journey.gap} change={(gap) => set({ gap })} />
    </div>
  );
}

function RuleName({ label, rule, change }: { label: string; rule: EventRule; change: (rule: EventRule) => void }) {
  const { t } = useTranslation('journeys');
  const { fields } = useEditing();
  return (
    <div className={styles.under}>
      <EventName
        label={`${label} · ${t('rule.name')}`} placeholder={t('rule.namePlaceholder')} value={rule.event} events={fields?.events ?? []}
        onText={(event) => change({ ...rule, event })}
      />
    </div>
  );
}

function Gap({ gap, change }: { gap: string; change: (gap: string) => void }) {
  const { t } = useTranslation('journeys');
  const span = spanOf(gap);
  if (span === null) {
    return <TextField label={t('field.gap')} value={gap} remark={t('gapWhy')} wrong={t('gapForm')} onText={change} />;
  }
  return (
    <div className={styles.gap}>
      <TextField
        label={t('field.gap')} type="number" min={1} value={span.count} remark={t('gapWhy')}
        onText={(count) => change(`${Math.max(1, Math.round(Number(count) || 1))}${span.unit}`)}
      />
      <ChoiceField
        label={t('field.unit')} value={span.unit} options={(['m', 'h', 'd', 'w'] as const).map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
        onText={(unit) => change(`${span.count}${unit}`)}
      />
    </div>
  );
}
