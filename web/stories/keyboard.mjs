// The map in English and in the dark, without a mouse: one stop for the grid, arrows in it, Enter opens, Esc gives back.
import assert from 'node:assert/strict';
import { inspect, openPage } from './browser.mjs';

const focused = (page) => page.evaluate(() => {
  const at = document.activeElement;
  return { cell: at?.dataset?.cell ?? null, tag: at?.tagName ?? '', ring: at ? getComputedStyle(at).outlineStyle : 'none', text: at?.textContent?.slice(0, 60) ?? '' };
});

async function tabTo(page, wanted, limit = 40) {
  for (let pressed = 1; pressed <= limit; pressed += 1) {
    await page.keyboard.press('Tab');
    if (wanted(await focused(page))) return pressed;
  }
  throw new Error(`not reached within ${limit} tabs`);
}

export async function keyboard({ browser, origin, say }) {
  const page = await openPage(browser, { origin, lang: 'en', theme: 'dark' });
  await page.goto('/w/demo/journeys/first-purchase');
  await page.locator('[data-cell]').first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.mantineColorScheme), 'dark');
  await inspect(page, 'map in English, dark');

  const inGrid = ({ cell }) => cell !== null && cell.includes('.');
  const tabs = await tabTo(page, inGrid);
  const start = await focused(page);
  assert.equal(start.ring, 'solid', 'the focus is seen');
  await page.keyboard.press('ArrowRight');
  const right = await focused(page);
  assert.notEqual(right.cell.split('.')[0], start.cell.split('.')[0], 'right goes to the next stage');
  await page.keyboard.press('ArrowLeft');
  assert.equal((await focused(page)).cell.split('.')[0], start.cell.split('.')[0]);
  const seen = new Set();
  for (let pressed = 0, before = ''; pressed < 40; pressed += 1) {
    const now = await page.evaluate(() => [...document.querySelectorAll('[data-cell]')].indexOf(document.activeElement));
    if (now === before) break;
    before = now;
    seen.add((await focused(page)).cell);
    await page.keyboard.press('ArrowDown');
  }
  const kinds = new Set([...seen].map((cell) => cell.split('.')[1]));
  for (const kind of ['entered', 'went_on', 'action', 'channel', 'thought', 'emotion', 'kpi', 'voices']) assert.ok(kinds.has(kind), `down never meets ${kind}`);
  say(`${tabs} tabs to the grid, ${seen.size} numbers down one stage`);

  const opened = (await focused(page)).cell;
  await page.keyboard.press('Enter');
  await page.locator('aside[aria-labelledby] ol li').first().waitFor();
  assert.equal((await focused(page)).tag, 'H2', 'the drawer has the focus');
  await inspect(page, 'drawer in English, dark');
  await page.locator('aside[aria-labelledby] h2').focus();
  await page.keyboard.press('Escape');
  await page.locator('aside[aria-labelledby]').waitFor({ state: 'detached' });
  await page.waitForFunction((cell) => document.activeElement?.dataset?.cell === cell, opened);

  await page.keyboard.press('t');
  await page.locator('button[aria-pressed="true"]').first().waitFor();
  await inspect(page, 'map as a table', { widths: [1440] });
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.context().close();
}
