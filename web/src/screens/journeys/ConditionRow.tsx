// One condition on a property of an event: which property, how it is compared, with what.
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Condition, Fields } from '../../api/contract';
import { IconButton } from '../../parts';
import { ChoiceField, TextField } from '../page/Field';
import { fromForm, SIGNS, toForm, type Sign } from './conditions';
import { valuesIn } from './context';
import { EventName, Tokens } from './Tokens';

interface ConditionRowProps {
  name: string;
  condition: Condition;
  fields: Fields | null;
  className: string | undefined;
  change: (next: [string, Condition]) => void;
  remove: () => void;
}

export function ConditionRow({ name, condition, fields, className, change, remove }: ConditionRowProps) {
  const { t } = useTranslation('journeys');
  const form = toForm(condition);
  const names = (fields?.fields ?? []).filter((field) => field.of === 'event');
  return (
    <div className={className}>
      <EventName
        label={t('condition.name')} placeholder={t('condition.name')} value={name.trim()}
        events={names.map((field) => ({ name: field.name, count: field.distinct }))} onText={(next) => change([next, condition])}
      />
      {form === null ? (
        <span className="faint">{t('condition.several')}</span>
      ) : (
        <>
          <ChoiceField
            quiet label={t('condition.sign')} value={form.sign} options={SIGNS.map((sign) => ({ value: sign, label: t(`sign.${sign}`) }))}
            onText={(sign) => change([name, fromForm({ sign: sign as Sign, values: form.values })])}
          />
          {form.sign === 'is' ? (
            <Tokens
              label={t('condition.values')} placeholder={t('condition.values')} values={form.values.filter((value) => value !== '')}
              offer={valuesIn(fields, name).map((value) => ({ value, label: value }))} onValues={(values) => change([name, fromForm({ sign: 'is', values })])}
            />
          ) : form.sign === 'exists' || form.sign === 'missing' ? (
            <span />
          ) : (
            <TextField
              quiet label={t('condition.bound')} inputMode="decimal" value={form.values[0] ?? ''}
              onText={(text) => change([name, fromForm({ sign: form.sign, values: [text] })])}
            />
          )}
        </>
      )}
      <IconButton name={t('condition.remove')} onClick={remove}>
        <IconX size={14} stroke={1.5} aria-hidden="true" />
      </IconButton>
    </div>
  );
}
