/** The city office: who has not answered is reminded in two presses, the sum against the ceilings, a call made and issued. */
import { expectStatus } from '../support/replies.js';
import { faultsInEveryLook } from './support/axe.js';
import { picture, sceneOfFile, sound } from './support/scene.js';
import type { Visitor } from './support/visitor.js';

const scene = sceneOfFile();

const codes = ['ASN', 'GRN', 'FSKN', 'FRN', 'KN', 'TN'];
const numberOf = (text: string): number => Number(text.replaceAll(/[^0-9]/g, ''));

/** An issued call that two of six have declined. */
async function callWithFourMissing(title: string): Promise<void> {
  const office = await scene.app.as('ks.stadskontoret');
  const { body: sources } = await expectStatus(200, office.get('funding-sources'));
  const sourceIds = (sources.items as { id: string; code: string }[])
    .filter(({ code }) => code === 'KSA-2023')
    .map(({ id }) => id);
  const content = { title, years: [2023], sourceIds, replyByDay: '2099-04-28', replyByTime: '12:00' };
  const authorityIds = codes.map((code) => scene.app.authorityIds.get(code));
  const { body: call } = await expectStatus(201, office.post('calls', { ...content, authorityIds }));
  await expectStatus(200, office.post(`calls/${call.id}/issue`, undefined, { ifMatch: call.version }));
  for (const code of ['ASN', 'GRN']) {
    const officer = await scene.app.as(`${code.toLowerCase()}.handlaggare`);
    await expectStatus(
      204,
      officer.post(`calls/${call.id}/declination`, { authorityId: scene.app.authorityIds.get(code) }),
    );
  }
}

const rowOf = (visitor: Visitor, title: string) => visitor.page.getByRole('row').filter({ hasText: title });

test('task 10: who has not answered is reminded in two presses from the start page', async () => {
  await callWithFourMissing('Begäran att påminna om');
  const office = await scene.visitor('ks.stadskontoret');
  const { page } = office;
  await office.open('');
  await office.heading('Utlysningar').waitFor();
  const row = rowOf(office, 'Begäran att påminna om');
  const before = office.presses;
  await office.press(row.getByRole('button', { name: '4 saknas' }));
  await row.getByText('Kulturnämnden').waitFor();
  await picture(page, 'calls-remind');
  expect(await faultsInEveryLook(page)).toEqual([]);
  await office.press(row.getByRole('button', { name: 'Påminn 4' }));
  await row.getByText('4 är påminda.').waitFor();
  expect(office.presses - before).toBe(2);
  await row.getByText(/^Kulturnämnden, påmind/).waitFor();
  await row.getByRole('button', { name: 'Påminn 4' }).waitFor({ state: 'hidden' });

  // Whoever was reminded is led to where the answer is written.
  const officer = await scene.visitor('kn.handlaggare');
  await officer.open('/vantar');
  const reminder = officer.page.getByRole('link', {
    name: /^Påminnelse: besvara utlysningen: .*Begäran att påminna om$/,
  });
  await officer.press(reminder);
  await officer.arriveAt('Begäran att påminna om');
  await officer.press(officer.page.getByRole('link', { name: 'Skriv svaret i Mitt arbete' }));
  await officer.arriveAt('Mitt arbete');
});

test('task 10 by the keyboard alone', async () => {
  await callWithFourMissing('Begäran för tangenterna');
  const office = await scene.visitor('ks.stadskontoret');
  await office.open('');
  const row = rowOf(office, 'Begäran för tangenterna');
  await office.enter(row.getByRole('button', { name: '4 saknas' }));
  await office.enter(row.getByRole('button', { name: 'Påminn 4' }));
  await row.getByText('4 är påminda.').waitFor();
  expect(office.presses).toBe(0);
});

