// Paths: through which events customers go, step by step, from the beginning, after or before an event, or between two.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Segments, useFormat } from '../../../parts';
import { useHere } from '../../page/workspace';
import { FlowScreen } from '../flow/FlowScreen';
import { closing } from '../flow/Opens';
import flow from '../flow/flow.module.css';
import { analysisQuery, useAnalysisAddress, useData, useSaved } from '../parts';
import { Behind } from './Behind';
import { Legend } from './Legend';
import { reachOf, readCell, sentOf, type PathsAnswer, type PathsCell, type PathsQuestion } from './model';
import { Options } from './Options';
import { PathsTable } from './PathsTable';
import { Sankey } from './Sankey';
import { usePathWords } from './words';

const VIEWS = ['picture', 'table'] as const;
const NOTHING: PathsQuestion = {};

export function Paths() {
  const { t } = useTranslation(['paths', 'flow', 'analyses', 'journeys']);
  const { ws, zone } = useHere();
  const at = useAnalysisAddress<PathsQuestion>();
  const data = useData(ws);
  const format = useFormat(zone);
  const figure = useRef<HTMLElement>(null);
  const question = at.question ?? NOTHING;
  const sent = useMemo(() => sentOf(question), [question]);
  const view = VIEWS.find((one) => one === at.view) ?? 'picture';
  const query = useQuery({
    ...analysisQuery<PathsAnswer>(ws, 'paths', sent), enabled: data.events.length > 0,
    placeholderData: (before, asked) => (asked?.queryKey[1] === ws ? before : undefined),
  });
  const kept = useMemo(() => ({ view, look: at.look }), [view, at.look]);
  const saved = useSaved({ ws, kind: 'paths', id: at.saved, question: question as Record<string, unknown>, view: kept, go: at.go });
  const cell = useMemo(() => readCell(at.cell), [at.cell]);
  const open = (next: PathsCell) => at.open({ ...next });
  const answer = query.data;
  const shown = { question, cell, open };
  return (
    <FlowScreen
      ws={ws} zone={zone} kind="paths" title={t('analyses:kind.paths')} question={question} sent={sent} onAsk={at.ask} data={data} saved={saved} figure={figure}
      query={query} panel={<Options ws={ws} data={data} question={question} onAsk={at.ask} />} n={answer ? `n ${format.count(answer.paths)}` : null}
      head={answer ? (
        <div className={flow.head}>
          <Segments
            name={t('flow:view')} value={view} options={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
            onChange={(next) => at.go({ view: next === 'picture' ? undefined : next })}
          />
        </div>
      ) : null}
      picture={answer ? (
        <>
          <Sentence question={question} answer={answer} />
          {answer.paths === 0 ? null : view === 'table' ? <PathsTable answer={answer} {...shown} /> : <Sankey answer={answer} {...shown} />}
          {answer.paths > 0 && view === 'picture' ? <Legend steps={answer.steps} arrives={question.end !== undefined} /> : null}
        </>
      ) : null}
      drawer={answer && cell ? (
        <Behind
          ws={ws} zone={zone} question={question} sent={{ ...sent, lake_version: answer.lake_version }} answer={answer} cell={cell} open={open} onClose={closing(at.cell, at.open)}
          onTop={(top) => at.ask({ ...question, top })}
        />
      ) : null}
    />
  );
}

/** What the picture says, before any bar. */
function Sentence({ question, answer }: { question: PathsQuestion; answer: PathsAnswer }) {
  const { t, units, counted, anchor, shareIn } = usePathWords(question);
  const { paths, wentOn } = reachOf(answer);
  if (paths === 0) return <p className="soft">{t(answer.units === 0 ? 'sentence.noUnits' : 'sentence.noPaths', { n: units(answer.units) })}</p>;
  return (
    <div className={flow.sentence}>
      <h2>
        {anchor === 'none' ? t('sentence.none', { all: units(paths), on: counted(wentOn), share: shareIn(wentOn, paths) })
          : t(`sentence.${anchor}`, { all: units(answer.units), paths: counted(paths), share: shareIn(paths, answer.units) })}
      </h2>
      <p>{t('sentence.how')}</p>
    </div>
  );
}
