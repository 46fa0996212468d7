/** The planner: the worked case's sixteen days, no margin the ordinary way, and the day the agent must be asked for. */
import { Story } from '../support/story.js';
import { faultsInEveryLook } from './support/axe.js';
import { sceneOfFile, sound } from './support/scene.js';

const scene = sceneOfFile({ example: false });
beforeAll(async () => {
  await Story.over(scene.app).meeting('ASN', '2023-04-26');
});

test('sixteen days, none over the ordinary way, fourteen more adjusted at once, the agent by 12 April', async () => {
  const secretary = await scene.visitor('asn.sekreterare');
  const { page } = secretary;
  await secretary.open('/tidplan');
  await secretary.press(page.getByRole('button', { name: 'Räkna ut' }));
  await page.getByRole('link', { name: 'Ange slutdagen.' }).waitFor();
  await page.getByRole('link', { name: 'Välj organ.' }).waitFor();
  expect(await faultsInEveryLook(page)).toEqual([]);
  await page.getByLabel('Slutdag').fill('2023-05-12');
  await page.getByLabel('Vad som ska vara klart').fill('rekvisitionen stänger');
  await page.getByLabel('Tidigast början, annars i dag').fill('2023-03-01');
  await page.getByLabel('Organ i steg 1').selectOption({ label: 'Arbetsmarknads- och socialnämnden' });
  await page.getByLabel('Sammanträde i steg 1').selectOption({ label: '26 april 2023' });
  await secretary.press(page.getByRole('button', { name: 'Lägg till något som tar tid för andra' }));
  await page.getByLabel('Vad, rad 1').fill('Ombudet ska vara anmält');
  await secretary.press(page.getByRole('button', { name: 'Räkna ut' }));
  const outcome = page.getByRole('region', { name: 'Till 12 maj 2023: rekvisitionen stänger' });
  await secretary.focusOn(outcome.getByRole('heading', { level: 2 }));
  const facts = await secretary.text(outcome.locator('dl'));
  expect(facts).toContain('Från sista sammanträdet16 dagar');
  expect(facts).toContain('Marginal, ordinarie justering0 dagar');
  expect(facts).toContain('Marginal, omedelbar justering14 dagar');
  expect(facts).toContain('Omedelbar justering ger14 dagar');
  await outcome.getByText('Tiden räcker', { exact: true }).waitFor();
  expect(await secretary.text(outcome.getByRole('listitem').last())).toContain('12 april 2023');
  await sound({ page }, 'planner');

  // Final before the money is drawn it cannot be, and that is said.
  await page.getByLabel('Beslutet ska då vara').selectOption({ label: 'laga kraft' });
  await secretary.press(page.getByRole('button', { name: 'Räkna ut' }));
  await outcome.getByText('Tiden räcker inte').waitFor();
});

test('with the keyboard alone', async () => {
  const secretary = await scene.visitor('asn.sekreterare');
  const { page } = secretary;
  await secretary.open('/tidplan');
  // In which order a day's parts are typed is the browser's own matter.
  await page.getByLabel('Slutdag').fill('2099-05-12');
  await secretary.enter(page.getByRole('button', { name: 'Lägg till arbete' }));
  await secretary.tabTo(page.getByLabel('Arbete i steg 2'));
  await secretary.type('Skriva beslutet rent');
  await secretary.tabTo(page.getByLabel('Dagar i steg 2'));
  await secretary.type('5');
  await secretary.tabTo(page.getByLabel('Organ i steg 1'), { back: true });
  await secretary.type('Arbetsmarknads');
  await secretary.enter(page.getByRole('button', { name: 'Räkna ut' }));
  await page.getByRole('row', { name: /Skriva beslutet rent/ }).waitFor();
  expect(secretary.presses).toBe(0);
});
