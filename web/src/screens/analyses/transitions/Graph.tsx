// The graph of transitions: boxes by how often something happened, lines by how often, or how soon, something else followed.
// Ways back are dashed, what is done again at once is a loop. One tab stop: arrows move between boxes, Enter opens; lines are in the box's list too.
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useElementSize } from '@mantine/hooks';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton, useFormat, type Format } from '../../../parts';
import { fitted, useType, widthOf } from '../flow/measure';
import { PictureTip } from '../flow/PictureTip';
import { usePointed } from '../flow/pointed';
import flow from '../flow/flow.module.css';
import type { Cell } from '../parts';
import { draw, edgeKey, neighbour, type Box, type Drawing, type Edge, type Gate, type Line, type Shown, type Transitions } from './graph';
import styles from './transitions.module.css';

interface GraphProps {
  answer: Transitions;
  shown: Shown;
  weight: 'count' | 'time';
  cell: Cell | null;
  open: (cell: Cell) => void;
}

/** A name is cut in its box after this; the tip has it whole. */
const LONGEST = 150;
const SCALES = [0.5, 0.75, 1, 1.5];
/** Smaller than this its texts cannot be read, so a wide picture is scrolled. */
const LEAST_FIT = 0.85;

export function Graph({ answer, shown, weight, cell, open }: GraphProps) {
  const { t } = useTranslation('transitions');
  const format = useFormat();
  const { ref, width } = useElementSize();
  const come = useType();
  const [zoom, setZoom] = useState<number | null>(null);
  const named = (name: string) => (name === '' ? t('nameless') : name);
  // the type's coming changes every width
  const drawing = useMemo(() => draw(answer, shown, (text) => (come ? Math.min(LONGEST, widthOf(text)) : Math.min(LONGEST, [...text].length * 11))), [answer, shown, come]);
  const { pointed, handlers, clear } = usePointed();
  const [stop, setStop] = useState<string | null>(null);
  const near = useMemo(() => (pointed ? nearOf(drawing, pointed.key) : null), [drawing, pointed]);
  const first = drawing.boxes.some(({ name }) => name === stop) ? stop : drawing.boxes[0]?.name;
  const fit = Math.min(1, Math.max(LEAST_FIT, (width - 2) / Math.max(1, drawing.width)));
  const scale = zoom ?? fit;
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const key = (event.target as SVGElement).dataset.key;
    const box = drawing.boxes.find(({ name }) => boxKey(name) === key);
    if (!box) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open({ event: box.name });
    } else if (event.key.startsWith('Arrow')) {
      event.preventDefault();
      const next = neighbour(drawing, box.name, event.key);
      if (next !== null) event.currentTarget.querySelector<SVGElement>(`[data-key="${CSS.escape(boxKey(next))}"]`)?.focus();
    } else if (event.key === 'Escape') clear();
  };
  const tip = pointed ? tipOf(pointed.key, drawing, answer, format, t, named) : null;
  const most = Math.max(1, ...drawing.boxes.map(({ count }) => count));
  const thick = thickness(shown.edges, weight);
  return (
    <>
      <div className={styles.frame}>
        <div className={styles.zoom} data-screen-only="">
          <IconButton name={t('zoom.out')} onClick={() => setZoom(SCALES.findLast((one) => one < scale - 0.01) ?? scale)}><IconZoomOut size={16} stroke={1.5} aria-hidden="true" /></IconButton>
          <IconButton name={t('zoom.in')} onClick={() => setZoom(SCALES.find((one) => one > scale + 0.01) ?? scale)}><IconZoomIn size={16} stroke={1.5} aria-hidden="true" /></IconButton>
        </div>
        <div className={`${flow.scroll} ${styles.graphScroll}`} ref={ref}>
          <svg
            className={`${flow.picture} ${styles.graph}`} width={drawing.width * scale} height={drawing.height * scale} viewBox={`0 0 ${drawing.width} ${drawing.height}`}
            role="group" aria-label={t('picture', { names: shown.names.size, kinds: shown.edges.length })} data-lit={near !== null} onKeyDown={onKeyDown} {...handlers}
          >
            <Heads />
            {drawing.lines.map((line) => <Way key={line.key} line={line} thick={line.edge ? thick(line.edge) : 1.25} lit={near?.has(line.key)} chosen={isLine(cell, line)} open={open} />)}
            {drawing.boxes.map((box) => (
              <Node
                key={box.name} box={box} label={named(box.name)} format={format} wash={Math.sqrt(box.count / most)} stop={box.name === first} lit={near?.has(boxKey(box.name))}
                chosen={cell?.event === box.name} says={t('boxSays', { name: named(box.name), n: format.count(box.count) })} open={open} onStop={setStop}
              />
            ))}
            {drawing.gates.map((gate) => <GateMark key={gate.is} gate={gate} name={t(`gate.${gate.is}`)} />)}
            {drawing.lines.map((line) => <Said key={line.key} line={line} weight={weight} format={format} lit={near?.has(line.key)} />)}
          </svg>
        </div>
      </div>
      {tip ? <PictureTip at={pointed} title={tip.title} lines={tip.lines} /> : null}
    </>
  );
}

