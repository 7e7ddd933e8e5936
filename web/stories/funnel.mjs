// A planner asks where customers stop: the stages of a journey are proposed, steps are added, moved and left out by mouse and
// by keyboard, every number opens as many customers as it says, a note stands on the trend, and all of it is kept and saved.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { inspect, openPage, settle } from './browser.mjs';

const FUNNEL = '/w/demo/analyses/funnel';
const DRAWER = 'aside[aria-labelledby]';
const steps = (page) => page.getByRole('region', { name: '질문' }).locator('ol > li');
const answer = (page) => page.getByRole('region', { name: '답', exact: true });
const number = (text) => Number(text.replaceAll(/[^\d]/g, ''));

/** Reads the list of the drawer to its end; how many rows it has. */
async function rows(page) {
  const list = page.locator(`${DRAWER} ol > li`);
  await list.first().waitFor();
  const more = page.getByRole('button', { name: '더 보기', exact: true });
  for (let shown = await list.count(); await more.count() > 0; shown = await list.count()) {
    await more.click();
    await page.waitForFunction(([selector, before]) => document.querySelectorAll(selector).length > before, [`${DRAWER} ol > li`, shown]);
  }
  return list.count();
}

/** Opens a number, and holds the drawer and its list to it. */
async function opens(page, cell, { whole = false } = {}) {
  const button = page.locator(`[data-cell='${JSON.stringify(cell)}']`).first();
  const n = number(await button.innerText());
  await button.click();
  await page.waitForURL((url) => url.searchParams.get('cell') !== null);
  const said = page.locator(DRAWER).getByText(/^[\d,]+명$/).first();
  await said.waitFor();
  assert.equal(number(await said.innerText()), n, `${JSON.stringify(cell)} opens as many customers as it says`);
  if (whole) assert.equal(await rows(page), n, 'as many rows as it says');
  await page.keyboard.press('Escape');
  await page.locator(DRAWER).waitFor({ state: 'detached' });
  await page.waitForFunction((at) => document.activeElement?.dataset?.cell === at, JSON.stringify(cell));
  return n;
}

/** Without a question it is useful at once: the stages of a journey, whose counts add up. */
async function proposed(page, say) {
  await page.goto('/w/demo/journeys');
  await page.getByRole('link', { name: '분석', exact: true }).click();
  await page.getByRole('link', { name: /^퍼널/ }).click();
  await page.waitForURL((url) => url.searchParams.has('q'));
  await settle(page);
  const count = await steps(page).count();
  assert.ok(count > 2, `${count} stages are proposed`);
  assert.equal(await answer(page).locator('figure > ol > li').count(), count);
  await inspect(page, 'funnel');
  say(`${count} stages proposed: ${await answer(page).getByRole('heading', { level: 2 }).first().innerText()}`);
}

async function changed(page) {
  const before = await steps(page).count();
  await page.getByRole('button', { name: '단계 더하기' }).click();
  await page.keyboard.type('쿠폰 풀');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await steps(page).nth(before).getByText('쿠폰 풀림').waitFor();
  await settle(page);
  // the step is moved with the keyboard alone, and taken back with the browser's own way back
  await page.getByRole('button', { name: '쿠폰 풀림 끌어서 옮기기' }).focus();
  for (const key of ['Space', 'ArrowUp', 'Space']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(250);
  }
  await steps(page).nth(before - 1).getByText('쿠폰 풀림').waitFor();
  await page.goBack();
  await steps(page).nth(before).getByText('쿠폰 풀림').waitFor();
  await page.getByRole('button', { name: '쿠폰 풀림 더 보기' }).click();
  await page.getByRole('menuitem', { name: '빼기' }).click();
  await steps(page).nth(before).waitFor({ state: 'detached' });
  await settle(page);
}

