// One customer is found and followed day by day; one word is looked for in what everybody said.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const api = async (page, path) => (await page.request.get(`/api/w/demo/${path}`)).json();

export async function people({ browser, origin, say }) {
  const page = await openPage(browser, { origin });
  await page.goto('/w/demo/customers');
  await page.locator('tbody tr').first().waitFor();
  await inspect(page, 'customers');
  const all = await api(page, 'customers?limit=20');
  const wanted = all.rows.find((row) => row.voices > 0) ?? all.rows[0];
  await page.getByRole('searchbox').fill(wanted.label);
  await page.waitForURL(/q=/);
  const link = page.getByRole('link', { name: wanted.label, exact: true });
  await link.waitFor();
  await settle(page);
  const found = await api(page, `customers?q=${encodeURIComponent(wanted.label)}`);
  assert.equal(await page.locator('tbody tr').count(), found.rows.length);
  await link.click();
  await page.waitForURL(new RegExp(wanted.person));
  await page.getByRole('heading', { name: '한 일과 한 말' }).waitFor();
  await inspect(page, 'customer');
  const one = await api(page, `customers/${wanted.person}?journey=first-purchase`);
  assert.equal(one.events, wanted.events);
  const last = one.timeline.find((row) => row.is === 'event');
  assert.ok((await page.locator('main, body').first().innerText()).includes(last.event), 'the newest event stands on the timeline');
  say(`${wanted.label}: ${one.events} events, ${one.voices} voices, ${one.walks.length} walks`);

  await page.goto('/w/demo/voices');
  await settle(page);
  const every = await api(page, 'voices?limit=1');
  const { source } = every.by_source[0];
  await page.getByLabel('들은 곳').selectOption(source);
  await page.waitForURL(/source=/);
  await settle(page);
  const filtered = await api(page, `voices?source=${source}&limit=1`);
  assert.equal(filtered.n, every.by_source[0].count, 'a filter leaves as many as it said');
  const word = '배송';
  await page.getByRole('searchbox').fill(word);
  await page.waitForURL(/q=/);
  await settle(page);
  const heard = await api(page, `voices?source=${source}&q=${encodeURIComponent(word)}&limit=1`);
  assert.ok(heard.n > 0 && heard.n < filtered.n);
  await page.getByText(`목소리 ${heard.n.toLocaleString('ko-KR')}건을 찾았어요.`).waitFor({ state: 'attached' });
  const quotes = await page.locator('blockquote').allInnerTexts();
  assert.ok(quotes.length > 0);
  for (const quote of quotes) assert.ok(quote.includes(word), `“${quote}” has no ${word}`);
  say(`${heard.n} of ${filtered.n} voices of one source speak of ${word}`);
  await inspect(page, 'voices');
  await page.goto('/w/demo/settings');
  await inspect(page, 'settings');
  await page.context().close();
}
