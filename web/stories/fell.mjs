// Conversion fell in August: what changed is told above the map, with why; its link leads to the days held against those before,
// a number to its customers, a customer to what she did. In Korean with the mouse, in English with the keyboard alone.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const MAP = '/w/demo/journeys/first-purchase?to=2026-08-30';
const DRAWER = 'aside[aria-labelledby]';
const WORDS = {
  ko: { stage: '결제', compare: '두 기간 견주기' },
  en: { stage: 'Pay', compare: 'Compare the two periods' },
};

/** Goes on with Tab until what is meant has the focus. */
async function tabTo(page, meant, tries = 150) {
  for (let at = 0; at < tries; at += 1) {
    if (await meant.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not lead to ${meant}`);
}

const HANDS = {
  mouse: (page, meant) => meant.click(),
  keyboard: async (page, meant) => {
    await meant.waitFor();
    await tabTo(page, meant);
    await page.keyboard.press('Enter');
  },
};

async function story({ browser, origin, say }, lang, hand) {
  const press = HANDS[hand];
  const words = WORDS[lang];
  const page = await openPage(browser, { origin, lang });
  const answer = page.waitForResponse((response) => response.url().includes('/changes'), { timeout: 120_000 });
  await page.goto(MAP);
  const { changes } = await (await answer).json();
  const told = changes.filter(({ verdict }) => verdict === 'differs');
  const [worst] = told;
  assert.ok(worst, 'the payment screen of August is told');
  assert.equal(worst.stage, 'pay');
  const [driver] = worst.drivers;
  assert.match(JSON.stringify(driver.where), /모바일 웹/, 'and that it was mobile web');
  await settle(page);

  await press(page, page.locator('section > button[aria-expanded="false"]').first());
  const row = page.locator('section ol > li').filter({ has: page.getByRole('link', { name: words.compare }) }).first();
  await row.waitFor();
  assert.match(await row.innerText(), new RegExp(words.stage));
  await inspect(page, `what changed above the map, ${lang}`, { widths: [1440] });

  const compared = page.waitForResponse((response) => response.url().includes('/compare?'), { timeout: 120_000 });
  const [answered] = await Promise.all([compared, press(page, row.getByRole('link', { name: words.compare }))]);
  const comparison = await answered.json();
  assert.equal(comparison.of.from, worst.after.from);
  assert.equal(comparison.against.to, worst.before.to);
  await settle(page);
  const [first] = comparison.differences;
  assert.equal(first.stage, 'pay', 'what differs most is at the same stage');

  await press(page, page.locator('section[aria-labelledby="differs"] [data-side="to"]').first());
  const customer = page.locator(`${DRAWER} ol li a`).first();
  await customer.waitFor();
  await inspect(page, `the customers behind what fell, ${lang}`);
  await press(page, customer);
  await page.waitForURL(/\/customers\//);
  await settle(page);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await inspect(page, `one of the customers, ${lang}`);
  say(`${lang}, ${hand}: ${told.length} changes told, first ${worst.stage} ${worst.measure}, driven by ${driver.title[lang]}`);
  await page.context().close();
}

export async function fell(world) {
  await story(world, 'ko', 'mouse');
  await story(world, 'en', 'keyboard');
}
