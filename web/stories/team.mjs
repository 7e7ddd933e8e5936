// Two people write the same cell at once, talk about it, settle it, and open the map to a third by a link: in Korean with the
// mouse, in English with the keyboard.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const MAP = '/w/demo/journeys/first-purchase';
const API = '/api/w/demo/map/first-purchase';
const SIZES = { widths: [1440] };

const json = async (page, path) => (await page.request.get(path)).json();

/** The third stage of the demo, whatever it is called. */
async function stageOf(page) {
  const map = await json(page, `/api/w/demo/map/first-purchase`);
  return map.stages[2];
}

async function named(page, name) {
  await page.addInitScript((as) => localStorage.setItem('yeojido.name', as), name);
}

async function openEdit(page, stage, lane) {
  await page.goto(`${MAP}?cell=${stage.id}.written.${lane}&tab=edit`);
  await page.locator('[data-write]').waitFor();
}

async function conflict(first, second, stage) {
  await openEdit(first, stage, 'goal');
  await openEdit(second, stage, 'goal');
  await second.locator('[data-doing="editing"]').first().waitFor();
  await inspect(first, 'the form of a cell');
  await first.locator('[data-write]').fill('할인 빠짐없이 받고 끝내기');
  await first.getByLabel('이유').fill('면담 8명');
  await first.getByRole('button', { name: '저장', exact: true }).click();
  await first.getByRole('status').filter({ hasText: '저장했어요' }).waitFor();
  await first.locator(`[data-cell="${stage.id}.written.goal"]`, { hasText: '할인 빠짐없이' }).waitFor();

  second.forgiven.push(/409/);
  await second.bringToFront();
  await second.locator(`[data-cell="${stage.id}.written.goal"]`, { hasText: '할인 빠짐없이' }).waitFor();
  await second.locator('[data-write]').fill('쿠폰을 놓치지 않기');
  await second.getByRole('button', { name: '저장', exact: true }).click();
  const dialog = second.getByRole('dialog', { name: '그사이 다른 사람이 썼어요' });
  await dialog.getByText('두 글의 낱말이 모두 들어 있어요.').waitFor();
  await inspect(second, 'two texts side by side', SIZES);
  await dialog.getByRole('button', { name: '상대 글만' }).click();
  await dialog.getByText(/빠지는 낱말: .*쿠폰을/).waitFor();
  await dialog.getByLabel('저장할 글').fill('할인 빠짐없이 받고 끝내기, 쿠폰을 놓치지 않기');
  await dialog.getByRole('button', { name: '이 글로 저장' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { revisions } = await json(first, `${API}/history?stage=${stage.id}&lane=goal`);
  assert.deepEqual(revisions.map(({ by }) => by), ['박하은', '정도윤']);
  assert.match(revisions[0].content.text, /할인 빠짐없이.*쿠폰을/);
  await first.locator(`[data-cell="${stage.id}.written.goal"]`, { hasText: '쿠폰을 놓치지' }).waitFor();
}

async function undone(page, stage) {
  await page.getByRole('button', { name: '되돌리기' }).click();
  await page.getByRole('status').filter({ hasText: '되돌렸어요' }).waitFor();
  await page.getByRole('tab', { name: '이력' }).click();
  await page.getByText('1번째 글을 되살렸어요.').waitFor();
  await inspect(page, 'the history of a cell');
  await page.getByRole('button', { name: '2번째 글로 되살리기' }).click();
  await page.getByText('2번째 글을 되살렸어요.').waitFor();
  const { revisions } = await json(page, `${API}/history?stage=${stage.id}&lane=goal`);
  assert.deepEqual(revisions.map(({ restores }) => restores), [2, 1, null, null]);
}

async function talk(first, second, stage) {
  await first.bringToFront();
  await first.getByRole('tab', { name: '댓글' }).click();
  await first.getByLabel('새 댓글').fill('쿠폰은 누가 정하나요? @박');
  await first.getByRole('button', { name: '@박하은' }).click();
  await first.getByRole('button', { name: '댓글 달기' }).click();
  await first.getByRole('tab', { name: '댓글 1' }).waitFor();
  await second.bringToFront();
  await second.getByRole('button', { name: new RegExp(`${stage.name} · 목표: 열린 댓글 1`) }).click();
  await second.getByLabel('답하기').fill('제가 정해요.');
  await second.getByRole('button', { name: '답 보내기' }).click();
  await inspect(second, 'a thread');
  await second.getByRole('button', { name: '해결로 표시' }).click();
  await second.getByText(/박하은 님이 .* 해결로 표시했어요/).waitFor();
  await first.getByText(/박하은 님이 .* 해결로 표시했어요/).waitFor();
  await brings(second);
  const { threads } = await json(first, `${API}/comments`);
  assert.deepEqual(threads.map(({ resolved, comments }) => [resolved, comments.length, comments[0].mentions]), [[true, 2, ['박하은']]]);
}

/** A comment that was taken back comes back from its earlier wordings. */
async function brings(page) {
  await page.getByRole('button', { name: '다시 열기' }).click();
  await page.getByRole('button', { name: '거두기' }).last().click();
  await page.getByText('거둔 댓글이에요.').waitFor();
  await page.getByText('앞선 말 1').click();
  await page.getByRole('button', { name: '이 말로 되살리기' }).click();
  await page.getByText('거둔 댓글이에요.').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '해결로 표시' }).click();
  await page.getByRole('button', { name: '다시 열기' }).waitFor();
}

