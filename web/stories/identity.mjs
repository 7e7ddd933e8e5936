// Two customers turn out to be one person: both are looked at side by side, merged, followed by the numbers, and parted again.
// What somebody else does meanwhile is said, and in the end everything is as it was.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const api = async (page, path) => (await page.request.get(`/api/w/demo/${path}`)).json();
const number = (text) => Number(text.replaceAll(/[^\d]/g, ''));
const made = (page) => page.getByRole('list', { name: '이 고객과 합친 고객' });
const opener = (page) => page.getByRole('button', { name: '같은 사람이에요', exact: true });
const status = (page, words) => page.getByRole('status').filter({ hasText: words }).waitFor();

async function post(page, path, data) {
  const answer = await page.request.post(`/api/w/demo/merges${path}`, { data, headers: { origin: new URL(page.url()).origin } });
  assert.ok(answer.ok(), await answer.text());
  return answer.json();
}

/** How many are at the first step of a funnel over the journey's stages, as the screen says. */
async function began(page, address) {
  await page.goto(address);
  await settle(page);
  const step = page.locator(`[data-cell^='{"step":0,']`).first();
  await step.waitFor();
  return number(await step.innerText());
}

async function proposed(page) {
  await page.goto('/w/demo/analyses/funnel');
  await page.waitForURL((url) => url.searchParams.has('q'));
  await settle(page);
  return page.url();
}

/** Looks for somebody on the page of somebody else, up to where both stand side by side. */
async function choose(page, label) {
  await opener(page).click();
  await page.getByRole('searchbox').fill(label);
  const found = page.getByRole('button', { name: new RegExp(`^${label}(?!\\w)`) });
  await found.waitFor();
  await found.click();
  await page.getByRole('heading', { name: '이 두 고객을 한 사람으로 합칠까요?' }).waitFor();
  await settle(page);
}

async function mergedOnScreen(page, one, other) {
  await page.goto(`/w/demo/customers/${one.person}`);
  await settle(page);
  await opener(page).click();
  await inspect(page, 'same person, looking');
  await page.getByRole('searchbox').fill(one.label);
  await page.getByText('지금 보고 있는 고객은 빼고 보여 줘요.').waitFor();
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.activeElement?.textContent === '같은 사람이에요');
  await choose(page, other.label);
  const sides = page.locator('form section');
  assert.equal(await sides.count(), 2);
  for (const [at, who] of [other, one].entries()) {
    const text = await sides.nth(at).innerText();
    for (const told of [who.label, who.events, ...who.identifiers.map(({ value }) => value)]) assert.ok(text.includes(String(told)), `${told} stands in: ${text}`);
  }
  await inspect(page, 'same person, both');
  await page.getByLabel(/^까닭/).fill('전화번호가 같아요');
  await page.getByRole('button', { name: '한 사람으로 합치기' }).click();
  await status(page, `${other.label} 고객을 합쳤어요.`);
  await settle(page);
  await made(page).getByText('전화번호가 같아요').waitFor();
  const both = await api(page, `customers/${one.person}`);
  assert.equal(both.events, one.events + other.events, 'one timeline has the events of both');
  const facts = await page.getByRole('complementary').locator('dl').first().innerText();
  assert.equal(number(/행동\s+([\d,]+)/.exec(facts)?.[1] ?? ''), both.events, facts);
  await inspect(page, 'merged');
}

/** Somebody else merges them while both are looked at. */
async function overtaken(page, one, third) {
  await choose(page, third.label);
  page.forgiven.push(/422/);
  const theirs = await post(page, '', { customer: third.person, into: one.person, reason: '다른 사람이 먼저' });
  await page.getByRole('button', { name: '한 사람으로 합치기' }).click();
  await page.getByText('그사이 다른 사람이 합쳐서 이미 같은 사람이에요.').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await made(page).getByRole('listitem').count(), 2);
  return theirs;
}

/** The list of the settings, by keyboard alone. */
async function undoneInSettings(page, theirs) {
  await page.goto('/w/demo/settings');
  await settle(page);
  const list = page.getByRole('region', { name: '한 사람으로 합친 고객' });
  const undo = list.getByRole('button', { name: `${theirs.customer_label}, ${theirs.into_label} 합치기 되돌리기` });
  await undo.focus();
  await page.keyboard.press('Enter');
  await inspect(page, 'settings, undoing');
  await page.keyboard.type('가족이었어요');
  await page.keyboard.press('Enter');
  await status(page, '합치기를 되돌렸어요.');
  await list.getByText(/^되돌림 · .*가족이었어요/).waitFor();
  await inspect(page, 'settings, undone');
}

async function undoneOnPage(page, one, other) {
  await page.goto(`/w/demo/customers/${other.person}`);
  await settle(page);
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), one.label, 'the address of the one leads to the other');
  await made(page).getByRole('button').click();
  await page.getByRole('button', { name: '두 사람으로 되돌리기' }).click();
  await status(page, '합치기를 되돌렸어요.');
  await settle(page);
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), other.label);
  const again = await post(page, '', { customer: other.person, into: one.person });
  await page.goto(`/w/demo/customers/${one.person}`);
  await made(page).getByRole('button').click();
  await post(page, `/${again.id}/undo`, {});
  await page.getByRole('button', { name: '두 사람으로 되돌리기' }).click();
  await status(page, '그사이 다른 사람이 먼저 되돌렸어요.');
  await made(page).waitFor({ state: 'detached' });
}

export async function identity({ browser, origin, say }) {
  const page = await openPage(browser, { origin });
  const address = await proposed(page);
  const before = await began(page, address);
  const map = await api(page, 'map/first-purchase');
  const { walks } = await api(page, `map/first-purchase/evidence?cell=${map.stages[0].id}.went_on&limit=50`);
  const people = [...new Set(walks.map(({ person }) => person))].slice(0, 3);
  const pages = await Promise.all(people.map((person) => api(page, `customers/${person}`)));
  const [one, other, third] = pages;
  await mergedOnScreen(page, one, other);
  const theirs = await overtaken(page, one, third);
  assert.equal(await began(page, address), before - 2, 'three customers of the first step are one');
  await undoneInSettings(page, theirs);
  assert.equal(await began(page, address), before - 1);
  await undoneOnPage(page, one, other);
  assert.equal(await began(page, address), before, 'the funnel is as it was');
  const timeless = (one) => ({ ...one, next: null });
  const after = await Promise.all(people.map((person) => api(page, `customers/${person}`)));
  assert.deepEqual(after.map(timeless), pages.map(timeless), 'everybody is as they were');
  say(`${one.label} and ${other.label}: ${one.events} + ${other.events} events; ${before} at the first step, one less while they were one`);
  assert.deepEqual(page.troubles, []);
  await page.context().close();
}
