// The picture of paths. Columns are steps; a bar is as tall as many paths go through it; bands lead to the next step. Who
// ended is a hatched stub that leads nowhere, never a node; who goes on beyond the last step is an arrow. One tab stop:
// arrows move between bars, Enter opens.
import { useElementSize } from '@mantine/hooks';
import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { fitted, useType, widthOf } from '../flow/measure';
import { PictureTip } from '../flow/PictureTip';
import { usePointed } from '../flow/pointed';
import flow from '../flow/flow.module.css';
import { Hatch } from './Hatch';
import type { PathsAnswer, PathsCell, PathsQuestion } from './model';
import { BAR, heightFor, layOut, LEAST_SLOT, neighbour, ribbon, wayThrough, type PlacedLink, type PlacedNode, type Sankey as Layout, type Way } from './sankey';
import styles from './paths.module.css';
import { usePathWords } from './words';

interface SankeyProps {
  question: PathsQuestion;
  answer: PathsAnswer;
  cell: PathsCell | null;
  open: (cell: PathsCell) => void;
}

const STUB = 16;
const SMALL = "400 11px 'Pretendard Variable', Pretendard, sans-serif";

export function Sankey({ question, answer, cell, open }: SankeyProps) {
  const words = usePathWords(question);
  const { ref, width } = useElementSize();
  const come = useType();
  const hatch = useId();
  const layout = useMemo(() => layOut(answer.steps, Math.max(0, width - 2), heightFor(answer.steps)), [answer.steps, width]);
  const { pointed, handlers, clear } = usePointed();
  const [stop, setStop] = useState<string | null>(null);
  const way = useMemo(() => (pointed ? wayThrough(layout, pointed.key) : null), [layout, pointed]);
  const first = layout.nodes.some(({ key }) => key === stop) ? stop : layout.nodes[0]?.key;
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const node = layout.nodes.find(({ key }) => key === (event.target as SVGElement).dataset.key);
    if (!node) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open({ step: node.step, event: node.node.event });
    } else if (event.key.startsWith('Arrow')) {
      const next = neighbour(layout, node.key, event.key);
      event.preventDefault();
      if (next) event.currentTarget.querySelector<SVGElement>(`[data-key="${CSS.escape(next)}"]`)?.focus();
    } else if (event.key === 'Escape') clear();
  };
  const tip = pointed ? tipOf(pointed.key, layout, answer, words) : null;
  return (
    <>
      <div className={flow.scroll} ref={ref} data-way={way !== null}>
        {width > 0 ? (
          <svg
            className={`${flow.picture} ${styles.sankey}`} width={layout.width} height={layout.height + 12} data-measured={come}
            role="group" aria-label={words.t('picture', { steps: layout.steps.length, n: words.units(answer.paths) })} onKeyDown={onKeyDown} {...handlers}
          >
            <Hatch id={hatch} />
            {layout.steps.map((step) => <Head key={step.step} step={step} room={layout.columnWidth - 12} paths={answer.paths} words={words} open={open} />)}
            <g>{layout.links.map((link) => <Band key={link.key} link={link} way={way} chosen={isLink(cell, link)} open={open} />)}</g>
            {layout.nodes.map((node) => (
              <Node
                key={node.key} placed={node} room={layout.columnWidth - BAR - STUB - 12} words={words} hatch={hatch} dim={way !== null && !way.nodes.has(node.key)}
                stop={node.key === first} chosen={isNode(cell, node)} open={open} onStop={setStop} last={node.column === layout.steps.length - 1}
              />
            ))}
          </svg>
        ) : null}
      </div>
      {tip ? <PictureTip at={pointed} title={tip.title} lines={tip.lines} /> : null}
    </>
  );
}

type Words = ReturnType<typeof usePathWords>;

const isNode = (cell: PathsCell | null, { step, node }: PlacedNode) => cell !== null && !('from' in cell) && !('is' in cell) && cell.step === step && cell.event === node.event;
const isLink = (cell: PathsCell | null, { step, link }: PlacedLink) => cell !== null && 'from' in cell && cell.step === step && cell.from === link.from && cell.to === link.to;

interface HeadProps {
  step: Layout['steps'][number];
  room: number;
  paths: number;
  words: Words;
  open: (cell: PathsCell) => void;
}

