// The tip of a picture: beside what is pointed at, never in the way of the pointer. The drawer says the same and more.
import { createPortal } from 'react-dom';
import styles from './flow.module.css';
import type { Pointed } from './pointed';

interface PictureTipProps {
  at: Pointed | null;
  title: string;
  lines: string[];
}

const WIDTH = 300;

export function PictureTip({ at, title, lines }: PictureTipProps) {
  if (!at?.box) return null;
  const { box } = at;
  const tall = 28 + lines.length * 18;
  const left = Math.max(8, Math.min(box.left, window.innerWidth - WIDTH - 8));
  const below = Math.min(box.bottom, box.top + 120) + 8;
  const top = below + tall > window.innerHeight ? Math.max(8, box.top - tall - 8) : below;
  return createPortal(
    <div role="tooltip" className={styles.tip} style={{ left, top, maxWidth: WIDTH }}>
      <b>{title}</b>
      {lines.map((line) => <span key={line}>{line}</span>)}
    </div>,
    document.body,
  );
}
