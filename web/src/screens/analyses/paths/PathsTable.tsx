// The same numbers as a table: every node of every step with its equation, and what leads on from it. All of them open.
import { Fragment } from 'react';
import { Opens } from '../flow/Opens';
import flow from '../flow/flow.module.css';
import type { PathsAnswer, PathsCell, PathsQuestion } from './model';
import type { PathNode, PathStep } from '../../../api/contract';
import { usePathWords } from './words';

interface PathsTableProps {
  question: PathsQuestion;
  answer: PathsAnswer;
  cell: PathsCell | null;
  open: (cell: PathsCell) => void;
}

const COLUMNS = ['in', 'start', 'out', 'other', 'end'] as const;

export function PathsTable({ question, answer, cell, open }: PathsTableProps) {
  const words = usePathWords(question);
  const { t, partName } = words;
  return (
    <div className={flow.scroll} tabIndex={0} role="region" aria-label={t('table.name')}>
      <table className={flow.table}>
        <thead>
          <tr>
            <th scope="col">{t('table.event')}</th>
            <th scope="col" data-number="">{t('table.through')}</th>
            <th scope="col" data-number="">{t('table.share')}</th>
            {COLUMNS.map((column) => <th key={column} scope="col" data-number="">{partName(column)}</th>)}
            <th scope="col">{t('table.next')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.steps.map((step) => (
            <Fragment key={step.step}>
              <tr data-group=""><th scope="rowgroup" colSpan={9}>{words.stepName(step.step)}</th></tr>
              {step.nodes.map((node) => <Row key={String(node.event)} step={step} node={node} words={words} cell={cell} open={open} />)}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  step: PathStep;
  node: PathNode;
  words: ReturnType<typeof usePathWords>;
  cell: PathsCell | null;
  open: (cell: PathsCell) => void;
}

/** Links of a node that are listed in its row; the picture and the drawer have all. */
const LISTED = 3;

function Row({ step: { step, nodes, links }, node, words, cell, open }: RowProps) {
  const { t, format, nodeName, stepName, shareIn, through, partName } = words;
  const name = nodeName(node.event, node.names);
  const whole = nodes.reduce((sum, one) => sum + through(one), 0);
  const own = links.filter(({ from }) => from === node.event);
  const opens = (to: PathsCell, n: number, what: string) => <Opens cell={{ ...to }} n={n} name={`${stepName(step)} · ${what}`} current={cell && { ...cell }} open={() => open(to)} />;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-number="">{opens({ step, event: node.event }, through(node), name)}</td>
      <td data-number="">{shareIn(through(node), whole)}</td>
      {COLUMNS.map((column) => (
        <td key={column} data-number="">
          {column === 'in' || column === 'out' ? format.count(node[column]) : opens({ step, event: node.event, is: column }, node[column], `${name} · ${partName(column)}`)}
        </td>
      ))}
      <td>
        {own.slice(0, LISTED).map((link, at) => (
          <Fragment key={String(link.to)}>
            {at > 0 ? ', ' : ''}{nodeName(link.to)} {opens({ step, from: link.from, to: link.to }, link.count, `${name} → ${nodeName(link.to)}`)}
          </Fragment>
        ))}
        {own.length > LISTED ? <span className="faint"> {t('table.others', { n: own.length - LISTED })}</span> : null}
      </td>
    </tr>
  );
}
