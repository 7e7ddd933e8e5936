// A person writes a map to be, sees how far today is from it, takes a change back, and shares it; somebody else opens the
// link. In Korean with the mouse, in English with the keyboard.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const MAP = '/w/demo/journeys/first-purchase';
const API = '/api/w/demo/map/first-purchase';
const SIZES = { widths: [1440] };

const json = async (page, path) => (await page.request.get(path)).json();
const plan = (page) => json(page, `${API}/to-be`);

async function named(page, name) {
  await page.addInitScript((as) => localStorage.setItem('yeojido.name', as), name);
}

async function begins(page) {
  await page.goto(MAP);
  await settle(page);
  await page.getByText('목표', { exact: true }).first().click();
  await page.getByRole('heading', { name: '아직 목표 지도가 없어요.' }).or(page.getByText('아직 목표 지도가 없어요.')).first().waitFor();
  await inspect(page, 'a map to be that nobody has begun');
  await page.getByRole('button', { name: '현재에서 시작' }).click();
  await page.getByRole('status').filter({ hasText: '현재의 단계로' }).waitFor();
  await page.getByRole('button', { name: '되돌리기' }).click();
  await page.getByRole('button', { name: '현재에서 시작' }).click();
  const map = await json(page, API);
  await page.waitForFunction((count) => document.querySelectorAll('[data-cell$=".to_be.stage"]').length === count, map.stages.length);
  const { stages } = await plan(page);
  assert.deepEqual(stages.map(({ id }) => id), map.stages.map(({ id }) => id));
  return map.stages;
}

/** E on a cell; columns that come and go take the focus with them, so it is set until a form stands. */
async function writesIn(page, cell, form) {
  for (let tries = 0; tries < 5 && !(await form.isVisible()); tries += 1) {
    await page.locator(`[data-cell="${cell}"]`).focus();
    await page.keyboard.press('e');
    await form.waitFor({ timeout: 3000 }).catch(() => undefined);
  }
}

async function wishes(page, stage) {
  await writesIn(page, `${stage.id}.to_be.kpis`, page.getByRole('dialog', { name: new RegExp(stage.name) }));
  const form = page.getByRole('dialog', { name: new RegExp(stage.name) });
  await form.getByRole('button', { name: '숫자 더하기' }).click();
  await form.getByLabel('숫자', { exact: true }).selectOption('went_on');
  await form.getByLabel('비교').selectOption('gte');
  await form.getByLabel('%').fill('99.5');
  await form.getByRole('button', { name: '숫자 더하기' }).click();
  await inspect(page, 'targets being written', SIZES);
  await form.getByRole('button', { name: '저장', exact: true }).click();
  await form.waitFor({ state: 'detached' });
  await page.locator(`[data-gap="${stage.id}.went_on"]`).waitFor();
  const { gaps } = await plan(page);
  assert.equal(gaps[0].state, 'missed');
  await inspect(page, 'a map to be with gaps');
  await page.locator(`[data-gap="${stage.id}.went_on"]`).click();
  await page.locator('aside h2', { hasText: '넘어감' }).or(page.locator('aside h2', { hasText: '목표' })).first().waitFor();
  const number = await json(page, `${API}/evidence?cell=${stage.id}.went_on`);
  assert.equal(gaps.find(({ wanted }) => wanted.cell === `${stage.id}.went_on`).now.value, number.value, 'the number now is the number of today');
  await page.keyboard.press('Escape');
}

async function columns(page, stages) {
  const [first, second] = stages;
  await page.getByRole('button', { name: `${first.name} 뒤로` }).click();
  await page.getByRole('status').filter({ hasText: '옮겼어요' }).waitFor();
  assert.deepEqual((await plan(page)).stages.slice(0, 2).map(({ id }) => id), [second.id, first.id]);
  await page.getByRole('button', { name: '되돌리기' }).click();
  await page.getByRole('status').filter({ hasText: '되돌렸어요' }).waitFor();
  assert.equal((await plan(page)).stages[0].id, first.id, 'moved back');
  await page.getByRole('button', { name: `${first.name} 빼기` }).click();
  await page.getByText('현재에만 있는 단계').waitFor();
  await page.getByRole('button', { name: '단계 더하기' }).click();
  const form = page.getByRole('dialog', { name: /새 단계/ });
  await form.getByLabel('단계 이름').fill('열어 보기');
  await form.getByRole('button', { name: '저장', exact: true }).click();
  await form.waitFor({ state: 'detached' });
  const { added, removed } = await plan(page);
  assert.deepEqual([added.length, removed], [1, [first.id]]);
  await inspect(page, 'columns without a counterpart');
  await page.getByRole('button', { name: `${first.name} 목표에 넣기` }).click();
  await page.getByText('현재에만 있는 단계').waitFor({ state: 'detached' });
  assert.deepEqual((await plan(page)).removed, []);
}

async function unacted(page, stage) {
  await writesIn(page, `${stage.id}.to_be.desired`, page.locator('[data-write]'));
  await page.locator('[data-write]').fill('기다리는 까닭을 먼저 듣기');
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-write]').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: `${stage.name}에 행동 쓰기` }).click();
  await page.locator('[data-write]').fill('늦어지면 먼저 알려 줘요');
  await page.keyboard.press('Control+Enter');
  await page.locator(`[data-cell="${stage.id}.to_be.actions"]`, { hasText: '먼저 알려' }).waitFor();
  assert.deepEqual((await plan(page)).unacted, []);
}

