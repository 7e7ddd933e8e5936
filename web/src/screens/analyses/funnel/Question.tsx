// The question, at the left of its answer; on a narrow screen folded to one line above it.
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import parts from '../parts/parts.module.css';
import { usePatternText, type DataAt } from '../parts';
import styles from './funnel.module.css';
import { withSteps, WINDOW, type FunnelQuestion } from './model';
import { Options } from './Options';
import { StepList } from './StepList';
import { spanOf } from '../../journeys/model';

interface QuestionProps {
  data: DataAt;
  question: FunnelQuestion;
  onAsk: (question: FunnelQuestion) => void;
}

export function Question({ data, question, onAsk }: QuestionProps) {
  const { t } = useTranslation('funnel');
  const text = usePatternText();
  const [open, setOpen] = useState(false);
  const names = question.steps.map((step) => step.name ?? text(step));
  const span = spanOf(question.window ?? WINDOW);
  const summary = [
    t('summary.steps', { count: names.length }), t(`order.${question.order ?? 'ordered'}`),
    span ? t('summary.window', { n: span.count, unit: t(`span.${span.unit}`) }) : question.window,
  ].join(' · ');
  return (
    <section className={`${parts.question} ${parts.foldable} ${styles.question}`} aria-label={t('question')} data-open={open}>
      <button type="button" className={parts.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        <b>{t('question')}</b> <span>{summary}</span>
        <IconChevronDown size={16} stroke={1.5} aria-hidden="true" />
      </button>
      <div className={parts.folded}>
        <h2>{t('steps')}</h2>
        <StepList data={data} steps={question.steps} onSteps={(steps) => onAsk(withSteps(question, steps))} />
        <Options data={data} question={question} names={names} onAsk={onAsk} />
      </div>
    </section>
  );
}
