/** The registrar's day: a matter gets its number, what comes in is registered with its file, decisions sent here, and appeals. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { adjustAtOnce, decidedItem } from '../support/dispatch-scene.js';
import { expectStatus, Story } from '../support/story.js';
import { faultsInEveryLook } from './support/axe.js';
import { browserScene, picture, type Scene } from './support/scene.js';
import type { Visitor } from './support/visitor.js';

let scene: Scene;
let story: Story;
beforeAll(async () => {
  scene = await browserScene({ example: false });
  story = Story.over(scene.app);
});
afterAll(async () => {
  expect(await scene.app.violations()).toEqual([]);
  await scene.stop();
});
afterEach(() => {
  expect(scene.faults()).toEqual([]);
});

async function sound(visitor: Visitor, name: string): Promise<void> {
  expect(await faultsInEveryLook(visitor.page)).toEqual([]);
  await picture(visitor.page, name);
}

/** Everything the register holds, not the page that is shown; with a bar while it is fetched. */
async function downloadsTheRegister(registrar: Visitor): Promise<void> {
  const { page } = registrar;
  await registrar.open('/diariet');
  const csv = page.getByRole('button', { name: /^Ladda ner CSV/ });
  expect(await registrar.text(csv)).toBe('Ladda ner CSV (1 rad)');
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/\/matters\?.*limit=100/, async (route) => {
    await held;
    await route.continue();
  });
  const saved = page.waitForEvent('download');
  await registrar.press(csv);
  await page.getByLabel('Hämtar underlaget: 0 av 1 rad').waitFor();
  letGo();
  const lines = readFileSync(await (await saved).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines.length).toBe(2);
  expect(lines[0]).toContain('Diarienummer');
  expect(lines[1]).toContain('Fråga om fritidsgården');
  await page.locator('.progress').waitFor({ state: 'detached' });
}

const letter = Buffer.from('Hej! Vi undrar hur det går.\n', 'utf8');

test('a matter gets its number, and a letter is registered in it with its file and downloaded in one press', async () => {
  const registrar = await scene.visitor('asn.registrator');
  const { page } = registrar;
  await registrar.open('/');
  await registrar.heading('Diariet').waitFor();
  await sound(registrar, 'register');
  await registrar.press(page.getByRole('button', { name: 'Registrera ärende' }));
  await registrar.press(page.getByRole('button', { name: 'Registrera och ge nummer' }));
  await page.getByRole('link', { name: 'Skriv vad ärendet gäller.' }).waitFor();
  await sound(registrar, 'register-new');
  await page.getByLabel('Ärendemening').fill('Fråga om fritidsgården');
  await registrar.press(page.getByRole('button', { name: 'Registrera och ge nummer' }));
  await registrar.arriveAt(/^ASN-\d{4}-\d+ Fråga om fritidsgården$/);
  const before = registrar.presses;
  await registrar.press(page.getByRole('button', { name: 'Registrera handling' }));
  await page.getByLabel('Handlingen', { exact: true }).fill('Brev om öppettider');
  await page.getByLabel('Avsändare').fill('En förening');
  await page.getByLabel('Dagen den kom in').fill('2023-04-11');
  await page
    .getByLabel('Fil', { exact: true })
    .setInputFiles({ name: 'brev.txt', mimeType: 'text/plain', buffer: letter });
  await registrar.press(page.getByRole('button', { name: 'Registrera', exact: true }));
  await page.getByRole('link', { name: 'Ange klockslaget också.' }).waitFor();
  await page.getByLabel('Klockslag').fill('09:30');
  await sound(registrar, 'document-new');
  await registrar.press(page.getByRole('button', { name: 'Registrera', exact: true }));
  await page.getByText('Registrerad som handling 1.').waitFor();
  await page.getByText('Inkommen 2023-04-11 09.30').waitFor();
  expect(registrar.presses - before).toBeLessThanOrEqual(3);
  const sha = createHash('sha256').update(letter).digest('hex');
  await registrar.press(page.getByText('Visa kontrollsumma'));
  await page.getByText(sha).waitFor();
  await sound(registrar, 'matter-documents');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    registrar.press(page.getByRole('link', { name: 'Ladda ner version 1: brev.txt' })),
  ]);
  expect(readFileSync(await download.path())).toEqual(letter);
  await downloadsTheRegister(registrar);
});

