/** The registrar's day: a matter gets its number, what comes in is registered with its file, decisions sent here, and appeals. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { adjustAtOnce, decidedItem } from '../support/dispatch-scene.js';
import { expectStatus, Story } from '../support/story.js';
import { sceneOfFile, sound } from './support/scene.js';
import type { Visitor } from './support/visitor.js';

const scene = sceneOfFile({ example: false });
let story: Story;
beforeAll(async () => {
  story = Story.over(scene.app);
});

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
  // Somebody has to weigh the appeal against carrying the decision out; a registrar does not.
  await page.getByText('Någon behöver bedöma om beslutet får verkställas').waitFor();
  expect(await page.getByRole('button', { name: 'Bedöm verkställighet' }).count()).toBe(0);
  const secretary = await scene.visitor('asn.sekreterare');
  await secretary.open(new URL(page.url()).pathname.replace(/^\/app/, ''));
  await secretary.enter(secretary.page.getByRole('button', { name: 'Bedöm verkställighet' }));
  await secretary.enter(secretary.page.getByRole('button', { name: 'Spara bedömningen' }));
  await secretary.page.getByRole('link', { name: 'Välj om beslutet får verkställas.' }).waitFor();
  await secretary.tabTo(secretary.page.getByLabel('Får beslutet verkställas innan det får laga kraft?'));
  await secretary.type('Nej');
  await sound(secretary, 'execution-new');
  await secretary.tabTo(secretary.page.getByLabel('Skälen'));
  await secretary.type('Det som betalas ut kan inte krävas tillbaka.');
  await secretary.enter(secretary.page.getByRole('button', { name: 'Spara bedömningen' }));
  await secretary.page.getByText('Beslutet får inte verkställas förrän det har fått laga kraft').waitFor();
  await secretary.press(secretary.page.getByRole('button', { name: 'Gör en ny bedömning' }));
  await secretary.page.getByLabel('Får beslutet verkställas innan det får laga kraft?').selectOption('yes');
  await secretary.page.getByLabel('Skälen').fill('Utbetalningen sker i delar och kan stoppas.');
  await secretary.press(secretary.page.getByRole('button', { name: 'Spara bedömningen' }));
  await secretary.page.getByText('Beslutet får verkställas redan nu').waitFor();
  await secretary.page.getByText('Tidigare bedömning:').waitFor();
  expect(await secretary.page.getByText('Någon behöver bedöma').count()).toBe(0);
  await sound(secretary, 'execution');
  await page.reload();
  await page.getByText('Utbetalningen sker i delar och kan stoppas.').waitFor();
  await registrar.press(page.getByRole('button', { name: /^Domstolen avslog/ }));
  await registrar.press(page.getByRole('button', { name: 'Anteckna' }));
  await page.getByText(/: avslaget av domstolen$/).waitFor();
  await registrar.open('/overklaganden');
  await page.getByText('1 överklagat beslut', { exact: true }).waitFor();
});

/** The secretary sets the committee's scheme: one rule with the pointer, the other with the keyboard alone. */
async function setScheme(secretary: Visitor): Promise<void> {
  const { page } = secretary;
  await secretary.open('/delegationsordning');
  await page.getByText('Ingen delegationsordning den dagen').waitFor();
  await secretary.press(page.getByRole('link', { name: 'Ny delegationsordning' }));
  await secretary.arriveAt(/^Ny delegationsordning, /);
  await secretary.press(page.getByRole('button', { name: 'Lägg till punkt' }));
  await page.getByLabel('Punktens nummer').fill('2');
  await page.getByLabel('Vilka ärenden').fill('Representation');
  await page.getByLabel('Slag av ärende').selectOption({ label: 'Annat' });
  await page.getByRole('combobox', { name: 'Delegat' }).selectOption({ label: 'Presidiet' });
  await page.getByLabel('Anmälan och anslag').selectOption({ label: 'Protokollförs särskilt och anslås' });
  await secretary.press(page.getByRole('button', { name: 'Använd' }));
  const before = secretary.presses;
  await secretary.enter(page.getByRole('button', { name: 'Lägg till punkt' }));
  await secretary.tabTo(page.getByLabel('Punktens nummer'));
  await secretary.type('1.1');
  await secretary.tabTo(page.getByLabel('Vilka ärenden'));
  await secretary.type('Avtal om lokaler');
  await secretary.tabTo(page.getByLabel('Slag av ärende'));
  await secretary.type('Ink');
  await secretary.enter(page.getByRole('button', { name: 'Använd' }));
  await page.getByRole('link', { name: 'Välj vem som får besluta.' }).waitFor();
  await sound(secretary, 'delegation-rule');
  await secretary.tabTo(page.getByRole('combobox', { name: 'Delegat' }), { back: true });
  await secretary.type('F');
  await secretary.enter(page.getByRole('button', { name: 'Använd' }));
  await page.getByRole('heading', { name: '2 punkter' }).waitFor();
  expect(await page.locator('tbody tr').first().textContent()).toMatch(/^1\.1Avtal om lokalerFörvaltningschef/);
  await secretary.tabTo(page.getByLabel('Beslutet den bygger på'));
  await secretary.type('ASN 2022-12-14 § 130');
  await sound(secretary, 'delegation-scheme-new');
  await secretary.enter(page.getByRole('button', { name: 'Fastställ' }));
  await secretary.arriveAt(/^Delegationsordning, /);
  await page.getByRole('row', { name: /Presidiet/ }).waitFor();
  expect(secretary.presses).toBe(before);
  await sound(secretary, 'delegation-scheme');
}

