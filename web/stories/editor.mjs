// An event that no stage catches is given to one; meanwhile a second tab began from the same version and has to decide.
import assert from 'node:assert/strict';
import { inspect, openPage, settle } from './browser.mjs';

const EDIT = '/w/demo/journeys/first-purchase/edit';

const newest = async (page) => (await page.request.get('/api/w/demo/journeys/first-purchase')).json();

export async function editor({ browser, origin, say }) {
  const first = await openPage(browser, { origin });
  await first.goto('/w/demo/journeys');
  await inspect(first, 'journeys');
  await first.goto(EDIT);
  const give = first.getByRole('button', { name: /단계에 넣기$/ }).first();
  await give.waitFor();
  const second = await first.context().newPage();
  await second.goto(EDIT);
  await second.getByLabel('이름 (한국어)').first().waitFor();
  const before = await newest(first);

  const event = (await give.getAttribute('aria-label')).replace(/ 단계에 넣기$/, '');
  await give.click();
  await first.getByRole('menuitem').first().click();
  await inspect(first, 'editor');
  await first.getByRole('button', { name: '저장', exact: true }).click();
  await first.getByText(`${before.version + 1}판 저장됨`).waitFor();
  const mine = await newest(first);
  assert.equal(mine.version, before.version + 1);
  const rules = mine.definition.stages[0].touchpoints.flatMap((touchpoint) => touchpoint.events ?? []);
  assert.ok(rules.some((rule) => rule.event === event), `the first stage has no rule for ${event}`);
  const check = await (await first.request.post('/api/w/demo/journeys/check', { data: { definition: mine.definition } })).json();
  assert.ok(check.uncaught.every((one) => one.event !== event), `${event} is still caught by no stage`);
  say(`${event} is caught now: version ${mine.version}`);

  await second.bringToFront();
  await second.getByLabel('이름 (한국어)').first().fill('첫 구매 여정 (둘째 창)');
  await second.getByRole('button', { name: '저장', exact: true }).click();
  const conflict = second.getByRole('alert').filter({ hasText: '판을 저장했어요' });
  await conflict.waitFor();
  await conflict.getByRole('button', { name: '내 것으로 저장' }).click();
  await second.getByText(`${mine.version + 1}판 저장됨`).waitFor();
  const after = await newest(first);
  assert.equal(after.version, mine.version + 1);
  assert.equal(after.definition.name.ko, '첫 구매 여정 (둘째 창)');

  await second.goto('/w/demo/journeys/new');
  await settle(second);
  await first.goto('/w/demo/journeys/new');
  await inspect(first, 'new journey');
  await first.context().close();
}
