// A swipe to the side, on what tells one stage at a time.
import { useRef, type TouchEvent } from 'react';

export function useSwipe(back: () => void, on: () => void) {
  const start = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart: ({ touches }: TouchEvent) => {
      const touch = touches[0];
      start.current = touch && touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const touch = changedTouches[0];
      if (!start.current || !touch) return;
      const [dx, dy] = [touch.clientX - start.current.x, touch.clientY - start.current.y];
      if (Math.abs(dx) > 64 && Math.abs(dx) > Math.abs(dy) * 2) (dx > 0 ? back : on)();
    },
  };
}
