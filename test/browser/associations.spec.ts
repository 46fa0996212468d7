/** Grants to associations as staff meet them: a place in the call, a link or paper, the review, and a list that three people pay. */
import { applied, association, proposed, type SceneCall } from '../support/association-scene.js';
import { expectStatus, Story } from '../support/story.js';
import { footOf, column, oreIn, sum } from './support/amounts.js';
import { sceneOfFile, sound } from './support/scene.js';

const scene = sceneOfFile();

test('the officer reaches the applications from Mitt arbete, and their sums are the sums of the rows', async () => {
  const officer = await scene.visitor('frn.handlaggare');
  const { page } = officer;
  await officer.open('/mitt-arbete');
  await officer.press(page.getByRole('link', { name: 'Föreningsbidrag och utbetalningslistor' }));
  await officer.arriveAt('Föreningsbidrag');
  await page.getByText('Idrottsföreningen Exempel').waitFor();
  const said = await officer.text(page.getByRole('status').first());
  const [count, applied, granted] = said.split(' · ');
  expect(Number.parseInt(count ?? '', 10)).toBe(await page.locator('tbody tr').count());
  for (const [header, key, told] of [
    ['Sökt belopp', 'applied', applied],
    ['Beviljat', 'granted', granted],
  ] as const) {
    expect(sum(await column(page, header))).toBe(oreIn(told ?? ''));
    expect(await footOf(page, key)).toBe(oreIn(told ?? ''));
  }
  expect(oreIn(applied ?? '')).toBe(75_000_00);
  expect(oreIn(granted ?? '')).toBe(40_000_00);
  await sound(officer, 'associations');
});

test('an association gets a place, a link shown once, and its application on paper, by the keyboard alone', async () => {
  const officer = await scene.visitor('frn.handlaggare');
  const { page } = officer;
  await officer.open('/foreningsbidrag');
  await officer.enter(page.getByRole('button', { name: 'Lägg till förening' }));
  await officer.enter(page.getByRole('button', { name: 'Föreningen finns inte i listan' }));
  await officer.tabTo(page.getByLabel('Föreningens namn'));
  await officer.type('Teaterföreningen Repetition');
  await officer.tabTo(page.getByLabel('Organisationsnummer'));
  await officer.type('802999-0028');
  await officer.enter(page.getByRole('button', { name: 'Lägg till', exact: true }));
  await officer.arriveAt('Ansökan från Teaterföreningen Repetition');
  await sound(officer, 'application-invited');
  await officer.enter(page.getByRole('button', { name: 'Gör en länk' }));
  await officer.enter(page.getByRole('button', { name: 'Gör länken' }));
  const address = page.getByLabel('Länk till föreningen');
  await address.waitFor();
  expect(await address.inputValue()).toMatch(/\/bidragsansokan\/.{20,}$/);
  await sound(officer, 'application-link');
  const outside = await scene.visitor();
  await outside.page.goto(new URL(await address.inputValue()).pathname);
  await outside.page.getByRole('heading', { name: 'Er ansökan' }).waitFor();
  await outside.page.getByRole('button', { name: 'Lämna ansökan' }).click();
  await outside.page.getByRole('link', { name: 'Ange det sökta beloppet.' }).waitFor();
  await sound(outside, 'application-page-faults');
  await officer.key('Escape');
  await officer.enter(page.getByRole('button', { name: 'Registrera på papper' }));
  await officer.tabTo(page.getByLabel('Vad bidraget gäller'));
  await officer.type('Sommarteater');
  await officer.tabTo(page.getByLabel('Vad pengarna ska användas till'));
  await officer.type('Scen och kostymer.');
  await officer.enter(page.getByRole('button', { name: 'Registrera ansökan' }));
  await page.getByRole('link', { name: 'Ange beloppet.' }).waitFor();
  await sound(officer, 'application-paper');
  await officer.tabTo(page.getByRole('textbox', { name: 'Sökt belopp' }));
  await officer.type('12 000');
  await officer.enter(page.getByRole('button', { name: 'Registrera ansökan' }));
  await page.getByRole('button', { name: 'Börja bereda' }).waitFor();
  expect(await officer.text(page.locator('.amounts dd').first())).toBe('12 000 kr');
  await officer.enter(page.getByRole('button', { name: 'Börja bereda' }));
  await officer.enter(page.getByRole('button', { name: 'Börja bereda ansökan' }));
  await page.getByRole('heading', { level: 1, name: /Teaterföreningen Repetition/ }).waitFor();
  expect(officer.presses).toBe(0);
});

