// Behind a node, a band or an end: what it counts, that nothing is lost, where its paths came from and went, and whose they are.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Block, Button } from '../../../parts';
import { Opens } from '../flow/Opens';
import flow from '../flow/flow.module.css';
import { analysisQuery, CustomersDrawer } from '../parts';
import { shareOf } from '../parts/intervals';
import { INSIDE, numberOf, TOPS, type PathsAnswer, type PathsCell, type PathsQuestion } from './model';
import type { PathNode, PathStep } from '../../../api/contract';
import { usePathWords } from './words';

interface BehindProps {
  ws: string;
  zone: string;
  question: PathsQuestion;
  sent: PathsQuestion;
  answer: PathsAnswer;
  cell: PathsCell;
  open: (cell: PathsCell) => void;
  onTop: (top: number) => void;
  onClose: () => void;
}

export function Behind({ ws, zone, question, sent, answer, cell, open, onTop, onClose }: BehindProps) {
  const { t } = useTranslation('paths');
  const words = usePathWords(question);
  const { format, nodeName, stepName, units, partName, arrives } = words;
  const at = answer.steps.find(({ step }) => step === cell.step);
  const inNode = 'event' in cell && cell.event !== undefined;
  const node = inNode ? at?.nodes.find(({ event }) => event === cell.event) : undefined;
  const name = inNode ? nodeName(cell.event ?? null, node?.names) : '';
  const n = numberOf(cell, answer.steps);
  const whole = 'from' in cell ? fromOf(at, cell.from) : 'is' in cell && node ? words.through(node) : throughStep(at, words.through);
  const share = n === null ? null : shareOf(n, whole);
  const title = 'from' in cell ? `${nodeName(cell.from)} → ${nodeName(cell.to)}` : 'is' in cell ? [name, partName(cell.is)].filter(Boolean).join(' · ') : name;
  const says = 'from' in cell ? t('says.link', { from: nodeName(cell.from), to: nodeName(cell.to) })
    : 'is' in cell ? t(cell.is === 'end' && arrives ? 'says.arrive' : `says.${cell.is}`, { name: name || t('says.any') })
      : t(cell.event === null ? 'says.others' : 'says.node', { name });
  return (
    <CustomersDrawer
      ws={ws} zone={zone} kind="paths" question={sent} cell={{ ...cell }} onClose={onClose} title={title} says={`${says}${n === null ? '' : ` ${units(n)}.`}`}
      place={'from' in cell ? `${stepName(cell.step)} → ${stepName(cell.step + 1)}` : stepName(cell.step)}
      note={share ? <>{t('says.of', { n: format.count(share.n), share: format.share(share.value) })} <span className="whole">[{format.shareInterval(share.low, share.high)}]</span></> : null}
    >
      {node && !('is' in cell) ? (
        <>
          <Sums node={node} step={cell.step} words={words} cell={cell} open={open} />
          {node.event === null ? <Inside ws={ws} sent={sent} step={cell.step} shown={at} words={words} cell={cell} open={open} onTop={onTop} /> : null}
          <Ways answer={answer} step={cell.step} node={node} words={words} cell={cell} open={open} />
        </>
      ) : null}
    </CustomersDrawer>
  );
}

const throughStep = (step: PathStep | undefined, through: (node: PathNode) => number) => (step?.nodes ?? []).reduce((sum, node) => sum + through(node), 0);
function fromOf(step: PathStep | undefined, from: string | null): number {
  const node = step?.nodes.find(({ event }) => event === from);
  return node ? node.in + node.start : 0;
}

interface PartProps {
  words: ReturnType<typeof usePathWords>;
  step: number;
  cell: PathsCell;
  open: (cell: PathsCell) => void;
}