async function drifts(page, stage) {
  await openEdit(page, stage, 'desired');
  await page.locator('[data-write]').fill('거의 모두가 바로 넘어가기');
  await page.getByLabel('자료와 견주기').check();
  await page.getByLabel('숫자').selectOption(`${stage.id}.went_on`);
  await page.getByRole('tabpanel').getByLabel('비교').selectOption('gte');
  await page.getByLabel('%').fill('99');
  await page.getByRole('button', { name: '저장', exact: true }).click();
  await page.locator(`[data-cell="${stage.id}.written.desired"]`, { hasText: '자료와 달라요' }).waitFor();
  await openEdit(page, stage, 'emotion');
  await page.getByLabel('감정 (−2…+2)').fill('1.8');
  await page.locator('[data-write]').fill('면담에서는 좋았어요');
  await page.getByRole('button', { name: '저장', exact: true }).click();
  await page.locator('svg text', { hasText: '정도윤 +1.8' }).waitFor();
  await page.getByRole('status').filter({ hasText: '저장했어요' }).waitFor();
  await inspect(page, 'a map with words of people', SIZES);
}

async function share(page, browser, origin) {
  await page.getByRole('button', { name: '지도 공유' }).click();
  const dialog = page.getByRole('dialog', { name: '지도 공유' });
  await inspect(page, 'the links of a map', SIZES);
  await dialog.getByLabel('비밀번호 (8자 이상)').fill('대동여지도 1861');
  await dialog.getByRole('button', { name: '링크 만들기' }).click();
  const address = await dialog.getByLabel('링크 주소').inputValue();
  const visitor = await openPage(browser, { origin });
  visitor.forgiven.push(/\b40[14]\b/);
  await visitor.goto(address);
  await visitor.getByRole('heading', { name: '이 지도는 비밀번호가 있어요.' }).waitFor();
  await inspect(visitor, 'a link that asks for a password');
  await visitor.getByLabel('비밀번호').fill('아무거나입니다');
  await visitor.getByRole('button', { name: '열기' }).click();
  await visitor.getByText('비밀번호가 달라요.').waitFor();
  await visitor.getByLabel('비밀번호').fill('대동여지도 1861');
  await visitor.getByRole('button', { name: '열기' }).click();
  await visitor.getByText('읽기만 할 수 있어요', { exact: false }).waitFor();
  await visitor.getByText('거의 모두가 바로 넘어가기').first().waitFor();
  assert.equal(await visitor.getByRole('tab').count(), 0, 'nothing to edit');
  assert.equal(await visitor.getByRole('navigation').count(), 0, 'nowhere else to go');
  assert.ok(await visitor.getByText('이 링크로는 고객의 말이 열리지 않아요.').count() > 0, 'says why there are no words');
  await inspect(visitor, 'a shared map');
  await visitor.locator('[data-cell$=".entered"]').first().click();
  await visitor.getByText('이 링크로는 숫자 뒤의 목록이 열리지 않아요.').waitFor();

  await page.bringToFront();
  await dialog.getByRole('button', { name: '링크 닫기' }).click();
  await dialog.getByText(/닫음/).waitFor();
  await visitor.reload();
  await visitor.getByText('열 수 있는 지도가 없어요.').waitFor();
  assert.equal(await visitor.locator('[data-cell]').count(), 0, 'a closed link shows nothing');
  await inspect(visitor, 'a closed link');
  await visitor.context().close();
}

