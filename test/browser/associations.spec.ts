/** Grants to associations as staff meet them: a place in the call, a link or paper, the review, and a list that three people pay. */
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
