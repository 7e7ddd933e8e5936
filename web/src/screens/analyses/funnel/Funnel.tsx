// A funnel: how many come from step to step, where they stop, how long it takes, and how that moved. Opened without a
// question it asks about the stages of the newest journey.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { journeyQuery, journeysQuery } from '../../../api/queries';
import { ErrorPart, LoadingGrid, useLang } from '../../../parts';
import { useHere } from '../../page/workspace';
import { AnalysisBar, analysisQuery, useAnalysisAddress, useData, usePatternText, useSaved } from '../parts';
import parts from '../parts/parts.module.css';
import { Answer } from './Answer';
import { Behind, readCell } from './Behind';
import { FunnelProvider, type FunnelAt } from './context';
import { FirstStep } from './FirstStep';
import { proposed, readFunnel, sentOf, type FunnelAnswer, type FunnelCell, type FunnelQuestion } from './model';
import { readLook, VIEWS, type Look, type View } from './look';
import { Question } from './Question';

/** The stages of the newest journey, once they are known; `undefined` until then, `null` when there is none. */
function useProposal(ws: string, wanted: boolean) {
  const lang = useLang();
  const journeys = useQuery({ ...journeysQuery(ws), enabled: wanted });
  const newest = [...(journeys.data?.journeys ?? [])].sort((a, b) => b.updated_at.localeCompare(a.updated_at))[0];
  const journey = useQuery({ ...journeyQuery(ws, newest?.id ?? ''), enabled: wanted && newest !== undefined });
  return useMemo(() => {
    if (journey.data) return { id: journey.data.definition.id, ...(proposed(journey.data.definition, lang) ?? { question: null, left: 0 }) };
    return (journeys.data && newest === undefined) || journeys.error || journey.error ? null : undefined;
  }, [journey.data, journeys.data, newest, journeys.error, journey.error, lang]);
}

/** What else the view needs to be asked. */
function extraOf(view: View, look: Look, steps: number): Pick<FunnelQuestion, 'histogram' | 'trend'> {
  const last = Math.min(look.to ?? steps - 1, steps - 1);
  const first = Math.min(look.from, Math.max(0, last - 1));
  if (view === 'times' && steps > 1) return { histogram: { bins: 16, from_step: first, to_step: last } };
  return view === 'trend' ? { trend: look.grain } : {};
}

/** How it is looked at, once the steps are no longer those that were proposed. */
const own = (look: Record<string, unknown>) => ({ ...look, journey: undefined, left: undefined });

export function Funnel() {
  const { t } = useTranslation(['funnel', 'analyses', 'journeys']);
  const { ws, zone } = useHere();
  const at = useAnalysisAddress<FunnelQuestion>();
  const data = useData(ws);
  const text = usePatternText();
  const figure = useRef<HTMLElement>(null);
  const question = useMemo(() => readFunnel(at.question), [at.question]);
  const proposal = useProposal(ws, question === null);
  const view = VIEWS.find((one) => one === at.view) ?? 'steps';
  const look = useMemo(() => readLook(at.look), [at.look]);
  const { go } = at;
  useEffect(() => {
    // what is proposed goes into the address, so that its link opens the same tomorrow
    if (question === null && proposal?.question) go({ q: { ...proposal.question }, look: { ...at.look, journey: proposal.id, left: proposal.left } }, true);
  }, [question, proposal, go, at.look]);
  const sent = useMemo(() => question && sentOf(question, extraOf(view, look, question.steps.length)), [question, view, look]);
  const query = useQuery({
    ...analysisQuery<FunnelAnswer>(ws, 'funnel', sent ?? {}), enabled: sent !== null,
    placeholderData: (before, asked) => (asked?.queryKey[1] === ws ? before : undefined),
  });
  const kept = useMemo(() => ({ view, look: at.look }), [view, at.look]);
  const saved = useSaved({ ws, kind: 'funnel', id: at.saved, question: question ? sentOf(question) : {}, view: kept, go });
  const answer = query.data;
  // the answer on screen may be the one before: its steps are then named by itself
  const names = useMemo(
    () => (answer?.steps ?? []).map(({ event }, step) => {
      const asked = question?.steps[step];
      return question?.order === 'unordered' ? t('nthStep', { count: step + 1 }) : (asked?.name ?? (asked ? text(asked) : event));
    }),
    [answer, question, text, t],
  );
  const cell = useMemo(() => readCell(at.cell, answer?.steps.length ?? 0), [at.cell, answer]);
  const context = useMemo<FunnelAt | null>(
    () => (question && sent && answer ? { ws, zone, data, question, sent, answer, names, cell, open: (next: FunnelCell) => at.open(next) } : null),
    [ws, zone, data, question, sent, answer, names, cell, at],
  );
  const close = () => {
    const opened = JSON.stringify(at.cell);
    at.open(null);
    requestAnimationFrame(() => [...document.querySelectorAll<HTMLElement>('[data-cell]')].find(({ dataset }) => dataset.cell === opened)?.focus({ preventScroll: true }));
  };
  const shown = question ?? { steps: [] };
  return (
    <>
      <title>{`${saved.current?.name ?? t('analyses:kind.funnel')} – ${t('common:brand')}`}</title>
      <AnalysisBar ws={ws} kind="funnel" title={t('analyses:kind.funnel')} question={shown} sent={sent ?? {}} onAsk={at.ask} data={data} saved={saved} figure={context ? figure : undefined} />
      <div className={parts.screen}>
        {question === null ? (
          <div className="page">{proposal === undefined ? <LoadingGrid columns={3} rows={6} /> : <FirstStep ws={ws} data={data} onAsk={at.ask} />}</div>
        ) : (
          <div className={parts.body}>
            <Question data={data} question={question} onAsk={(next) => go({ q: { ...next }, look: own(at.look), cell: undefined })} />
            <section className={parts.answer} aria-label={t('answer')} aria-busy={query.isFetching}>
              {saved.gone ? <p className="soft" role="status">{t('analyses:save.gone')}</p> : null}
              {query.error ? <ErrorPart error={query.error} title={t('analyses:failed')} retry={() => void query.refetch()} /> : null}
              {query.isPending ? <LoadingGrid columns={3} rows={8} says={t('analyses:counting')} /> : null}
              {context && !query.error ? (
                <FunnelProvider value={context}>
                  <Answer
                    view={view} look={look} figure={figure} title={saved.current?.name ?? t('analyses:kind.funnel')}
                    onView={(next) => go({ view: next === 'steps' ? undefined : next, cell: undefined })}
                    onLook={(change) => go({ look: { ...at.look, ...change }, cell: undefined }, true)}
                  />
                </FunnelProvider>
              ) : null}
            </section>
          </div>
        )}
        {context && cell ? <FunnelProvider value={context}><Behind onClose={close} /></FunnelProvider> : null}
      </div>
    </>
  );
}

