// Every screen as pictures and checks show it: where it is, what is done on it first, and what it is about.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AUGUST } from './contrast.mjs';
import { summedUp } from './model.mjs';
import { files } from './newcomer.mjs';

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

/** Half-typed, as it is while somebody types. */
async function find(page) {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('배소');
  await page.getByRole('option').filter({ hasText: '배송' }).first().waitFor();
}

/** The map to be, begun from today's stages where nobody has. */
async function begun(page) {
  const column = page.locator('[data-cell$=".to_be.stage"]').first();
  const begin = page.getByRole('button', { name: /^(현재에서 시작|Begin from today)$/ });
  await column.or(begin).first().waitFor();
  if (await begin.count() > 0) await begin.click();
  await column.waitFor();
}

/** The labels of the first voice, open to be put right. */
async function amend(page) {
  await page.getByRole('button', { name: /^(이름표 고치기|Correct labels)$/ }).first().click();
  await page.getByRole('form').first().waitFor();
}

/** Where each screen is and what is done on it before it is taken; of `few` only two ways are kept as pictures. */
export const SCREENS = {
  map: { at: () => MAP, then: wholeMap },
  'map-drawer': { at: ({ worst }) => `${MAP}?cell=${worst}.emotion`, then: (page) => page.locator('aside[aria-labelledby] ol li').first().waitFor() },
  'map-finding': { at: ({ pain }) => `${MAP}?cell=${pain}`, then: (page) => page.locator('aside[aria-labelledby] ol li').first().waitFor() },
  'map-summary': { few: true, at: ({ worst }) => `${MAP}?cell=${worst}.voices`, then: (page) => page.locator('aside[aria-labelledby] ol li button[aria-expanded]').first().click() },
  'map-table': { at: () => MAP, then: (page) => page.keyboard.press('t').then(() => wholeMap(page)) },
  present: { at: ({ worst }) => `${MAP}?show=stage:${worst}`, then: (page) => page.locator('dialog[open] h1').waitFor() },
  compare: { at: () => `${MAP}?mode=compare&from=2026-08-03&to=2026-08-30`, then: (page) => page.locator('section[aria-labelledby="differs"]').waitFor() },
  'map-to-be': { at: () => `${MAP}?side=to_be`, then: begun },
  paths: { few: true, at: () => '/w/demo/analyses/paths', then: (page) => page.locator('svg [role="button"][data-key]').first().waitFor() },
  transitions: { few: true, at: () => '/w/demo/analyses/transitions', then: (page) => page.locator('svg [role="button"][data-key]').first().waitFor() },
  'analysis-compare': { few: true, at: () => `/w/demo/analyses/compare?q=${encodeURIComponent(JSON.stringify(AUGUST))}`, then: (page) => page.locator('tbody tr[data-out]').first().waitFor() },
  home: { at: () => '/w/demo' },
  'first-steps': { at: () => '/w/default' },
  search: { at: () => '/w/demo', then: find },
  journeys: { at: () => '/w/demo/journeys' },
  analyses: { at: () => '/w/demo/analyses' },
  funnel: { few: true, at: () => '/w/demo/analyses/funnel', then: (page) => page.locator('figure ol li').first().waitFor() },
  retention: { few: true, at: () => '/w/demo/analyses/retention' },
  editor: { at: () => `${MAP}/edit`, then: (page) => page.getByText(/^(세는 중|counting)$/i).first().waitFor({ state: 'detached' }) },
  customers: { at: () => '/w/demo/customers' },
  customer: { at: ({ person }) => `/w/demo/customers/${person}` },
  voices: { at: () => '/w/demo/voices' },
  themes: { few: true, at: () => '/w/demo/voices?view=themes', then: (page) => page.locator('ol li h2 a').first().waitFor() },
  labels: { few: true, at: () => '/w/demo/voices?sentiment=negative', then: amend },
  topics: { few: true, at: () => '/w/demo/voices?view=topics' },
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
export async function prepare({ origin, folder }) {
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
  const { pains } = await json(`${origin}/api/w/demo/map/first-purchase/findings`);
  const { walks } = await json(`${origin}/api/w/demo/map/first-purchase/evidence?cell=${map.stages.at(-1).id}.went_on&limit=1`);
  const worst = felt.sort((a, b) => a.emotion.mean - b.emotion.mean)[0].id;
  await summedUp(origin, worst);
  return {
    file,
    worst,
    // one with a dated stretch and groups in which it is more frequent, so that every part of its drawer is seen
    pain: (pains.find(({ when, splits }) => when !== null && splits.length > 0) ?? pains[0]).evidence.query,
    person: walks[0].person,
  };
}
