// How wide a text is in the type of the pictures, so that names are cut where they would run into something, with the whole
// name in the tip.
import { useEffect, useState } from 'react';

const known = new Map<string, number>();
let pen: CanvasRenderingContext2D | null | undefined;

/** Pixels; a guess where there is no canvas. */
export function widthOf(text: string, font = "600 12px 'Pretendard Variable', Pretendard, sans-serif"): number {
  const key = `${font}\u0000${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  pen ??= document.createElement('canvas').getContext('2d');
  if (pen) pen.font = font;
  const width = pen ? pen.measureText(text).width : [...text].length * 8;
  known.set(key, width);
  return width;
}

/** The text, or as much of its beginning as fits, with “…”. */
export function fitted(text: string, room: number, measure: (text: string) => number = widthOf): string {
  if (measure(text) <= room) return text;
  const letters = [...text];
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${letters.slice(0, middle).join('').trimEnd()}…`) <= room) low = middle;
    else high = middle - 1;
  }
  return `${letters.slice(0, low).join('').trimEnd()}…`;
}

/** True when the type has come; what was measured before it is forgotten. */
export function useType(): boolean {
  const [come, setCome] = useState(false);
  useEffect(() => {
    let here = true;
    void document.fonts.ready.then(() => {
      known.clear();
      if (here) setCome(true);
    });
    return () => {
      here = false;
    };
  }, []);
  return come;
}
