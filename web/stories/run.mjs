// Stories of people who use the program, and a look at every screen, in a real browser against the real program.
// `npm run stories`.
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { beginner } from './beginner.mjs';
import { columns } from './columns.mjs';
import { editor } from './editor.mjs';
import { endurance } from './endurance.mjs';
import { exporting } from './export.mjs';
import { compare } from './compare.mjs';
import { contrast } from './contrast.mjs';
import { fell } from './fell.mjs';
import { findings } from './findings.mjs';
import { flow } from './flow.mjs';
import { funnel } from './funnel.mjs';
import { identity } from './identity.mjs';
import { keyboard } from './keyboard.mjs';
import { labels } from './labels.mjs';
import { looks } from './looks.mjs';
import { machine } from './machine.mjs';
import { newcomer } from './newcomer.mjs';
import { numbers } from './numbers.mjs';
import { people } from './people.mjs';
import { present } from './present.mjs';
import { startProgram } from './program.mjs';
import { retention } from './retention.mjs';
import { search } from './search.mjs';
import { team } from './team.mjs';
import { tobe } from './tobe.mjs';
import { checkSize } from '../scripts/size.mjs';

const STORIES = [
  ['every number of the demo map opens a list of as many rows', numbers],
  ['the map says by itself where it hurts, and each pain point opens its customers', findings],
  ['two segments are compared by mouse and by keyboard, in one map and side by side', compare],
  ['two periods of a funnel are held against each other, and the step that explains it opens', contrast],
  ['a planner asks where customers stop, opens every number and keeps the question', funnel],
  ['who comes back is asked in four ways, and every number opens', retention],
  ['where customers go is asked by clicking, and every number opens them', flow],
  ['two customers are one person, and then two again', identity],
  ['a wrong label is put right by keyboard and every number follows', labels],
  ['a newcomer brings two Korean files and gets a map', newcomer],
  ['a beginner makes the demo company, and a first map without a mouse', beginner],
  ['a journey is mended while somebody else mends it too', editor],
  ['one customer is found, and one word among all voices', people],
  ['the map is saved as every kind of file', exporting],
  ['a stage, a customer and a voice are found from anywhere', search],
  ['two people work on one map, and open it to a third', team],
  ['why conversion fell is found from what changed', fell],
  ['a person writes a map to be, sees the gaps and shares it', tobe],
  ['stages and lanes are moved, renamed, hidden and brought back', columns],
  ['three browsers write ten times a second and nothing is lost', endurance],
  ['a language model sums up a stage, and every sentence opens its words', machine],
  ['the map is presented on a phone, and by keyboard alone', present],
  ['the map is read in English, in the dark, with the keyboard alone', keyboard],
  ['every screen looks right in both languages, both themes and both widths', looks],
];

const world = {};
const counts = { passed: 0, failed: 0 };
const wanted = process.argv.slice(2);

before(async () => {
  const began = performance.now();
  world.program = await startProgram();
  world.browser = await launch();
  console.log(`# program and browser ready after ${((performance.now() - began) / 1000).toFixed(1)} s`);
}, { timeout: 180_000 });

after(async () => {
  await world.browser?.close();
  await world.program?.end();
});

/** What every open page shows, so that a failure can be understood; then the pages are closed. */
async function leave() {
  for (const context of world.browser?.contexts() ?? []) {
    for (const page of context.pages()) {
      const text = await page.locator('body').innerText().catch((error) => error.message);
      console.log(`# ${page.url()} showed: ${text.replaceAll(/\s+/g, ' ').slice(0, 800)}`);
      for (const trouble of page.troubles ?? []) console.log(`#   ${trouble}`);
    }
    await context.close();
  }
}

async function counted(act) {
  try {
    await act();
    counts.passed += 1;
  } catch (error) {
    counts.failed += 1;
    await leave();
    throw error;
  }
}

test('the map needs no more bytes than agreed', () => counted(async () => checkSize()));
for (const [name, tell] of STORIES) {
  if (wanted.length > 0 && !wanted.includes(tell.name)) continue;
  test(name, { timeout: 900_000 }, (t) => counted(() => tell({ ...world, origin: world.program.origin, folder: world.program.folder, pid: world.program.pid, say: (line) => t.diagnostic(line) })));
}

process.on('exit', () => console.log(`stories: ${counts.passed} passed, ${counts.failed} failed`));
