// A part of the screen as a PNG, in the theme and the type that it has on screen.
import { keepFile } from '../../../api/files';

/** Twice as fine as the screen, so that it stands printing. */
const SCALE = 2;

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('a font cannot be read'));
    reader.readAsDataURL(blob);
  });
}

/** The rules of the faces that are in use. The type has a hundred files, of which a screen needs a few. */
async function facesInUse(): Promise<string> {
  const used = new Set([...document.fonts].filter((face) => face.status === 'loaded').map((face) => `${face.weight}|${face.unicodeRange.replaceAll(' ', '').toUpperCase()}`));
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => ({ rule, base: sheet.href ?? document.baseURI })));
  const faces = rules.filter(({ rule }) => {
    if (!(rule instanceof CSSFontFaceRule)) return false;
    const range = rule.style.getPropertyValue('unicode-range').replaceAll(' ', '').toUpperCase();
    return used.has(`${rule.style.getPropertyValue('font-weight')}|${range}`);
  });
  const texts = await Promise.all(faces.map(async ({ rule, base }) => {
    const [, address] = /url\(["']?([^"')]+)["']?\)/.exec(rule.cssText) ?? [];
    if (!address) return '';
    const bytes = await (await fetch(new URL(address, base))).blob();
    return rule.cssText.replace(address, await dataUrl(bytes));
  }));
  return texts.join('\n');
}

export async function savePicture(node: HTMLElement, name: string): Promise<void> {
  const [{ toBlob }, fontEmbedCSS] = await Promise.all([import('html-to-image'), facesInUse()]);
  const backgroundColor = getComputedStyle(document.body).backgroundColor;
  // the caption has its title only while the picture is taken
  node.dataset.picture = 'taking';
  try {
    const content = await toBlob(node, { pixelRatio: SCALE, backgroundColor, fontEmbedCSS });
    if (!content) throw new Error('the browser could not draw the picture');
    keepFile({ name: `${name}.png`, content });
  } finally {
    delete node.dataset.picture;
  }
}
