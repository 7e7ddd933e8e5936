// Two sides of an analysis, two segments or two periods: what differs, how sure that is, and how much of the gap each row explains.
// Opened without a question it compares the last four weeks with the four before.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { journeyQuery, journeysQuery } from '../../../api/queries';
import { localText } from '../../../i18n';
import { ErrorPart, LoadingGrid, useFormat, useLang } from '../../../parts';
import { useHere } from '../../page/workspace';
import { AnalysisBar, analysisQuery, useAnalysisAddress, useData, useSaved, type Asked } from '../parts';
import parts from '../parts/parts.module.css';
import { Answer } from './Answer';
import { Behind } from './Behind';
import { ContrastProvider, type ContrastAt } from './context';
import { firstOf, ofJourney, periods, readCell, readContrast, sentOf, written, type ContrastAnswer, type ContrastQuestion, type ContrastSide, type SideCell } from './model';
import { Question } from './Question';
import { sideTexts } from './texts';

/** The newest journey: questions are proposed from it. */
function useJourneys(ws: string, id: string | null) {
  const list = useQuery(journeysQuery(ws));
  const journeys = list.data?.journeys ?? [];
  const newest = [...journeys].sort((a, b) => b.updated_at.localeCompare(a.updated_at))[0];
  const shown = id ?? newest?.id ?? '';
  const journey = useQuery({ ...journeyQuery(ws, shown), enabled: shown !== '' });
  const known = list.error !== null || journey.error !== null || journey.data !== undefined || (list.data !== undefined && newest === undefined);
  return { journeys, journey: journey.data?.definition ?? null, known };
}

/** Whether there is enough of a question to ask. */
function complete({ kind, question }: ContrastQuestion) {
  if (kind === 'funnel') return Array.isArray(question.steps) && question.steps.length > 1;
  if (kind === 'attribution') return Object.keys((question.conversion as object | undefined) ?? {}).length > 0;
  return true;
}

export function Compare() {
  const { t } = useTranslation(['contrast', 'analyses', 'funnel', 'journeys']);
  const { ws, zone } = useHere();
  const lang = useLang();
  const format = useFormat(zone);
  const at = useAnalysisAddress<ContrastQuestion>();
  const data = useData(ws);
  const figure = useRef<HTMLElement>(null);
  const { go, open: openCell } = at;
  const question = useMemo(() => readContrast(at.question as Record<string, unknown> | null), [at.question]);
  const named = question && ofJourney(question.kind) && typeof question.question.journey === 'string' ? question.question.journey : null;
  const { journeys, journey, known } = useJourneys(ws, named);
  useEffect(() => {
    if (question !== null || data.pending || !known) return;
    const own = firstOf('funnel', journey, lang);
    // what is proposed goes into the address, so that its link opens the same tomorrow
    go({ q: { kind: own ? 'funnel' : 'retention', question: own ?? {}, ...periods(data.last) } }, true);
  }, [question, data.pending, data.last, known, journey, lang, go]);
  const sent = useMemo(() => (question && complete(question) ? sentOf(question) : null), [question]);
  const query = useQuery({
    ...analysisQuery<ContrastAnswer>(ws, 'compare', (sent ?? {}) as Asked), enabled: sent !== null,
    placeholderData: (before, asked) => (asked?.queryKey[1] === ws && (asked.queryKey[3] as { kind?: string }).kind === sent?.kind ? before : undefined),
  });
  const kept = useMemo(() => ({}), []);
  const saved = useSaved({ ws, kind: 'compare', id: at.saved, question: (question ?? {}) as Record<string, unknown>, view: kept, go });
  const days = useCallback(
    ({ from, to }: ContrastSide) => (from || to ? format.dayRange(from ?? data.first, to ?? data.last) : t('analyses:about.everything')),
    [format, data.first, data.last, t],
  );
  const names = useMemo(() => (question ? sideTexts(question, days, t) : { a: '', b: '' }), [question, days, t]);
  const stages = useMemo(() => new Map((journey?.stages ?? []).map(({ id, name }) => [id, localText(name, lang) || id])), [journey, lang]);
  const cell = useMemo(() => readCell(at.cell), [at.cell]);
  const open = useCallback((next: SideCell) => openCell(written(next)), [openCell]);
  const answer = sent ? query.data : undefined;
  const context = useMemo<ContrastAt | null>(
    () => (question && answer ? { ws, zone, question, answer, names, stages, cell, open } : null),
    [ws, zone, question, answer, names, stages, cell, open],
  );
  const close = () => {
    const opened = JSON.stringify(at.cell);
    openCell(null);
    requestAnimationFrame(() => [...document.querySelectorAll<HTMLElement>('[data-cell]')].find(({ dataset }) => dataset.cell === opened)?.focus({ preventScroll: true }));
  };
  const title = saved.current?.name ?? t('title');
  return (
    <>
      <title>{`${title} – ${t('common:brand')}`}</title>
      <AnalysisBar ws={ws} kind="compare" title={t('title')} question={{}} sent={(sent ?? {}) as Asked} data={data} saved={saved} figure={context ? figure : undefined} />
      <div className={parts.screen}>
        {question === null ? <div className="page"><LoadingGrid columns={3} rows={6} /></div> : (
          <div className={parts.body}>
            <Question ws={ws} data={data} question={question} names={names} journey={journey} journeys={journeys} onAsk={at.ask} />
            <section className={parts.answer} aria-label={t('answer')} aria-busy={query.isFetching}>
              {saved.gone ? <p className="soft" role="status">{t('analyses:save.gone')}</p> : null}
              {sent === null ? <p className="soft">{t('incomplete')}</p> : null}
              {query.error ? <ErrorPart error={query.error} title={t('analyses:failed')} retry={() => void query.refetch()} /> : null}
              {sent !== null && query.isPending ? <LoadingGrid columns={4} rows={8} says={t('counting')} /> : null}
              {context && !query.error ? <ContrastProvider value={context}><Answer figure={figure} title={title} /></ContrastProvider> : null}
            </section>
          </div>
        )}
        {context && cell ? <ContrastProvider value={context}><Behind onClose={close} /></ContrastProvider> : null}
      </div>
    </>
  );
}
