// Somebody with two files of a shop, as they come out of a Korean office: is led in five steps from nothing to the map with
// numbers, leaves in the middle and goes on.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect, openPage } from './browser.mjs';
import { cp949 } from './cp949.mjs';

const STEPS = ['광고 클릭', '상품 조회', '장바구니 담기', '주문', '결제 완료', '배송 출발', '배송 완료', '재구매'];
const CHANNELS = ['앱', '모바일 웹', 'PC'];
const WORDS = {
  1: '배송이 너무 늦어서 선물로 쓰지 못했어요', 2: '포장이 찢어져 왔고 답이 늦었어요', 3: '보통이에요', 4: '생각보다 빨리 왔어요', 5: '"정말 마음에 들어요, 또 살게요"',
};
const CUSTOMERS = 60;
const BOOK = fileURLToPath(new URL('../../fixtures/good/months.xlsx', import.meta.url));

const stamp = (minutes) => new Date(Date.UTC(2026, 8, 1, 9) + minutes * 60_000).toISOString().slice(0, 16).replace('T', ' ');

/** Some stop early; the numbers come from the place in the list alone, so that every run has the same file. */
export function files() {
  const events = ['고객번호,행동,일시,채널,주문번호,금액'];
  const reviews = ['고객번호,별점,후기,작성일,주문번호'];
  for (let person = 0; person < CUSTOMERS; person += 1) {
    const id = `C${1001 + person}`;
    const order = `O${5001 + person}`;
    const reached = 3 + ((person * 7) % (STEPS.length - 2));
    for (let step = 0; step < reached; step += 1) {
      const ordered = step >= 3;
      events.push([id, STEPS[step], stamp(person * 700 + step * (step > 4 ? 1440 : 11)), CHANNELS[(person + step) % 3], ordered ? order : '', step === 3 ? 12_000 + person * 500 : ''].join(','));
    }
    if (reached >= 7) {
      const stars = 1 + ((person * 3) % 5);
      reviews.push([id, stars, WORDS[stars], stamp(person * 700 + 6 * 1440 + 300), order].join(','));
    }
  }
  const csv = (rows) => cp949(`${rows.join('\r\n')}\r\n`);
  return { events, reviews, bytes: { events: csv(events), reviews: csv(reviews) } };
}

/** The step that the line over the screen says one is at. */
const stepAt = (page, name) => page.getByRole('region', { name: '첫 지도까지 다섯 걸음' }).locator('[aria-current="step"]', { hasText: name }).waitFor();

/** One file through the wizard, nothing changed; what the server stored of it. */
async function bring(page, file, name) {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: '다음: 읽는 법 확인' }).click();
  const start = page.getByRole('button', { name: /^(읽기 시작|모두 읽기)$/ });
  await start.waitFor();
  await stepAt(page, '열 확인');
  await page.reload();
  await start.waitFor();
  await inspect(page, `import-check of ${name}`);
  await start.click();
  await page.getByRole('heading', { name: '결과' }).waitFor();
  await inspect(page, `import-result of ${name}`);
  const id = new URL(page.url()).searchParams.get('job').replaceAll('"', '');
  const job = await (await page.request.get(`/api/w/default/jobs/${id}`)).json();
  assert.equal(job.state, 'done');
  return job.result;
}

/** Sends a file, goes home, and finds there that it waits. */
async function leaves(page, file) {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: '다음: 읽는 법 확인' }).click();
  await page.getByRole('link', { name: '나중에 이어서 하기' }).click();
  await page.getByText(`올려 둔 파일: ${path.basename(file)}`).waitFor();
  await inspect(page, 'home with a file that waits');
  await page.getByRole('link', { name: '이어서 확인하기' }).click();
  await page.getByRole('button', { name: /^(읽기 시작|모두 읽기)$/ }).waitFor();
  await page.getByRole('button', { name: '다른 파일 고르기' }).click();
}

