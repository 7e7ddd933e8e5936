// The colours of the interface as a canvas needs them: resolved, in the theme on screen.
const NAMES = ['ink', 'ink2', 'ink3', 'line', 'line2', 'ctl', 'sunken', 'sel', 'surface', 'bg'] as const;

export type Inks = Record<(typeof NAMES)[number], string> & {
  /** The family of all texts. */
  sans: string;
  /** Hatching in an ink, for what is not known yet. */
  hatch: (ink: string) => { image: HTMLCanvasElement; repeat: 'repeat' };
};

/** One tile of diagonal strokes that meets its neighbours. */
function hatch(ink: string, ground: string): HTMLCanvasElement {
  const tile = document.createElement('canvas');
  const size = 6 * window.devicePixelRatio;
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext('2d');
  if (!pen) return tile;
  pen.fillStyle = ground;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = ink;
  pen.lineWidth = 1.2 * window.devicePixelRatio;
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
  }
  pen.stroke();
  return tile;
}

/** Custom properties keep `light-dark()` as it is written, so a probe's own colour is asked. */
export function inksOf(at: HTMLElement): Inks {
  const probe = at.ownerDocument.createElement('i');
  probe.hidden = true;
  at.append(probe);
  const found = NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  const sans = getComputedStyle(at).fontFamily;
  probe.remove();
  const inks = Object.fromEntries(found) as Record<(typeof NAMES)[number], string>;
  return { ...inks, sans, hatch: (ink) => ({ image: hatch(ink, inks.surface), repeat: 'repeat' }) };
}
