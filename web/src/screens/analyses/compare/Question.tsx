// What is compared, and the two sides of it.
import { IconArrowsExchange, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Journey, JourneyList, Predicate } from '../../../api/contract';
import { Button, FilterPicker, PeriodPicker, useLang } from '../../../parts';
import { ChoiceField } from '../../page/Field';
import { tidy, type DataAt } from '../parts';
import parts from '../parts/parts.module.css';
import styles from './compare.module.css';
import { Editor, ModelField } from './Editor';
import { CONTRASTS, firstOf, SIDES, type ContrastKind, type ContrastQuestion, type SideName } from './model';

interface QuestionProps {
  ws: string;
  data: DataAt;
  question: ContrastQuestion;
  names: { a: string; b: string };
  /** The newest journey, from which questions are proposed. */
  journey: Journey | null;
  journeys: JourneyList['journeys'];
  onAsk: (question: ContrastQuestion) => void;
}

export function Question({ ws, data, question, names, journey, journeys, onAsk }: QuestionProps) {
  const { t } = useTranslation(['contrast', 'analyses']);
  const lang = useLang();
  const [open, setOpen] = useState(false);
  const kinds = CONTRASTS.map((kind) => ({ value: kind, label: t(`analyses:kind.${kind}`), disabled: firstOf(kind, journey, lang) === null && kind !== 'funnel' && kind !== 'attribution' }));
  const choose = (kind: ContrastKind) => onAsk({ ...question, kind, question: firstOf(kind, journey, lang) ?? (kind === 'funnel' ? { steps: [] } : { conversion: {} }) });
  return (
    <section className={`${parts.question} ${parts.foldable}`} aria-label={t('question')} data-open={open}>
      <button type="button" className={parts.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        <b>{t('question')}</b> <span>{t(`analyses:kind.${question.kind}`)} · {names.a} / {names.b}</span>
        <IconChevronDown size={16} stroke={1.5} aria-hidden="true" />
      </button>
      <div className={`${parts.folded} ${styles.question}`}>
        <h2>{t('sides')}</h2>
        {SIDES.map((side) => <Side key={side} ws={ws} data={data} side={side} question={question} onAsk={onAsk} />)}
        <Button look="ghost" onClick={() => onAsk({ ...question, a: question.b, b: question.a })}>
          <IconArrowsExchange size={16} stroke={1.5} aria-hidden="true" /> {t('swap')}
        </Button>
        <h2>{t('what')}</h2>
        <ChoiceField quiet label={t('what')} value={question.kind} options={kinds} onText={(kind) => choose(kind as ContrastKind)} />
        <Editor data={data} question={question} journeys={journeys} onAsk={(next) => onAsk({ ...question, question: next })} />
        {question.kind === 'attribution' ? <ModelField question={question} onAsk={onAsk} /> : null}
        <div className={styles.both}>
          <span>{t('both')}</span>
          <FilterPicker
            ws={ws} value={(question.question.where as Predicate[] | undefined) ?? []}
            onChange={(where) => onAsk({ ...question, question: tidy({ ...question.question, where }) })}
          />
        </div>
      </div>
    </section>
  );
}

interface SideProps {
  ws: string;
  data: DataAt;
  side: SideName;
  question: ContrastQuestion;
  onAsk: (question: ContrastQuestion) => void;
}

function Side({ ws, data, side, question, onAsk }: SideProps) {
  const { t } = useTranslation('contrast');
  const own = question[side];
  const set = (change: object) => onAsk({ ...question, [side]: tidy({ ...own, ...change }) });
  return (
    <fieldset className={styles.side}>
      <legend><i data-side={side} aria-hidden="true" />{t(`side.${side}`)}</legend>
      <FilterPicker ws={ws} value={own.where ?? []} onChange={(where) => set({ where })} />
      <PeriodPicker
        value={{ from: own.from ?? null, to: own.to ?? null }} first={data.first} last={data.last}
        onChange={({ from, to }) => set({ from: from ?? undefined, to: to ?? undefined })}
      />
    </fieldset>
  );
}