/** A workbook with a sheet for each month: what is left out is said, another sheet may be read, and then all of it again. */
async function book(page) {
  await page.locator('input[type=file]').setInputFiles(BOOK);
  await page.getByRole('button', { name: '다음: 읽는 법 확인' }).click();
  const sheet = page.getByLabel('시트', { exact: true });
  await sheet.waitFor();
  await page.getByText('읽지 않는 시트: 표지 · 0행, 요약 · 2행, 옛것 · 2행').waitFor();
  await inspect(page, 'import-check of a workbook');
  await sheet.selectOption('요약');
  await page.getByText('약 2행', { exact: false }).waitFor();
  await sheet.selectOption('');
  await page.getByText('날짜를 읽은 순서: 일시 년/월/일').waitFor();
  await page.getByRole('button', { name: /^(읽기 시작|모두 읽기)$/ }).click();
  await page.getByRole('heading', { name: '읽지 않는 시트' }).waitFor();
  await inspect(page, 'import-result of a workbook');
  const id = new URL(page.url()).searchParams.get('job').replaceAll('"', '');
  const { result } = await (await page.request.get(`/api/w/default/jobs/${id}`)).json();
  assert.deepEqual([result.read, result.events, result.rejected], [4, 3, 1]);
}

export async function newcomer({ browser, origin, program, say }) {
  const { events, reviews, bytes } = files();
  const places = { events: path.join(program.folder, '구매이력.csv'), reviews: path.join(program.folder, '상품후기.csv') };
  await writeFile(places.events, bytes.events);
  await writeFile(places.reviews, bytes.reviews);
  const page = await openPage(browser, { origin });
  await page.goto('/w/default');
  await page.getByRole('main').getByRole('list', { name: '첫 지도까지 다섯 걸음' }).waitFor();
  await inspect(page, 'home without data');
  await page.getByRole('main').getByRole('link', { name: '파일 올리기' }).click();
  await stepAt(page, '파일 올리기');
  await inspect(page, 'import-choose');

  await leaves(page, places.events);
  const stored = await bring(page, places.events, '구매이력.csv');
  assert.equal(stored.events, events.length - 1, 'every row of the first file is an event');
  assert.equal(stored.rejected, 0);
  await page.getByRole('link', { name: '다른 파일 올리기' }).click();
  const heard = await bring(page, places.reviews, '상품후기.csv');
  assert.equal(heard.voices, reviews.length - 1, 'every row of the second file is a voice');
  say(`${stored.events} events and ${heard.voices} voices read from CP949 without a mapping`);

  await page.getByRole('link', { name: '다음: 여정 고르기' }).click();
  await stepAt(page, '여정 고르기');
  const take = page.getByRole('button', { name: '이 단계로 시작' });
  await take.waitFor();
  await inspect(page, 'journeys to choose from');
  await take.click();
  await stepAt(page, '단계 다듬기');
  await inspect(page, 'editor of the suggested journey');
  await page.getByRole('button', { name: '저장하고 지도 보기' }).click();
  await page.waitForURL(/\/journeys\/[^/]+$/);
  await stepAt(page, '지도 보기');
  await page.locator('[data-cell$=".entered"]').first().waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const map = await (await page.request.get(`/api/w/default/map/${id}`)).json();
  assert.equal(map.customers, CUSTOMERS);
  assert.ok(map.stages.length >= 3, `${map.stages.length} stages`);
  assert.ok(map.stages.some((stage) => stage.emotion.n > 0), 'the reviews are on the map');
  for (const stage of map.stages) {
    const shown = await page.locator(`[data-cell="${stage.id}.entered"]`).innerText();
    assert.equal(Number(shown.replaceAll(/\D/g, '')), stage.entered);
  }
  say(`map of ${map.stages.length} stages: ${map.stages.map((stage) => `${stage.name} ${stage.entered}`).join(', ')}`);
  await inspect(page, 'map of the newcomer');
  await page.goto('/w/default/imports/new');
  await book(page);
  await page.goto('/w/default/imports');
  await inspect(page, 'imports');
  await page.context().close();
}
