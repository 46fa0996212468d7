/** Goals and assignments as they begin: written, measured, given, done and judged. */
import { GoalScene, type SceneGoal } from '../support/goal-scene.js';
import { expectStatus, Story } from '../support/story.js';
import { sceneOfFile, sound } from './support/scene.js';

const asn = 'Arbetsmarknads- och socialnämnden';

const scene = sceneOfFile({ example: false });
let goals: GoalScene;
let area: SceneGoal;

beforeAll(async () => {
  goals = GoalScene.over(Story.over(scene.app));
  await goals.chain(2023, ['goalArea', 'committeeGoal', 'commitment']);
  area = await goals.goal('KF', 'goalArea', 'En trygg stad', 2023);
}, 120_000);

test('a goal is written under another, adopted, and given an indicator with its target', async () => {
  const officer = await scene.visitor('asn.handlaggare');
  const { page } = officer;
  await officer.open('/mal?ar=2023');
  await officer.press(page.getByRole('link', { name: 'Skriv ett mål' }));
  await officer.arriveAt('Skriv ett mål för 2023');
  await officer.press(page.getByRole('button', { name: 'Spara målet' }));
  await page.getByRole('link', { name: 'Skriv målet.' }).waitFor();
  await sound(officer, 'goal-new');
  await page.getByLabel('Målet, i ord').fill('Färre unga rekryteras');
  await page.getByLabel('Nivå').selectOption({ label: 'Åtagande' });
  await page.getByLabel('Målet ovanför', { exact: true }).selectOption({ label: 'Målområde: En trygg stad' });
  await officer.press(page.getByRole('button', { name: 'Spara målet' }));
  // A commitment does not stand right under a goal area; the API says what does, and what was typed stays.
  await page.getByRole('alert').or(page.locator('.ds-error-summary')).first().waitFor();
  expect(await page.getByLabel('Målet, i ord').inputValue()).toBe('Färre unga rekryteras');
  await page.getByLabel('Nivå').selectOption({ label: 'Nämndmål' });
  await officer.press(page.getByRole('button', { name: 'Spara målet' }));
  await officer.arriveAt('Färre unga rekryteras');
  await officer.press(page.getByRole('button', { name: 'Anta målet' }));
  await page.locator('.status-line').getByText('Antaget').waitFor();

  await officer.press(page.getByText('Lägg till en indikator'));
  await page.getByLabel('Indikatorns namn').fill('Andel som fullföljer');
  await page.getByLabel('Vad siffran är').selectOption({ label: 'En andel av ett helt' });
  await page.getByLabel('Vad som mäts').fill('Unga som fullföljer insatsen');
  await page.getByLabel('Av en andel: vad som räknas').fill('fullföljda insatser');
  await page.getByLabel('Enhet').fill('procent');
  await page.getByLabel('Delas den upp på kvinnor och män?').selectOption({ label: 'Ja' });
  await officer.press(page.getByRole('button', { name: 'Spara indikatorn' }));
  // A share of nothing is refused.
  await page.locator('.ds-error-summary').waitFor();
  await sound(officer, 'goal-indicator-faults');
  await page.getByLabel('Av en andel: av vad').fill('alla insatser');
  await officer.press(page.getByRole('button', { name: 'Spara indikatorn' }));
  await officer.arriveAt('Andel som fullföljer');
  await officer.press(page.getByText('Sätt ett målvärde'));
  await page.getByLabel('Målvärdet gäller').fill('2023');
  await page.getByLabel('Vad målet är').selectOption({ label: 'minst ett värde' });
  await page.getByLabel('Värdet', { exact: true }).fill('15,5');
  await page.getByLabel('Målvärdet i ord').fill('minst 15,5 procent');
  await officer.press(page.getByRole('button', { name: 'Spara målvärdet' }));
  await page.getByText('2023: minst 15,5 procent').waitFor();
  await sound(officer, 'indicator-target');
  const { body } = await expectStatus(200, (await goals.officer()).get('goals?year=2023&level=committeeGoal'));
  expect(body.items).toMatchObject([{ title: 'Färre unga rekryteras', parentId: area.id, status: 'adopted' }]);
});

