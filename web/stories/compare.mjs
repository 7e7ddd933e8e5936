// Two segments held against each other, once with the mouse and once with the keyboard alone; every number opens its list on
// its own side; Home says what changed. In both languages, and on a phone.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const MAP = '/w/demo/journeys/first-purchase';
const DRAWER = 'aside[aria-labelledby]';
const WORDS = {
  ko: { compare: '비교', other: '견줄 쪽', filter: /견줄|고객 고르기|모든 고객/, done: '완료', beside: '나란히' },
  en: { compare: 'Compare', other: 'Compared with', filter: /everyone/i, done: 'Done', beside: 'Side by side' },
};

const compared = (page) => page.waitForResponse((answer) => answer.url().includes('/compare?'), { timeout: 120_000 });

/** The first difference stands there with as many rows behind each number as it says. */
async function holds(page, comparison, lang) {
  const [first] = comparison.differences;
  assert.equal(first.verdict, 'differs');
  for (const [which, side] of [['from', first.from], ['to', first.to]]) {
    const number = page.locator(`section[aria-labelledby="differs"] [data-side="${which}"]`).first();
    await number.click();
    await page.locator(`${DRAWER} ol li`).first().waitFor();
    const { searchParams } = new URL(page.url());
    assert.equal(searchParams.get('cell'), side.cell);
    assert.equal(searchParams.get('on'), which === 'from' ? 'against' : null);
  }
  await inspect(page, `comparison with a list, ${lang}`);
  await page.locator(`${DRAWER} h2`).focus();
  await page.keyboard.press('Escape');
  await page.locator(DRAWER).waitFor({ state: 'detached' });
}

async function byMouse({ browser, origin, say }, lang) {
  const words = WORDS[lang];
  const page = await openPage(browser, { origin, lang });
  await page.goto(MAP);
  await page.locator('[data-cell]').first().waitFor();
  await page.getByText(words.compare, { exact: true }).click();
  const other = page.getByRole('group', { name: words.other });
  await other.getByRole('button').first().click();
  await page.getByRole('button', { name: '지역' }).click();
  const answer = compared(page);
  await page.getByRole('checkbox', { name: /호남/ }).check();
  await page.getByRole('button', { name: words.done, exact: true }).click();
  const comparison = await (await answer).json();
  await page.locator('section[aria-labelledby="differs"] ol li').first().waitFor();
  await settle(page);
  say(`${lang}: ${comparison.differences.filter(({ verdict }) => verdict === 'differs').length} of ${comparison.how.tried} differ`);
  assert.equal(comparison.of.lake_version, comparison.against.lake_version);
  await inspect(page, `comparison, ${lang}`);
  await holds(page, comparison, lang);
  await page.getByText(words.beside, { exact: true }).click();
  await page.waitForFunction(() => document.querySelectorAll('section[aria-labelledby="both-sides"] table').length === 2);
  await inspect(page, `side by side, ${lang}`);
  await page.reload();
  await page.waitForFunction(() => document.querySelectorAll('section[aria-labelledby="both-sides"] table').length === 2);
  await page.context().close();
}

/** Goes on with Tab until `found` says that the focus is there. */
async function tabTo(page, found, tries = 90) {
  for (let at = 0; at < tries; at += 1) {
    if (await page.evaluate(found)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not lead to ${found}`);
}

async function byKeyboard({ browser, origin }, lang) {
  const page = await openPage(browser, { origin, lang });
  await page.goto(MAP);
  await page.locator('[data-cell]').first().waitFor();
  await page.keyboard.press('3');
  await page.waitForURL((url) => url.searchParams.get('mode') === 'compare');
  await tabTo(page, () => document.activeElement?.closest('[role="group"]') !== null && document.activeElement?.tagName === 'BUTTON' && document.activeElement?.getAttribute('aria-haspopup') !== null);
  await page.keyboard.press('Enter');
  await tabTo(page, () => document.activeElement?.tagName === 'BUTTON' && document.activeElement?.textContent?.startsWith('지역'));
  await page.keyboard.press('Enter');
  const answer = compared(page);
  await tabTo(page, () => document.activeElement?.matches('input[type="checkbox"]') === true && document.activeElement?.closest('label')?.textContent?.includes('호남') === true);
  await page.keyboard.press('Space');
  const comparison = await (await answer).json();
  await page.keyboard.press('Escape');
  await page.locator('section[aria-labelledby="differs"] ol li').first().waitFor();
  await tabTo(page, () => document.activeElement?.matches('[data-side="from"]') === true);
  await page.keyboard.press('Enter');
  await page.locator(`${DRAWER} ol li`).first().waitFor();
  assert.equal(new URL(page.url()).searchParams.get('cell'), comparison.differences[0].from.cell);
  await page.keyboard.press('Escape');
  await page.locator(DRAWER).waitFor({ state: 'detached' });
  await page.keyboard.press('1');
  await page.waitForURL((url) => url.searchParams.get('mode') === null);
  await page.context().close();
}

async function onHome({ browser, origin }, lang) {
  const page = await openPage(browser, { origin, lang });
  await page.goto('/w/demo');
  await page.getByRole('heading', { name: lang === 'ko' ? '무엇이 달라졌나' : 'What changed' }).waitFor();
  await settle(page);
  await inspect(page, `Home with what changed, ${lang}`);
  await page.context().close();
}

async function onPhone({ browser, origin }, lang) {
  const page = await openPage(browser, { origin, lang, width: 390 });
  await page.goto(`${MAP}?mode=compare&bwhere=${encodeURIComponent(JSON.stringify([{ field: { of: 'trait', name: '지역' }, is: '호남' }]))}`);
  await page.locator('#stage-by-stage').waitFor();
  await settle(page);
  await inspect(page, `comparison on a phone, ${lang}`);
  await page.context().close();
}

export async function compare(world) {
  for (const lang of ['ko', 'en']) {
    await byMouse(world, lang);
    await byKeyboard(world, lang);
    await onHome(world, lang);
    await onPhone(world, lang);
  }
}
