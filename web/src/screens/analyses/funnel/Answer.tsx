// The answer: one sentence, then the view that is chosen, with what it is of under it.
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Segments, useFormat } from '../../../parts';
import { Figure } from '../parts';
import { shareOf } from '../parts/intervals';
import { Breakdown } from './Breakdown';
import { useFunnel } from './context';
import styles from './funnel.module.css';
import { FunnelTable } from './FunnelTable';
import { VIEWS, type Look, type View } from './look';
import { endOf, Steps } from './Steps';
import { Times } from './Times';
import { Trend } from './Trend';

interface AnswerProps {
  view: View;
  look: Look;
  title: string;
  figure: Ref<HTMLElement>;
  onView: (view: View) => void;
  onLook: (change: Record<string, unknown>) => void;
}

export function Answer({ view, look, title, figure, onView, onLook }: AnswerProps) {
  const { t } = useTranslation('funnel');
  const { zone, data, question, answer, names } = useFunnel();
  const format = useFormat(zone);
  const last = names.length - 1;
  const to = Math.min(look.to ?? last, last);
  const from = Math.min(look.from, Math.max(0, to - 1));
  const between = (a: number, b: number) => onLook({ from: a, to: b });
  const { began } = endOf(answer.steps);
  return (
    <>
      <div className={styles.head}>
        <Segments name={t('analyses:view')} value={view} options={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))} onChange={onView} />
        {view === 'times' || view === 'trend' ? (
          <Button look="ghost" aria-pressed={look.table} onClick={() => onLook({ table: look.table ? undefined : true })}>{t(look.table ? 'analyses:asChart' : 'analyses:asTable')}</Button>
        ) : null}
      </div>
      <Figure
        ref={figure} title={title}
        about={[
          question.from || question.to ? format.dayRange(question.from ?? data.first, question.to ?? data.last) : `${t('analyses:about.everything')} ${format.dayRange(data.first, data.last)}`,
          `n ${format.count(began)}`, t('analyses:about.asked', { day: format.day(answer.computed_at) }),
        ]}
      >
        <Sentence />
        {look.journey === null || view !== 'steps' ? null : <p className={styles.remark} data-screen-only="">{t('proposal')}{look.left > 0 ? ` ${t('proposalLeft', { n: look.left })}` : ''}</p>}
        {began === 0 ? <p className="soft">{t('nobody')}</p> : view === 'steps' ? <Steps /> : view === 'table' ? <FunnelTable />
          : view === 'times' ? <Times from={from} to={to} asTable={look.table} onBetween={between} />
          : <Trend grain={look.grain} from={from} to={to} asTable={look.table} onGrain={(grain) => onLook({ grain })} onBetween={between} />}
        {view === 'steps' ? <Breakdown /> : null}
      </Figure>
    </>
  );
}

/** What the funnel says, before any bar. */
function Sentence() {
  const { t } = useTranslation('funnel');
  const { answer, names } = useFunnel();
  const format = useFormat();
  const { began, ended } = endOf(answer.steps);
  const share = shareOf(ended, began);
  if (share === null || names.length < 2) return null;
  return (
    <div className={styles.sentence}>
      <h2>{t('sentence', { began: format.count(began), ended: format.count(ended) })}</h2>
      <p>
        <b>{format.share(share.value)}</b> <span className="whole">[{format.shareInterval(share.low, share.high)}]</span> · {t('within', { window: format.span(answer.window_s) })}
        {answer.excluded > 0 ? ` · ${t('excluded', { count: answer.excluded, n: format.count(answer.excluded) })}` : ''}
      </p>
    </div>
  );
}
