// Takes the pictures of docs/screens: every screen in both languages, both themes, on a desk and on a phone, drawn from
// the demo company. `npm run screens`; names after it (`npm run screens -- map home`) take only those.
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, openPage, settle } from './browser.mjs';
import { files } from './newcomer.mjs';
import { startProgram } from './program.mjs';

const FOLDER = fileURLToPath(new URL('../../docs/screens/', import.meta.url));
const LIMIT_MB = 12;
const MAP = '/w/demo/journeys/first-purchase';

/** The desk is made as high as the map, so that no lane is left out. */
async function wholeMap(page) {
  const more = await page.evaluate(() => Math.max(0, ...[...document.querySelectorAll('[role="group"]')].map((box) => box.scrollHeight - box.clientHeight)));
  const { width, height } = page.viewportSize();
  if (width > 640) await page.setViewportSize({ width, height: height + more });
}

async function check(page, { file }) {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.locator('button', { hasText: /^(다음: 읽는 법 확인|Next: .*)$/ }).click();
  await page.getByRole('button', { name: /^(읽기 시작|모두 읽기|Start reading|Read .*|Read)$/ }).first().waitFor();
}

/** Where each screen is and what is done on it before it is taken. */
const SCREENS = {
  map: { at: () => MAP, then: wholeMap },
  'map-drawer': { at: ({ worst }) => `${MAP}?cell=${worst}.emotion`, then: (page) => page.locator('aside[aria-labelledby] ol li').first().waitFor() },
  home: { at: () => '/w/demo' },
  journeys: { at: () => '/w/demo/journeys' },
  editor: { at: () => `${MAP}/edit`, then: (page) => page.getByText(/^(세는 중|counting)$/i).first().waitFor({ state: 'detached' }) },
  customers: { at: () => '/w/demo/customers' },
  customer: { at: ({ person }) => `/w/demo/customers/${person}` },
  voices: { at: () => '/w/demo/voices' },
  imports: { at: () => '/w/default/imports' },
  'import-check': { at: () => '/w/default/imports/new', then: check },
  settings: { at: () => '/w/demo/settings' },
};

async function json(address, body) {
  const init = body === undefined ? {} : { method: 'POST', body: body instanceof FormData ? body : JSON.stringify(body), headers: body instanceof FormData ? {} : { 'content-type': 'application/json' } };
  const answer = await fetch(address, init);
  if (!answer.ok) throw new Error(`${answer.status} ${address}: ${await answer.text()}`);
  return answer.json();
}

/** Reads one file into the empty workspace, so that the list of imports has something; and what the pictures are about. */
async function prepare({ origin, folder }) {
  const { bytes } = files();
  const file = path.join(folder, '상품후기.csv');
  await writeFile(file, bytes.reviews);
  const form = new FormData();
  form.append('file', new Blob([bytes.events]), '구매이력.csv');
  const ws = `${origin}/api/w/default`;
  const { upload } = await json(`${ws}/uploads`, form);
  const { mapping } = await json(`${ws}/imports/preview`, { upload, file: '구매이력.csv' });
  const job = await json(`${ws}/imports`, { upload, file: '구매이력.csv', mapping });
  for (let state = job.state; state === 'queued' || state === 'running';) {
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    ({ state } = await json(`${ws}/jobs/${job.id}`));
  }
  const map = await json(`${origin}/api/w/demo/map/first-purchase`);
  const felt = map.stages.filter((stage) => stage.emotion.mean !== null);
  const { walks } = await json(`${origin}/api/w/demo/map/first-purchase/evidence?cell=${map.stages.at(-1).id}.went_on&limit=1`);
  return {
    file,
    worst: felt.sort((a, b) => a.emotion.mean - b.emotion.mean)[0].id,
    person: walks[0].person,
  };
}

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
    for (const name of names) await take(browser, program.origin, about, name, { lang, theme, width });
  }
} finally {
  await browser.close();
  await program.end();
}
const { pictures, megabytes } = await size();
console.log(`${pictures} pictures, ${megabytes.toFixed(1)} MB`);
if (megabytes > LIMIT_MB) throw new Error(`the pictures are ${megabytes.toFixed(1)} MB, more than ${LIMIT_MB}`);
