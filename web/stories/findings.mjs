// The map says by itself where it hurts: the lanes fill after the map stands, a pain point opens as many customers as it
// says, keys go from one to the next, and Esc gives the focus back. In both languages.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const MAP = '/w/demo/journeys/first-purchase';
const DRAWER = 'aside[aria-labelledby]';
const atomOf = (page, cell) => page.locator(`[data-cell=${JSON.stringify(cell)}]`);

async function opened(page, finding, lang) {
  await page.waitForURL((url) => url.searchParams.get('cell') === finding.evidence.query);
  await page.locator(`${DRAWER} h2`, { hasText: finding.title[lang] }).waitFor();
  await page.locator(`${DRAWER} ol li`).first().waitFor();
}

/** Reads the list to its end; how many rows it has. */
async function rows(page) {
  const list = page.locator(`${DRAWER} ol > li`);
  const more = page.getByRole('button', { name: /^(더 보기|Show more)$/ });
  for (let shown = await list.count(); await more.count() > 0; shown = await list.count()) {
    await more.click();
    await page.waitForFunction(([selector, before]) => document.querySelectorAll(selector).length > before, [`${DRAWER} ol > li`, shown]);
  }
  return list.count();
}

async function told({ browser, origin, say }, lang) {
  const page = await openPage(browser, { origin, lang });
  const answer = page.waitForResponse((response) => response.url().includes('/findings?'), { timeout: 120_000 });
  await page.goto(MAP);
  await page.locator('[data-cell]').first().waitFor();
  const began = performance.now();
  const { pains, delights } = await (await answer).json();
  await settle(page);
  say(`${lang}: ${pains.length} pain points and ${delights.length} delights stood there ${Math.round(performance.now() - began)} ms after the map`);
  assert.ok(pains.length > 1 && delights.length > 0);
  await inspect(page, `map with findings, ${lang}`);

  const [first, second] = pains;
  await atomOf(page, first.evidence.query).click();
  await opened(page, first, lang);
  const drawer = await page.locator(DRAWER).innerText();
  assert.ok(drawer.includes(first.n.toLocaleString('en-US')), `the drawer says ${first.n}`);
  assert.equal(await rows(page), first.n, 'as many rows as it says');
  await inspect(page, `first finding, ${lang}`);

  await page.keyboard.press(']');
  await opened(page, second, lang);
  await page.keyboard.press('[');
  await opened(page, first, lang);
  await page.goto(`${MAP}?cell=${pains.at(-1).evidence.query}`);
  await opened(page, pains.at(-1), lang);
  assert.equal(await atomOf(page, pains.at(-1).evidence.query).getAttribute('aria-expanded'), 'true', 'what is open is not folded away');
  await page.locator(`${DRAWER} h2`).focus();
  await page.keyboard.press('Escape');
  await page.locator(DRAWER).waitFor({ state: 'detached' });
  await page.waitForFunction((cell) => document.activeElement?.dataset?.cell === cell, pains.at(-1).evidence.query);

  await page.keyboard.press('t');
  await atomOf(page, pains[0].evidence.query).waitFor();
  const written = await page.locator('[data-cell*=".finding."]').count();
  assert.equal(written, pains.length + delights.length, 'the table view has all of them');
  await page.goto('/w/demo');
  await settle(page);
  await page.getByRole('link', { name: first.title[lang] }).click();
  await opened(page, first, lang);
  await page.context().close();
}

export async function findings(world) {
  for (const lang of ['ko', 'en']) await told(world, lang);
}
