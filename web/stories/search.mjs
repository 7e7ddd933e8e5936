// One search over everything: a stage, a customer and a voice are found and opened, with the mouse in Korean and with the
// keyboard alone in English; half-typed words and first consonants will do; and a slow answer never covers a newer one.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const api = async (page, path) => (await page.request.get(`/api/w/demo/${path}`)).json();
const field = (page) => page.getByRole('dialog').getByRole('combobox');
const option = (page) => page.getByRole('option');

/** Types and waits for the answer to exactly that. */
async function look(page, typed) {
  await field(page).fill(typed);
  await page.waitForFunction(() => document.querySelector('[role="dialog"] [aria-busy="true"]') === null);
  await page.waitForTimeout(200);
  await page.waitForFunction(() => document.querySelector('[role="dialog"] [aria-busy="true"]') === null);
}

async function byMouse({ browser, origin, say }) {
  const page = await openPage(browser, { origin });
  await page.goto('/w/demo');
  await settle(page);
  await page.getByRole('navigation').getByRole('button', { name: '찾기' }).click();
  await field(page).waitFor();
  await inspect(page, 'search before anything is typed');
  for (const typed of ['배송', '배소', 'ㅂㅅ', '배 송']) {
    await look(page, typed);
    const stages = page.getByRole('group', { name: '단계' }).getByRole('option');
    assert.ok((await stages.allInnerTexts()).some((line) => line.includes('배송')), `${typed} finds the stage of delivery`);
  }
  await look(page, '배송');
  await inspect(page, 'search results');
  const found = await api(page, `search?q=${encodeURIComponent('배송')}`);
  const more = page.getByRole('group', { name: '목소리' }).getByRole('option').last();
  assert.equal(await more.innerText(), `외 ${(found.voices.n - 5).toLocaleString('ko-KR')}건 더`);
  await more.click();
  await page.waitForURL(/voices\?q=/);
  await page.getByText(`목소리 ${found.voices.n.toLocaleString('ko-KR')}건을 찾았어요.`).waitFor({ state: 'attached' });

  await page.keyboard.press('Control+k');
  await look(page, '배송');
  await page.getByRole('group', { name: '단계' }).getByRole('option').first().click();
  await page.waitForURL(/journeys\/[^/]+\?.*entered/);
  await page.locator('aside[aria-labelledby] h2').waitFor();

  await page.keyboard.press('Control+k');
  await page.getByRole('group', { name: '조금 전에 연 것' }).getByRole('option').first().waitFor();
  const { rows: [somebody] } = await api(page, 'customers?limit=1');
  await look(page, somebody.label.toLowerCase());
  await page.getByRole('group', { name: '고객' }).getByRole('option').first().click();
  await page.waitForURL(new RegExp(`customers/${somebody.person}`));

  await page.keyboard.press('Control+k');
  await look(page, '없는낱말이에요');
  await page.getByText('‘없는낱말이에요’에 맞는 것이 없어요.').waitFor();
  await inspect(page, 'search that finds nothing');
  // the answer to the first letters comes last, and is not shown
  await page.route(/search\?q=%EB%B0%B0$/, async (route) => {
    await new Promise((resolve) => { setTimeout(resolve, 1500); });
    await route.continue().catch(() => undefined);
  });
  await field(page).fill('배');
  await page.waitForTimeout(300);
  await look(page, somebody.label);
  await page.waitForTimeout(1800);
  const lines = await page.getByRole('group', { name: '고객' }).getByRole('option').allInnerTexts();
  assert.ok(lines[0].includes(somebody.label), 'the newest question has the last word');
  await page.context().close();
  say(`배송: ${found.voices.n} voices, ${found.stages.n} stages; ${somebody.label} opened`);
}

async function byKeyboard({ browser, origin, say }) {
  const page = await openPage(browser, { origin, lang: 'en', theme: 'dark' });
  await page.goto('/w/demo/customers');
  await page.locator('tbody tr').first().waitFor();
  await page.getByRole('searchbox').focus();
  const open = async (typed) => {
    await page.keyboard.press('Control+k');
    await field(page).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'combobox', 'the field has the focus');
    await page.keyboard.type(typed);
    await page.waitForTimeout(250);
    await page.waitForFunction(() => document.querySelector('[role="dialog"] [aria-busy="true"]') === null);
  };
  await open('deliv');
  await inspect(page, 'search in English, dark');
  await page.keyboard.press('Escape');
  await field(page).waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('type')), 'search', 'Esc gives the focus back');

  await open('deliv');
  const active = () => page.evaluate(() => document.getElementById(document.querySelector('[role="combobox"]')?.getAttribute('aria-activedescendant') ?? '')?.innerText ?? '');
  const first = await active();
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await active(), first, 'the arrow goes on');
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(), first, 'and back');
  while (!(await page.evaluate(() => document.querySelector('[aria-selected="true"]')?.id ?? '')).includes('stage')) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/journeys\/[^/]+\?.*entered/);

  await open('배송이');
  while (!(await page.evaluate(() => document.querySelector('[aria-selected="true"]')?.id ?? '')).includes('voice')) await page.keyboard.press('ArrowDown');
  const words = await active();
  await page.keyboard.press('Enter');
  await page.waitForURL(/voices\?voice=/);
  await page.locator('blockquote').first().waitFor();
  await settle(page);
  assert.equal(await page.locator('blockquote').count(), 1, 'one voice is opened');
  say(`voice opened by keyboard: ${words.split('\n')[0].slice(0, 40)}`);

  await open('dark');
  assert.match(await option(page).first().innerText(), /./);
  await page.keyboard.press('Escape');
  await open('한국어');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.documentElement.lang === 'ko');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/w/demo/journeys/first-purchase');
  await page.getByRole('button', { name: '찾기', exact: true }).click();
  await field(page).waitFor();
  await look(page, '결제');
  await inspect(page, 'search on a phone', { widths: [390] });
  await page.getByRole('group', { name: '단계' }).getByRole('option').first().click();
  await page.waitForURL(/stage=/);
  await page.context().close();
}

/** How long the server takes, warm, for what people type letter by letter. */
async function quick({ browser, origin, say }) {
  const page = await openPage(browser, { origin });
  await api(page, 'search?q=x');
  const took = [];
  for (const typed of ['ㅂ', '배', '배소', '배송', '배송이', 'M10', '30대', 'ㅂㅅㄹ', '수도권']) {
    const began = performance.now();
    await api(page, `search?q=${encodeURIComponent(typed)}`);
    took.push(performance.now() - began);
  }
  await page.context().close();
  say(`answers in ${took.map((ms) => ms.toFixed(0)).join(', ')} ms`);
}

export async function search(world) {
  await quick(world);
  await byMouse(world);
  await byKeyboard(world);
}