test('the delegate records a decision, the secretary one of the chair’s; one is reported and the other announced', async () => {
  const asnSecretary = await story.as('asn.sekreterare');
  const bodyId = story.body('ASN');
  const director = await scene.visitor('asn.direktor');
  await director.open('/');
  await director.press(director.page.getByRole('link', { name: 'Delegationsbeslut' }));
  await director.arriveAt('Delegationsbeslut');
  await director.press(director.page.getByRole('button', { name: 'För in delegationsbeslut' }));
  await director.page.getByText('Ingen delegationsordning gällde den dagen.').waitFor();
  await director.key('Escape');
  const secretary = await scene.visitor('asn.sekreterare');
  await setScheme(secretary);
  await director.open('/delegationsbeslut');
  await sound(director, 'delegated-none');
  const before = director.presses;
  await director.press(director.page.getByRole('button', { name: 'För in delegationsbeslut' }));
  await director.press(director.page.getByRole('button', { name: 'För in beslutet' }));
  await director.page.getByRole('link', { name: 'Skriv beslutet.' }).waitFor();
  await sound(director, 'delegated-new');
  await director.page.getByLabel('Beslutet', { exact: true }).fill('Avtal om lokal för fältgruppen.');
  await director.press(director.page.getByRole('button', { name: 'För in beslutet' }));
  await director.page.getByText(/^Delegationsbeslut 1\/\d{4} är infört\.$/).waitFor();
  expect(director.presses - before).toBe(3);
  await director.page
    .getByRole('row', { name: /Avtal om lokal för fältgruppen/ })
    .getByText('Ska anmälas')
    .waitFor();
  expect(await director.page.getByRole('button', { name: /^Anmäl / }).count()).toBe(0);

  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await expectStatus(201, asnSecretary.post(`bodies/${bodyId}/meetings`, { day }));
  const { page } = secretary;
  await secretary.open('/sammantraden');
  await secretary.press(page.getByRole('link', { name: 'Delegationsbeslut' }));
  await secretary.arriveAt('Delegationsbeslut');
  await secretary.press(page.getByRole('button', { name: 'För in delegationsbeslut' }));
  await page.getByLabel('Punkt i delegationsordningen').selectOption({ label: '2 Representation: Presidiet' });
  const who = page.getByLabel('Vem som beslutade');
  await who.locator('option').nth(1).waitFor({ state: 'attached' });
  await who.selectOption({ index: 1 });
  await page.getByLabel('Beslutet', { exact: true }).fill('Middag för gäster från vänorten.');
  await sound(secretary, 'delegated-of-others');
  await secretary.press(page.getByRole('button', { name: 'För in beslutet' }));
  await secretary.press(page.getByRole('button', { name: /^Anslå beslut 2\// }));
  await sound(secretary, 'delegated-announce');
  await secretary.press(page.getByRole('button', { name: 'Anslå', exact: true }));
  await page.getByText(/^Kan överklagas till och med \d{4}-/).waitFor();
  await secretary.press(page.getByRole('button', { name: 'Anmäl 1 beslut' }));
  await sound(secretary, 'delegated-report');
  await secretary.press(page.getByRole('button', { name: 'Anmäl', exact: true }));
  await page.getByText(/^1 beslut anmäls i ärende ASN-\d+-\d+\.$/).waitFor();
  await page
    .getByRole('row', { name: /Avtal om lokal/ })
    .getByText('På dagordningen')
    .waitFor();
  await page.getByText(/^2 rader/).waitFor();
  await sound(secretary, 'delegated');
});

test('by the keyboard alone: the director decides in a matter, the decision is found there and appealed', async () => {
  const body = { authorityId: story.authority('ASN'), title: 'Lokal vid torget' };
  const reply = await expectStatus(201, (await story.as('asn.registrator')).post('matters', body));
  const { registrationNumber } = reply.body as { registrationNumber: string };
  const director = await scene.visitor('asn.direktor');
  const { page } = director;
  await director.open(`/arende/${registrationNumber}`);
  await director.enter(page.getByRole('button', { name: 'För in delegationsbeslut' }));
  await director.tabTo(page.getByLabel('Beslutet', { exact: true }));
  await director.type('Hyresavtal tecknas på tre år.');
  await director.enter(page.getByRole('button', { name: 'För in beslutet' }));
  await director.enter(page.getByRole('link', { name: /delegationsbeslut 3/i }));
  await director.arriveAt(/delegationsbeslut 3$/);
  await page.getByText('Hyresavtal tecknas på tre år.').waitFor();
  await page.getByText(/^Punkt 1\.1, Avtal om lokaler\. Beslutat av: /).waitFor();
  expect(director.presses).toBe(0);
  const registrar = await scene.visitor('asn.registrator');
  await registrar.open(new URL(page.url()).pathname.replace(/^\/app/, ''));
  await registrar.enter(registrar.page.getByRole('button', { name: 'Registrera överklagande' }));
  await registrar.tabTo(registrar.page.getByLabel('Den som överklagar'));
  await registrar.type('En granne');
  await registrar.enter(registrar.page.getByRole('button', { name: 'Registrera', exact: true }));
  await registrar.page.getByRole('heading', { name: 'En granne' }).waitFor();
  await sound(registrar, 'standing-delegated-appealed');
  expect(registrar.presses).toBe(0);
});
