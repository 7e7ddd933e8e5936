// Who comes back: cohorts as a table and as a curve, how often customers are active, and how the active ones change. Opened
// without a question it asks about any event, by week.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ErrorPart, LoadingGrid, Segments, useFormat } from '../../../parts';
import { useHere } from '../../page/workspace';
import { AnalysisBar, analysisQuery, Figure, useAnalysisAddress, useData, useSaved } from '../parts';
import parts from '../parts/parts.module.css';
import { Behind } from './Behind';
import { Cohorts } from './Cohorts';
import { RetentionProvider, useRetention, type RetentionAt } from './context';
import { Curve } from './Curve';
import { Lifecycle } from './Lifecycle';
import { kindOf, readCell, sentOf, VIEWS, type LifecycleAnswer, type RetentionAnswer, type RetentionQuestion, type StickinessAnswer } from './model';
import { Question } from './Question';
import styles from './retention.module.css';
import { Stickiness } from './Stickiness';

type AnyAnswer = RetentionAnswer | StickinessAnswer | LifecycleAnswer;

export function Retention() {
  const { t } = useTranslation(['retention', 'analyses', 'journeys']);
  const { ws, zone } = useHere();
  const at = useAnalysisAddress<RetentionQuestion>();
  const data = useData(ws);
  const figure = useRef<HTMLElement>(null);
  const { go, open } = at;
  const view = VIEWS.find((one) => one === at.view) ?? 'cohorts';
  const question = useMemo(() => at.question ?? {}, [at.question]);
  const sent = useMemo(() => sentOf(question, view), [question, view]);
  const query = useQuery({
    ...analysisQuery<AnyAnswer>(ws, kindOf(view), sent),
    placeholderData: (before, asked) => (asked?.queryKey[1] === ws && asked.queryKey[2] === kindOf(view) ? before : undefined),
  });
  const kept = useMemo(() => ({ view, look: at.look }), [view, at.look]);
  const saved = useSaved({ ws, kind: 'retention', id: at.saved, question, view: kept, go });
  const cell = useMemo(() => readCell(at.cell, view), [at.cell, view]);
  const context = useMemo<RetentionAt>(
    () => ({ ws, zone, data, question, grain: question.period ?? 'week', view, cell, open }),
    [ws, zone, data, question, view, cell, open],
  );
  const close = () => {
    const opened = JSON.stringify(at.cell);
    open(null);
    requestAnimationFrame(() => [...document.querySelectorAll<HTMLElement>('[data-cell]')].find(({ dataset }) => dataset.cell === opened)?.focus({ preventScroll: true }));
  };
  const title = saved.current?.name ?? t('analyses:kind.retention');
  const table = at.look.table === true;
  return (
    <RetentionProvider value={context}>
      <title>{`${title} – ${t('common:brand')}`}</title>
      <AnalysisBar ws={ws} kind={kindOf(view)} title={t('analyses:kind.retention')} question={question} sent={sent} onAsk={at.ask} data={data} saved={saved} figure={query.data ? figure : undefined} />
      <div className={parts.screen}>
        <div className={parts.body}>
          <Question data={data} question={question} view={view} onAsk={at.ask} />
          <section className={parts.answer} aria-label={t('answer')} aria-busy={query.isFetching}>
            <div className={styles.head}>
              <Segments
                name={t('analyses:view')} value={view} options={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
                onChange={(next) => go({ view: next === 'cohorts' ? undefined : next, cell: undefined })}
              />
              {view === 'curve' || view === 'lifecycle' ? (
                <Button look="ghost" aria-pressed={table} onClick={() => go({ look: { ...at.look, table: table ? undefined : true } }, true)}>{t(table ? 'analyses:asChart' : 'analyses:asTable')}</Button>
              ) : null}
            </div>
            {saved.gone ? <p className="soft" role="status">{t('analyses:save.gone')}</p> : null}
            {query.error ? <ErrorPart error={query.error} title={t('analyses:failed')} retry={() => void query.refetch()} /> : null}
            {query.isPending ? <LoadingGrid columns={8} rows={10} says={t('analyses:counting')} /> : null}
            {query.data && !query.error ? (
              <Picture ref={figure} title={title} answer={query.data} table={table} />
            ) : null}
          </section>
        </div>
        {query.data && cell ? <Behind sent={{ ...sent, lake_version: query.data.lake_version }} cohorts={kindOf(view) === 'retention' ? (query.data as RetentionAnswer) : null} onClose={close} /> : null}
      </div>
    </RetentionProvider>
  );
}

/** The view that is chosen, with what it is of under it. */
function Picture({ ref, title, answer, table }: { ref: Ref<HTMLElement>; title: string; answer: AnyAnswer; table: boolean }) {
  const { t } = useTranslation('retention');
  const { zone, data, question, view } = useRetention();
  const format = useFormat(zone);
  const days = format.dayRange(question.from ?? data.first, question.to ?? data.last);
  const n = 'cohorts' in answer ? answer.cohorts.reduce((sum, { size }) => sum + size, 0) : 'customers' in answer ? answer.customers : null;
  return (
    <Figure
      ref={ref} title={`${title} · ${t(`view.${view}`)}`}
      about={[question.from || question.to ? days : `${t('analyses:about.everything')} ${days}`, n === null ? null : `n ${format.count(n)}`, t('analyses:about.asked', { day: format.day(answer.computed_at) })]}
    >
      {'cohorts' in answer ? (
        answer.cohorts.every(({ size }) => size === 0) ? <p className="soft">{t('nobody')}</p> : view === 'curve' ? <Curve answer={answer} asTable={table} /> : <Cohorts answer={answer} />
      ) : 'customers' in answer ? <Stickiness answer={answer} /> : <Lifecycle answer={answer} asTable={table} />}
    </Figure>
  );
}
