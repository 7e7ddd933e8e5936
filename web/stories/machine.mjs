// A person plugs in a language model, tries the connection, has a stage summed up and checks it against customers' own
// words; then turns it off, and nothing goes out any more. The model is a server of ours that speaks the protocol.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';
import { MODEL, plug, startModel } from './model.mjs';

const KEY = 'sk-planted-key';
const MAP = '/w/demo/journeys/first-purchase';
const TITLE = '이 단계에서 고객이 겪는 일';

const said = (page, words) => page.getByRole('status').filter({ hasText: words }).waitFor();
const api = async (page, path) => (await page.request.get(`/api/w/demo/${path}`)).json();

async function plugIn(page, base) {
  await page.goto('/w/demo/settings');
  await settle(page);
  await page.getByLabel('주소', { exact: true }).fill(base);
  await page.getByLabel('모델', { exact: true }).fill(MODEL);
  await page.getByLabel('열쇠', { exact: true }).fill(KEY);
  await page.getByLabel('이 작업 공간에서 언어 모델 쓰기').check();
  await said(page, '저장한 뒤에 시험할 수 있어요.');
  const form = page.locator('form').filter({ hasText: '연결 시험' });
  await form.getByRole('button', { name: '저장', exact: true }).click();
  await page.getByText('오늘 0번, 0토큰 썼어요.').waitFor();
  await page.getByRole('button', { name: '연결 시험' }).click();
  await said(page, `${MODEL} 모델이`);
  await page.getByText('오늘 1번, 2,050토큰 썼어요.').waitFor();
  assert.equal(await page.getByLabel('열쇠', { exact: true }).inputValue(), '', 'a key is not shown again');
  assert.ok(!(await page.content()).includes(KEY));
  await inspect(page, 'the settings of a language model');
}

async function sumUp(page, stage, model) {
  const before = model.sent.length;
  await page.goto(`${MAP}?cell=${stage}.voices`);
  await settle(page);
  await page.getByRole('heading', { name: TITLE }).waitFor();
  assert.equal(model.sent.length, before, 'nothing goes out before somebody asks');
  let go;
  model.wait = new Promise((resolve) => { go = resolve; });
  await page.getByRole('button', { name: '요약 쓰기' }).click();
  await said(page, '쓰는 중이에요.');
  go();
  const first = page.getByRole('button', { name: /^약속한 날보다/ });
  await first.waitFor();
  await page.getByText('근거를 대지 못한 문장 2개는 뺐어요.').waitFor();
  await page.getByText(new RegExp(`${MODEL} ·`)).waitFor();
  await first.press('Enter');
  const quotes = page.locator('figure blockquote');
  await quotes.first().waitFor();
  const { summary } = await api(page, `map/first-purchase/summary?stage=${stage}&lang=ko`);
  const cited = summary.sentences[0].cites.map((at) => summary.verbatims[at]);
  assert.equal(await first.getAttribute('aria-expanded'), 'true');
  for (const quote of cited) {
    await page.getByText(`“${quote.text.trim()}”`, { exact: true }).first().waitFor();
    const { rows } = await api(page, `voices?voice=${quote.voice_id}`);
    assert.ok(rows[0].text.includes(quote.text), `${quote.text} stands in ${rows[0].text}`);
  }
  await inspect(page, 'a stage summed up');
  // looking at it in both widths has drawn the panel anew
  if (await first.getAttribute('aria-expanded') === 'false') await first.click();
  await page.getByRole('link', { name: '목소리 보기' }).first().click();
  await page.waitForURL((url) => url.pathname.endsWith('/voices') && url.searchParams.get('voice') === cited[0].voice_id);
  return summary;
}

/** From the voice that a sentence led to. */
async function drafted(page) {
  await page.getByRole('button', { name: '답글 초안', exact: true }).click();
  await page.getByText('[확인 필요: 배송이 언제 되는지]').waitFor();
  await page.getByText('여기서 고객에게 보내지 않아요.').waitFor();
  await inspect(page, 'a draft of an answer');
}

/** Nothing that tells who spoke: no key of ours, no id of a customer or a voice, no name or number of one. */
async function nothingPersonal(page, model, summary) {
  const sent = model.sent.map(({ body }) => body).join('\n');
  const told = [KEY, ...summary.verbatims.map(({ voice_id }) => voice_id)];
  const { rows } = await api(page, 'customers?limit=200');
  told.push(...rows.flatMap(({ person, label }) => [person, label]));
  for (const one of told) assert.ok(!sent.includes(one), `${one} went out`);
  assert.ok(!/01\d[- ]?\d{3,4}[- ]?\d{4}|[\w.]+@[\w.]+\.\w/.test(sent), 'no telephone number, no address went out');
}

export async function machine({ browser, origin, say }) {
  const model = await startModel();
  const page = await openPage(browser, { origin });
  try {
    await page.goto('/w/demo/settings');
    const { stages } = await api(page, 'map/first-purchase');
    const stage = stages.toSorted((a, b) => b.voices - a.voices)[0].id;
    await page.goto(`${MAP}?cell=${stage}.voices`);
    await settle(page);
    assert.equal(await page.getByRole('heading', { name: TITLE }).count(), 0, 'where no model is used nobody is bothered with one');
    assert.equal(model.sent.length, 0);
    await plugIn(page, model.base);
    const summary = await sumUp(page, stage, model);
    await drafted(page);
    await nothingPersonal(page, model, summary);
    assert.deepEqual(model.sent.map(({ authorization }) => authorization), Array(3).fill(`Bearer ${KEY}`));
    await page.goto('/w/demo/settings');
    await settle(page);
    await page.getByLabel('이 작업 공간에서 언어 모델 쓰기').uncheck();
    await page.locator('form').filter({ hasText: '연결 시험' }).getByRole('button', { name: '저장', exact: true }).click();
    await page.waitForFunction(async () => (await (await fetch('/api/w/demo/machine')).json()).on === false);
    await page.goto(`${MAP}?cell=${stage}.voices`);
    await page.getByRole('button', { name: /^약속한 날보다/ }).waitFor();
    assert.equal(await page.getByRole('button', { name: /^(요약|다시) 쓰기$/ }).count(), 0);
    assert.equal(model.sent.length, 3);
    assert.deepEqual(page.troubles, []);
    say(`${summary.given} of ${summary.statements} statements of ${stage} were read, 3 requests went out`);
  } finally {
    await page.context().close();
    await plug(origin, null);
    await model.end();
  }
}
