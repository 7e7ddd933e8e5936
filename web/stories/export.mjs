// The map leaves the program: every kind of file that the menu offers is saved, is what it says, and shows the days that
// were on screen.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { inspect, openPage } from './browser.mjs';

const FILES = [
  [/A3/, 'pdf', '%PDF'], [/A4/, 'pdf', '%PDF'], [/^PNG · 그림/, 'png', '\x89PNG'], [/16:9/, 'zip', 'PK'], [/^SVG/, 'svg', '<svg'],
  [/^Markdown/, 'md', '# 첫 구매 여정'], [/^CSV/, 'csv', '\uFEFFstage_id'], [/^JSON/, 'json', '{'],
];

export async function exporting({ browser, origin, say }) {
  const page = await openPage(browser, { origin });
  await page.goto('/w/demo/journeys/first-purchase?from=2026-07-01&to=2026-09-30');
  await page.locator('[data-cell]').first().waitFor();
  // another story may have renamed the journey
  const name = (await page.title()).split(' – ')[0];
  const menu = page.getByRole('button', { name: '내보내기' });
  await menu.click();
  await page.getByRole('menuitem', { name: /A3/ }).waitFor();
  await inspect(page, 'export menu', { widths: [1440] });
  await page.keyboard.press('Escape');

  const sizes = [];
  for (const [item, ending, begins] of FILES) {
    await menu.click();
    const saved = page.waitForEvent('download', { timeout: 60_000 });
    await page.getByRole('menuitem', { name: item }).click();
    const download = await saved;
    const content = await readFile(await download.path());
    assert.ok(download.suggestedFilename().endsWith(`.${ending}`), download.suggestedFilename());
    const start = content.subarray(0, 60);
    assert.ok(start.toString('utf8').startsWith(begins) || start.toString('latin1').startsWith(begins), `${ending}: ${start}`);
    if (ending === 'svg') assert.match(content.toString(), /2026\. 7\. 1\. – 9\. 30\./);
    if (ending === 'md') assert.equal(download.suggestedFilename(), `${name} 2026-07-01–2026-09-30.md`);
    sizes.push(`${ending} ${Math.ceil(content.length / 1024)} kB`);
    await page.getByRole('menu').waitFor({ state: 'hidden' });
  }
  say(sizes.join(', '));

  await page.route('**/export?*', (route) => route.abort());
  await menu.click();
  await page.getByRole('menuitem', { name: /A4/ }).click();
  await page.getByRole('alert').waitFor();
  await page.context().close();
}
