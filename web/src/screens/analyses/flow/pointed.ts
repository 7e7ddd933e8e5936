// What of a picture is pointed at or focused: it lights up at once, and after a moment a tip says what it is.
import { useCallback, useEffect, useRef, useState, type FocusEvent, type PointerEvent } from 'react';

export interface Pointed {
  key: string;
  /** Where it is on screen once its tip is due. */
  box: DOMRect | null;
}

const WAIT_MS = 300;

/** Handlers for the picture's root; what can be pointed at carries `data-key`. */
export function usePointed() {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const clear = useCallback(() => {
    clearTimeout(timer.current);
    setPointed(null);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = useCallback((target: EventTarget, mouse: { x: number; y: number } | null) => {
    const part = (target as Element).closest<SVGElement>('[data-key]');
    const key = part?.dataset.key;
    clearTimeout(timer.current);
    if (!part || key === undefined) {
      setPointed(null);
      return;
    }
    setPointed((before) => (before?.key === key ? before : { key, box: null }));
    timer.current = setTimeout(() => {
      const own = part.getBoundingClientRect();
      // a ribbon is as wide as the way it goes, so its tip comes where the pointer is
      const box = mouse && own.width > 240 ? new DOMRect(mouse.x, mouse.y, 1, 12) : own;
      setPointed({ key, box });
    }, WAIT_MS);
  }, []);
  return {
    pointed,
    clear,
    handlers: {
      onPointerOver: (event: PointerEvent) => { if (event.pointerType === 'mouse') show(event.target, { x: event.clientX, y: event.clientY }); },
      onPointerLeave: clear,
      onPointerDown: clear,
      onFocus: (event: FocusEvent) => { if ((event.target as Element).matches(':focus-visible')) show(event.target, null); },
      onBlur: clear,
    },
  };
}
