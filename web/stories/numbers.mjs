// The demo map opens, and every number on it is the length of the list that it opens.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

/** Cells opened at least, however slow the machine is; then as many as fit in the time. */
const LEAST = 40;
const TIME_MS = 45_000;

const digits = (text) => Number(text.replaceAll(/[^0-9]/g, ''));

/** How many rows a cell must open, read from the map that the screen was drawn from. */
function expected(map, found, cell) {
  if (cell === 'customers' || cell === 'walks' || cell === 'events_uncaught' || cell === 'voices_unplaced') return map[cell];
  const [id, what, ...rest] = cell.split('.');
  const which = rest.join('.');
  const stage = map.stages.find((one) => one.id === id);
  assert.ok(stage, `no stage for ${cell}`);
  switch (what) {
    case 'time': return stage.time_s.n;
    case 'emotion': return stage.emotion.n;
    case 'action': return stage.actions.find((one) => one.event === which).count;
    case 'channel': return stage.channels.find((one) => (one.channel ?? '-') === which).count;
    case 'kpi': return stage.kpis.find((one) => one.id === which).n;
    case 'thought': return 1;
    case 'requests': return stage.asking;
    case 'topic': {
      const [topic, side] = which.split('.');
      const told = stage.topics.find((one) => one.topic === topic);
      return side ? told[side].n : told.voices;
    }
    case 'finding': return found.find((one) => one.evidence.query === cell).n;
    default: return stage[what];
  }
}

/** Kinds whose number stands on the map as a plain count. */
const PLAIN = new Set(['entered', 'went_on', 'dropped', 'undecided', 'events', 'voices', 'customers', 'walks', 'events_uncaught', 'voices_unplaced']);

const kindOf = (cell) => (cell.includes('.') ? cell.split('.')[1] : cell);

/** Each kind in turn over the stages, so that a sample has all kinds. */
function inTurns(cells) {
  const kinds = Map.groupBy ? Map.groupBy(cells, kindOf) : cells.reduce((all, cell) => all.set(kindOf(cell), [...(all.get(kindOf(cell)) ?? []), cell]), new Map());
  const order = [];
  for (let at = 0; order.length < cells.length; at += 1) {
    for (const list of kinds.values()) if (list[at]) order.push(list[at]);
  }
  return order;
}

/** Opens a number; how long until its list stands there, and what the drawer and the server said. */
async function open(page, cell) {
  const atom = page.locator(`[data-cell=${JSON.stringify(cell)}]`).first();
  await atom.scrollIntoViewIfNeeded();
  const answer = page.waitForResponse((response) => response.url().includes('/evidence?') && new URL(response.url()).searchParams.get('cell') === cell);
  const began = performance.now();
  await atom.click();
  const response = await answer;
  await page.waitForFunction((name) => {
    const drawer = document.querySelector('aside[aria-labelledby]');
    const pressed = [...document.querySelectorAll('[data-cell]')].some((one) => one.dataset.cell === name && one.ariaExpanded === 'true');
    return pressed && drawer && !drawer.querySelector('[data-loading]') && drawer.querySelectorAll('section').length > 1;
  }, cell);
  const took = performance.now() - began;
  const drawer = await page.locator('aside[aria-labelledby]').innerText();
  return { took, drawer, answer: await response.json(), shown: await atom.innerText() };
}

function check(map, found, cell, { drawer, answer, shown }) {
  const n = expected(map, found, cell);
  assert.equal(answer.n, n, `${cell}: the list has ${answer.n} rows, the map says ${n}`);
  const counts = [...drawer.matchAll(/(?:n\s|여정 |고객 |행동 |목소리 )?([\d,]+)(?:명|건)/g)].map(([, number]) => digits(number));
  assert.ok(counts.includes(n), `${cell}: the drawer does not say ${n}: ${drawer.slice(0, 300)}`);
  const kind = kindOf(cell);
  if (PLAIN.has(kind) && !/^외 /.test(shown) && !/^다른 말/.test(shown)) {
    const last = shown.match(/[\d,]+(?!.*[\d,])/s);
    assert.ok(last, `${cell}: no number on the map: ${shown}`);
    const said = (shown.match(/\d[\d,]*(?:\.\d+%)?/g) ?? []).filter((one) => !one.endsWith('%')).map(digits);
    assert.ok(said.includes(n), `${cell}: the map shows “${shown}”, its list has ${n} rows`);
  }
  if (kind === 'kpi' || kind === 'emotion') assert.ok(shown.includes(`n ${n.toLocaleString('ko-KR')}`), `${cell}: the map shows “${shown}”, n is ${n}`);
}

const quantile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

export async function numbers({ browser, origin, say }) {
  const page = await openPage(browser, { origin });
  const answer = page.waitForResponse((response) => /\/map\/first-purchase\?/.test(response.url()) || response.url().endsWith('/map/first-purchase'));
  const began = performance.now();
  await page.goto('/w/demo/journeys/first-purchase');
  const map = await (await answer).json();
  await page.locator('[data-cell]').first().waitFor();
  say(`map drawn ${Math.round(performance.now() - began)} ms after it was asked for`);
  await inspect(page, 'map');
  const { pains, delights } = await (await page.request.get(`/api/w/demo/map/first-purchase/findings?version=${map.version}&lake_version=${map.lake_version}`)).json();
  const found = [...pains, ...delights];
  const cells = [...new Set(await page.locator('[data-cell]').evaluateAll((atoms) => atoms.filter((atom) => atom.checkVisibility()).map((atom) => atom.dataset.cell)))];
  const times = [];
  const kinds = new Set();
  const until = performance.now() + TIME_MS;
  for (const cell of inTurns(cells)) {
    if (times.length >= LEAST && performance.now() > until) break;
    const opened = await open(page, cell);
    check(map, found, cell, opened);
    times.push(opened.took);
    kinds.add(kindOf(cell));
  }
  assert.ok(times.length >= Math.min(LEAST, cells.length), `only ${times.length} numbers were opened`);
  for (const cell of cells) assert.ok(kinds.has(kindOf(cell)), `no number of the kind ${kindOf(cell)} was opened`);
  times.sort((a, b) => a - b);
  say(`${times.length} of ${cells.length} numbers opened, of ${kinds.size} kinds; from click to list: median ${Math.round(quantile(times, 0.5))} ms, p90 ${Math.round(quantile(times, 0.9))} ms, longest ${Math.round(times.at(-1))} ms`);
  await page.goto('/w/demo/journeys/first-purchase');
  await settle(page);
  const worst = map.stages.filter((stage) => stage.emotion.n > 0).sort((a, b) => a.emotion.mean - b.emotion.mean)[0];
  await open(page, `${worst.id}.emotion`);
  await inspect(page, 'map-drawer');
  await page.goto('/w/demo');
  await inspect(page, 'home');
  await page.context().close();
}
