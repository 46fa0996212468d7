/**
 * The worked case, whole, as people do it: five roles and more, each in a window of their own, from the call to the public
 * page of the decision. 5 625 000 + 1 950 000 + 500 000 = 8 075 000 kr, against 22 200 000 and 15 000 000.
 */
import { expectStatus } from '../support/replies.js';
import { picture, sceneOfFile } from './support/scene.js';
import type { Visitor } from './support/visitor.js';

const scene = sceneOfFile({ example: false });
let today: string;
beforeAll(async () => {
  const [now] = await scene.app.query<{ today: string }>('select today_in_stockholm()::text as today');
  today = now?.today ?? '';
});

const title = 'Sociala insatser';
const measures = [
  ['Öka tryggheten', '5 625 000'],
  ['Minska rekryteringen', '1,95 mnkr'],
  ['Dialog och information', '500 tkr'],
] as const;

const sections = [
  'Sammanfattning',
  'Förvaltningens överväganden',
  'Barnperspektiv',
  'Jämställdhetsperspektiv',
  'Ekonomiska konsekvenser',
];

/** The money there is: what the state gives, and the executive board's own. */
async function announcedSource(code: string, kind: string, amount: string): Promise<void> {
  const controller = await scene.app.as('ks.controller');
  const year = today.slice(0, 4);
  const plan = { code, name: code, kind, useFromDay: `${year}-01-01`, useToDay: `${year}-12-31` };
  const { body } = await expectStatus(201, controller.post('funding-sources', plan));
  const ceiling = {
    year: Number(year),
    amount: { amount, currency: 'SEK' },
    validFromDay: `${year}-01-01`,
    ground: 'Budget',
  };
  await expectStatus(201, controller.post(`funding-sources/${body.id}/ceilings`, ceiling));
  await expectStatus(200, controller.post(`funding-sources/${body.id}/announce`, undefined, { ifMatch: 1 }));
}

async function issueCall(office: Visitor): Promise<void> {
  const { page } = office;
  await office.open('/utlysningar/ny');
  await page.getByLabel('Rubrik').fill(title);
  await office.press(page.getByLabel(/BIDRAG/));
  await office.press(page.getByLabel(/EGNA/));
  await office.press(page.getByRole('button', { name: 'Välj alla nämnder' }));
  await page.getByLabel('Sista svarsdag').fill('2199-04-28');
  await office.press(page.getByRole('button', { name: 'Spara utkastet' }));
  await office.arriveAt(title);
  await office.press(page.getByRole('button', { name: 'Lys ut' }));
  await page.getByText('0 av 6 har svarat eller avstått.').waitFor();
}

/** Written by hand, with the sum beside the text. */
async function writeProposal(officer: Visitor): Promise<void> {
  const { page } = officer;
  await officer.open('/mitt-arbete');
  await officer.press(page.getByRole('button', { name: 'Besvara' }));
  await officer.press(page.getByRole('button', { name: 'Börja skriva' }));
  await officer.arriveAt(/^Skriv ASN-/);
  for (const [measure, amount] of measures) {
    await officer.press(page.getByRole('button', { name: 'Lägg till insats' }));
    await officer.type(measure);
    await officer.key('Tab');
    await officer.type(amount);
  }
  await page.getByTestId('live-sum').getByText('3 insatser').waitFor();
  expect(await officer.text(page.getByTestId('live-sum'))).toBe('8 075 000 kr i 3 insatser');
  for (const section of sections)
    await page.getByLabel(section, { exact: true }).fill('Förvaltningens förslag uppgår till 8 075 000 kr.');
  await officer.press(page.getByRole('button', { name: 'Lägg till beslutspunkt' }));
  await page.getByLabel('Beslutspunkt 1', { exact: true }).fill('Nämnden godkänner förvaltningens förslag.');
  await page.getByLabel('Vad punkten gör', { exact: true }).selectOption({ label: 'Godkänner' });
  await officer.key('Control+s');
  await page.getByText(/^Sparat/).waitFor();
  await picture(page, 'malmo-write');
  await officer.press(page.getByRole('link', { name: 'Uppgiftslista' }));
  await officer.press(page.getByRole('link', { name: 'Kontrollera och skicka' }));
  await officer.arriveAt('Kontrollera och skicka');
  await officer.press(page.getByRole('button', { name: 'Skicka', exact: true }));
  await page.getByText('Enhetschefen', { exact: true }).waitFor();
}

async function approve(manager: Visitor): Promise<void> {
  await manager.open('/att-godkanna');
  await manager.press(manager.page.getByRole('link', { name: title }));
  await manager.press(manager.page.getByRole('button', { name: 'Godkänn' }));
  await manager.page.getByText(`Du har godkänt ${title}.`).waitFor();
}

/** Today, so that it can be held today. */
async function planMeeting(secretary: Visitor, time: string): Promise<void> {
  const { page } = secretary;
  await secretary.open('/sammantraden');
  await secretary.press(page.getByRole('button', { name: 'Planera sammanträde' }));
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Dag').fill(today);
  await dialog.getByLabel('Tid').fill(time);
  await dialog.getByLabel('Plats').fill('Stadshuset');
  await secretary.press(dialog.getByRole('button', { name: 'Planera', exact: true }));
  await page.getByRole('button', { name: 'Skicka kallelse' }).waitFor();
}

async function putOnAgenda(secretary: Visitor): Promise<void> {
  const { page } = secretary;
  await secretary.open('/arenden-klara');
  await secretary.press(page.getByRole('button', { name: 'Markera alla' }));
  await secretary.press(page.getByRole('button', { name: 'Till sammanträde …' }));
  await secretary.press(page.getByRole('button', { name: 'Lägg till', exact: true }));
  await page.getByText('1 ärende står nu på dagordningen.').waitFor();
}