async function everyNumber(page) {
  const q = {
    steps: [{ event: '상세 봄' }, { event: '장바구니 담기' }, { event: '주문 완료' }], window: '7d', from: '2026-08-01', to: '2026-11-22', breakdown: 'channel', compare: 'previous',
  };
  await page.goto(`${FUNNEL}?q=${encodeURIComponent(JSON.stringify(q))}`);
  await settle(page);
  const reached = await opens(page, { step: 0, is: 'reached' });
  const next = await opens(page, { step: 1, is: 'reached' });
  const dropped = await opens(page, { step: 0, is: 'dropped' });
  const undecided = await opens(page, { step: 0, is: 'undecided' }, { whole: true });
  assert.equal(next + dropped + undecided, reached, 'the parts of a bar add up');
  await inspect(page, 'funnel with breakdown and comparison');
  await page.getByRole('radio', { name: '표', exact: true }).check({ force: true });
  await settle(page);
  await opens(page, { step: 2, is: 'reached', compared: true });
  const value = await page.locator('[data-cell*="value"]').first().getAttribute('data-cell');
  await opens(page, JSON.parse(value));
  await inspect(page, 'funnel as a table');
  await page.getByRole('radio', { name: '걸린 시간' }).check({ force: true });
  await page.locator('canvas').waitFor();
  await inspect(page, 'times of the funnel');
}

async function noted(page) {
  await page.getByRole('radio', { name: '추이' }).check({ force: true });
  await page.locator('canvas').waitFor();
  await page.getByRole('button', { name: '메모 남기기' }).click();
  await page.getByLabel('날짜', { exact: true }).fill('2026-08-03');
  await page.getByLabel('무슨 일이 있었나요').fill('결제 화면 개편');
  await page.keyboard.press('Enter');
  await page.getByText('결제 화면 개편').waitFor();
  await inspect(page, 'trend of the funnel');
  await page.getByRole('button', { name: '표로 보기' }).click();
  await page.getByText('아직 더 갈 수 있음').first().waitFor();
  const point = await page.locator('[data-cell*="day"]').first().getAttribute('data-cell');
  await opens(page, JSON.parse(point));
  await page.getByRole('button', { name: '그림으로 보기' }).click();
}

async function kept(page, say) {
  await page.getByRole('button', { name: /저장/ }).click();
  await page.getByLabel('이름', { exact: true }).fill('상세에서 주문까지');
  await page.keyboard.press('Enter');
  await page.getByText('저장했어요.').waitFor();
  await page.keyboard.press('Escape');
  const sizes = [];
  for (const [item, begins] of [[/CSV/, '\uFEFF'], [/PNG/, '\x89PNG']]) {
    await page.getByRole('button', { name: /내려받기/ }).click();
    const saved = page.waitForEvent('download', { timeout: 60_000 });
    await page.getByRole('menuitem', { name: item }).click();
    const content = await readFile(await (await saved).path());
    const start = content.subarray(0, 8);
    assert.ok(start.toString('utf8').startsWith(begins) || start.toString('latin1').startsWith(begins), `${item}: ${start}`);
    sizes.push(`${item.source} ${Math.ceil(content.length / 1024)} kB`);
    await page.getByRole('menu').waitFor({ state: 'hidden' });
  }
  say(sizes.join(', '));
  const address = page.url();
  await page.goto('/w/demo/analyses');
  await inspect(page, 'list of analyses');
  await page.getByRole('link', { name: '상세에서 주문까지' }).click();
  await page.locator('canvas').waitFor();
  const search = (url, key) => new URL(url).searchParams.get(key);
  assert.deepEqual(JSON.parse(search(page.url(), 'q')), JSON.parse(search(address, 'q')), 'what was kept is what was asked');
  assert.equal(search(page.url(), 'view'), 'trend');
}

/** From the map to the funnel of a stage, with the days that are looked at. */
async function fromMap(page) {
  await page.goto('/w/demo/journeys/first-purchase?cell=pay.dropped&from=2026-07-01&to=2026-09-30');
  await page.getByRole('link', { name: '이 단계의 퍼널 보기' }).click();
  await page.waitForURL((url) => url.pathname === FUNNEL);
  await settle(page);
  const q = JSON.parse(new URL(page.url()).searchParams.get('q'));
  assert.deepEqual([q.from, q.to], ['2026-07-01', '2026-09-30']);
  assert.equal(await steps(page).count(), q.steps.length);
}

export async function funnel({ browser, origin, say }) {
  const page = await openPage(browser, { origin });
  await proposed(page, say);
  await changed(page);
  await everyNumber(page);
  await noted(page);
  await kept(page, say);
  await fromMap(page);
  await page.goto('/w/default/analyses/funnel');
  await page.getByText('아직 셀 행동이 없어요.').waitFor();
  await inspect(page, 'funnel of an empty workspace');
  await page.context().close();
}