/** Over a column: which step, how many are in it, how many end there. */
function Head({ step, room, paths, words, open }: HeadProps) {
  const { partName, format, stepName, shareIn } = words;
  const counted = `${format.count(step.through)} · ${shareIn(step.through, paths)}`;
  const ends = `${partName('end')} ${format.count(step.ends)} · ${shareIn(step.ends, step.through)}`;
  return (
    <g>
      <text x={step.x} y="16" fontSize="12" fontWeight="600" fill="var(--ink)">
        {fitted(stepName(step.step), room - widthOf(counted, SMALL) - 6)}
        <tspan fontWeight="400" fill="var(--ink3)" fontSize="11" dx="6">{counted}</tspan>
      </text>
      {step.ends > 0 ? (
        <text className={styles.ends} x={step.x} y="34" fontSize="11" fill="var(--ink3)" onClick={() => open({ step: step.step, is: 'end' })}>{ends}</text>
      ) : null}
    </g>
  );
}

interface BandProps {
  link: PlacedLink;
  way: Way | null;
  chosen: boolean;
  open: (cell: PathsCell) => void;
}

function Band({ link, way, chosen, open }: BandProps) {
  const lit = way === null ? undefined : way.near.has(link.key) ? 'near' : way.far.has(link.key) ? 'far' : 'off';
  const { step, link: { from, to } } = link;
  return (
    <path
      className={styles.band} d={ribbon(link)} data-key={link.key} data-lit={lit} data-chosen={chosen} data-cell={JSON.stringify({ step, from, to })} tabIndex={-1}
      onClick={() => open({ step, from, to })}
    />
  );
}

interface NodeProps {
  placed: PlacedNode;
  room: number;
  words: Words;
  hatch: string;
  dim: boolean;
  stop: boolean;
  chosen: boolean;
  last: boolean;
  open: (cell: PathsCell) => void;
  onStop: (key: string) => void;
}

function Node({ placed, room, words, hatch, dim, stop, chosen, last, open, onStop }: NodeProps) {
  const { key, step, node, through, x, bar, slot } = placed;
  const { format, nodeName, stepName, equation } = words;
  const name = nodeName(node.event, node.names);
  const count = format.count(through);
  const twoLines = slot.bottom - slot.top >= 40;
  const counted = widthOf(count, SMALL) + 8;
  return (
    <g
      role="button" tabIndex={stop ? 0 : -1} data-key={key} data-cell={JSON.stringify({ step, event: node.event })} aria-expanded={chosen}
      aria-label={`${stepName(step)}, ${name}: ${count}. ${equation(node)}`} className={styles.node} data-dim={dim}
      onClick={() => open({ step, event: node.event })} onFocus={() => onStop(key)}
    >
      <rect className={styles.hit} x={x - 2} y={slot.top - 1} width={room + BAR + STUB} height={slot.bottom - slot.top + 2} />
      {node.event === null
        ? <rect x={x + 0.5} y={bar.top + 0.5} width={BAR - 1} height={Math.max(1, bar.bottom - bar.top - 1)} fill="var(--surface)" stroke="var(--ink2)" strokeDasharray="3 2" />
        : <rect x={x} y={bar.top} width={BAR} height={bar.bottom - bar.top} rx={Math.min(2, (bar.bottom - bar.top) / 2)} fill="var(--ink)" />}
      <Stubs placed={placed} hatch={hatch} words={words} room={room} twoLines={twoLines} last={last} open={open} />
      <text className={flow.halo} x={x + BAR + STUB + 4} y={slot.top + (twoLines ? 14 : LEAST_SLOT / 2 + 4)} fontSize="12" fontWeight="600" fill="var(--ink)">
        {fitted(name, twoLines ? room - 4 : room - counted - 4)}
        {twoLines ? null : <tspan dx="6" fontSize="11" fontWeight="400" fill="var(--ink2)">{count}</tspan>}
      </text>
      {twoLines ? <text className={flow.halo} x={x + BAR + STUB + 4} y={slot.top + 30} fontSize="11" fill="var(--ink2)">{count}</text> : null}
      <rect className={flow.ring} x={x - 3} y={slot.top - 3} width={BAR + 6} height={Math.max(bar.bottom - bar.top, 10) + 6} rx="4" />
    </g>
  );
}