test('by the keyboard alone: found by a word, marked as secret, and the marking lifted', async () => {
  const matter = await (
    await story.as('asn.registrator')
  ).post('matters', {
    authorityId: story.authority('ASN'),
    title: 'Klagomål om buller',
  });
  const { id } = (await expectStatus(201, Promise.resolve(matter))).body as { id: string };
  const body = { kind: 'letter', title: 'Klagomål', direction: 'received', counterpart: 'En granne' };
  await expectStatus(201, (await story.as('asn.registrator')).post(`matters/${id}/documents`, body));
  const registrar = await scene.visitor('asn.registrator');
  const { page } = registrar;
  await registrar.open('/diariet');
  await registrar.tabTo(page.getByLabel('Sök på diarienummer eller ord'));
  await registrar.type('buller');
  await page.getByText('1 ärende', { exact: true }).waitFor();
  await registrar.enter(page.getByRole('link', { name: /^ASN-/ }));
  await registrar.arriveAt(/Klagomål om buller$/);
  await registrar.enter(page.getByRole('button', { name: 'Sekretessmarkera handling 1' }));
  await registrar.tabTo(page.getByLabel('Bestämmelse'));
  await registrar.type('26 kap. 1 § OSL');
  await registrar.key('Enter');
  await page.getByText(/^Sekretessmarkerad .*26 kap\. 1 § OSL$/).waitFor();
  await registrar.enter(page.getByRole('button', { name: 'Häv markeringen av handling 1' }));
  await registrar.tabTo(page.getByLabel('Varför markeringen hävs'));
  await registrar.type('Uppgiften är offentlig.');
  await registrar.enter(page.getByRole('button', { name: 'Häv', exact: true }));
  await page.getByRole('button', { name: 'Sekretessmarkera handling 1' }).waitFor();
  expect(registrar.presses).toBe(0);
});

test('a decision sent here is registered under a number of one’s own in two presses, and the notice leads there', async () => {
  const item = await decidedItem(story, 'ASN', '2023-04-26');
  await adjustAtOnce(story, 'ASN', item, '2023-04-26');
  const recipients = [{ authorityId: story.authority('KS') }];
  const secretary = await story.as('asn.sekreterare');
  await expectStatus(201, secretary.post(`agenda-items/${item.itemId}/dispatches`, { recipients }));
  const board = await scene.visitor('ks.sekreterare');
  const { page } = board;
  await board.open('/');
  await board.heading('Sammanträden').waitFor();
  await board.open('/skickat-hit');
  const rows = page.locator('tbody tr');
  await page
    .getByText(`${await rows.count()} rad`, { exact: false })
    .first()
    .waitFor();
  expect(await rows.count()).toBe(1);
  await sound(board, 'dispatches');
  await board.open('/vantar');
  await board.press(page.locator('main').getByRole('link').first());
  await page.getByText('Bara protokollsutdraget.').waitFor();
  await board.open('/skickat-hit');
  const before = board.presses;
  await board.press(rows.getByRole('link'));
  await page.getByText('Bara protokollsutdraget.').waitFor();
  await sound(board, 'dispatch');
  await board.press(page.getByRole('button', { name: 'Diarieför' }));
  await page.getByText(/^Diariefört i KS-\d+-\d+ som handling 1\./).waitFor();
  expect(board.presses - before).toBe(2);
  await board.press(page.getByRole('link', { name: 'Visa handlingarna' }));
  await page.getByRole('link', { name: /^Ladda ner version 1/ }).waitFor();
  await board.open('/skickat-hit');
  await page.getByText('Inget väntar på nummer').waitFor();
});

test('an appeal is registered where the decision stands, handed to the court, and answered', async () => {
  const registrar = await scene.visitor('asn.registrator');
  const { page } = registrar;
  await registrar.open('/overklaganden');
  await page.getByText('Inget beslut är överklagat').waitFor();
  await sound(registrar, 'appeals-none');
  await registrar.press(page.getByLabel('Visa också beslut som ingen har överklagat'));
  await page.locator('tbody tr').first().waitFor();
  await page.getByText(`${await page.locator('tbody tr').count()} beslut`, { exact: true }).waitFor();
  await sound(registrar, 'appeals');
  await registrar.press(page.locator('tbody tr').first().getByRole('link').first());
  await page.getByText('Ingen har överklagat').waitFor();
  await registrar.press(page.getByRole('button', { name: 'Registrera överklagande' }));
  await page.getByLabel('Den som överklagar').fill('En kommunmedlem');
  await sound(registrar, 'appeal-new');
  await registrar.press(page.getByRole('button', { name: 'Registrera', exact: true }));
  await page.getByRole('heading', { name: 'En kommunmedlem' }).waitFor();
  await registrar.press(page.getByRole('button', { name: /^Överlämna till domstolen/ }));
  await page.getByLabel('Domstolens målnummer').fill('1234-26');
  await registrar.press(page.getByRole('button', { name: 'Anteckna' }));
  await page.getByText('Förvaltningsrätten, mål 1234-26').waitFor();
  await sound(registrar, 'standing');
  await registrar.press(page.getByRole('button', { name: /^Domstolen avslog/ }));
  await registrar.press(page.getByRole('button', { name: 'Anteckna' }));
  await page.getByText(/: avslaget av domstolen$/).waitFor();
  await registrar.open('/overklaganden');
  await page.getByText('1 överklagat beslut', { exact: true }).waitFor();
});
