// Where customers go: paths, what follows what, and to whom conversions are owed, by mouse and by keyboard. What is clicked
// is as many as its list says, nothing is lost at any node, and a link opens what was on screen. In both languages.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const AT = '/w/demo/analyses';
const DRAWER = 'aside[aria-labelledby]';
const WORDS = {
  ko: { table: '표', variants: '길의 갈래', steps: '몇 번째 행동', rework: '되풀이', time: '걸린 시간', after: '한 행동 뒤', anchor: '어디를 볼까요', paths: '경로', files: '파일로 내려받기', png: '그림 (PNG)', csv: '숫자 모두 (CSV)', map: '이 단계 뒤의 경로 보기' },
  en: { table: 'Table', variants: 'Whole ways', steps: 'Nth event', rework: 'Repeats', time: 'How soon', after: 'After an event', anchor: 'Where to look', paths: 'Paths', files: 'as a file', png: 'Picture (PNG)', csv: 'All numbers (CSV)', map: 'Paths after this stage' },
};

const digits = (text) => Number(text.replace(/\D/g, ''));
const answerOf = (page, kind) => page.waitForResponse((response) => new RegExp(`/analyze/${kind}$`).test(response.url()) && response.ok(), { timeout: 60_000 });
const listOf = (page, kind) => page.waitForResponse((response) => response.url().endsWith(`/analyze/${kind}/customers`), { timeout: 60_000 });

/** What opens counts what was clicked: `units` of the thing, or `n` customers. */
async function opens(page, kind, act, expected, of = 'units') {
  const listed = listOf(page, kind);
  await act();
  const list = await (await listed).json();
  assert.equal(list[of], expected, `${page.url()} lists ${JSON.stringify({ n: list.n, units: list.units })}`);
  await page.locator(`${DRAWER} ol li`).first().waitFor();
  assert.equal(await page.locator(`${DRAWER} ol li`).count(), Math.min(50, list.n));
}

async function close(page) {
  const cell = JSON.stringify(JSON.parse(new URL(page.url()).searchParams.get('cell')));
  await page.locator(`${DRAWER} h2`).focus();
  await page.keyboard.press('Escape');
  await page.locator(DRAWER).waitFor({ state: 'detached' });
  await page.waitForFunction((opened) => document.activeElement?.getAttribute('data-cell') === opened, cell);
}

/** in + start = out + end + other at every node, and every step but the first gets what the one before gave. */
function conserves({ steps, paths }) {
  for (const { nodes } of steps) for (const node of nodes) assert.equal(node.in + node.start, node.out + node.end + node.other, JSON.stringify(node));
  const sum = (nodes, key) => nodes.reduce((total, node) => total + node[key], 0);
  steps.slice(1).forEach(({ nodes }, at) => assert.equal(sum(nodes, 'in'), sum(steps[at].nodes, 'out')));
  assert.equal(steps.reduce((total, { nodes }) => total + sum(nodes, 'start'), 0), paths);
}

async function paths({ page, words, lang, say }) {
  await page.goto(AT);
  const answered = answerOf(page, 'paths');
  await page.getByRole('link', { name: new RegExp(`^${words.paths}`) }).click();
  const answer = await (await answered).json();
  conserves(answer);
  const bars = page.locator('svg [role="button"][data-key]');
  await bars.first().waitFor();
  assert.equal(await bars.count(), answer.steps.reduce((sum, { nodes }) => sum + nodes.length, 0));
  await inspect(page, `paths, ${lang}`);

  // the whole way lights up, and the tip says that nothing is lost
  const [, second] = answer.steps;
  const node = second.nodes[0];
  const bar = page.locator(`[data-key="1:=${node.event}"]`);
  await bar.hover();
  const tip = page.getByRole('tooltip');
  await tip.waitFor();
  const said = await tip.innerText();
  for (const count of [node.in, node.out]) assert.match(said, new RegExp(count.toLocaleString('en-US')));
  const bands = await page.locator('path[data-lit="near"]').count();
  assert.equal(bands, answer.steps[0].links.filter(({ to }) => to === node.event).length + second.links.filter(({ from }) => from === node.event).length);
  await page.mouse.move(2, 2);

  // by keyboard: one tab stop, arrows, Enter
  await bars.first().focus();
  await page.keyboard.press('ArrowRight');
  const key = await page.evaluate(() => document.activeElement?.getAttribute('data-key'));
  assert.match(key, /^1:/);
  const focused = second.nodes.find(({ event }) => key === `1:${event === null ? 'other' : `=${event}`}`);
  await opens(page, 'paths', () => page.keyboard.press('Enter'), focused.in + focused.start);
  await inspect(page, `a node of paths, ${lang}`);
  await page.reload();
  await page.locator(`${DRAWER} ol li`).first().waitFor();
  await close(page);

  // a band by mouse; an end is none of the steps
  const link = answer.steps[0].links[0];
  await opens(page, 'paths', () => page.locator(`[data-key="0:${link.from === null ? 'other' : `=${link.from}`}>1:${link.to === null ? 'other' : `=${link.to}`}"]`).dispatchEvent('click'), link.count);
  await close(page);
  await page.goto(`${AT}/paths?cell=${encodeURIComponent(JSON.stringify({ step: 0, is: 'end' }))}`);
  await page.locator(`${DRAWER} ol li`).first().waitFor();

  // the node without a name says what is in it, and a larger picture shows it
  const other = answer.steps.find(({ nodes }) => nodes.some(({ event }) => event === null));
  const inside = other.nodes.find(({ event }) => event === null);
  await opens(page, 'paths', () => page.goto(`${AT}/paths?cell=${encodeURIComponent(JSON.stringify({ step: other.step, event: null }))}`), inside.in + inside.start);
  await page.locator(`${DRAWER} ul li`).nth(inside.names - 1).waitFor();
  say(`${lang}: ${answer.paths} paths, ${inside.names} names inside the others of step ${other.step + 1}`);
  await page.goto(`${AT}/paths`);
  await bars.first().waitFor();
}

