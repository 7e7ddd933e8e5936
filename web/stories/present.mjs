// The map is presented: on a phone with swipes and big buttons, at a desk by keyboard or clicker alone, in both languages.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const MAP = '/w/demo/journeys/first-purchase';
const WORDS = {
  ko: { present: '발표 (P)', findings: '무엇부터 정할까요', next: /^다음/, leave: '발표 끝내기', black: /화면을 껐어요/, worst: '감정이 가장 낮은 곳', wrote: '정도윤' },
  en: { present: 'Present (P)', findings: 'What shall we decide first?', next: /^Next/, leave: 'End', black: /The screen is black/, worst: 'Where customers feel worst', wrote: '정도윤' },
};

const shows = (page) => new URL(page.url()).searchParams.get('show')?.replaceAll('"', '') ?? null;
const heading = (page, name) => page.getByRole('dialog').getByRole('heading', { level: 1, name, exact: true }).waitFor();

async function swipe(page, dx) {
  const client = await page.context().newCDPSession(page);
  const { width } = page.viewportSize();
  const [from, y] = [width / 2 - dx / 2, 420];
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: from, y }] });
  for (let step = 1; step <= 4; step += 1) {
    await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: from + (dx * step) / 4, y }] });
    await page.waitForTimeout(30);
  }
  // a finger that rests before it leaves flings nothing: a browser takes the next tap for the one that stops a fling
  await page.waitForTimeout(120);
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await client.detach();
}

async function onPhone(browser, origin, lang, theme) {
  const words = WORDS[lang];
  const page = await openPage(browser, { origin, lang, theme, width: 390 });
  await page.goto(MAP);
  await settle(page);
  const { name, stages } = await (await page.request.get(`/api/w/demo/map/first-purchase?lang=${lang}`)).json();
  const opener = page.getByRole('button', { name: words.present });
  await opener.tap();
  await heading(page, name);
  await page.getByText(words.worst).waitFor();
  await inspect(page, `the whole journey, ${lang}`);
  await swipe(page, -220);
  await heading(page, stages[0].name);
  assert.equal(shows(page), `stage:${stages[0].id}`);
  await page.getByRole('dialog').getByRole('button', { name: words.next }).tap();
  await heading(page, stages[1].name);
  await inspect(page, `a stage on a phone, ${lang}`);
  await swipe(page, 220);
  await heading(page, stages[0].name);
  // whoever is handed the address sees the same
  const handed = await openPage(browser, { origin, lang, theme, width: 390 });
  await handed.goto(page.url());
  await heading(handed, stages[0].name);
  await handed.context().close();
  for (let place = 1; place <= stages.length; place += 1) await page.getByRole('dialog').getByRole('button', { name: words.next }).tap();
  await heading(page, words.findings);
  await inspect(page, `what to decide, ${lang}`);
  await page.getByRole('button', { name: words.leave }).tap();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(shows(page), null);
  await page.context().close();
}

async function byKeyboard(browser, origin, lang, theme) {
  const words = WORDS[lang];
  const page = await openPage(browser, { origin, lang, theme });
  const { keyboard } = page;
  await page.goto(MAP);
  await settle(page);
  const { name, stages } = await (await page.request.get(`/api/w/demo/map/first-purchase?lang=${lang}`)).json();
  const names = [name, ...stages.map((stage) => stage.name), words.findings];
  const opener = page.getByRole('button', { name: words.present });
  await opener.focus();
  await keyboard.press('Enter');
  await heading(page, names[0]);
  let at = 0;
  const press = async (key, to) => {
    await keyboard.press(key);
    at = to;
    await heading(page, names[to]);
  };
  for (const key of ['ArrowRight', 'Space', 'PageDown', 'ArrowDown']) await press(key, at + 1);
  await inspect(page, `a stage at a desk, ${lang}`, { widths: [1440] });
  for (const key of ['ArrowLeft', 'PageUp', 'ArrowUp', 'Shift+Space']) await press(key, at - 1);
  await press('End', names.length - 1);
  await inspect(page, `findings at a desk, ${lang}`, { widths: [1440] });
  await keyboard.press('ArrowRight');
  await heading(page, names.at(-1));
  await press('Home', 0);
  await press('ArrowRight', 1);
  await keyboard.press('b');
  await page.getByRole('button', { name: words.black }).waitFor();
  await keyboard.press('ArrowRight');
  await page.getByRole('button', { name: words.black }).waitFor({ state: 'detached' });
  await heading(page, names[1]);
  // keys of the map behind it are not heard
  await keyboard.press('t');
  await keyboard.press('?');
  assert.equal(await page.getByRole('dialog').count(), 1);
  const box = await page.locator('dialog').evaluate((dialog) => ({ width: dialog.offsetWidth, all: window.innerWidth, hover: [...dialog.querySelectorAll('[title]')].length }));
  assert.equal(box.width, box.all, 'it fills the window');
  assert.equal(box.hover, 0, 'nothing that has to be hovered over');
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual(await page.getByRole('dialog').getByRole('button').evaluateAll((all) => all.filter((one) => one.checkVisibility()).length), 0, 'no interface on paper');
  await page.emulateMedia({ media: null });
  await keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.waitForFunction((name) => document.activeElement?.getAttribute('aria-label') === name, words.present);
  assert.equal(await page.locator('button[aria-pressed="true"]').count(), 0, 'the map behind stayed a picture');
  await page.evaluate(() => document.activeElement.blur());
  await keyboard.press('p');
  await heading(page, names[0]);
  await page.context().close();
}

export async function present({ browser, origin, say }) {
  await onPhone(browser, origin, 'ko', 'light');
  await onPhone(browser, origin, 'en', 'dark');
  await byKeyboard(browser, origin, 'ko', 'light');
  await byKeyboard(browser, origin, 'en', 'dark');
  say('two languages on a phone and two at a desk');
}
