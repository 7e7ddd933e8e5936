// Somebody who starts an empty server: makes the demo company with one click, then goes the five steps to a map of their own
// without a mouse, in English, by way of Home; and asks what a lane is.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inspect, openPage, settle } from './browser.mjs';
import { files } from './newcomer.mjs';
import { startProgram } from './program.mjs';

const focused = (page) => page.evaluate(() => {
  const at = document.activeElement;
  return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
});

/** Tab until what is called so has the focus; then Enter. */
async function enter(page, name, limit = 60) {
  for (let pressed = 0; pressed < limit; pressed += 1) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === name) return page.keyboard.press('Enter');
  }
  throw new Error(`no tab leads to “${name}”`);
}

const stepAt = (page, name) => page.getByRole('region', { name: 'Five steps to the first map' }).locator('[aria-current="step"]', { hasText: name }).waitFor();

async function sample(page) {
  await page.goto('/w/default');
  await settle(page);
  await page.getByRole('button', { name: 'Look at the demo data' }).click();
  await page.getByRole('progressbar', { name: 'Making the demo company' }).waitFor();
  await inspect(page, 'home while the demo company is made');
  // it goes on while somebody looks elsewhere, and every empty screen says how far it is
  await page.goto('/w/default/voices');
  const bar = page.getByRole('progressbar', { name: 'Making the demo company' });
  const link = page.getByRole('link', { name: 'Look at the demo data' });
  await bar.or(link).waitFor();
  await link.waitFor({ timeout: 180_000 });
  const jobs = (await (await page.request.get('/api/w/demo/jobs')).json()).jobs;
  assert.deepEqual(jobs.map(({ kind, state }) => [kind, state]), [['demo', 'done']]);
  await link.click();
  await page.waitForURL(/\/w\/demo$/);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return jobs[0].result.customers;
}

/** @param {{ browser: import('playwright-core').Browser, say: (line: string) => void }} world */
export async function beginner({ browser, say }) {
  const program = await startProgram({ demo: false });
  try {
    const file = path.join(program.folder, '구매이력.csv');
    await writeFile(file, files().bytes.events);
    const page = await openPage(browser, { origin: program.origin, lang: 'en' });
    const customers = await sample(page);
    assert.equal(customers, 20_000);
    say(`a demo company of ${customers} customers made from the screen`);

    await page.goto('/w/default');
    await settle(page);
    await enter(page, 'Upload a file');
    await stepAt(page, 'Upload a file');
    const chooser = page.waitForEvent('filechooser');
    await enter(page, 'Choose files');
    await (await chooser).setFiles(file);
    await enter(page, 'Next: check the reading');
    await stepAt(page, 'Check the columns');
    await page.getByRole('button', { name: /^(Start reading|Read all rows)$/ }).waitFor();
    await enter(page, await page.getByRole('button', { name: /^(Start reading|Read all rows)$/ }).innerText(), 200);
    await page.getByRole('link', { name: 'Next: choose a journey' }).waitFor();
    await page.goto('/w/default');
    await page.getByRole('list', { name: 'Five steps to the first map' }).locator('[aria-current="step"]', { hasText: 'Choose a journey' }).waitFor();
    await inspect(page, 'home with data and no journey');
    await enter(page, 'Choose a journey');
    await page.getByRole('button', { name: 'Start with these stages' }).waitFor();
    await stepAt(page, 'Choose a journey');
    await enter(page, 'Start with these stages');
    await stepAt(page, 'Refine the stages');
    await enter(page, 'Save and see the map');
    await page.waitForURL(/\/journeys\/[^/]+$/);
    await stepAt(page, 'See the map');
    await page.locator('[data-cell$=".entered"]').first().waitFor();
    await inspect(page, 'first map, in English');
    await help(page);
    await page.context().close();
  } finally {
    await program.end();
  }
}

/** From the first column the arrow leads to the question marks: two sentences and the method. */
async function help(page) {
  await page.locator('[data-cell$=".entered"]').first().focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowDown');
  const name = await focused(page);
  assert.match(name, /^About /);
  await page.keyboard.press('Enter');
  const says = page.getByRole('dialog', { name });
  await says.waitFor();
  assert.equal(await says.locator('p').count(), 2, 'two sentences');
  await inspect(page, 'help beside a lane', { widths: [1440] });
  await page.keyboard.press('Escape');
  await says.waitFor({ state: 'detached' });
  await page.waitForFunction((label) => document.activeElement?.getAttribute('aria-label') === label, name);
  assert.equal(await page.locator('[data-help][tabindex="0"], [data-cell][tabindex="0"]').count(), 1, 'one tab stop');
  await page.keyboard.press('Enter');
  await says.getByRole('link').click();
  await page.waitForURL(/methods\/walks#2-what-becomes-of-a-stage/);
  await page.locator('[id="2-what-becomes-of-a-stage"]').waitFor();
  await inspect(page, 'how numbers are computed');
}
