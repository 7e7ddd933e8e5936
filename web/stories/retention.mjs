// Who comes back: the cohort table, its curve, how often customers are active and how the active ones change; every number
// opens as many customers as it says, in both languages.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const DRAWER = 'aside[aria-labelledby]';
const number = (text) => Number(text.replaceAll(/[^\d]/g, ''));

async function opens(page, cell, n) {
  await page.locator(`[data-cell='${cell}']`).first().click();
  const said = page.locator(DRAWER).getByText(/^[\d,]+(명| customers?)$/).first();
  await said.waitFor();
  assert.equal(number(await said.innerText()), n, `${cell} opens as many customers as it says`);
  await page.keyboard.press('Escape');
  await page.locator(DRAWER).waitFor({ state: 'detached' });
  await page.waitForFunction((at) => document.activeElement?.dataset?.cell === at, cell);
}

async function told({ browser, origin, say }, lang) {
  const page = await openPage(browser, { origin, lang });
  const asked = page.waitForResponse((response) => response.url().endsWith('/analyze/retention'));
  await page.goto('/w/demo/analyses/retention');
  const { cohorts } = await (await asked).json();
  await settle(page);
  await inspect(page, `cohorts, ${lang}`);
  const [, second] = cohorts;
  await opens(page, JSON.stringify({ cohort: second.cohort }), second.size);
  await opens(page, JSON.stringify({ cohort: second.cohort, period: 2 }), second.cells[2].count);
  assert.ok(await page.locator('[data-open="true"]').count() > 0, 'what is not over yet is told apart');

  for (const view of ['curve', 'stickiness', 'lifecycle']) {
    const answered = view === 'curve' ? null : page.waitForResponse((response) => response.url().endsWith(`/analyze/${view}`));
    await page.locator(`input[type=radio][value=${view}]`).check({ force: true });
    const answer = answered && await (await answered).json();
    if (view !== 'stickiness') await page.locator('canvas').waitFor();
    await inspect(page, `${view}, ${lang}`);
    if (view === 'stickiness') await opens(page, JSON.stringify({ stretches: 3 }), answer.active[2].customers);
    if (view === 'lifecycle') {
      await page.getByRole('button', { name: /^(표로 보기|As a table)$/ }).click();
      const stretch = answer.stretches[3];
      for (const is of ['returning', 'dormant']) await opens(page, JSON.stringify({ period: stretch.day, is }), stretch[is]);
      await inspect(page, `lifecycle as a table, ${lang}`);
    }
  }
  say(`${lang}: ${cohorts.length} cohorts`);
  await page.context().close();
}

export async function retention(world) {
  for (const lang of ['ko', 'en']) await told(world, lang);
}
