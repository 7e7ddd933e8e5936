// Behind a box, a line, a way, a place or a repeat: what it counts, what leads there and on, and whose it is.
import { useTranslation } from 'react-i18next';
import type { TransitionsAnswer } from '../../../api/contract';
import { Block, useFormat } from '../../../parts';
import { Opens } from '../flow/Opens';
import flow from '../flow/flow.module.css';
import { CustomersDrawer, type Asked, type Cell, type OneKind } from '../parts';
import type { Edge } from './graph';
import { edgeOf, runsOf } from './model';

interface BehindProps {
  ws: string;
  zone: string;
  kind: OneKind;
  sent: Asked;
  /** The graph's answer, in its own views. */
  answer: TransitionsAnswer | null;
  cell: Cell;
  open: (cell: Cell) => void;
  onClose: () => void;
}

export function Behind({ ws, zone, kind, sent, answer, cell, open, onClose }: BehindProps) {
  const { t } = useTranslation('transitions');
  const format = useFormat(zone);
  const { place, title, says } = useSaid(kind, cell);
  const edge = answer ? edgeOf(cell, answer.edges) : null;
  const event = typeof cell.event === 'string' ? cell.event : null;
  return (
    <CustomersDrawer ws={ws} zone={zone} kind={kind} question={sent} cell={cell} place={place} title={title} says={says} onClose={onClose}>
      {edge ? (
        <Block title={t('behind.edge')}>
          <dl className={flow.sums}>
            <dt>{t('table.count')}</dt><dd>{format.count(edge.count)}</dd>
            <dt>{t('table.median_s')}</dt><dd>{format.span(edge.median_s)}</dd>
            <dt>{t('table.mean')}</dt><dd>{format.span(edge.mean_s)}</dd>
          </dl>
        </Block>
      ) : null}
      {answer && event !== null ? (
        <>
          <Lines title={t('behind.before')} rows={answer.edges.filter(({ to }) => to === event)} far="from" cell={cell} open={open} />
          <Lines title={t('behind.after')} rows={answer.edges.filter(({ from }) => from === event)} far="to" cell={cell} open={open} />
        </>
      ) : null}
    </CustomersDrawer>
  );
}

const LISTED = 8;

function Lines({ title, rows, far, cell, open }: { title: string; rows: Edge[]; far: 'from' | 'to'; cell: Cell; open: (cell: Cell) => void }) {
  const { t } = useTranslation('transitions');
  const format = useFormat();
  const whole = rows.reduce((sum, { count }) => sum + count, 0);
  if (rows.length === 0) return null;
  return (
    <Block title={title} note={t('behind.times', { n: format.count(whole) })}>
      <ul className={flow.list}>
        {rows.slice(0, LISTED).map(({ from, to, count }) => {
          const name = far === 'from' ? from : to;
          return (
            <li key={name}>
              <span>{name === '' ? t('nameless') : name}{from === to ? <small> {t('table.again')}</small> : null}</span>
              <small>{format.share(count / whole)}</small>
              <Opens cell={{ from, to }} n={count} name={`${from} → ${to}`} current={cell} open={open} />
            </li>
          );
        })}
      </ul>
      {rows.length > LISTED ? <p className="faint">{t('behind.others', { n: rows.length - LISTED })}</p> : null}
    </Block>
  );
}

/** What a cell is called and what it counts, in words. */
function useSaid(kind: OneKind, cell: Cell): { place: string; title: string; says: string } {
  const { t } = useTranslation('transitions');
  const named = (value: unknown) => (value === '' ? t('nameless') : String(value));
  const place = t(`view.${kind === 'transitions' ? 'graph' : kind === 'variants' ? 'variants' : kind === 'steps' ? 'steps' : 'rework'}`);
  const { from, to, event, step, is, path, start, end } = cell;
  if (Array.isArray(path)) {
    const runs = runsOf(path.map(named)).map(({ event: one, times }) => (times > 1 ? `${one} ×${times}` : one));
    return { place, title: runs.length > 4 ? `${runs.slice(0, 3).join(' → ')} → …` : runs.join(' → '), says: `${t('says.path')} ${runs.join(' → ')}` };
  }
  if (typeof step === 'number') {
    const at = t('steps.nth', { n: step + 1 });
    return is === 'ended' ? { place, title: `${at} · ${t('steps.ended')}`, says: t('says.ended', { at }) } : { place, title: `${at} · ${named(event)}`, says: t('says.place', { at, name: named(event) }) };
  }
  if (typeof is === 'string') return { place, title: `${named(event)} · ${t(`rework.${is}`)}`, says: t(`says.${is}`, { name: named(event) }) };
  if (from !== undefined) return { place, title: `${named(from)} → ${named(to)}`, says: t(from === to ? 'says.loop' : 'says.edge', { from: named(from), to: named(to) }) };
  if (start !== undefined) return { place, title: t('gate.startOf', { name: named(start) }), says: t('says.start', { name: named(start) }) };
  if (end !== undefined) return { place, title: t('gate.endOf', { name: named(end) }), says: t('says.end', { name: named(end) }) };
  return { place, title: named(event), says: t('says.event', { name: named(event) }) };
}