interface StubsProps {
  placed: PlacedNode;
  hatch: string;
  words: Words;
  room: number;
  twoLines: boolean;
  last: boolean;
  open: (cell: PathsCell) => void;
}

/** What is no node: who starts here (an open notch at the left), who ends (hatched, against a wall), who goes on (an arrow). */
function Stubs({ placed, hatch, words, room, twoLines, last, open }: StubsProps) {
  const { step, node, x, slot, starts, ends, goesOn } = placed;
  const { partName, arrives, format } = words;
  const right = x + BAR;
  const tall = (span: { top: number; bottom: number }) => Math.max(1, span.bottom - span.top);
  const free = slot.top + (twoLines ? 36 : 24);
  const opens = (is: 'start' | 'end' | 'other') => (event: { stopPropagation: () => void }) => {
    event.stopPropagation();
    open({ step, event: node.event, is });
  };
  const said = (span: { top: number; bottom: number }, text: string) => {
    const y = Math.max((span.top + span.bottom) / 2 + 4, free + 10);
    return y + 3 <= span.bottom && widthOf(text, SMALL) < room
      ? <text className={flow.halo} x={right + STUB + 4} y={y} fontSize="11" fill="var(--ink3)">{text}</text> : null;
  };
  return (
    <>
      {starts && placed.column > 0 ? <rect className={styles.stub} x={x - 9.5} y={starts.top + 0.5} width="9" height={Math.max(0.5, tall(starts) - 1)} fill="none" stroke="var(--ink3)" strokeDasharray="2 2" onClick={opens('start')} /> : null}
      {goesOn && last ? (
        <>
          <path className={styles.stub} d={`M${right} ${goesOn.top}h${STUB - 6}l6 ${tall(goesOn) / 2}l-6 ${tall(goesOn) / 2}h${6 - STUB}z`} fill="var(--ctl)" opacity="0.55" onClick={opens('other')} />
          {said(goesOn, `${partName('other')} ${format.count(node.other)}`)}
        </>
      ) : null}
      {ends ? (
        <>
          <rect className={styles.stub} x={right + 1} y={ends.top} width={STUB - 2} height={tall(ends)} fill={arrives ? 'var(--line2)' : tall(ends) < 4 ? 'var(--ctl)' : `url(#${hatch})`} onClick={opens('end')} />
          <path d={`M${right + STUB - 1} ${ends.top}v${tall(ends)}`} stroke="var(--ink2)" strokeWidth="1.5" />
          {said(ends, `${partName('end')} ${format.count(node.end)}`)}
        </>
      ) : null}
    </>
  );
}

/** The tip of a node says that nothing is lost; that of a band, what it is a part of. */
function tipOf(key: string, layout: Layout, answer: PathsAnswer, words: Words): { title: string; lines: string[] } | null {
  const { t, format, nodeName, stepName, units, equation, shareIn, through } = words;
  const placed = layout.nodes.find((one) => one.key === key);
  if (placed) {
    const { step, node } = placed;
    const whole = layout.steps.find((one) => one.step === step)?.through ?? 0;
    const n = through(node);
    return {
      title: nodeName(node.event, node.names),
      lines: [
        `${stepName(step)} · ${units(n)} · ${t('tip.ofStep', { share: shareIn(n, whole) })}`, equation(node),
        ...(node.earlier > 0 ? [t('tip.earlier', { n: format.count(node.earlier) })] : []),
        ...(node.event === null ? [t('insideTip')] : []),
      ],
    };
  }
  const link = layout.links.find((one) => one.key === key);
  if (!link) return null;
  const { from, to, count } = link.link;
  return {
    title: `${nodeName(from, link.from.node.names)} → ${nodeName(to, link.to.node.names)}`,
    lines: [
      `${stepName(link.step)} → ${stepName(link.step + 1)} · ${units(count)} · ${shareIn(count, answer.paths)}`,
      t('tip.ofFrom', { share: shareIn(count, link.from.through) }), t('tip.ofTo', { share: shareIn(count, link.to.through) }),
    ],
  };
}
