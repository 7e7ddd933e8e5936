// One tip for all numbers of the map: 300 ms after pointing at one, or on focus with the keyboard, it says n, period and method.
import { useEffect, useState, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import { useDescribe } from './describe';
import styles from './Tip.module.css';

interface Shown {
  cell: string;
  left: number;
  top: number;
}

const WIDTH = 280;

export function MapTip({ root }: { root: RefObject<HTMLElement | null> }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const describe = useDescribe();
  useEffect(() => {
    const grid = root.current;
    if (!grid) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      setShown(null);
    };
    const show = (event: Event, after: number) => {
      const atom = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]');
      hide();
      if (!atom?.dataset.cell) return;
      const cell = atom.dataset.cell;
      timer = setTimeout(() => {
        const box = atom.getBoundingClientRect();
        // the emotion cells are tall: the tip then stays near their top
        const below = Math.min(box.bottom, box.top + 96) + 6;
        setShown({
          cell,
          left: Math.max(8, Math.min(box.left, window.innerWidth - WIDTH - 8)),
          top: below + 96 > window.innerHeight ? Math.max(8, box.top - 102) : below,
        });
      }, after);
    };
    const onPoint = (event: PointerEvent) => event.pointerType === 'mouse' && show(event, 300);
    const onFocus = (event: FocusEvent) => (event.target as HTMLElement).matches(':focus-visible') && show(event, 300);
    const onEscape = (event: KeyboardEvent) => event.key === 'Escape' && hide();
    grid.addEventListener('pointerover', onPoint);
    grid.addEventListener('pointerleave', hide);
    grid.addEventListener('focusin', onFocus);
    grid.addEventListener('focusout', hide);
    grid.addEventListener('pointerdown', hide);
    grid.addEventListener('scroll', hide);
    grid.addEventListener('keydown', onEscape);
    return () => {
      clearTimeout(timer);
      grid.removeEventListener('pointerover', onPoint);
      grid.removeEventListener('pointerleave', hide);
      grid.removeEventListener('focusin', onFocus);
      grid.removeEventListener('focusout', hide);
      grid.removeEventListener('pointerdown', hide);
      grid.removeEventListener('scroll', hide);
      grid.removeEventListener('keydown', onEscape);
    };
  }, [root]);
  const about = shown ? describe(shown.cell) : null;
  if (!shown || !about) return null;
  return createPortal(
    <div role="tooltip" className={styles.tip} style={{ left: shown.left, top: shown.top, maxWidth: WIDTH }}>
      <b>{about.title}</b>
      {about.lines.map((line) => <span key={line}>{line}</span>)}
    </div>,
    document.body,
  );
}
