/** A measure with state money and the municipality's own in one year: warned of with the law, and assessed by a lawyer. */
import type { TestApplication } from '../support/app.js';
import { sek, Story, expectStatus } from '../support/story.js';
import { column, footOf, sum } from './support/amounts.js';
import { sceneOfFile, sound } from './support/scene.js';

let grant: string;
const scene = sceneOfFile({ told: spentFromTwo });

/** Both kinds given to one measure, and more spent of the state's than was given. */
async function spentFromTwo(): Promise<TestApplication> {
  const story = await Story.begin();
  grant = await story.source('SoS', 'stateGrant', 22_200_000);
  const own = await story.source('KSA', 'discretionaryAppropriation', 15_000_000);
  const call = await story.call([grant, own], ['ASN']);
  const asn = await story.approvedProposal('ASN', call.id, [{ title: 'Fältarbete', kronor: 5_625_000 }]);
  const rows = [
    { proposal: asn, measure: 0, source: grant, kronor: 3_375_000 },
    { proposal: asn, measure: 0, source: own, kronor: 1_125_000 },
  ];
  await expectStatus(201, story.boardDecides(await story.allocation(call.id, 'Fördelning', rows), '2023-05-03'));
  const controller = await story.as('ks.controller');
  const cost = { proposalId: asn.id, measureKey: asn.measureKeys[0], costDay: '2023-10-31', text: 'Löner' };
  await expectStatus(201, controller.post('actual-costs', { ...cost, sourceId: grant, amount: sek(3_400_000) }));
  return story.app;
}

test('the warning says what the law says, and stays with the assessment once it is noted', async () => {
  const controller = await scene.visitor('ks.controller');
  const { page } = controller;
  await controller.open(`/anvandning?kalla=${grant}&ar=2023`);
  await page.getByRole('heading', { name: 'ASN, Fältarbete: har också pengar ur KSA' }).waitFor();
  await page.getByText(/SFS 2025:1255 4 §/).waitFor();
  await page.getByText(/^ASN har använt .* Det faller på nämndens egen ram/).waitFor();
  expect(await footOf(page, 'overspend')).toBe(25_000_00);
  expect(sum(await column(page, 'På egen ram'))).toBe(25_000_00);
  await controller.press(page.getByRole('button', { name: 'Anteckna rättslig bedömning' }));
  await controller.press(page.getByRole('button', { name: 'Spara bedömningen' }));
  await page.getByRole('link', { name: 'Skriv bedömningen.' }).waitFor();
  await page.getByLabel('Den rättsliga bedömningen').fill('Kostnaderna är skilda åt. Stadsjuristen.');
  await sound({ page }, 'double-financing');
  await controller.press(page.getByRole('button', { name: 'Spara bedömningen' }));
  await page.getByText('Kostnaderna är skilda åt. Stadsjuristen.').waitFor();
  await page.getByRole('button', { name: 'Anteckna en ny bedömning' }).waitFor();
});

test('before money is paid on a decision, finance sees whether it may be carried out, and who says so', async () => {
  const office = await scene.visitor('ks.stadskontoret');
  const { page } = office;
  const [decision] = await scene.app.query<{ id: string }>(
    `select d.id from decision d where d.subject_kind = 'allocation' and exists (select from posting p where p.decision_id = d.id) order by d.id limit 1`,
  );
  await office.open(`/vag/decision/${decision?.id ?? ''}`);
  await office.enter(page.getByRole('button', { name: 'Bedöm verkställighet' }));
  await office.tabTo(page.getByLabel('Får beslutet verkställas innan det får laga kraft?'));
  await office.type('Ja');
  await office.tabTo(page.getByLabel('Skälen'));
  await office.type('Det som betalas ut kan krävas tillbaka.');
  await office.enter(page.getByRole('button', { name: 'Spara bedömningen' }));
  await page.getByText('Får verkställas', { exact: true }).waitFor();
  expect(office.presses).toBe(0);
  const controller = await scene.visitor('ks.controller');
  await controller.open(`/vag/decision/${decision?.id ?? ''}`);
  await controller.page.getByText('Det som betalas ut kan krävas tillbaka.').waitFor();
  expect(await controller.page.getByRole('button', { name: /bedömning|verkställighet/ }).count()).toBe(0);
  await sound(controller, 'money-trail-decision');
  await controller.press(controller.page.getByRole('link', { name: 'Beslutets ställning' }));
  await controller.arriveAt(/^Kommunstyrelsen § \d+$/);
});