const boxKey = (name: string) => `box ${name}`;
const isLine = (cell: Cell | null, { edge, gate }: Line) => cell !== null && (edge ? cell.from === edge.from && cell.to === edge.to : gate !== null && cell[gate.is] === gate.event);

/** Lines and boxes that belong to what is pointed at. */
function nearOf({ lines }: Drawing, key: string): Set<string> {
  const found = new Set([key]);
  for (const { key: own, edge, gate } of lines) {
    const ends = edge ? [boxKey(edge.from), boxKey(edge.to)] : gate ? [boxKey(gate.event)] : [];
    if (own !== key && !ends.includes(key)) continue;
    found.add(own);
    for (const end of ends) found.add(end);
  }
  return found;
}

/** How thick a line is: by the square root of how often, or by how long on a scale of powers. */
function thickness(edges: Edge[], weight: 'count' | 'time'): (edge: Edge) => number {
  const value = ({ count, median_s }: Edge) => (weight === 'count' ? Math.sqrt(count) : Math.log10(1 + median_s));
  const most = Math.max(1e-9, ...edges.map(value));
  return (edge) => 1 + 4.5 * (value(edge) / most);
}

function Heads() {
  return (
    <defs>
      <marker id="way-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="12" markerHeight="12" markerUnits="userSpaceOnUse" orient="auto-start-reverse">
        <path d="M0 0L10 5L0 10z" fill="var(--ink2)" />
      </marker>
    </defs>
  );
}

interface WayProps {
  line: Line;
  thick: number;
  lit: boolean | undefined;
  chosen: boolean;
  open: (cell: Cell) => void;
}

function cellOf({ edge, gate }: Line): Cell {
  if (edge) return { from: edge.from, to: edge.to };
  return gate ? { [gate.is]: gate.event } : {};
}

function Way({ line, thick, lit, chosen, open }: WayProps) {
  const cell = cellOf(line);
  return (
    <g className={styles.way} data-key={line.key} data-cell={JSON.stringify(cell)} tabIndex={-1} data-lit={lit} data-chosen={chosen} data-back={line.back} data-gate={line.gate !== null} onClick={() => open(cell)}>
      <path className={styles.reach} d={line.path} />
      <path className={styles.line} d={line.path} strokeWidth={line.loop ? Math.min(thick, 3) : thick} strokeDasharray={line.gate ? '2 3' : line.back && !line.loop ? `${thick + 4} ${Math.max(3, thick)}` : undefined} markerEnd="url(#way-head)" />
    </g>
  );
}