test('a list is attested by another than its maker and paid by finance; it adds up and is downloaded', async () => {
  const officer = await scene.visitor('frn.handlaggare');
  await officer.open('/utbetalningslistor');
  await officer.page.locator('tbody').getByRole('link').first().waitFor();
  expect(await footOf(officer.page, 'total')).toBe(sum(await column(officer.page, 'Belopp')));
  await sound(officer, 'payout-lists');
  await officer.press(officer.page.getByRole('button', { name: 'Upprätta lista' }));
  await officer.press(officer.page.getByRole('button', { name: 'Upprätta', exact: true }));
  // Everything granted stands on a list already: the API says so, and nothing is made.
  await officer.page.getByRole('dialog').getByRole('alert').waitFor();
  await sound(officer, 'payout-prepare');
  await officer.key('Escape');
  await officer.press(officer.page.locator('tbody').getByRole('link').first());
  await officer.arriveAt('Föreningsbidrag 2023, lista 1');
  await officer.press(officer.page.getByRole('button', { name: 'Makulera listan' }));
  await officer.page.getByLabel('Varför listan makuleras').fill('Fel konto');
  await officer.press(officer.page.getByRole('button', { name: 'Makulera', exact: true }));
  await officer.page.getByText('Makulerad: Fel konto').waitFor();
  await officer.open('/utbetalningslistor');
  expect(await footOf(officer.page, 'total')).toBe(0);
  await officer.press(officer.page.getByRole('button', { name: 'Upprätta lista' }));
  await officer.press(officer.page.getByRole('button', { name: 'Upprätta', exact: true }));
  await officer.page.getByText('Lista 2 är upprättad med 1 bidrag.').waitFor();
  expect(await footOf(officer.page, 'total')).toBe(40_000_00);
  expect(sum(await column(officer.page, 'Belopp'))).toBe(40_000_00);
  await officer.press(officer.page.locator('tbody').getByRole('link', { name: /lista 2$/ }));
  await officer.arriveAt('Föreningsbidrag 2023, lista 2');
  expect(await officer.page.getByRole('button', { name: 'Attestera' }).count()).toBe(0);
  const head = await scene.visitor('frn.enhetschef');
  await head.open('/foreningsbidrag');
  await head.press(head.page.getByRole('link', { name: 'Utbetalningslistor' }));
  await head.press(head.page.locator('tbody').getByRole('link', { name: /lista 2$/ }));
  await head.press(head.page.getByRole('button', { name: 'Attestera' }));
  await head.page.getByText('Attesterad', { exact: true }).waitFor();
  const controller = await scene.visitor('ks.controller');
  const { page } = controller;
  await controller.open('/utbetalningslistor');
  await controller.press(page.locator('tbody').getByRole('link', { name: /lista 2$/ }));
  await controller.press(page.getByRole('button', { name: 'Notera utbetald' }));
  await controller.press(page.getByRole('button', { name: 'Notera', exact: true }));
  await page.getByText('Utbetald', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Notera utbetald' }).waitFor({ state: 'detached' });
  expect(await footOf(page, 'amount')).toBe(sum(await column(page, 'Belopp')));
  expect(await footOf(page, 'amount')).toBe(40_000_00);
  await sound(controller, 'payout-list');
  const [pdf] = await Promise.all([
    page.waitForEvent('download'),
    controller.press(page.getByRole('link', { name: 'Ladda ner PDF' })),
  ]);
  expect(pdf.suggestedFilename()).toMatch(/\.pdf$/);
});

/** What the first association of the example waits for: the administration's proposal, handed in. */
async function handedIn(story: Story, text: string, kronor: number): Promise<void> {
  const officer = await story.as('frn.handlaggare');
  const { body } = await expectStatus(200, officer.get('applications?limit=100'));
  const found = (body.items as { id: string; version: number; associationId: string; associationName: string }[]).find(
    ({ associationName }) => associationName === text,
  );
  if (found === undefined) throw new Error(`no application of ${text}`);
  await proposed(story, found, kronor);
}

test('the delegate grants what is proposed: what is refused says why, and the decision says what becomes of it', async () => {
  const story = Story.over(scene.app);
  await handedIn(story, 'Kulturföreningen Prov', 25_000);
  const head = await scene.visitor('frn.enhetschef');
  const { page } = head;
  await head.open('/foreningsbidrag');
  await head.press(page.getByRole('link', { name: 'Kulturföreningen Prov' }));
  await head.arriveAt('Ansökan från Kulturföreningen Prov');
  await page.getByText('Enhetschef får besluta på delegation enligt punkt 3.1:').waitFor();
  await sound(head, 'application-to-decide');
  const before = head.presses;
  await head.press(page.getByRole('link', { name: 'Besluta på delegation' }));
  await head.arriveAt('Beslut om ansökan från Kulturföreningen Prov');
  const amounts = await page.locator('.amounts dd').allTextContents();
  expect(amounts.slice(0, 2).map(oreIn)).toEqual([30_000_00, 25_000_00]);
  expect(sum(await column(page, 'Begärt, kr'))).toBe(25_000_00);
  expect(oreIn((await page.locator('tfoot td').last().textContent()) ?? '')).toBe(25_000_00);
  await head.press(page.getByRole('button', { name: 'Besluta' }));
  await page.getByRole('link', { name: 'Välj att bevilja eller avslå.' }).waitFor();
  await sound(head, 'award');
  await page.getByRole('combobox', { name: 'Beslut', exact: true }).selectOption({ label: 'Bevilja 25 000 kr' });
  await page.getByLabel('Dagen beslutet fattades').fill('2023-02-01');
  await head.press(page.getByRole('button', { name: 'Besluta' }));
  await page.getByRole('link', { name: /^Ansökan kom in 2023-03-01; beslutet kan inte ha fattats/ }).waitFor();
  await page.getByLabel('Dagen beslutet fattades').fill('2023-03-25');
  await page.getByText('Beslutet anmäls till nämndens nästa sammanträde', { exact: false }).waitFor();
  await head.press(page.getByRole('button', { name: 'Besluta' }));
  await head.arriveAt('Ansökan från Kulturföreningen Prov');
  expect(head.presses - before).toBe(4);
  await page.getByText('Beviljad', { exact: true }).waitFor();
  await page.getByText('Ska anmälas').waitFor();
  expect(oreIn(await head.text(page.locator('.amounts dd').nth(1)))).toBe(25_000_00);
  await sound(head, 'application-decided');
  await head.press(page.getByRole('link', { name: /^Delegationsbeslut \d+\/2023$/ }));
  await head.arriveAt(/^Fritidsnämnden, delegationsbeslut \d+$/);
  await page.getByText('beviljas 25 000', { exact: false }).waitFor();
  await sound(head, 'standing-delegated');
  await head.open('/foreningsbidrag');
  for (const [header, key] of [
    ['Sökt belopp', 'applied'],
    ['Beviljat', 'granted'],
  ] as const)
    expect(sum(await column(page, header))).toBe(await footOf(page, key));
  expect(await footOf(page, 'granted')).toBe(65_000_00);
});

test('by the keyboard alone the secretary records that the delegate rejects, with reasons; an officer is told who may', async () => {
  const story = Story.over(scene.app);
  const { body } = await expectStatus(200, (await story.as('frn.handlaggare')).get('calls?kind=associationGrant'));
  await proposed(story, await applied(story, body.items[0] as SceneCall, 1, 8_000), 8_000);
  const officer = await scene.visitor('frn.handlaggare');
  await officer.open('/foreningsbidrag');
  await officer.press(officer.page.getByRole('link', { name: 'Föreningen 1', exact: true }));
  await officer.page.getByText('Enhetschef får besluta på delegation').waitFor();
  expect(await officer.page.getByRole('link', { name: 'Besluta på delegation' }).count()).toBe(0);
  const secretary = await scene.visitor('frn.sekreterare');
  const { page } = secretary;
  await secretary.open('/foreningsbidrag');
  await secretary.enter(page.getByRole('link', { name: 'Föreningen 1', exact: true }));
  await secretary.enter(page.getByRole('link', { name: 'Besluta på delegation' }));
  await secretary.arriveAt('Beslut om ansökan från Föreningen 1');
  await secretary.tabTo(page.getByRole('combobox', { name: 'Beslut', exact: true }));
  await secretary.type('Avs');
  await secretary.tabTo(page.getByLabel('Skäl'));
  await secretary.enter(page.getByRole('button', { name: 'Besluta' }));
  await page.getByRole('link', { name: 'Skriv skälen för avslaget.' }).waitFor();
  await secretary.tabTo(page.getByLabel('Skäl'));
  await secretary.type('Lägret ligger utanför kommunen.');
  await secretary.enter(page.getByRole('button', { name: 'Besluta' }));
  await secretary.arriveAt('Ansökan från Föreningen 1');
  await page.getByText('Avslagen', { exact: true }).waitFor();
  expect(secretary.presses).toBe(0);
});

test('an association is entered in the register and corrected; two who correct at once both see what the other wrote', async () => {
  const story = Story.over(scene.app);
  const officer = await scene.visitor('frn.handlaggare');
  const { page } = officer;
  await officer.open('/foreningsbidrag');
  await officer.press(page.getByRole('link', { name: 'Föreningsregister' }));
  await officer.arriveAt('Föreningsregister');
  await sound(officer, 'association-register');
  await officer.press(page.getByRole('button', { name: 'För in förening' }));
  await page.getByLabel('Föreningens namn').fill('Schackklubben Drag');
  await page.getByLabel('Organisationsnummer').fill('802999-0037');
  await officer.press(page.getByRole('button', { name: 'För in', exact: true }));
  await page.getByRole('link', { name: /^Kontrollsiffran stämmer inte/ }).waitFor();
  await sound(officer, 'association-new');
  await page.getByLabel('Organisationsnummer').fill('802999-0036');
  await officer.press(page.getByRole('button', { name: 'För in', exact: true }));
  const row = page.getByRole('row', { name: /Schackklubben Drag/ });
  await row.getByText('Konto saknas').waitFor();
  await officer.press(page.getByRole('link', { name: 'Visa ansökningar från Idrottsföreningen Exempel' }));
  await officer.arriveAt('Föreningsbidrag');
  expect(await footOf(page, 'granted')).toBe(40_000_00);
  expect(sum(await column(page, 'Beviljat'))).toBe(40_000_00);

  const { id, version } = await association(story, 2, { name: 'Körföreningen Ton' });
  await officer.open('/foreningar');
  await officer.enter(page.getByRole('button', { name: 'Rätta Körföreningen Ton' }));
  const before = officer.presses;
  await officer.tabTo(page.getByLabel('Föreningens namn'));
  await officer.key('Control+a');
  await officer.type('Kören Ton');
  const controller = await story.as('ks.controller');
  await expectStatus(
    200,
    controller.patch(`associations/${id}`, { name: 'Körföreningen Tonen' }, { ifMatch: version }),
  );
  await officer.enter(page.getByRole('button', { name: 'Spara rättelsen' }));
  await page.getByText('Någon annan har ändrat samtidigt').waitFor();
  await sound(officer, 'association-merge');
  await officer.tabTo(page.getByLabel('Det jag har skrivit'));
  await officer.key(' ');
  await officer.enter(page.getByRole('button', { name: 'Spara det valda' }));
  await page.getByRole('button', { name: 'Rätta Kören Ton', exact: true }).waitFor();
  expect(officer.presses).toBe(before);
});
