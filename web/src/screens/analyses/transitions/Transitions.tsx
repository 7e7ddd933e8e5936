// What follows what: as a graph, as a table, as whole ways, by place in the history, and what is done again.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReworkAnswer, StepsAnswer, TransitionsAnswer, VariantsAnswer } from '../../../api/contract';
import { Segments, useFormat } from '../../../parts';
import { useHere } from '../../page/workspace';
import { FlowScreen } from '../flow/FlowScreen';
import { closing } from '../flow/Opens';
import flow from '../flow/flow.module.css';
import { analysisQuery, useAnalysisAddress, useData, useSaved, type Answered, type Asked } from '../parts';
import { Behind } from './Behind';
import { EdgeTable } from './EdgeTable';
import { GraphView } from './GraphView';
import { KIND, readLook, sentOf, VIEWS } from './model';
import { Rework } from './Rework';
import { StepMatrix } from './StepMatrix';
import { Variants } from './Variants';

const NOTHING: Asked = {};
type Any = Answered & { customers: number };

export function Transitions() {
  const { t } = useTranslation(['transitions', 'flow', 'analyses', 'page', 'journeys']);
  const { ws, zone } = useHere();
  const at = useAnalysisAddress<Asked>();
  const data = useData(ws);
  const format = useFormat(zone);
  const figure = useRef<HTMLElement>(null);
  const question = at.question ?? NOTHING;
  const view = VIEWS.find((one) => one === at.view) ?? 'graph';
  const kind = KIND[view];
  const look = useMemo(() => readLook(at.look), [at.look]);
  const sent = useMemo(() => sentOf(question, view, look), [question, view, look]);
  const query = useQuery({
    ...analysisQuery<Any>(ws, kind, sent), enabled: data.events.length > 0,
    // of the same kind only: another view's answer has another shape
    placeholderData: (before, asked) => (asked?.queryKey[1] === ws && asked.queryKey[2] === kind ? before : undefined),
  });
  const kept = useMemo(() => ({ view, look: at.look }), [view, at.look]);
  const saved = useSaved({ ws, kind: 'transitions', id: at.saved, question: question as Record<string, unknown>, view: kept, go: at.go });
  const onLook = (change: Record<string, unknown>) => at.go({ look: { ...at.look, ...change } }, true);
  const answer = query.data;
  const shown = { cell: at.cell, open: at.open };
  const picture = (found: Any) => {
    if (found.customers === 0) return <p className="soft">{t('nobody')}</p>;
    if (view === 'variants') return <Variants answer={found as VariantsAnswer} {...shown} more={() => onLook({ top: look.top + 20 })} repeats={look.repeats} onRepeats={(repeats) => onLook({ repeats: repeats || undefined })} />;
    if (view === 'steps') return <StepMatrix answer={found as StepsAnswer} {...shown} />;
    if (view === 'rework') return <Rework answer={found as ReworkAnswer} {...shown} />;
    const graph = found as unknown as TransitionsAnswer;
    if (graph.edges.length === 0) return <p className="soft">{t('alone')}</p>;
    return view === 'table' ? <EdgeTable answer={graph} {...shown} /> : <GraphView answer={graph} look={look} onLook={onLook} {...shown} />;
  };
  return (
    <FlowScreen
      ws={ws} zone={zone} kind={kind} title={t('analyses:kind.transitions')} question={question} sent={sent} onAsk={at.ask} data={data} saved={saved} figure={figure} query={query}
      head={
        <div className={flow.head}>
          <Segments
            name={t('flow:view')} value={view} options={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
            onChange={(next) => at.go({ view: next === 'graph' ? undefined : next, cell: undefined })}
          />
        </div>
      }
      n={answer ? `n ${format.count(answer.customers)}` : null}
      picture={answer ? <><p className={flow.says}>{t(`about.${view}`)}</p>{picture(answer)}</> : null}
      drawer={answer && at.cell ? (
        <Behind
          ws={ws} zone={zone} kind={kind} sent={{ ...sent, lake_version: answer.lake_version }} answer={kind === 'transitions' ? (answer as unknown as TransitionsAnswer) : null} cell={at.cell} open={at.open}
          onClose={closing(at.cell, at.open)}
        />
      ) : null}
    />
  );
}