test('an assignment is given, accepted, reported back, prolonged and declared fulfilled; the giver by keyboard alone', async () => {
  const giver = await scene.visitor('kf.sekreterare');
  const { page } = giver;
  await giver.open('/uppdrag');
  await giver.enter(page.getByRole('link', { name: 'Ge ett uppdrag' }));
  await giver.arriveAt('Ge ett uppdrag');
  await sound(giver, 'assignment-new');
  await giver.tabTo(page.getByLabel('Uppdraget, ordagrant'));
  await giver.type('Nämnden ska redovisa fältarbetet.');
  await giver.tabTo(page.getByLabel('Uppdraget kommer ur'));
  await giver.type('Budget');
  await giver.tabTo(page.getByLabel('Var det står'));
  await giver.type('Budget 2026, Uppdrag');
  await giver.enter(page.getByRole('button', { name: 'Ge uppdraget' }));
  await giver.arriveAt('Uppdrag');
  await page.getByText('Saknar ägare').waitFor();
  await sound(giver, 'assignment-without-owner');
  await giver.enter(page.getByText('Ändra ägare eller dag'));
  await giver.tabTo(page.getByLabel('Vem som ska utföra uppdraget'));
  await giver.type(asn);
  await giver.enter(page.getByRole('button', { name: 'Spara ändringen' }));
  await page.locator('.status-line').getByText(asn).waitFor();
  expect(giver.presses).toBe(0);
  const address = page.url();

  const owner = await scene.visitor('asn.handlaggare');
  await owner.page.goto(address);
  await owner.press(owner.page.getByRole('button', { name: 'Ta emot', exact: true }));
  await owner.press(owner.page.getByRole('button', { name: 'Ta emot uppdraget' }));
  await owner.page.locator('.status-line').getByText('Mottaget').waitFor();
  await owner.press(owner.page.getByRole('button', { name: 'Återrapportera' }));
  await owner.press(owner.page.getByRole('button', { name: 'Lämna rapporten' }));
  await owner.page.getByRole('link', { name: 'Skriv vad som gäller.' }).waitFor();
  await owner.page.getByLabel('Vad som har gjorts').fill('Fältarbetet har redovisats till hälften.');
  await owner.press(owner.page.getByRole('button', { name: 'Lämna rapporten' }));
  await owner.page.locator('.status-line').getByText('Återrapporterat').waitFor();
  // What has been done is the owner's to say; whether it is enough is the giver's.
  expect(await owner.page.getByRole('button', { name: 'Förklara fullgjort' }).count()).toBe(0);

  await giver.open(new URL(address).pathname.replace('/app', ''));
  await giver.enter(page.getByRole('button', { name: 'Låt fortsätta' }));
  await page.getByLabel('Vad som återstår').fill('Andra halvan.');
  await page.getByLabel('Återrapporteras igen senast').fill('2099-03-31');
  await giver.enter(page.getByRole('button', { name: 'Uppdraget fortsätter' }));
  await page.locator('.status-line').getByText('Fortsätter').waitFor();
  await sound(giver, 'assignment');
  await owner.page.reload();
  await owner.press(owner.page.getByRole('button', { name: 'Återrapportera' }));
  await owner.page.getByLabel('Vad som har gjorts').fill('Allt har redovisats.');
  await owner.press(owner.page.getByRole('button', { name: 'Lämna rapporten' }));
  await owner.page.locator('.status-line').getByText('Återrapporterat').waitFor();
  await giver.open(new URL(address).pathname.replace('/app', ''));
  await giver.enter(page.getByRole('button', { name: 'Förklara fullgjort' }));
  await giver.enter(page.getByRole('button', { name: 'Uppdraget är fullgjort' }));
  await page.locator('.status-line').getByText('Fullgjort').waitFor();
  expect(await page.locator('ol li').count()).toBeGreaterThanOrEqual(5);
  expect(giver.presses).toBe(0);
});
