// Widths of the columns. Without a selection the stages share the room evenly; the selected one is 25 px wider.
export const LANE = 84;
export const DRAWER = 352;
export const NARROWEST = 133;
const WIDER = 25;

/** Whole pixels for every stage that fill `room` (the width beside the lane column), or more than it when there are many. */
export function columnWidths(room: number, stages: number, selected: number): number[] {
  if (stages === 0) return [];
  const extra = selected >= 0 ? WIDER : 0;
  const base = Math.max(NARROWEST, Math.floor((room - extra) / stages));
  const widths = Array.from({ length: stages }, (_, at) => base + (at === selected ? extra : 0));
  // what rounding leaves goes to the first columns, a pixel each
  const left = room - widths.reduce((sum, width) => sum + width, 0);
  for (let at = 0; at < Math.min(left, stages); at += 1) widths[at] = (widths[at] ?? base) + 1;
  return widths;
}

/** Middle of every column, from the left edge of the first. */
export function middles(widths: number[]): number[] {
  let start = 0;
  return widths.map((width) => {
    const middle = start + width / 2;
    start += width;
    return middle;
  });
}
