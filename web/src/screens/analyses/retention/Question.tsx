// Who begins, who comes back, and how time is cut.
import { IconChevronDown } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Segments } from '../../../parts';
import { ChoiceField } from '../../page/Field';
import { EventPicker, tidy, usePatternText, type DataAt, type Grain } from '../parts';
import parts from '../parts/parts.module.css';
import { kindOf, PERIODS, USUAL_PERIODS, type RetentionQuestion, type View } from './model';
import styles from './retention.module.css';

interface QuestionProps {
  data: DataAt;
  question: RetentionQuestion;
  view: View;
  onAsk: (question: RetentionQuestion) => void;
}

const GRAINS: Grain[] = ['day', 'week', 'month'];

export function Question({ data, question, view, onAsk }: QuestionProps) {
  const { t } = useTranslation('retention');
  const text = usePatternText();
  const [open, setOpen] = useState(false);
  const { start = {}, returning = {}, period = 'week', periods = USUAL_PERIODS, returns = 'on' } = question;
  const set = (change: Partial<RetentionQuestion>) => onAsk(tidy({ ...question, ...change }));
  const cohorts = kindOf(view) === 'retention';
  const summary = [...(cohorts ? [text(start)] : []), text(returning), t(`grain.${period}`)].join(' · ');
  return (
    <section className={`${parts.question} ${parts.foldable}`} aria-label={t('question')} data-open={open}>
      <button type="button" className={parts.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        <b>{t('question')}</b> <span>{summary}</span>
        <IconChevronDown size={16} stroke={1.5} aria-hidden="true" />
      </button>
      <div className={parts.folded}>
        {cohorts ? (
          <Option title={t('start.title')} why={t('start.why')}>
            <EventPicker data={data} value={start} label={t('start.title')} onChange={(next) => set({ start: next })} />
          </Option>
        ) : null}
        <Option title={t(cohorts ? 'returning.title' : 'active.title')} why={t(cohorts ? 'returning.why' : 'active.why')}>
          <EventPicker data={data} value={returning} label={t(cohorts ? 'returning.title' : 'active.title')} onChange={(next) => set({ returning: next })} />
        </Option>
        <Option title={t('grain.title')}>
          <Segments name={t('grain.title')} value={period} options={GRAINS.map((value) => ({ value, label: t(`grain.${value}`) }))} onChange={(value) => set({ period: value })} />
        </Option>
        {cohorts ? (
          <>
            <Option title={t('returns.title')} why={t(`returns.${returns}Why`)}>
              <Segments
                name={t('returns.title')} value={returns} options={[{ value: 'on', label: t('returns.on') }, { value: 'after', label: t('returns.after') }]}
                onChange={(value) => set({ returns: value === 'on' ? undefined : value })}
              />
            </Option>
            <Option title={t('periods.title')}>
              <ChoiceField
                quiet label={t('periods.title')} value={String(periods)} options={[...new Set([...PERIODS, periods])].sort((a, b) => a - b).map((n) => ({ value: String(n), label: t(`periods.${period}`, { n }) }))}
                onText={(n) => set({ periods: Number(n) })}
              />
            </Option>
          </>
        ) : null}
      </div>
    </section>
  );
}

function Option({ title, why, children }: { title: string; why?: string; children: ReactNode }) {
  return (
    <section className={styles.option} aria-label={title}>
      <h3>{title}</h3>
      {children}
      {why ? <p>{why}</p> : null}
    </section>
  );
}
