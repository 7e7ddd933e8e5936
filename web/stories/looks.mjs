// Every screen in both languages and themes, on a desk and on a phone: nothing cut, nothing too wide, nothing that axe finds.
import assert from 'node:assert/strict';
import { faults, openPage, settle, WIDTHS } from './browser.mjs';
import { prepare, SCREENS } from './views.mjs';

async function look(page, name, about, lang) {
  const { at, then } = SCREENS[name];
  const found = [];
  await page.setViewportSize(WIDTHS[1440]);
  await page.goto(at(about));
  await settle(page);
  await then?.(page, about);
  for (const width of [1440, 390]) for (const colorScheme of ['light', 'dark']) {
    await page.setViewportSize(WIDTHS[width]);
    await page.emulateMedia({ colorScheme });
    found.push(...(await faults(page)).map((fault) => `${name} ${lang} ${colorScheme} ${width}: ${fault}`));
  }
  return found;
}

/** One language after another, so that a slow machine is not asked for two pages at once. */
export async function looks({ browser, origin, folder, say }) {
  const about = await prepare({ origin, folder });
  const found = [];
  for (const lang of ['ko', 'en']) {
    const page = await openPage(browser, { origin, lang });
    for (const name of Object.keys(SCREENS)) found.push(...await look(page, name, about, lang));
    await page.context().close();
  }
  assert.deepEqual(found, []);
  say(`${Object.keys(SCREENS).length * 8} looks at ${Object.keys(SCREENS).length} screens`);
}
