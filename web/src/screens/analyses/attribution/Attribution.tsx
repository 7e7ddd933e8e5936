// To which channels conversions are owed, by six models side by side. None of them says what a channel has caused.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttributionAnswer } from '../../../api/contract';
import { journeyQuery, journeysQuery } from '../../../api/queries';
import { EmptyState, LoadingGrid, Segments, useFormat } from '../../../parts';
import { useHere } from '../../page/workspace';
import { FlowScreen } from '../flow/FlowScreen';
import { closing, Opens } from '../flow/Opens';
import flow from '../flow/flow.module.css';
import { analysisQuery, CustomersDrawer, EventPicker, isAny, useAnalysisAddress, useData, usePatternText, useSaved } from '../parts';
import styles from './attribution.module.css';
import { goalOf, readCell, sentOf, type AttributionQuestion, type TouchCell } from './model';
import { Models } from './Models';
import { Options } from './Options';

const VIEWS = ['bars', 'table'] as const;
const NOTHING: AttributionQuestion = {};

/** The goal of the journey that Home shows; `undefined` until it is known, `null` when there is none. */
function useGoal(ws: string, wanted: boolean) {
  const journeys = useQuery({ ...journeysQuery(ws), enabled: wanted });
  const first = journeys.data?.journeys[0];
  const journey = useQuery({ ...journeyQuery(ws, first?.id ?? ''), enabled: wanted && first !== undefined });
  return useMemo(() => {
    if (journey.data) return goalOf(journey.data.definition);
    return (journeys.data && first === undefined) || journeys.error || journey.error ? null : undefined;
  }, [journey.data, journeys.data, first, journeys.error, journey.error]);
}

export function Attribution() {
  const { t } = useTranslation(['attribution', 'flow', 'analyses', 'journeys']);
  const { ws, zone } = useHere();
  const at = useAnalysisAddress<AttributionQuestion>();
  const data = useData(ws);
  const format = useFormat(zone);
  const text = usePatternText();
  const figure = useRef<HTMLElement>(null);
  const question = at.question ?? NOTHING;
  const missing = question.conversion === undefined || isAny(question.conversion);
  const goal = useGoal(ws, question.conversion === undefined);
  const { go } = at;
  useEffect(() => {
    // what is proposed goes into the address, so that its link opens the same tomorrow
    if (question.conversion === undefined && goal) go({ q: { ...question, conversion: goal } as Record<string, unknown> }, true);
  }, [question, goal, go]);
  const sent = useMemo(() => sentOf(question), [question]);
  const view = VIEWS.find((one) => one === at.view) ?? 'bars';
  const query = useQuery({
    ...analysisQuery<AttributionAnswer>(ws, 'attribution', sent), enabled: !missing && data.events.length > 0,
    placeholderData: (before, asked) => (asked?.queryKey[1] === ws ? before : undefined),
  });
  const kept = useMemo(() => ({ view, look: at.look }), [view, at.look]);
  const saved = useSaved({ ws, kind: 'attribution', id: at.saved, question: question as Record<string, unknown>, view: kept, go });
  const cell = useMemo(() => readCell(at.cell), [at.cell]);
  const open = (next: TouchCell) => at.open({ ...next });
  const answer = query.data;
  const conversion = text(question.conversion ?? {});
  const unready = !missing ? null : goal === undefined ? <LoadingGrid columns={3} rows={6} /> : (
    <EmptyState
      title={t('first.title')}
      actions={<div className={styles.first}><EventPicker data={data} value={{}} label={t('conversion.title')} shown={t('first.do')} onChange={(next) => at.ask({ ...question, conversion: next })} /></div>}
    >
      {t('first.why')}
    </EmptyState>
  );
  return (
    <FlowScreen
      ws={ws} zone={zone} kind="attribution" title={t('analyses:kind.attribution')} question={question} sent={sent} onAsk={at.ask} data={data} saved={saved} figure={figure}
      query={query} unready={unready} panel={<Options data={data} question={question} onAsk={at.ask} />} n={answer ? `n ${format.count(answer.conversions)}` : null}
      head={
        <div className={flow.head}>
          <Segments name={t('flow:view')} value={view} options={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))} onChange={(next) => go({ view: next === 'bars' ? undefined : next })} />
        </div>
      }
      picture={answer ? (
        <>
          <Sentence answer={answer} conversion={conversion} cell={cell} open={open} />
          {answer.channels.length > 0 ? <Models answer={answer} cell={cell} open={open} numbers={view === 'table'} /> : null}
        </>
      ) : null}
      drawer={answer && cell ? (
        <CustomersDrawer
          ws={ws} zone={zone} kind="attribution" question={{ ...sent, lake_version: answer.lake_version } as AttributionQuestion} cell={{ ...cell }} onClose={closing(at.cell, at.open)} place={conversion}
          title={cell.is ? t('behind.without') : (cell.touch ?? t('behind.all'))}
          says={t(cell.is ? 'behind.withoutSays' : cell.touch === undefined ? 'behind.allSays' : 'behind.says', { touch: cell.touch, conversion })}
        />
      ) : null}
    />
  );
}

interface SentenceProps {
  answer: AttributionAnswer;
  conversion: string;
  cell: TouchCell | null;
  open: (cell: TouchCell) => void;
}

function Sentence({ answer: { conversions, without_touch: without, channels }, conversion, cell, open }: SentenceProps) {
  const { t } = useTranslation('attribution');
  const format = useFormat();
  if (conversions === 0) return <p className="soft">{t('sentence.none', { conversion })}</p>;
  const current = cell && { ...cell };
  return (
    <div className={flow.sentence}>
      <h2>{t('sentence.some', { conversion, n: format.count(conversions), channels: format.count(channels.length) })}</h2>
      <p>
        {t('sentence.all')} <Opens cell={{}} n={conversions} name={t('behind.all')} current={current} open={() => open({})} />
        {' · '}{t('sentence.without')} <Opens cell={{ is: 'without_touch' }} n={without} name={t('behind.without')} current={current} open={() => open({ is: 'without_touch' })} />
        {' · '}{t('sentence.note')}
      </p>
    </div>
  );
}
