// A label that is wrong is put right by keyboard alone: the map, which somebody else has open, follows at once. Two who correct
// one statement see both choices, and all is taken back.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const MAP = '/w/demo/journeys/first-purchase';
const CELL = 'deliver.topic.delivery.unhappy';
const api = async (page, path) => (await page.request.get(`/api/w/demo/${path}`)).json();

async function toldOf(page, topic) {
  const map = await api(page, 'map/first-purchase');
  const told = map.stages.find(({ id }) => id === 'deliver').topics.find((one) => one.topic === topic);
  return told ?? { voices: 0, unhappy: { n: 0 } };
}

/** Waits until the open map shows this many unhappy of this many. */
async function shows(page, { unhappy, voices }) {
  await page.waitForFunction(
    ([cell, n, of]) => {
      const text = document.querySelector(`[data-cell="${cell}"]`)?.querySelector('.soft')?.textContent ?? '';
      const found = [...text.matchAll(/[\d,]+/g)].map(([one]) => Number(one.replaceAll(',', '')));
      return found.includes(n) && found.includes(of);
    },
    [CELL, unhappy.n, voices], { timeout: 60_000 },
  );
}

async function amend(page, path, data, name) {
  const headers = { origin: new URL(page.url()).origin, ...(name ? { 'x-yeojido-name': encodeURIComponent(name) } : {}) };
  const answer = await page.request.put(`/api/w/demo/${path}`, { data, headers });
  assert.ok(answer.ok(), await answer.text());
  return answer.json();
}

/** A voice that is unhappy with delivery alone, in one statement. */
async function unhappy(page) {
  const { voices } = await api(page, `map/first-purchase/evidence?cell=${CELL}&limit=200`);
  const fits = ({ statements }) => statements.length === 1 && statements[0].topic.join() === 'delivery' && statements[0].sentiment === 'negative';
  const voice = voices.find(fits);
  assert.ok(voice, 'somebody says only that');
  return voice;
}

async function corrected(page, map, voice, before) {
  await page.goto(`/w/demo/voices?voice=${voice.voice_id}`);
  await settle(page);
  await page.getByRole('button', { name: '이름표 고치기' }).focus();
  await page.keyboard.press('e');
  const form = page.getByRole('form');
  await form.waitFor();
  await inspect(page, 'labels, editing');
  await form.getByRole('button', { name: '배송 빼기' }).focus();
  await page.keyboard.press('Enter');
  await form.getByRole('combobox', { name: '주제 고르기' }).focus();
  await page.keyboard.press('ArrowDown');
  await form.getByRole('button', { name: '상품 품질 빼기' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status').filter({ hasText: '상품 품질(으)로 고쳤어요.' }).waitFor();
  await form.getByText('모델은 배송').waitFor();
  await shows(map, { unhappy: { n: before.unhappy.n - 1 }, voices: before.voices - 1 });
  const list = await api(page, `map/first-purchase/evidence?cell=${CELL}`);
  assert.equal(list.n, before.unhappy.n - 1, 'the list is as long as the number says');
  await inspect(page, 'labels, corrected');
}

async function overtaken(page, voice) {
  const path = `voices/${voice.voice_id}/labels`;
  const { start, end } = voice.statements[0];
  const form = page.getByRole('form');
  await form.getByRole('radio', { name: '부정' }).focus();
  await page.keyboard.press('ArrowLeft');
  page.forgiven.push(/409/);
  await amend(page, path, { start, end, base: 1, correction: { topic: ['app'] } }, '이나경');
  await page.keyboard.press('Control+Enter');
  const alert = page.getByRole('alert');
  await alert.getByText('이나경 님이 그사이 먼저 고쳤어요.').waitFor();
  const both = await alert.innerText();
  assert.ok(both.includes('앱·웹 사용성') && both.includes('중립'), both);
  await inspect(page, 'labels, overtaken');
  await form.getByRole('button', { name: '저장' }).click();
  await page.getByRole('status').filter({ hasText: '고쳤어요' }).waitFor();
  await page.waitForFunction(() => document.querySelector('form [role="alert"]') === null);
  await form.getByRole('button', { name: '고친 기록' }).click();
  await form.getByText('이나경').waitFor();
  assert.equal(await form.getByRole('listitem').count(), 3, 'every revision is kept');
}

async function takenBack(page, map, voice, before) {
  await page.getByRole('form').getByRole('button', { name: '모델이 단 대로 되돌리기' }).click();
  await page.getByRole('status').filter({ hasText: '모델이 단 대로 되돌렸어요.' }).waitFor();
  await shows(map, before);
  await page.keyboard.press('Escape');
  const [now] = (await api(page, `voices?voice=${voice.voice_id}`)).rows;
  assert.deepEqual(now.statements[0].topic, voice.statements[0].topic);
  assert.equal(now.statements[0].put_right, null);
}

export async function labels({ browser, origin, say }) {
  const page = await openPage(browser, { origin });
  const map = await openPage(browser, { origin });
  await map.goto(MAP);
  await settle(map);
  await page.goto('/w/demo/voices');
  const before = await toldOf(page, 'delivery');
  await shows(map, before);
  const voice = await unhappy(page);
  await corrected(page, map, voice, before);
  await overtaken(page, voice);
  await takenBack(page, map, voice, before);
  say(`unhappy with delivery ${before.unhappy.n} of ${before.voices}, one less while one was corrected`);
  assert.deepEqual([...page.troubles, ...map.troubles], []);
  await page.context().close();
  await map.context().close();
}