/** The same by keyboard alone, in English and in the dark. */
async function byKeyboard(browser, origin, stage) {
  const page = await openPage(browser, { origin, lang: 'en', theme: 'dark' });
  await named(page, 'Seoyeon');
  const { keyboard } = page;
  await page.goto(MAP);
  await settle(page);
  const atom = page.locator(`[data-cell="${stage.id}.written.desired"]`);
  await atom.waitFor();
  await atom.focus();
  await keyboard.press('e');
  await page.waitForFunction(() => document.activeElement?.matches('[data-write]'));
  await keyboard.press('End');
  await keyboard.type(' Nobody waits.');
  await keyboard.press('Control+Enter');
  await atom.filter({ hasText: 'Nobody waits.' }).waitFor();
  const tab = page.getByRole('tab', { name: 'Evidence', selected: true });
  await tab.waitFor();
  await tab.focus();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await page.getByRole('tab', { name: 'Comments', selected: true }).waitFor();
  await page.getByLabel('New comment').focus();
  await keyboard.type('Is this right?');
  await keyboard.press('Control+Enter');
  const settleIt = page.getByRole('button', { name: 'Mark as resolved' });
  await settleIt.waitFor();
  await inspect(page, 'comments in English, dark', SIZES);
  await settleIt.focus();
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Reopen' }).waitFor();
  await page.locator('aside[aria-labelledby] h2').focus();
  await keyboard.press('Escape');
  await page.locator('aside[aria-labelledby]').waitFor({ state: 'detached' });

  const lanes = page.getByRole('button', { name: 'Choose lanes' });
  await lanes.focus();
  await keyboard.press('Enter');
  const down = page.getByRole('button', { name: 'Goal down' });
  await down.waitFor();
  await inspect(page, 'lanes in English, dark', SIZES);
  await down.focus();
  await keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'The lanes have changed.' }).waitFor();
  await keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const rows = await page.locator('tbody th[scope="row"]').allInnerTexts();
  const at = (name) => rows.findIndex((row) => row.startsWith(name));
  assert.ok(at('Actions') < at('Goal') && at('Goal') >= 0, `goal lies under actions: ${rows.join(' | ')}`);
  await page.getByRole('button', { name: 'Undo' }).focus();
  await keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Undone.' }).waitFor();
  await page.context().close();
}

export async function team({ browser, origin, say }) {
  const first = await openPage(browser, { origin });
  const second = await openPage(browser, { origin });
  await named(first, '정도윤');
  await named(second, '박하은');
  const stage = await stageOf(first);
  await conflict(first, second, stage);
  say(`two wrote about ${stage.name} at once and both are in it`);
  await undone(second, stage);
  await first.goto(`${MAP}?cell=${stage.id}.written.goal`);
  await talk(first, second, stage);
  await drifts(first, stage);
  await share(first, browser, origin);
  await first.context().close();
  await second.context().close();
  await byKeyboard(browser, origin, stage);
}