async function share(page, browser, origin, stage) {
  await page.getByRole('button', { name: '지도 공유' }).click();
  const dialog = page.getByRole('dialog', { name: '지도 공유' });
  await dialog.getByText('지금 보는 목표 지도와', { exact: false }).waitFor();
  await inspect(page, 'a link to the map to be', SIZES);
  await dialog.getByRole('button', { name: '링크 만들기' }).click();
  const address = await dialog.getByLabel('링크 주소').inputValue();
  const visitor = await openPage(browser, { origin });
  await visitor.goto(address);
  await visitor.getByText('기다리는 까닭을 먼저 듣기').first().waitFor();
  assert.equal(await visitor.getByRole('button', { name: '단계 더하기' }).count(), 0, 'nothing to change');
  await visitor.locator(`[data-gap="${stage.id}.went_on"]`).click();
  await visitor.getByText('이 링크로는 숫자 뒤의 목록이 열리지 않아요.').waitFor();
  await visitor.keyboard.press('Escape');
  await inspect(visitor, 'a shared map to be');
  visitor.forgiven.push(/404/);
  await dialog.getByRole('button', { name: '링크 닫기' }).first().click();
  await dialog.getByText(/닫음/).first().waitFor();
  await visitor.reload();
  await visitor.getByText('열 수 있는 지도가 없어요.').waitFor();
  await visitor.context().close();
  await page.keyboard.press('Escape');
}

/** A link to the map of today shows what was found, and quotes only masked. */
async function quotes(page, browser, origin) {
  await page.goto(MAP);
  await settle(page);
  await page.getByRole('button', { name: '지도 공유' }).click();
  const dialog = page.getByRole('dialog', { name: '지도 공유' });
  await dialog.getByLabel('가린 고객의 말도').check();
  await dialog.getByRole('button', { name: '링크 만들기' }).click();
  const address = await dialog.getByLabel('링크 주소').inputValue();
  const visitor = await openPage(browser, { origin });
  await visitor.goto(address);
  await visitor.locator('[data-cell*=".thought."]').first().waitFor();
  await visitor.locator('[data-cell*=".finding."]').first().click();
  await visitor.getByText('이 링크로는 숫자 뒤의 목록이 열리지 않아요.').waitFor();
  await inspect(visitor, 'a shared map with findings and masked quotes');
  await visitor.context().close();
}

/** The same by keyboard alone, in English and in the dark. */
async function byKeyboard(browser, origin, stage) {
  const page = await openPage(browser, { origin, lang: 'en', theme: 'dark' });
  await named(page, 'Seoyeon');
  const { keyboard } = page;
  await page.goto(MAP);
  await settle(page);
  await keyboard.press('2');
  const goal = page.locator(`[data-cell="${stage.id}.to_be.goal"]`);
  await goal.waitFor();
  assert.match(page.url(), /side=to_be/);
  await writesIn(page, `${stage.id}.to_be.goal`, page.locator('[data-write]'));
  await page.waitForFunction(() => document.activeElement?.matches('[data-write]'));
  await keyboard.type('Nobody waits without knowing why.');
  await keyboard.press('Control+Enter');
  await goal.filter({ hasText: 'Nobody waits' }).waitFor();
  await settle(page);
  await goal.focus();
  await keyboard.press('ArrowDown');
  assert.match(await page.evaluate(() => document.activeElement?.dataset.cell ?? ''), /to_be/);
  const gap = page.locator(`[data-gap="${stage.id}.went_on"]`);
  await gap.focus();
  await keyboard.press('Enter');
  await page.locator('aside[aria-labelledby] h2').first().waitFor();
  await keyboard.press('Escape');
  await inspect(page, 'a map to be in English, dark');
  const button = page.getByRole('button', { name: 'Share the map' });
  await button.focus();
  await keyboard.press('Enter');
  const make = page.getByRole('button', { name: 'Make a link' });
  await make.waitFor();
  await make.focus();
  await keyboard.press('Enter');
  const address = await page.getByLabel('Address of the link').inputValue();
  const visitor = await openPage(browser, { origin, lang: 'en', theme: 'dark' });
  await visitor.goto(address);
  await visitor.getByText('Nobody waits without knowing why.').first().waitFor();
  await inspect(visitor, 'a shared map to be in English, dark');
  await visitor.context().close();
  await keyboard.press('Escape');
  await keyboard.press('1');
  await page.waitForFunction(() => !window.location.search.includes('to_be'));
  await page.context().close();
}

export async function tobe({ browser, origin, say }) {
  const page = await openPage(browser, { origin });
  await named(page, '정도윤');
  const stages = await begins(page);
  const stage = stages[2];
  await wishes(page, stage);
  await columns(page, stages);
  await unacted(page, stage);
  const { gaps } = await plan(page);
  say(`${gaps.length} gaps, the first ${Math.round((gaps[0].far ?? 0) * 100)} % of its scale away`);
  await share(page, browser, origin, stage);
  await quotes(page, browser, origin);
  await page.context().close();
  await byKeyboard(browser, origin, stage);
}
