/** Managers approve and send back within two clicks and by keyboard alone, seeing what has changed since the last version. */
import type { Client } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { faultsInEveryLook } from './support/axe.js';
import { makeDraft, sendDraft } from './support/drafts.js';
import { picture, sceneOfFile, sound } from './support/scene.js';

const scene = sceneOfFile();
let officer: Client;
beforeAll(async () => {
  officer = await scene.app.as('asn.handlaggare');
});

const sent = async (title: string): Promise<string> => {
  const draft = await makeDraft(scene.app, officer, title);
  await sendDraft(officer, draft);
  return draft.id;
};
const approvalsOf = async (id: string): Promise<number[]> =>
  ((await officer.get(`proposals/${id}`)).body as { approvals: { step: number }[] }).approvals.map(({ step }) => step);

test('the unit head approves in 2 clicks, the director after, by keyboard alone', async () => {
  const id = await sent('Förslag att godkänna');
  const asHead = await scene.app.as('asn.enhetschef');
  const isTold = async (): Promise<boolean> =>
    ((await asHead.get('notices?limit=100')).body as { items: { subjectId: string }[] }).items.some(
      ({ subjectId }) => subjectId === id,
    );
  await eventually(isTold, { what: 'the unit head is told' });
  const head = await scene.visitor('asn.enhetschef');
  await head.open('/');
  await head.heading('Att godkänna').waitFor();
  await picture(head.page, 'approvals');
  await head.press(head.page.getByRole('link', { name: 'Förslag att godkänna' }));
  await head.arriveAt('Förslag att godkänna');
  await picture(head.page, 'approval');
  await head.press(head.page.getByRole('button', { name: 'Godkänn' }));
  await head.page.getByText('Du har godkänt Förslag att godkänna.').waitFor();
  expect(head.presses).toBe(2);
  expect(await approvalsOf(id)).toEqual([1]);
  expect(await isTold()).toBe(false);

  const director = await scene.visitor('asn.direktor');
  await director.open('/');
  await director.enter(director.page.getByRole('link', { name: 'Förslag att godkänna' }));
  await director.arriveAt('Förslag att godkänna');
  await director.page.getByText('Redan godkänt av Enhetschef, ASN').waitFor();
  await director.enter(director.page.getByRole('button', { name: 'Godkänn' }));
  await director.arriveAt('Att godkänna');
  expect(director.presses).toBe(0);
  expect((await officer.get(`proposals/${id}`)).body).toMatchObject({ status: 'approvedByManagement' });
});

test('sending back takes 2 clicks and a reason; what changed since is shown in kronor and in words', async () => {
  const id = await sent('Förslag med fråga');
  const head = await scene.visitor('asn.enhetschef');
  const { page } = head;
  await head.open('/');
  await head.press(page.getByRole('link', { name: 'Förslag med fråga' }));
  await head.press(page.getByRole('button', { name: 'Skicka tillbaka' }));
  const reason = page.getByLabel('Varför skickas det tillbaka?');
  await head.focusOn(reason);
  await head.key('Control+Enter');
  await head.focusOn(page.locator('ds-error-summary'));
  expect(await faultsInEveryLook(page)).toEqual([]);
  await head.key('Tab');
  await head.key('Enter');
  await head.focusOn(reason);
  await head.type('Beloppen behöver ses över.');
  await head.key('Control+Enter');
  await page.getByText('Du har skickat tillbaka Förslag med fråga.').waitFor();
  expect(head.presses).toBe(2);

  const writer = await scene.visitor('asn.handlaggare');
  await writer.open('/');
  await writer.page.getByText('Ett förslag är återsänt').waitFor();
  await writer.page.getByText('Beloppen behöver ses över.').waitFor();
  await writer.press(writer.page.getByRole('link', { name: 'Förslag med fråga' }).first());
  await writer.press(writer.page.getByRole('button', { name: 'Gör en ny version' }));
  await writer.arriveAt(/^Skriv ASN-/);
  const amount = writer.page.getByLabel('Begärt belopp').first();
  await amount.focus();
  await writer.key('Control+a');
  await writer.type('5 mnkr');
  const summary = writer.page.getByLabel('Sammanfattning', { exact: true });
  await summary.focus();
  await writer.key('Control+a');
  await writer.type('Förvaltningens förslag uppgår till 6 950 000 kr.');
  await writer.page.getByText(/^Sparat/).waitFor();
  const { version } = (await officer.get(`proposals/${id}`)).body as { version: number };
  await sendDraft(officer, { id, version, registrationNumber: '' });

  await head.open('/');
  await head.press(page.getByRole('link', { name: 'Förslag med fråga' }));
  await page.getByRole('heading', { name: 'Ändrat sedan version 1' }).waitFor();
  const changed = page.getByRole('row', { name: /Utvecklingsinsats nummer 1 Ändrad/ });
  expect(await head.text(changed)).toMatch(/5 625 000.*5 000 000.*−625 000/);
  await page.getByText('Text ändrad: Sammanfattning').waitFor();
  await sound({ page }, 'approval-changes');
});

test('every screen of managers, and the matter with all its tabs, is accessible in every look', async () => {
  await sent('Förslag för alla chefer');
  const head = await scene.visitor('asn.enhetschef');
  await head.open('/att-godkanna');
  expect(await faultsInEveryLook(head.page)).toEqual([]);
  const reader = await scene.visitor('asn.handlaggare');
  await reader.open('/arende/ASN-2023-5446');
  await reader.page.getByText('8 075 000 kr i 3 insatser').waitFor();
  for (const tab of ['Beslutsgång', 'Pengar', 'Handlingar', 'Historik']) {
    await reader.press(reader.page.getByRole('tab', { name: tab }));
    await reader.page.waitForLoadState('networkidle');
    expect([tab, await faultsInEveryLook(reader.page)]).toEqual([tab, []]);
    await picture(reader.page, `matter-${tab}`);
  }
});

test('the sum under a list is the sum of its rows, on the screen and in what is downloaded', async () => {
  const reader = await scene.visitor('asn.handlaggare');
  const { page } = reader;
  await reader.open('/arende/ASN-2023-5446?flik=money');
  const cells = page.locator('tbody tr td:nth-child(2)');
  await cells.first().waitFor();
  const ore = (text: string): number => Number(text.replaceAll(/[\s\u00a0]/g, ''));
  const amounts = (await cells.allTextContents()).map(ore);
  expect(amounts).toEqual([5_625_000, 1_950_000, 500_000]);
  expect(ore((await page.locator('tfoot td:nth-child(2)').textContent()) ?? '')).toBe(8_075_000);
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    reader.press(page.getByRole('button', { name: 'Ladda ner CSV' })),
  ]);
  const text = await streamed(await csv.createReadStream());
  expect(text.startsWith('\ufeffInsats;Begärt;')).toBe(true);
  expect(text).toContain(';5625000,00;');
  const [xlsx] = await Promise.all([
    page.waitForEvent('download'),
    reader.press(page.getByRole('button', { name: 'Ladda ner Excel' })),
  ]);
  expect(xlsx.suggestedFilename()).toBe('belopp-ASN-2023-5446.xlsx');
});

async function streamed(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
