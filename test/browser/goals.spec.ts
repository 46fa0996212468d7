/** A year's goals as those who follow them up meet them: the tree, one goal, the report, the figures and the assignments. */
import { GoalScene, paragraph, type SceneGoal } from '../support/goal-scene.js';
import { expectStatus, sek, Story, type Thing } from '../support/story.js';
import { sceneOfFile, sound } from './support/scene.js';

const scene = sceneOfFile({ example: false });
let goals: GoalScene;
let area: SceneGoal;
let committee: SceneGoal;
let visits: SceneGoal;
let service: SceneGoal;
let share: Thing;

beforeAll(async () => {
  goals = GoalScene.over(Story.over(scene.app));
  const { story } = goals;
  await goals.chain(2023, ['goalArea', 'committeeGoal', 'commitment']);
  area = await goals.goal('KF', 'goalArea', 'En trygg stad', 2023);
  committee = await goals.goal('ASN', 'committeeGoal', 'Färre unga dras in i kriminalitet', 2023, area, {
    contribution: 'Trygghet förutsätter att färre unga rekryteras.',
  });
  visits = await goals.goal('ASN', 'commitment', 'Nå unga i fem områden', 2023, committee, {
    responsibleId: story.person('asn.enhetschef'),
  });
  service = await goals.goal('ASN', 'commitment', 'En e-tjänst för orosanmälan', 2023, committee, {
    serviceState: 'prototype',
  });
  share = await goals.indicator(visits, 'Andel unga som fullföljer insatsen');
  await goals.onIndicator(share, 'targets', {
    year: 2023,
    kind: 'absolute',
    direction: 'atLeast',
    value: '15',
    text: 'minst 15 procent',
  });
  await money(story);
  const given = { year: 2023, source: 'budget', sourceReference: 'Budget 2023', giverId: story.authority('KF') };
  const giver = await story.as('kf.sekreterare');
  const texts = { text: 'En strategi ska utarbetas.', resourceStatement: 'Resurser för detta tillsätts' };
  await expectStatus(201, giver.post('assignments', { ...given, ...texts }));
  const owned = { text: 'Nämnden ska redovisa fältarbetet.', ownerId: story.authority('ASN'), goalId: visits.id };
  await expectStatus(201, giver.post('assignments', { ...given, ...owned, reportBackDay: '2024-03-31' }));
}, 120_000);

/** Asked for, given and spent on two measures the commitment points at. */
async function money(story: Story): Promise<void> {
  const source = await story.source('KSA', 'discretionaryAppropriation', 15_000_000);
  const call = await story.call([source], ['ASN']);
  const proposal = await story.approvedProposal('ASN', call.id, [
    { title: 'SSPF i fem områden', kronor: 1_950_000 },
    { title: 'Dialog och information', kronor: 500_000 },
  ]);
  const rows = [1_800_000, 400_000].map((kronor, measure) => ({
    proposal,
    measure,
    source,
    kronor,
    reason: 'Färre områden',
  }));
  const allocation = await story.allocation(call.id, 'Fördelning', rows);
  await expectStatus(201, story.boardDecides(allocation, '2023-05-03'));
  const links = proposal.measureKeys.map((measureKey) => ({ kind: 'measure', id: proposal.id, measureKey }));
  const officer = await goals.officer();
  const { body } = await expectStatus(
    200,
    officer.put(`goals/${visits.id}/links`, { links }, { ifMatch: visits.version }),
  );
  visits.version = body.version;
  const controller = await goals.controller();
  const cost = { proposalId: proposal.id, measureKey: proposal.measureKeys[0], sourceId: source };
  await expectStatus(
    201,
    controller.post('actual-costs', { ...cost, costDay: '2023-08-31', amount: sek(1_200_000), text: 'Fältarbetare' }),
  );
}

const numbers = (texts: readonly string[]): number[] => texts.map((text) => Number(text.replaceAll(/[^0-9]/g, '')));
const total = (amounts: readonly number[]): number => amounts.reduce((sum, one) => sum + one, 0);