function Said({ line, weight, format, lit }: { line: Line; weight: 'count' | 'time'; format: Format; lit: boolean | undefined }) {
  const text = line.edge ? (weight === 'count' ? format.count(line.edge.count) : format.span(line.edge.median_s)) : format.count(line.gate?.count ?? 0);
  return <text className={`${flow.halo} ${styles.said}`} data-lit={lit} x={line.label.x} y={line.label.y + 4} textAnchor="middle" fontSize="11" fill="var(--ink2)">{text}</text>;
}

function GateMark({ gate: { is, x, y, r }, name }: { gate: Gate; name: string }) {
  return (
    <g className={styles.gate}>
      <circle cx={x} cy={y} r={r - 2} fill="var(--surface)" stroke="var(--ink2)" strokeWidth={is === 'start' ? 1.5 : 3.5} />
      <text className={flow.halo} x={x} y={y + r + 12} textAnchor="middle" fontSize="11" fill="var(--ink3)">{name}</text>
    </g>
  );
}

interface NodeProps {
  box: Box;
  label: string;
  /** 0…1: how dark the box is. */
  wash: number;
  format: Format;
  says: string;
  stop: boolean;
  lit: boolean | undefined;
  chosen: boolean;
  open: (cell: Cell) => void;
  onStop: (name: string) => void;
}

function Node({ box: { name, count, x, y, width, height }, label, wash, format, says, stop, lit, chosen, open, onStop }: NodeProps) {
  const [left, top] = [x - width / 2, y - height / 2];
  return (
    <g
      role="button" tabIndex={stop ? 0 : -1} className={styles.box} data-key={boxKey(name)} data-cell={JSON.stringify({ event: name })} data-lit={lit} aria-label={says} aria-expanded={chosen}
      onClick={() => open({ event: name })} onFocus={() => onStop(name)}
    >
      <rect x={left} y={top} width={width} height={height} rx="6" style={{ fill: `color-mix(in srgb, var(--ink) ${Math.round(2 + wash * 16)}%, var(--surface))` }} stroke="var(--ctl)" />
      <text x={x} y={y - 2} textAnchor="middle" fontSize="12" fontWeight="600" fill="var(--ink)">{fitted(label, width - 16)}</text>
      <text x={x} y={y + 13} textAnchor="middle" fontSize="11" fill="var(--ink2)">{format.count(count)}</text>
      <rect className={flow.ring} x={left - 3} y={top - 3} width={width + 6} height={height + 6} rx="8" />
    </g>
  );
}

type T = (key: string, values?: Record<string, unknown>) => string;

function tipOf(key: string, { boxes, lines }: Drawing, { customers, edges }: Transitions, format: Format, t: T, named: (name: string) => string) {
  const box = boxes.find(({ name }) => boxKey(name) === key);
  if (box) {
    const own = edges.filter(({ from, to }) => from === box.name || to === box.name);
    const drawn = own.filter((edge) => lines.some((line) => line.key === edgeKey(edge)));
    const hidden = own.length - drawn.length;
    return { title: named(box.name), lines: [t('tip.times', { n: format.count(box.count) }), ...(hidden > 0 ? [t('tip.hidden', { n: format.count(hidden) })] : [])] };
  }
  const line = lines.find((one) => one.key === key);
  if (line?.edge) {
    const { from, to, count, customers: own, median_s, mean_s } = line.edge;
    return {
      title: `${named(from)} → ${named(to)}`,
      lines: [
        t('tip.edge', { n: format.count(count), customers: format.count(own) }), t('tip.time', { median: format.span(median_s), mean: format.span(mean_s) }),
        ...(line.loop ? [t('tip.loop')] : line.back ? [t('tip.back')] : []),
      ],
    };
  }
  if (!line?.gate) return null;
  const { is, event, count } = line.gate;
  return { title: t(`gate.${is}Of`, { name: named(event) }), lines: [t('tip.gate', { n: format.count(count), share: customers > 0 ? format.share(count / customers) : '–' })] };
}
