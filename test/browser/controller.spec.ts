/** Finance: what is left of each ceiling, with bars and table saying the same, now and on an earlier day. */
import { sceneOfFile, sound } from './support/scene.js';

const scene = sceneOfFile();

const numberOf = (text: string): number => Number(text.replaceAll(/[^0-9−-]/g, '').replace('−', '-'));

test('the table adds up to the sum, and an earlier day shows what stood then', async () => {
  const controller = await scene.visitor('ks.controller');
  const { page } = controller;
  await controller.open('/tak');
  const column = async (name: string): Promise<number[]> => {
    const heads = await page.getByRole('columnheader').allTextContents();
    const cells = page.locator(`tbody tr > *:nth-child(${heads.indexOf(name) + 1})`);
    return (await cells.allTextContents()).map(numberOf);
  };
  const total = (amounts: readonly number[]): number => amounts.reduce((sum, one) => sum + one, 0);
  const [ceilings, decided, left] = [await column('Tak'), await column('Beslutat'), await column('Kvar')];
  const said = /nu\. (.+) fördelat av (.+), (.+) kvar/.exec(await controller.text(page.getByRole('status').first()));
  expect(total(ceilings)).toBeGreaterThan(0);
  expect((said ?? []).slice(1).map(numberOf)).toEqual([total(decided), total(ceilings), total(left)]);
  // What is asked for without a source is told too, or the bars would say that nobody asks.
  await page.getByText(/^Utan källa 2023: .* begärt/).waitFor();
  await sound({ page }, 'ceilings');
  await page.getByLabel('Som det stod den dag').fill('2023-01-15');
  await page.getByText(/^Läget 15 januari 2023\./).waitFor();
  expect(total(await column('Beslutat'))).toBe(0);
});
