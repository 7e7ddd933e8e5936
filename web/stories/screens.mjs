// Takes the pictures of docs/screens: every screen in both languages, both themes, on a desk and on a phone, drawn from
// the demo company. `npm run screens`; names after it (`npm run screens -- map home`) take only those.
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, openPage, settle } from './browser.mjs';
import { startProgram } from './program.mjs';
import { prepare, SCREENS } from './views.mjs';

const FOLDER = fileURLToPath(new URL('../../docs/screens/', import.meta.url));
const LIMIT_MB = 20;

async function take(browser, origin, about, name, look) {
  // the picture of the readme is twice as fine
  const scale = name === 'map' && look.lang === 'ko' && look.theme === 'light' && look.width === 1440 ? 2 : 1;
  const page = await openPage(browser, { origin, ...look, scale });
  const { at, then } = SCREENS[name];
  await page.goto(at(about));
  await settle(page);
  await then?.(page, about);
  await settle(page);
  await page.evaluate(() => document.activeElement?.blur?.());
  await page.screenshot({ path: path.join(FOLDER, `${name}-${look.lang}-${look.theme}-${look.width}.png`) });
  const troubles = [...page.troubles];
  await page.context().close();
  if (troubles.length > 0) throw new Error(`${name} ${JSON.stringify(look)}: ${troubles.join('; ')}`);
}

async function size() {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.png'));
  const bytes = await Promise.all(names.map(async (name) => (await stat(path.join(FOLDER, name))).size));
  return { pictures: names.length, megabytes: bytes.reduce((sum, one) => sum + one, 0) / 1e6 };
}

const wanted = process.argv.slice(2);
const names = Object.keys(SCREENS).filter((name) => wanted.length === 0 || wanted.includes(name));
await mkdir(FOLDER, { recursive: true });
if (wanted.length === 0) for (const name of await readdir(FOLDER)) if (name.endsWith('.png')) await rm(path.join(FOLDER, name));
const program = await startProgram();
const browser = await launch();
try {
  const about = await prepare(program);
  for (const width of [1440, 390]) for (const lang of ['ko', 'en']) for (const theme of ['light', 'dark']) {
    const kept = (name) => !SCREENS[name].few || ['ko light 1440', 'en dark 390'].includes(`${lang} ${theme} ${width}`);
    for (const name of names.filter(kept)) await take(browser, program.origin, about, name, { lang, theme, width });
  }
} finally {
  await browser.close();
  await program.end();
}
const { pictures, megabytes } = await size();
console.log(`${pictures} pictures, ${megabytes.toFixed(1)} MB`);
if (megabytes > LIMIT_MB) throw new Error(`the pictures are ${megabytes.toFixed(1)} MB, more than ${LIMIT_MB}`);