/** Notice, decision as proposed, minutes signed by two, and the notice on the board. */
async function holdMeeting(secretary: Visitor, code: string, adjuster: RegExp): Promise<void> {
  const { page } = secretary;
  await secretary.open('/sammantraden');
  await secretary.press(page.getByRole('link', { name: new RegExp(`^${today}`) }));
  await secretary.press(page.getByRole('button', { name: 'Skicka kallelse' }));
  await secretary.press(page.getByRole('dialog').getByRole('button', { name: 'Skicka', exact: true }));
  const option = page.getByLabel('Justerare').locator('option').filter({ hasText: adjuster });
  await page.getByLabel('Justerare').selectOption((await option.first().getAttribute('value')) ?? '');
  await secretary.press(page.getByRole('button', { name: 'Öppna mötet' }));
  await secretary.press(page.getByRole('button', { name: 'Bifall', exact: true }));
  await page.getByText(/: bifall$/).waitFor();
  await picture(page, `malmo-live-${code}`);
  await secretary.press(page.getByRole('button', { name: 'Avsluta mötet' }));
  await secretary.press(page.getByRole('button', { name: 'Sänd till justering' }));
  await page.getByText('Hos justerarna').waitFor();
  for (const name of ['ordforande', 'vice']) {
    const signer = await scene.visitor(`${code}.${name}`);
    await signer.page.goto(page.url());
    await signer.press(signer.page.getByRole('button', { name: 'Justera' }));
    await signer.page.getByRole('button', { name: 'Justera' }).waitFor({ state: 'detached' });
  }
  await page.reload();
  await secretary.press(page.getByRole('button', { name: 'Anslå' }));
  await page.getByText('Anslaget', { exact: true }).waitFor();
}

/** What the city office would give, source by source, pasted as it comes from a spreadsheet; then put before the board. */
async function divide(office: Visitor): Promise<void> {
  const { page, context } = office;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), '5 625 000\t\r\n\t1,95 mnkr\r\n\t500 tkr\r\n');
  await office.open('/fordelning');
  await office.press(page.locator('#cell-0-2'));
  await office.key('Control+V');
  await page.getByText('Allt ryms under taken.', { exact: false }).waitFor();
  await picture(page, 'malmo-board');
  await office.press(page.getByRole('button', { name: 'Spara förslag' }));
  await page.getByText('Förslaget är sparat').first().waitFor();
  await office.open('/fordelning/scenarier');
  await page.getByLabel('Namn', { exact: true }).fill('Till kommunstyrelsen');
  await page.getByLabel('Fyll raderna').selectOption({ label: 'Som tillstyrkt' });
  await office.press(page.getByRole('button', { name: 'Gör scenariot' }));
  await page.getByText('Scenariot håller', { exact: true }).waitFor();
  await office.press(page.getByRole('button', { name: 'Lägg fram för kommunstyrelsen' }));
  await office.press(page.getByRole('button', { name: 'Lägg fram', exact: true }));
  await page.getByText('pengarna är reserverade', { exact: false }).waitFor();
}

/** Finance: what was decided against each ceiling, and where one of the amounts comes from. */
async function checkCeilings(controller: Visitor): Promise<void> {
  const { page } = controller;
  await controller.open('/tak');
  expect(await controller.text(page.getByRole('status').first())).toContain('8 075 000 kr fördelat av 37 200 000 kr');
  await controller.press(page.getByRole('link', { name: /^5 625 000$/ }).last());
  await page
    .getByRole('row', { name: /Öka tryggheten/ })
    .first()
    .waitFor();
  await picture(page, 'malmo-why');
}

/** Without script, and without signing in: the first hit says what it cost and until when it can be appealed. */
async function readInPublic(reader: Visitor): Promise<void> {
  const { page } = reader;
  await page.goto('/beslut');
  await page.getByLabel('Ord eller diarienummer').fill(title);
  await page.getByRole('button', { name: 'Sök' }).click();
  expect(await page.locator('main li h2 a').count()).toBe(2);
  for (const index of [0, 1]) {
    await page.locator('main li h2 a').nth(index).click();
    const key = ((await page.locator('dl.key').textContent()) ?? '').replaceAll(/\s+/g, ' ');
    expect(key).toContain('8 075 000 kr');
    await picture(page, `malmo-public-${index}`);
    await page.goBack();
  }
  await page.goto('/pengar');
  expect(((await page.locator('tfoot td.amount').first().textContent()) ?? '').replaceAll(/\s/g, ' ')).toContain(
    '8 075 000',
  );
}

test('from the call to the public page of the decision', async () => {
  await announcedSource('BIDRAG', 'stateGrant', '22200000.00');
  await announcedSource('EGNA', 'discretionaryAppropriation', '15000000.00');
  const office = await scene.visitor('ks.stadskontoret');
  await issueCall(office);
  await writeProposal(await scene.visitor('asn.handlaggare'));
  await approve(await scene.visitor('asn.enhetschef'));
  await approve(await scene.visitor('asn.direktor'));
  const secretary = await scene.visitor('asn.sekreterare');
  await planMeeting(secretary, '09:00');
  await putOnAgenda(secretary);
  await holdMeeting(secretary, 'asn', /Vice ordförande/);
  const boardSecretary = await scene.visitor('ks.sekreterare');
  await planMeeting(boardSecretary, '13:00');
  await divide(office);
  await holdMeeting(boardSecretary, 'ks', /Vice ordförande/);
  await checkCeilings(await scene.visitor('ks.controller'));
  await readInPublic(await scene.visitor(undefined, { javaScript: false }));
}, 300_000);
