// Stages are moved, renamed and hidden on the map, lanes arranged and named: with the mouse, with the keyboard alone, while a
// second browser looks on; every step is taken back, and older arrangements come back from their history.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const MAP = '/w/demo/journeys/first-purchase';
const JOURNEY = '/api/w/demo/journeys/first-purchase';
const SIZES = { widths: [1440] };

const json = async (page, path) => (await page.request.get(path)).json();
const heads = (page) => page.locator('thead tr').nth(1).locator('th[data-column] > div > span:first-child').allInnerTexts();
const handle = (page, name) => page.getByRole('button', { name: `${name} 단계 옮기기·이름·숨기기` });

async function headsAre(page, wanted) {
  await page.waitForFunction((names) => {
    const row = document.querySelectorAll('thead tr')[1];
    const shown = [...(row?.querySelectorAll('th[data-column] > div > span:first-child') ?? [])].map((one) => one.textContent);
    return JSON.stringify(shown) === JSON.stringify(names);
  }, wanted);
}

const swapped = (names, at) => [...names.slice(0, at), names[at + 1], names[at], ...names.slice(at + 2)];

const said = (page, text) => page.getByRole('status').filter({ hasText: text }).waitFor();

async function press(page, ...keys) {
  for (const key of keys) {
    await page.keyboard.press(key);
    // a dragged thing settles before it takes the next key
    await page.waitForTimeout(150);
  }
}

async function movesByKeyboard(page, other) {
  const names = await heads(page);
  const before = await json(page, JOURNEY);
  await handle(page, names[1]).focus();
  await press(page, 'Space', 'ArrowRight', 'Space');
  await said(page, '옮기고 숫자를 새로 계산했어요');
  await headsAre(page, swapped(names, 1));
  await headsAre(other, swapped(names, 1));
  const after = await json(page, JOURNEY);
  assert.equal(after.version, before.version + 1, 'a new version of the definition');
  const { stages } = await json(page, '/api/w/demo/map/first-purchase');
  for (const { entered, went_on, dropped, undecided } of stages) assert.equal(entered, went_on + dropped + undecided);
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('Control+z');
  await said(page, '되돌렸어요');
  await headsAre(page, names);
  await headsAre(other, names);
  assert.deepEqual((await json(page, JOURNEY)).definition, before.definition);
}

async function movesByMouse(page, other) {
  const names = await heads(page);
  const [from, to] = [await handle(page, names[0]).boundingBox(), await handle(page, names[2]).boundingBox()];
  await page.mouse.move(from.x + 12, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 14, { steps: 4 });
  await page.mouse.move(to.x + 12, to.y + 12, { steps: 8 });
  await page.mouse.up();
  await headsAre(other, [names[1], names[2], names[0], ...names.slice(3)]);
  await page.getByRole('button', { name: '되돌리기' }).click();
  await headsAre(other, names);
}

/** The focus goes back to where it was when a dialog closes, which may come after it was set. */
async function menu(page, name, item) {
  const wanted = page.getByRole('menuitem', { name: item });
  for (let tries = 0; tries < 5 && !(await wanted.isVisible()); tries += 1) {
    await handle(page, name).focus();
    await page.keyboard.press('Enter');
    await wanted.waitFor({ timeout: 2000 }).catch(() => undefined);
  }
  return wanted;
}

async function hides(page, other) {
  const names = await heads(page);
  const entered = () => page.locator('[data-cell$=".entered"]').allInnerTexts();
  const before = await entered();
  const hide = await menu(page, names[2], '숨기기');
  await inspect(page, 'the menu of a stage', SIZES);
  await hide.click();
  await headsAre(page, names.toSpliced(2, 1));
  await headsAre(other, names.toSpliced(2, 1));
  assert.deepEqual(await entered(), before.toSpliced(2, 1), 'no number of another stage has changed');
  await page.getByText('숨긴 단계가 1개 있어요.', { exact: false }).waitFor();
  await page.mouse.move(700, 500);
  await inspect(page, 'a map with a hidden stage');
  await other.getByRole('button', { name: `${names[2]} 보이기` }).click();
  await headsAre(page, names);
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('Control+z');
  await said(page, '그사이 다른 사람이 바꿔서 되돌리지 않았어요');
  assert.deepEqual(await heads(page), names, 'what somebody else did is not undone');
}