test('the worked case: what is asked for is the sum of its rows, against 15 + 22,2 mnkr', async () => {
  const office = await scene.visitor('ks.stadskontoret');
  const { page } = office;
  await office.open('/utlysningar');
  await office.press(page.getByRole('link', { name: 'Sociala insatser och lokal utveckling 2023' }));
  await office.arriveAt('Sociala insatser och lokal utveckling 2023');
  const said = /^(.+) kr begärt av 15 \+ 22,2 mnkr$/.exec(await office.text(page.locator('.live-sum')));
  const table = page.getByRole('region', { name: 'Svaren' }).getByRole('table');
  const heads = await table.getByRole('columnheader').allTextContents();
  const column = table.locator(`tbody tr > *:nth-child(${heads.indexOf('Begärt') + 1})`);
  const asked = (await column.allTextContents()).map(numberOf);
  expect(asked.length).toBe(6);
  const total = asked.reduce((sum, one) => sum + one, 0);
  expect(total).toBeGreaterThan(0);
  expect(numberOf(said?.[1] ?? '')).toBe(total);
  expect(numberOf(await office.text(page.locator('[data-sum=requested]')))).toBe(total);
  await sound({ page }, 'call');

  await office.press(page.getByRole('button', { name: 'Förläng svarstiden' }));
  await page.getByLabel('Ny sista svarsdag').fill('2023-05-05');
  await office.press(page.getByRole('button', { name: 'Förläng svarstiden nu' }));
  await office.focusOn(page.locator('ds-error-summary'));
  await page.getByLabel('Varför svarstiden förlängs').fill('Kulturnämnden sammanträder den 3 maj.');
  expect(await faultsInEveryLook(page)).toEqual([]);
  await office.press(page.getByRole('button', { name: 'Förläng svarstiden nu' }));
  await page.getByText(/Kulturnämnden sammanträder den 3 maj/).waitFor();
  await page.getByText('Svar senast 5 maj 2023 kl. 12.00').waitFor();
});

test('a call is made, told that the time does not suffice, and issued by whoever says why', async () => {
  // The executive board meets next when the money can no longer be asked for.
  const secretary = await scene.app.as('ks.sekreterare');
  const meeting = { day: '2023-05-17', startsAt: '13:00', place: 'Stadshuset' };
  await expectStatus(201, secretary.post(`bodies/${scene.app.bodyIds.get('KS')}/meetings`, meeting));
  const office = await scene.visitor('ks.stadskontoret');
  const { page } = office;
  await office.open('/utlysningar');
  await office.enter(page.getByRole('link', { name: 'Skapa utlysning' }));
  await office.arriveAt('Skapa utlysning');
  await office.enter(page.getByRole('button', { name: 'Spara utkastet' }));
  await office.focusOn(page.locator('ds-error-summary'));
  await sound({ page }, 'call-new');
  await office.tabTo(page.getByLabel('Rubrik'));
  await office.type('Extra insatser i sommar');
  await office.tabTo(page.getByLabel(/SOS-2023/));
  await office.key('Space');
  await office.enter(page.getByRole('button', { name: 'Välj alla nämnder' }));
  await page.getByLabel('Sista svarsdag').fill('2023-05-08');
  await office.enter(page.getByRole('button', { name: 'Spara utkastet' }));
  await office.arriveAt('Extra insatser i sommar');
  await page.getByRole('heading', { name: 'Tiden räcker inte' }).waitFor();
  await sound({ page }, 'call-draft');
  await office.enter(page.getByRole('button', { name: 'Lys ut' }));
  await page.getByRole('alert').waitFor();
  await office.tabTo(page.getByLabel('Varför den lyses ut fast tiden inte räcker'));
  await office.type('Extra sammanträde kallas.');
  await office.enter(page.getByRole('button', { name: 'Lys ut' }));
  await page.getByText('0 av 6 har svarat eller avstått.').waitFor();
  expect(office.presses).toBe(0);
});

test('two who change the same draft choose together; nothing is overwritten', async () => {
  const client = await scene.app.as('ks.stadskontoret');
  const { body: sources } = await expectStatus(200, client.get('funding-sources'));
  const draft = { title: 'Utkast för två', years: [2023], sourceIds: [sources.items[0].id], replyByTime: '12:00' };
  const authorityIds = [scene.app.authorityIds.get('ASN')];
  const { body: call } = await expectStatus(
    201,
    client.post('calls', { ...draft, authorityIds, replyByDay: '2099-04-28' }),
  );
  const office = await scene.visitor('ks.stadskontoret');
  const { page } = office;
  await office.open(`/utlysningar/${call.id}/andra`);
  await page.getByLabel('Rubrik').fill('Min rubrik');
  await page.getByLabel('Klockslag').fill('15:00');
  const other = { title: 'Deras rubrik', description: 'Deras text' };
  await expectStatus(200, client.patch(`calls/${call.id}`, other, { ifMatch: call.version }));
  await office.press(page.getByRole('button', { name: 'Spara utkastet' }));
  await page.getByRole('heading', { name: 'Någon annan har ändrat samtidigt' }).waitFor();
  expect(await faultsInEveryLook(page)).toEqual([]);
  await office.press(page.getByLabel('Det jag har skrivit'));
  await office.press(page.getByRole('button', { name: 'Spara det valda' }));
  await office.arriveAt('Min rubrik');
  await page.getByText('Deras text').waitFor();
  await page.getByText(/kl\. 15\.00/).waitFor();
});