test('an outcome is registered: nothing filled in is not 0, and not measured is said with its reason', async () => {
  const officer = await scene.visitor('asn.handlaggare');
  const { page } = officer;
  await officer.open(`/indikatorer/${share.id}`);
  await officer.press(page.getByText('Registrera utfall'));
  await page.getByLabel('År', { exact: true }).fill('2023');
  const save = page.getByRole('button', { name: 'Spara utfallet' });
  await officer.press(save);
  await page.getByRole('link', { name: 'Välj om det är mätt. Inte mätt är inte noll.' }).waitFor();
  await officer.press(page.getByRole('radio', { name: 'Mätt', exact: true }));
  await officer.press(save);
  await page.getByRole('link', { name: 'Fyll i siffran. Skriv 0 när det är noll.' }).first().waitFor();
  const typed = { 'Samtliga, antal': '90', 'Samtliga, av det hela': '500', 'Kvinnor, antal': '50' };
  for (const [label, value] of Object.entries(typed)) await page.getByLabel(label).fill(value);
  for (const [label, value] of Object.entries({
    'Kvinnor, av det hela': '200',
    'Män, antal': '30',
    'Män, av det hela': '300',
  }))
    await page.getByLabel(label).fill(value);
  await officer.press(save);
  // 50 and 30 are not 90: told, and nothing typed is lost.
  await page
    .getByRole('heading', { name: /rättas|fel/i })
    .first()
    .waitFor();
  expect(await page.getByLabel('Män, antal').inputValue()).toBe('30');
  await sound(officer, 'indicator-faults');
  await page.getByLabel('Män, antal').fill('40');
  await officer.press(save);
  const row = page.getByRole('row', { name: /Januari–augusti 2023/ });
  await row.waitFor();
  expect(await officer.text(row)).toMatch(/18 % \(90 av 500\).*25 % \(50 av 200\).*13 % \(40 av 300\)/);
  await page.getByLabel('Period').selectOption({ label: 'Helåret' });
  await officer.press(page.getByRole('radio', { name: 'Ej mätt' }));
  await page.getByLabel('Varför är det inte mätt?').fill('Följs upp i årsanalysen.');
  await officer.press(save);
  const unmeasured = page.getByRole('row', { name: /Helåret 2023/ });
  await unmeasured.waitFor();
  expect(await officer.text(unmeasured)).toMatch(/Ej mätt\s*Följs upp i årsanalysen\./);
  expect(await officer.text(unmeasured)).not.toMatch(/\b0\b/);
  await sound(officer, 'indicator');
});

