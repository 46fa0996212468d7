/** The case officer writes: frequent tasks 1 to 3 within their clicks and by keyboard alone, and nothing typed is ever lost. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import type { Client } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { faultsInEveryLook } from './support/axe.js';
import { makeDraft } from './support/drafts.js';
import { middleOf, timePaints } from './support/paint.js';
import { picture, sceneOfFile, sound } from './support/scene.js';

const memorandum = readFileSync('test/cases/memoranda/running-text.txt', 'utf8');
const scene = sceneOfFile();
let officer: Client;
beforeAll(async () => {
  officer = await scene.app.as('asn.handlaggare');
});

const saved = (page: Page): Locator => page.getByText(/^Sparat \d\d\.\d\d$/);
const liveSum = (page: Page): Locator => page.getByTestId('live-sum');

interface Server {
  title: string;
  total: { amount: string };
  sections: { kind: string; text: string }[];
  status: string;
  versionNumber: number;
}
const onServer = async (id: string): Promise<Server> => (await officer.get(`proposals/${id}`)).body as Server;
const summaryOf = async (id: string): Promise<string | undefined> =>
  (await onServer(id)).sections.find(({ kind }) => kind === 'summary')?.text;

test('continues a draft in 1 click, adds a measure in 2 and sends it in 3', async () => {
  const { id } = await makeDraft(scene.app, officer, 'Förslag med pekare');
  const visitor = await scene.visitor('asn.handlaggare');
  const { page } = visitor;
  await visitor.open('/');
  await visitor.heading('Mitt arbete').waitFor();
  await picture(page, 'my-work');

  await visitor.press(page.getByRole('link', { name: 'Förslag med pekare', exact: true }));
  await visitor.arriveAt(/^Skriv ASN-/);
  expect(visitor.presses).toBe(1);
  expect(await visitor.text(liveSum(page))).toBe('7 575 000 kr i 2 insatser');

  await visitor.press(page.getByRole('button', { name: 'Lägg till insats' }));
  expect(visitor.presses).toBe(2);
  await visitor.type('Dialog och information');
  await visitor.key('Tab');
  await visitor.type('0,5 mnkr');
  await page.getByText('= 500 000 kr').waitFor();
  expect(await visitor.text(liveSum(page))).toBe('8 075 000 kr i 3 insatser');
  await saved(page).waitFor();
  await eventually(async () => (await onServer(id)).total.amount === '8075000.00', { what: 'the measure is saved' });
  await page.getByText('men insatserna blir 8 075 000 kr').waitFor();
  await picture(page, 'write');

  const summary = page.getByLabel('Sammanfattning', { exact: true });
  await visitor.tabTo(summary, { back: true });
  await visitor.key('Control+a');
  await visitor.type('Förvaltningens förslag uppgår till 8 075 000 kr.');
  await page.getByText('men insatserna blir').waitFor({ state: 'detached' });
  await eventually(async () => (await summaryOf(id))?.includes('8 075 000') === true, { what: 'the text is saved' });

  const again = await scene.visitor('asn.handlaggare');
  await again.open('/');
  await again.press(again.page.getByRole('link', { name: 'Uppgiftslista för Förslag med pekare' }));
  await again.arriveAt('Förslag med pekare');
  await picture(again.page, 'task-list');
  await again.press(again.page.getByRole('link', { name: 'Kontrollera och skicka' }));
  await again.arriveAt('Kontrollera och skicka');
  await again.page.getByText('8 075 000 kr i 3 insatser').waitFor();
  await picture(again.page, 'send');
  await again.press(again.page.getByRole('button', { name: 'Skicka', exact: true }));
  await again.arriveAt(/Förslag med pekare$/);
  expect(again.presses).toBe(3);
  await again.page.getByText('Enhetschefen', { exact: true }).waitFor();
  await picture(again.page, 'matter');
  expect((await onServer(id)).status).toBe('managerReview');
});

test('the same by keyboard alone', async () => {
  const { id } = await makeDraft(scene.app, officer, 'Förslag med tangenter');
  const visitor = await scene.visitor('asn.handlaggare');
  const { page } = visitor;
  await visitor.open('/');
  await visitor.enter(page.getByRole('link', { name: 'Förslag med tangenter', exact: true }));
  await visitor.arriveAt(/^Skriv ASN-/);
  await visitor.enter(page.getByRole('button', { name: 'Lägg till insats' }));
  await visitor.focusOn(page.getByLabel('Insats', { exact: true }).last());
  await visitor.type('Dialog och information');
  await visitor.key('Tab');
  await visitor.type('500 tkr');
  await visitor.tabTo(page.getByLabel('Sammanfattning', { exact: true }), { back: true });
  await visitor.key('Control+a');
  await visitor.type('Förvaltningens förslag uppgår till 8 075 000 kr.');
  await visitor.key('Control+s');
  await saved(page).waitFor();
  await eventually(async () => (await onServer(id)).total.amount === '8075000.00', { what: 'everything is saved' });
  await visitor.enter(page.getByRole('link', { name: 'Uppgiftslista' }));
  await visitor.arriveAt('Förslag med tangenter');
  await visitor.enter(page.getByRole('link', { name: 'Kontrollera och skicka' }));
  await visitor.arriveAt('Kontrollera och skicka');
  await visitor.enter(page.getByRole('button', { name: 'Skicka', exact: true }));
  await visitor.arriveAt(/Förslag med tangenter$/);
  expect((await onServer(id)).status).toBe('managerReview');
  expect(visitor.presses).toBe(0);
});

test('a network that is lost while somebody types loses no character, also when the tab is closed', async () => {
  const { id } = await makeDraft(scene.app, officer, 'Förslag utan nät');
  const visitor = await scene.visitor('asn.handlaggare');
  const { page, context } = visitor;
  await visitor.open(`/forslag/${id}/skriv`);
  const summary = page.getByLabel('Sammanfattning', { exact: true });
  await summary.focus();
  await context.setOffline(true);
  await visitor.key('Control+End');
  await visitor.type(' Skrivet utan nät.');
  await page.getByText('Ingen kontakt med servern').waitFor();
  await visitor.type(' Och mer.');
  await page.close();
  await context.setOffline(false);
  const back = await context.newPage();
  await back.goto(`/app/forslag/${id}/skriv`);
  const field = back.getByLabel('Sammanfattning', { exact: true });
  await field.waitFor();
  expect(await field.inputValue()).toMatch(/ Skrivet utan nät\. Och mer\.$/);
  await saved(back).waitFor();
  expect(await summaryOf(id)).toMatch(/ Skrivet utan nät\. Och mer\.$/);
});

test('two editors: what differs elsewhere is taken in, what both changed is chosen, and nothing is overwritten', async () => {
  const { id } = await makeDraft(scene.app, officer, 'Förslag med två');
  const [one, other] = [await scene.visitor('asn.handlaggare'), await scene.visitor('asn.handlaggare')];
  await one.open(`/forslag/${id}/skriv`);
  await other.open(`/forslag/${id}/skriv`);
  const write = async (visitor: typeof one, label: string, text: string): Promise<void> => {
    await visitor.page.getByLabel(label, { exact: true }).focus();
    await visitor.key('Control+a');
    await visitor.type(text);
  };
  await write(one, 'Barnperspektiv', 'Den enas barnperspektiv.');
  await saved(one.page).waitFor();
  await write(other, 'Jämställdhetsperspektiv', 'Den andras jämställdhet.');
  await saved(other.page).waitFor();
  expect(await other.page.getByLabel('Barnperspektiv', { exact: true }).inputValue()).toBe('Den enas barnperspektiv.');

  await write(one, 'Sammanfattning', 'Den enas 7 575 000 kr.');
  await eventually(async () => (await summaryOf(id)) === 'Den enas 7 575 000 kr.', { what: 'the first is saved' });
  await write(other, 'Sammanfattning', 'Den andras 7 575 000 kr.');
  const { page } = other;
  await page.getByRole('heading', { name: 'Någon annan har ändrat samtidigt' }).waitFor();
  expect(await summaryOf(id)).toBe('Den enas 7 575 000 kr.');
  await sound({ page }, 'merge');
  await other.press(page.getByLabel('Det jag har skrivit'));
  await other.press(page.getByRole('button', { name: 'Spara det valda' }));
  await eventually(async () => (await summaryOf(id)) === 'Den andras 7 575 000 kr.', { what: 'the choice is saved' });
});

test('what is not saved yet is asked about before the screen is left', async () => {
  const { id } = await makeDraft(scene.app, officer, 'Förslag som lämnas');
  const visitor = await scene.visitor('asn.handlaggare');
  const { page } = visitor;
  await visitor.open(`/forslag/${id}/skriv`);
  await visitor.press(page.getByRole('button', { name: 'Lägg till insats' }));
  await visitor.type('Halv');
  await visitor.press(page.getByRole('link', { name: 'Uppgiftslista' }));
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Du har ändringar som inte är sparade').waitFor();
  expect(await faultsInEveryLook(page)).toEqual([]);
  await visitor.press(dialog.getByRole('button', { name: 'Stanna kvar' }));
  expect(await page.getByLabel('Insats', { exact: true }).last().inputValue()).toBe('Halv');
  await visitor.press(page.getByRole('link', { name: 'Uppgiftslista' }));
  await visitor.press(dialog.getByRole('button', { name: 'Lämna utan att spara' }));
  await visitor.arriveAt('Förslag som lämnas');
});

test('an interaction is painted within 100 ms', async () => {
  const { id } = await makeDraft(scene.app, officer, 'Förslag i tid');
  const visitor = await scene.visitor('asn.handlaggare');
  const { page } = visitor;
  await visitor.open(`/forslag/${id}/skriv`);
  const amount = page.getByLabel('Begärt belopp').first();
  await amount.focus();
  const paints = await timePaints(page);
  await visitor.type('123456');
  expect(middleOf(await paints(6))).toBeLessThan(100);
});

test('every screen of the case officer is accessible in light and dark, wide and narrow', async () => {
  const { id } = await makeDraft(scene.app, officer, 'Förslag för alla');
  const visitor = await scene.visitor('asn.handlaggare');
  const { page } = visitor;
  for (const path of ['/mitt-arbete', `/forslag/${id}`, `/forslag/${id}/skriv`, `/forslag/${id}/skicka`]) {
    await visitor.open(path);
    await page.waitForLoadState('networkidle');
    expect([path, await faultsInEveryLook(page)]).toEqual([path, []]);
  }
});

test('a memorandum is imported: what agrees is green, what does not is red, and the draft opens', async () => {
  const visitor = await scene.visitor('asn.handlaggare');
  const { page } = visitor;
  await visitor.open('/importera');
  await page.getByLabel('Fil').setInputFiles({
    name: 'fel.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(memorandum.replace('8 075 000 SEK för hela', '8 000 000 SEK för hela')),
  });
  await page.locator('mark[data-state=bad]', { hasText: '8 000 000' }).waitFor();
  await page.locator('mark[data-state=good]', { hasText: '5 625 000' }).first().waitFor();
  await page.getByText('Något i texten behöver rättas').waitFor();
  await sound({ page }, 'import');
  await page.getByLabel('Fil').setInputFiles('test/cases/memoranda/running-text.txt');
  await page.getByText('Summorna i texten stämmer med insatserna.').waitFor();
  await visitor.press(page.getByRole('button', { name: 'Gör ett utkast' }));
  await page.getByText(/^Utkastet ASN-\d+-\d+ är gjort$/).waitFor();
  expect(await faultsInEveryLook(page)).toEqual([]);
  await visitor.press(page.getByRole('link', { name: 'Fortsätt skriva' }));
  await visitor.arriveAt(/^Skriv ASN-/);
  expect(await visitor.text(liveSum(page))).toBe('8 075 000 kr i 3 insatser');
});