/** in + start = out + end + other: both sides, each of which adds up. */
function Sums({ node, step, words: { t, format, through, partName }, cell, open }: PartProps & { node: PathNode }) {
  const row = (key: 'in' | 'start' | 'out' | 'other' | 'end') => (
    <div key={key} style={{ display: 'contents' }}>
      <dt>{partName(key)}</dt>
      <dd>{key === 'in' || key === 'out' ? format.count(node[key]) : <Opens cell={{ step, event: node.event, is: key }} n={node[key]} name={partName(key)} current={{ ...cell }} open={() => open({ step, event: node.event, is: key })} />}</dd>
    </div>
  );
  const sum = <div style={{ display: 'contents' }}><dt data-sum="">{t('sum')}</dt><dd data-sum="">{format.count(through(node))}</dd></div>;
  return (
    <Block title={t('sums')} note={t('sumsNote')}>
      <dl className={flow.sums}>{(['in', 'start'] as const).map(row)}{sum}{(['out', 'other', 'end'] as const).map(row)}{sum}</dl>
      {node.earlier > 0 ? <p className="faint">{t('tip.earlier', { n: format.count(node.earlier) })}</p> : null}
    </Block>
  );
}

/** Bands of a node, both ways; also for who cannot point at them. */
function Ways({ answer, step, node, words, cell, open }: PartProps & { answer: PathsAnswer; node: PathNode }) {
  const { t, nodeName, shareIn, through } = words;
  const links = (at: number) => answer.steps.find((one) => one.step === at)?.links ?? [];
  const lists = [
    { key: 'cameFrom', at: step - 1, rows: links(step - 1).filter(({ to }) => to === node.event), far: 'from' as const },
    { key: 'wentTo', at: step, rows: links(step).filter(({ from }) => from === node.event), far: 'to' as const },
  ];
  return lists.map(({ key, at, rows, far }) => (rows.length === 0 ? null : (
    <Block key={key} title={t(key)}>
      <ul className={flow.list}>
        {rows.map(({ from, to, count }) => (
          <li key={JSON.stringify([from, to])}>
            <span>{nodeName(far === 'from' ? from : to)}</span>
            <small>{shareIn(count, through(node))}</small>
            <Opens cell={{ step: at, from, to }} n={count} name={`${nodeName(from)} → ${nodeName(to)}`} current={{ ...cell }} open={() => open({ step: at, from, to })} />
          </li>
        ))}
      </ul>
    </Block>
  )));
}

interface InsideProps extends PartProps {
  ws: string;
  sent: PathsQuestion;
  shown: PathStep | undefined;
  onTop: (top: number) => void;
}

/** The names that a node without one stands for, and the way to see them in the picture. */
function Inside({ ws, sent, step, shown, words, cell, open, onTop }: InsideProps) {
  const { t, format, nodeName, through } = words;
  const query = useQuery(analysisQuery<PathsAnswer>(ws, 'paths', { ...sent, top: INSIDE } as PathsQuestion));
  const known = new Set(shown?.nodes.map(({ event }) => event));
  const inside = query.data?.steps.find((one) => one.step === step)?.nodes.filter(({ event }) => event !== null && !known.has(event)) ?? [];
  const beyond = query.data?.steps.find((one) => one.step === step)?.nodes.find(({ event }) => event === null);
  const more = TOPS.find((top) => top > (sent.top ?? 0));
  return (
    <Block title={t('inside')} note={more ? <button type="button" className="link" onClick={() => onTop(more)}>{t('insideMore', { n: more })}</button> : undefined}>
      {query.isPending ? <p className="faint">{t('common:state.loading')}</p> : null}
      {query.error ? <p className="faint" role="alert">{t('insideFailed')} <Button look="ghost" onClick={() => void query.refetch()}>{t('common:retry')}</Button></p> : null}
      <ul className={flow.list}>
        {inside.map((node) => (
          <li key={node.event}>
            <span>{nodeName(node.event)}</span>
            <Opens cell={{ step, event: node.event }} n={through(node)} name={nodeName(node.event)} current={{ ...cell }} open={() => open({ step, event: node.event })} />
          </li>
        ))}
      </ul>
      {beyond ? <p className="faint">{t('insideRest', { names: format.count(beyond.names), n: format.count(through(beyond)) })}</p> : null}
    </Block>
  );
}
