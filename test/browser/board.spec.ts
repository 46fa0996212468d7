/** The allocation board and its scenarios: money divided within the ceilings with the pointer, and with keys alone. */
import { faultsInEveryLook } from './support/axe.js';
import { browserScene, picture, type Scene } from './support/scene.js';

let scene: Scene;
beforeAll(async () => {
  scene = await browserScene();
});
afterAll(() => scene?.stop());
afterEach(() => {
  expect(scene.faults()).toEqual([]);
});

test('look', async () => {
  const office = await scene.visitor('ks.stadskontoret');
  const { page } = office;
  await office.open('/fordelning');
  await page.getByRole('grid').waitFor();
  await picture(page, 'board');
  await office.tabTo(page.getByRole('gridcell').nth(1));
  await office.type('22,2 mnkr');
  await office.key('Enter');
  await office.type('16 mnkr');
  await office.key('Enter');
  await picture(page, 'board-edited');
  const faults = await faultsInEveryLook(page);
  await page.setViewportSize({ width: 320, height: 900 });
  await picture(page, 'board-320');
  expect(faults).toEqual([]);
});