/** The form of names, looked at while no new version keeps the machine busy with findings. */
async function looksAtNames(page) {
  await (await menu(page, (await heads(page))[0], '이름 바꾸기')).click();
  await page.getByLabel('이름 (한국어)').waitFor();
  await inspect(page, 'the names of a stage', SIZES);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function renames(page, other) {
  const names = await heads(other);
  await headsAre(page, names);
  await page.waitForLoadState('networkidle');
  const rename = async (to) => {
    const field = page.getByLabel('이름 (한국어)');
    // the map of the version before may come in meanwhile, which lays its heads anew
    for (let tries = 0; tries < 5 && !(await field.isVisible()); tries += 1) {
      await (await menu(page, (await heads(page))[0], '이름 바꾸기')).click();
      await field.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    await field.fill(to);
    await page.keyboard.press('Enter');
    await headsAre(other, [to, ...names.slice(1)]);
    // who renamed it sees the new name before the next form opens
    await headsAre(page, [to, ...names.slice(1)]);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  await rename('처음 만남');
  await rename('첫 만남');
  for (const wanted of ['처음 만남', names[0]]) {
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press('Control+z');
    await headsAre(other, [wanted, ...names.slice(1)]);
    await said(page, '되돌렸어요');
  }
}

const lanesOf = async (page) => (await page.locator('tbody th[scope="row"]').evaluateAll((rows) => rows.map((row) => row.childNodes[0]?.textContent ?? ''))).filter((name) => !/넘어감/.test(name));

async function arrangesLanes(page, other) {
  const before = await lanesOf(page);
  const open = async () => {
    await page.getByRole('button', { name: '줄 고르기' }).click();
    await page.getByRole('dialog', { name: '줄 고르기' }).waitFor();
  };
  const lanes = (wanted) => other.waitForFunction((names) => {
    const rows = [...document.querySelectorAll('tbody th[scope="row"]')].map((row) => row.childNodes[0]?.textContent ?? '').filter((name) => !/넘어감/.test(name));
    return JSON.stringify(rows) === JSON.stringify(names);
  }, wanted);
  await open();
  await page.getByRole('button', { name: '행동 줄 옮기기' }).focus();
  await press(page, 'Space', 'ArrowDown', 'Space');
  await lanes(swapped(before, before.indexOf('행동')));
  await page.getByRole('button', { name: '지표 줄 이름 바꾸기' }).click();
  await page.getByLabel('‘지표’ 줄을 부르는 이름').fill('우리 지표');
  await page.keyboard.press('Enter');
  const named = swapped(before, before.indexOf('행동')).map((name) => (name === '지표' ? '우리 지표' : name));
  await lanes(named);
  await inspect(page, 'lanes', SIZES);
  await page.getByText('이력', { exact: true }).click();
  await page.getByText('지표 → 우리 지표').waitFor();
  await inspect(page, 'earlier arrangements', SIZES);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('Control+z');
  await lanes(swapped(before, before.indexOf('행동')));
  await said(page, '되돌렸어요');
  await page.keyboard.press('Control+z');
  await lanes(before);
  await said(page, '되돌렸어요');
  await open();
  await page.getByText('이력', { exact: true }).click();
  const { versions } = await json(page, '/api/w/demo/lanes/history');
  const wanted = versions.find(({ laid }) => laid.names.kpis === '우리 지표');
  await page.getByRole('button', { name: `${wanted.version}번째 모습으로 되살리기` }).first().click();
  await lanes(named);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('Control+z');
  await lanes(before);
}

/** A journey that was deleted comes back with its versions. */
async function deletes(page) {
  const { journeys } = await json(page, '/api/w/demo/journeys');
  const last = journeys.at(-1);
  const name = last.name.ko ?? last.name;
  await page.goto('/w/demo/journeys');
  await settle(page);
  await page.getByRole('row', { name: new RegExp(last.id) }).getByRole('button').click();
  await page.getByRole('menuitem', { name: '지우기' }).click();
  await page.getByRole('group', { name: `${name} 여정을 지울까요?` }).getByRole('button', { name: '지우기' }).click();
  await page.getByText(`${name} 여정을 지웠어요.`, { exact: false }).waitFor();
  await inspect(page, 'a deleted journey');
  assert.equal((await json(page, '/api/w/demo/journeys')).journeys.length, journeys.length - 1);
  await page.getByRole('button', { name: '되돌리기' }).click();
  await page.getByText(`${name} 여정을 지웠어요.`, { exact: false }).waitFor({ state: 'detached' });
  const back = await json(page, `/api/w/demo/journeys/${last.id}`);
  assert.equal(back.version, last.version + 1);
  assert.equal(back.versions.length, last.version + 1, 'with all of its versions');
}

export async function columns({ browser, origin, say }) {
  const page = await openPage(browser, { origin });
  const other = await openPage(browser, { origin });
  for (const one of [other, page]) {
    // findings of every version are computed anew, which a busy machine may not do within a minute: the lane says so and asks again
    one.forgiven.push(/\b503\b/);
    await one.goto(MAP);
    await settle(one);
  }
  const { versions } = await json(page, JOURNEY);
  await hides(page, other);
  await arrangesLanes(page, other);
  await looksAtNames(page);
  await movesByKeyboard(page, other);
  await movesByMouse(page, other);
  await renames(page, other);
  say(`${(await json(page, JOURNEY)).versions.length - versions.length} versions of the journey, each one seen by the other browser`);
  await deletes(page);
  await page.context().close();
  await other.context().close();
}
