// Two sides of an analysis: proposed at once, every number opens as many customers as it says on its own side, the address
// holds all of it, and the same is reached from a funnel. In both languages, on a desk and on a phone.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const AT = '/w/demo/analyses/compare';
const DRAWER = 'aside[aria-labelledby]';
const WORDS = {
  ko: { compare: /비교/, kind: '견줄 분석', swap: '두 쪽 바꾸기' },
  en: { compare: /^Compare/, kind: 'Analysis', swap: 'Swap sides' },
};

const compared = (page) => page.waitForResponse((answer) => answer.url().endsWith('/analyze/compare') && answer.status() === 200, { timeout: 120_000 });
const mobile = [{ field: { of: 'event', name: 'channel' }, is: '모바일 웹' }];

/** The payment screen of August sent people on the mobile web back to the cart. */
export const AUGUST = {
  kind: 'funnel', question: { steps: [{ event: '장바구니 담기' }, { event: '주문서 열기' }, { event: '결제 누름' }, { event: '주문 완료' }], where: mobile },
  a: { from: '2026-08-03', to: '2026-08-30' }, b: { from: '2026-07-06', to: '2026-08-02' },
};
const address = (q) => `${AT}?q=${encodeURIComponent(JSON.stringify(q))}`;

/** Both numbers of the first row open as many customers as they say. */
async function opens(page, [row], say) {
  for (const side of ['a', 'b']) {
    const page_ = page.waitForResponse((answer) => answer.url().endsWith('/customers') && answer.status() === 200);
    await page.locator(`tbody button[data-cell*='"side":"${side}"']`).first().click();
    const { n } = await (await page_).json();
    assert.equal(n, row[side].n, `${side}: ${JSON.stringify(row.what)}`);
    await page.locator(`${DRAWER} ol li`).first().waitFor();
    say(`${side}: ${n} customers`);
  }
  await page.locator(`${DRAWER} h2`).focus();
  await page.keyboard.press('Escape');
  await page.locator(DRAWER).waitFor({ state: 'detached' });
}

async function story({ browser, origin, say }, lang) {
  const words = WORDS[lang];
  const page = await openPage(browser, { origin, lang });
  const first = compared(page);
  await page.goto(AT);
  const proposed = await (await first).json();
  assert.equal(proposed.kind, 'funnel', 'the stages of the newest journey are proposed');
  await page.waitForURL((url) => url.searchParams.has('q'));

  const answer = compared(page);
  await page.goto(address(AUGUST));
  const comparison = await (await answer).json();
  await page.locator('tbody tr[data-out]').first().waitFor();
  await settle(page);
  say(`${lang}: ${comparison.gap.difference.value.toFixed(4)}, first ${comparison.rows[0].name} explains ${comparison.rows[0].explains.toFixed(2)}`);
  assert.ok(comparison.gap.difference.value < 0 && comparison.gap.stands_out, 'fewer paid in August');
  assert.ok(Math.abs(comparison.rows.reduce((sum, { part }) => sum + part, 0) - comparison.gap.difference.value) < 1e-9);
  await inspect(page, `two sides, ${lang}`);
  await opens(page, comparison.rows, say);

  const swapped = compared(page);
  await page.getByRole('button', { name: words.swap }).click();
  const turned = await (await swapped).json();
  assert.ok(Math.abs(turned.gap.difference.value + comparison.gap.difference.value) < 1e-12);
  await page.goBack();
  await page.waitForFunction((from) => new URL(location.href).searchParams.get('q')?.includes(`"a":{"from":"${from}"`), AUGUST.a.from);

  const kinds = compared(page);
  await page.getByLabel(words.kind, { exact: true }).selectOption('transitions');
  const ways = await (await kinds).json();
  assert.equal(ways.measure, 'variation');
  await page.locator('tbody tr[data-out]').first().waitFor();
  await inspect(page, `two sides of transitions, ${lang}`);
  await page.reload();
  await page.locator('tbody tr[data-out]').first().waitFor();
  await page.context().close();
}

async function fromFunnel({ browser, origin }) {
  const page = await openPage(browser, { origin, lang: 'ko' });
  await page.goto('/w/demo/analyses/funnel');
  await page.waitForURL((url) => url.searchParams.has('q'));
  const answer = compared(page);
  await page.getByRole('link', { name: WORDS.ko.compare }).click();
  assert.equal((await (await answer).json()).kind, 'funnel');
  await page.context().close();
}

async function onPhone({ browser, origin }) {
  const page = await openPage(browser, { origin, lang: 'ko', width: 390 });
  await page.goto(address(AUGUST));
  await page.locator('tbody tr[data-out]').first().waitFor();
  await settle(page);
  await inspect(page, 'two sides on a phone');
  await page.context().close();
}

export async function contrast(about) {
  for (const lang of ['ko', 'en']) await story(about, lang);
  await fromFunnel(about);
  await onPhone(about);
}