test('a report: who has not reported, written with everything saved, reviewed, locked and read', async () => {
  const officer = await scene.visitor('asn.handlaggare');
  const { page } = officer;
  await officer.open('/uppfoljning');
  await sound(officer, 'reports-empty');
  await officer.press(page.getByText('Öppna en ny rapport'));
  await page.getByLabel('År', { exact: true }).fill('2023');
  await officer.press(page.getByRole('button', { name: 'Öppna rapporten' }));
  await page.getByRole('heading', { name: '3 mål är inte rapporterade' }).waitFor();
  expect(await officer.text(page.getByText(/^Väntar på:/))).toContain('Enhetschef');
  await sound(officer, 'report');
  const reportId = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  await officer.press(page.getByRole('link', { name: 'Nå unga i fem områden' }));
  await officer.arriveAt('Nå unga i fem områden');
  // A reason is demanded before it may be marked done without a status.
  await officer.press(page.getByRole('button', { name: 'Klarmarkera' }));
  await page.getByRole('alert').first().waitFor();
  await officer.press(page.getByRole('radio', { name: 'Delvis uppnått' }));
  await page.getByLabel('Kommentar').fill('Vi når **fler** än i fjol.\n\n- skola\n- polis');
  await officer.press(page.getByRole('checkbox', { name: 'samverkan' }));
  await page.getByText(/^Sparat \d\d\.\d\d$/).waitFor();
  await sound(officer, 'report-entry');

  // Somebody else writes in the same comment meanwhile: both are shown.
  const colleague = await goals.story.as('asn.enhetschef');
  const path = `period-reports/${reportId}/entries/${visits.id}`;
  const read = await expectStatus(200, colleague.get(`period-reports/${reportId}`));
  const { version } = read.body.entries.find((one: { goalId: string }) => one.goalId === visits.id);
  await expectStatus(200, colleague.put(path, { comment: paragraph('Chefens ord.') }, { ifMatch: version }));
  await page.getByLabel('Kommentar').fill('Handläggarens ord.');
  await page.getByRole('button', { name: 'Spara det valda' }).waitFor();
  await sound(officer, 'report-entry-merge');
  await officer.press(page.getByRole('radio', { name: 'Det som är sparat av någon annan' }));
  await officer.press(page.getByRole('button', { name: 'Spara det valda' }));
  await page.getByLabel('Kommentar').waitFor();
  expect(await page.getByLabel('Kommentar').inputValue()).toBe('Chefens ord.');
  await officer.press(page.getByRole('button', { name: 'Klarmarkera' }));
  await page.getByText('Klarmarkerad', { exact: true }).waitFor();
  await page.getByRole('link', { name: /^Nästa som väntar:/ }).waitFor();

  const report = { id: reportId, version: 0 };
  await goals.judged(report, committee.id, { status: 'achieved', reasons: 'Åtagandena är på väg.' });
  await goals.judged(report, service.id, { status: 'notAchieved', comment: paragraph('Den är en prototyp.') });
  const controller = await scene.visitor('ks.controller');
  await controller.open(`/uppfoljning/${reportId}`);
  await controller.press(controller.page.getByRole('button', { name: 'Granska 3 klarmarkerade mål' }));
  await controller.page.getByText('Granskad').first().waitFor();
  const judged = numbers(await controller.page.locator('[data-judged]').allTextContents());
  expect(total(judged)).toBe(3);
  await sound(controller, 'report-reviewed');

  await goals.story.meeting('ASN', '2023-10-18');
  const secretary = await scene.visitor('asn.sekreterare');
  await secretary.open(`/uppfoljning/${reportId}`);
  await secretary.page
    .getByLabel('Sammanträde som beslutar rapporten')
    .selectOption({ label: '18 oktober 2023, Arbetsmarknads- och socialnämnden' });
  await secretary.press(secretary.page.getByRole('button', { name: 'Ta upp på dagordningen' }));
  await secretary.page.getByText('På dagordning', { exact: true }).waitFor();
  await goals.story.decide(reportId, 'ASN', 'approve');
  await secretary.open(`/uppfoljning/${reportId}`);
  await secretary.page.getByText('Beslutad och låst').waitFor();
  const [file] = await Promise.all([
    secretary.page.waitForEvent('download'),
    secretary.press(secretary.page.getByRole('link', { name: 'Rapporten som PDF' })),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.pdf$/);
  await secretary.press(secretary.page.getByRole('link', { name: 'En e-tjänst för orosanmälan' }));
  await secretary.page.getByText('Den är en prototyp.').waitFor();
  expect(await secretary.page.getByRole('button', { name: 'Klarmarkera' }).count()).toBe(0);
  await sound(secretary, 'report-locked');
});

test('the tree of the year with the keyboard alone: each goal once, its status in a shape and a word', async () => {
  const office = await scene.visitor('ks.controller');
  const { page } = office;
  await office.open('/mal?ar=2023');
  const links = page.locator('.goal-tree a');
  expect(await links.allTextContents()).toEqual([
    'En trygg stad',
    'Färre unga dras in i kriminalitet',
    'Nå unga i fem områden',
    'En e-tjänst för orosanmälan',
  ]);
  expect(total(numbers(await page.locator('[data-judged]').allTextContents()))).toBe(4);
  const partly = page.locator('.goal-tree li li li').first();
  expect(await office.text(partly)).toContain('Delvis uppnått');
  expect(await partly.locator('[data-shape]').textContent()).toBe('◆');
  await sound(office, 'goals');
  await office.enter(page.getByRole('link', { name: 'Nå unga i fem områden' }));
  await office.arriveAt('Nå unga i fem områden');
  // What the money did: every column's sum is its rows'.
  for (const part of ['requested', 'approved', 'allocated', 'used']) {
    const rows = numbers(await page.locator(`tbody [data-amount="${part}"]`).allTextContents());
    const [sum] = numbers(await page.locator(`tfoot [data-sum="${part}"]`).allTextContents());
    expect([rows.length, total(rows)]).toEqual([2, sum]);
  }
  expect(numbers(await page.locator('tfoot [data-sum="used"]').allTextContents())).toEqual([1_200_000]);
  expect(await office.text(page.getByRole('row', { name: /Andel unga som fullföljer/ }))).toContain('Ej mätt');
  await page.getByText('Nämnden ska redovisa fältarbetet.').waitFor();
  expect(office.presses).toBe(0);
  await sound(office, 'goal');
});

test('an assignment that nobody carries out is flagged, and found by its filter', async () => {
  const office = await scene.visitor('ks.stadskontoret');
  const { page } = office;
  await office.open('/uppdrag');
  await page.getByText('1 uppdrag har ingen som utför det.').waitFor();
  await sound(office, 'assignments');
  await page.getByLabel('Utförs av').selectOption({ label: 'Saknar ägare' });
  const rows = page.locator('tbody tr');
  expect(await rows.count()).toBe(1);
  // What the text says of resources is kept as it says it; no amount is made up.
  expect(await office.text(rows)).toMatch(/En strategi ska utarbetas\..*Saknar ägare.*Resurser för detta tillsätts/);
});