async function anchored({ page, words, lang }) {
  const answered = answerOf(page, 'paths');
  await page.getByRole('combobox', { name: words.anchor }).selectOption({ label: words.after });
  const answer = await (await answered).json();
  conserves(answer);
  assert.equal(answer.steps[0].nodes.length, 1);
  await page.getByText(words.table, { exact: true }).click();
  await page.locator('table tbody tr').first().waitFor();
  await inspect(page, `paths as a table, ${lang}`);
  const node = answer.steps[1].nodes[0];
  await opens(page, 'paths', () => page.locator(`table [data-cell='${JSON.stringify({ step: 1, event: node.event })}']`).click(), node.in + node.start);
  await close(page);
}

async function files({ page, words }) {
  await page.goto(`${AT}/paths`);
  await page.locator('svg [role="button"][data-key]').first().waitFor();
  for (const [item, ending] of [[words.csv, '.csv'], [words.png, '.png']]) {
    await page.getByRole('button', { name: new RegExp(words.files) }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()]);
    assert.match(download.suggestedFilename(), new RegExp(`\\${ending}$`));
  }
}

async function transitions({ page, words, lang, say }) {
  const answered = answerOf(page, 'transitions');
  await page.goto(`${AT}/transitions`);
  const answer = await (await answered).json();
  const boxes = page.locator('svg [role="button"][data-key]');
  await boxes.first().waitFor();
  await inspect(page, `transitions, ${lang}`);
  const before = await boxes.count();
  const slider = page.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('End');
  await page.waitForFunction((few) => document.querySelectorAll('svg [role="button"][data-key]').length > few, before);
  say(`${lang}: ${before} names at first, ${await boxes.count()} with all of ${answer.edges.length} kinds of transitions`);
  await page.keyboard.press('Home');
  await page.getByText(words.time, { exact: true }).click();
  await page.reload();
  await boxes.first().waitFor();
  assert.equal(await page.getByRole('radio', { name: words.time }).isChecked(), true);
  const [edge] = answer.edges;
  await opens(page, 'transitions', () => page.locator(`svg [data-cell='${JSON.stringify({ from: edge.from, to: edge.to })}']`).dispatchEvent('click'), edge.customers, 'n');
  await inspect(page, `a transition, ${lang}`);

  const views = [
    ['table', () => opens(page, 'transitions', () => page.locator('table [data-cell]').first().click(), edge.customers, 'n')],
    ['variants', async () => { const first = page.locator('ol [data-cell]').first(); await opens(page, 'variants', async () => first.click(), digits(await first.innerText()), 'n'); }],
    ['steps', async () => { const first = page.locator('table [data-cell]').first(); await opens(page, 'steps', async () => first.click(), digits(await first.innerText()), 'n'); }],
    ['rework', async () => { const first = page.locator('table [data-cell]').nth(1); await opens(page, 'rework', async () => first.click(), digits(await first.innerText()), 'n'); }],
  ];
  for (const [view, act] of views) {
    await page.goto(`${AT}/transitions?view=${view}`);
    await page.locator('main [data-cell]').first().waitFor();
    assert.equal(await page.getByRole('radio', { name: words[view], exact: true }).isChecked(), true);
    await inspect(page, `transitions as ${view}, ${lang}`);
    await act();
    await close(page);
  }
}

async function attribution({ page, lang, say }) {
  const answered = answerOf(page, 'attribution');
  await page.goto(`${AT}/attribution`);
  const answer = await (await answered).json();
  for (const model of ['first', 'last', 'linear', 'time_decay', 'position', 'shapley']) {
    const sum = answer.channels.reduce((total, channel) => total + channel[model], 0);
    assert.ok(Math.abs(sum - (answer.conversions - answer.without_touch)) < 1e-6 * answer.conversions, `${model} adds up to ${sum}`);
  }
  await page.locator('table [data-cell]').first().waitFor();
  await inspect(page, `attribution, ${lang}`);
  const [channel] = answer.channels;
  await opens(page, 'attribution', () => page.locator(`table [data-cell='${JSON.stringify({ touch: channel.channel })}']`).click(), channel.touched);
  await inspect(page, `who was touched, ${lang}`);
  await close(page);
  say(`${lang}: ${answer.conversions} conversions, ${answer.channels.length} channels`);
}

/** From a number of a stage on the map to the paths of its walks. */
async function fromMap({ page, words }) {
  await page.goto('/w/demo/journeys/first-purchase?cell=browse.entered').catch(() => undefined);
  const answered = answerOf(page, 'paths');
  await page.getByRole('link', { name: words.map }).click();
  const answer = await (await answered).json();
  assert.equal(answer.by, 'walk');
  conserves(answer);
  await page.locator('svg [role="button"][data-key]').first().waitFor();
}

/** A workspace without events says what to do in place of pictures. */
async function empty({ page, lang }) {
  for (const kind of ['paths', 'transitions', 'attribution']) {
    await page.goto(`/w/default/analyses/${kind}`);
    await page.locator('main h2').first().waitFor();
    await inspect(page, `${kind} without events, ${lang}`);
  }
}

export async function flow({ browser, origin, say }) {
  for (const lang of ['ko', 'en']) {
    const page = await openPage(browser, { origin, lang });
    const world = { page, words: WORDS[lang], lang, say };
    await paths(world);
    await anchored(world);
    await files(world);
    await transitions(world);
    await attribution(world);
    await fromMap(world);
    await empty(world);
    await settle(page);
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  }
}
