/** What is done with the money that was given: costs by hand and from files, plan, forecast and the settlement of the year. */
import { column, expectExplained, footOf, oreIn, sum } from './support/amounts.js';
import { picture, sceneOfFile, sound } from './support/scene.js';

const scene = sceneOfFile();

describe('use', () => {
  test('the year’s use adds up measure by measure, and each figure leads to its rows', async () => {
    const controller = await scene.visitor('ks.controller');
    const { page } = controller;
    await controller.open('/anvandning');
    const said = await controller.text(page.getByRole('status').first());
    const [used, allocated, unspent] = said.split(/ använt av |, /).map(oreIn);
    for (const [head, key, told] of [
      ['Fördelat', 'allocated', allocated],
      ['Använt', 'used', used],
      ['Oanvänt', 'unspent', unspent],
    ] as const) {
      expect(sum(await column(page, head))).toBe(told);
      expect(await footOf(page, key)).toBe(told);
    }
    expect(allocated).toBe(8_075_000_00);
    await sound({ page }, 'use');
    const figure = page.locator('tbody .why-number').nth(1);
    const shown = oreIn(await controller.text(figure));
    await controller.press(figure);
    await controller.arriveAt('Varför det talet? Använt');
    await expectExplained(controller, shown);
  });

  test('a cost is booked by hand and taken back, and the overspend falls on the committee’s own frame', async () => {
    const controller = await scene.visitor('ks.controller');
    const { page } = controller;
    await controller.open('/anvandning');
    await controller.press(page.getByRole('link', { name: 'Bokför en kostnad' }));
    await controller.arriveAt('Bokförda kostnader');
    await page.getByLabel('Insats', { exact: true }).first().selectOption({ index: 3 });
    await controller.press(page.getByRole('button', { name: 'Bokför', exact: true }));
    await page.getByRole('link', { name: 'Ange beloppet.' }).waitFor();
    await page.getByLabel('Dagen arbetet utfördes').fill('2023-10-31');
    await page.getByRole('textbox', { name: 'Belopp' }).fill('5 000 000');
    await page.getByLabel('Text', { exact: true }).fill('Dialogmöten, slutfaktura');
    await sound({ page }, 'bookkeeping');
    await controller.press(page.getByRole('button', { name: 'Bokför', exact: true }));
    await page.getByText('En kostnad är bokförd.').waitFor();
    await page.getByRole('link', { name: 'Dialogmöten, slutfaktura' }).waitFor();
    expect(await footOf(page, 'amount')).toBe(sum(await column(page, 'Belopp')));
    const booked = await footOf(page, 'amount');
    await controller.open('/anvandning');
    await page.getByText(/^ASN har använt .* mer än det fördelade\. Det faller på nämndens egen ram/).waitFor();
    expect(await footOf(page, 'overspend')).toBe(sum(await column(page, 'På egen ram')));
    expect(await footOf(page, 'overspend')).toBe(4_587_600_00);
    await controller.open('/bokforing');
    await controller.press(page.getByRole('button', { name: 'Återför Dialogmöten, slutfaktura' }));
    await page.getByLabel('Skäl').fill('Fel belopp');
    await controller.press(page.getByRole('button', { name: 'Återför kostnaden' }));
    await page.getByText('Återföring').waitFor();
    expect(await footOf(page, 'amount')).toBe(booked - 5_000_000_00);
  });

  test('a file is shown row by row with its faults lit, and is booked whole when it is mended', async () => {
    const controller = await scene.visitor('ks.controller');
    const { page } = controller;
    const before = (await scene.app.query('select 1 from actual_cost')).length;
    await controller.open('/bokforing/las-in');
    const file = (name: string, ...lines: string[]) => ({
      name,
      mimeType: 'text/csv',
      buffer: Buffer.from(['projekt;kostnadsdag;fakturadag;belopp;text;verifikation', ...lines].join('\r\n')),
    });
    const whole = ['54461;2023-10-31;;10 000,50;Löner oktober;A1', '54462;2023-10-31;;20 000;Lokaler;A2'];
    const faulty = ['54461;2023-10-31;;#REF!;Löner;A3', 'OKAND;2023-10-31;;500;Annat;A4'];
    await page.getByLabel('Fil från bokföringen').setInputFiles(file('huvudbok.csv', ...whole, ...faulty));
    await page.getByText(/^2 fel gör att inget kan bokföras/).waitFor();
    expect(await page.getByRole('button', { name: 'Genomför' }).count()).toBe(0);
    await page.getByText(/felvärdet #REF! står i stället för ett värde/).waitFor();
    await page.getByText(/koden OKAND är inte knuten/).waitFor();
    expect(await footOf(page, 'amount')).toBe(30_000_50);
    await sound({ page }, 'cost-import');
    await page.getByLabel('Fil från bokföringen').setInputFiles(file('rättad.csv', ...whole));
    await page.getByText(/^2 rader kan bokföras/).waitFor();
    expect((await scene.app.query('select 1 from actual_cost')).length).toBe(before);
    await controller.press(page.getByRole('button', { name: 'Genomför' }));
    await page.getByText(/^2 rader är bokförda/).waitFor();
    expect((await scene.app.query('select 1 from actual_cost')).length).toBe(before + 2);
    // The same file once more: told, and nothing is booked again.
    await page.getByLabel('Fil från bokföringen').setInputFiles(file('igen.csv', ...whole));
    await page.getByText('Samma fil är redan inläst.').waitFor();
    expect(await page.getByRole('button', { name: 'Genomför' }).count()).toBe(0);
  });

  test('a case officer sees the own committee’s use, and books nothing', async () => {
    const officer = await scene.visitor('asn.handlaggare');
    const { page } = officer;
    await officer.open('/anvandning');
    await page.getByText('Bara den egna nämndens insatser visas.').waitFor();
    expect(await page.getByRole('link', { name: 'Läs in från bokföringen' }).count()).toBe(0);
    await officer.enter(page.getByRole('link', { name: 'Visa kostnadsrader' }));
    await officer.arriveAt('Bokförda kostnader');
    await page.getByText('Kostnaderna bokförs av en controller.').waitFor();
    expect(await page.getByRole('button', { name: /Bokför|Återför/ }).count()).toBe(0);
    expect(officer.presses).toBe(0);
  });
});

describe('following up the money', () => {
  test('plan, use and forecast add up, and a deviation is told with its comment', async () => {
    const controller = await scene.visitor('ks.controller');
    const { page } = controller;
    await controller.open('/uppfoljning-av-pengar');
    const [used, allocated, forecast] = (await controller.text(page.getByRole('status').first()))
      .split(/ använt av |; prognosen är /)
      .map(oreIn);
    for (const [head, key, told] of [
      ['Fördelat', 'allocated', allocated],
      ['Använt', 'used', used],
      ['Prognos', 'forecast', forecast],
    ] as const) {
      expect(sum(await column(page, head))).toBe(told);
      expect(await footOf(page, key)).toBe(told);
    }
    expect(forecast).toBe(5_212_000_00);
    await controller.press(page.locator('tbody').getByRole('link', { name: /lokala utvecklingsarbetet/ }));
    await page.getByText(/Alla tjänster är tillsatta/).waitFor();
    const months = page.locator('.months tbody tr');
    for (const [at, name] of [
      [2, 'planned'],
      [3, 'used'],
    ] as const) {
      const amounts = (await months.locator(`> *:nth-child(${at})`).allTextContents()).map(oreIn);
      expect(oreIn((await page.locator(`[data-months="${name}"]`).textContent()) ?? '')).toBe(sum(amounts));
    }
    expect(await page.getByRole('button', { name: 'Lämna prognos' }).count()).toBe(0);
    await sound({ page }, 'money-follow-up');
  });

  test('a case officer gives a forecast with the keyboard; a large deviation must be commented, and nothing typed is lost', async () => {
    const officer = await scene.visitor('asn.handlaggare');
    const { page } = officer;
    await officer.open('/uppfoljning-av-pengar');
    await officer.enter(page.locator('tbody').getByRole('link', { name: /dialog och information/ }));
    await officer.enter(page.getByRole('button', { name: 'Lämna prognos' }));
    await officer.tabTo(page.getByLabel('Vad insatsen väntas använda under hela året'));
    await officer.type('200 000');
    await officer.key('Enter');
    await page.getByRole('link', { name: /Kommentera avvikelsen/ }).waitFor();
    await officer.tabTo(page.getByLabel('Kommentar', { exact: true }));
    await officer.type('Två möten ställdes in.');
    await officer.enter(page.getByRole('button', { name: 'Lämna prognos' }));
    await page.getByText('”Två möten ställdes in.”').waitFor();
    expect(await footOf(page, 'forecast')).toBe(5_412_000_00);
    expect(officer.presses).toBe(0);
  });

  test('a plan by month may not pass what is given, and its months add up', async () => {
    const officer = await scene.visitor('asn.handlaggare');
    const { page } = officer;
    await officer.open('/uppfoljning-av-pengar');
    await officer.press(page.locator('tbody').getByRole('link', { name: /brottsförebyggande arbetet/ }));
    await officer.press(page.getByRole('button', { name: 'Planera månad för månad' }));
    await page.getByRole('textbox', { name: 'September' }).fill('1,9 mnkr');
    await page.getByRole('textbox', { name: 'Oktober' }).fill('100 000');
    await officer.press(page.getByRole('button', { name: 'Spara planen' }));
    await page.getByRole('link', { name: /^Planen summerar till/ }).waitFor();
    await page.getByRole('textbox', { name: 'Oktober' }).fill('50 000');
    await officer.press(page.getByRole('button', { name: 'Spara planen' }));
    await page.getByRole('button', { name: 'Ändra planen' }).waitFor();
    const planned = await page.locator('.months tbody tr > :nth-child(2)').allTextContents();
    expect(sum(planned.map(oreIn))).toBe(1_950_000_00);
    expect(oreIn((await page.locator('[data-months="planned"]').textContent()) ?? '')).toBe(1_950_000_00);
  });

  test('the municipality’s own money is settled by a decision, and goes back or is carried over', async () => {
    const controller = await scene.visitor('ks.controller');
    const { page } = controller;
    await controller.open('/uppfoljning-av-pengar');
    await page
      .getByLabel('Källa och år')
      .selectOption({ label: 'KSA-2023 2023, Kommunstyrelsens anslag till förfogande' });
    await page.getByText(/^Oanvänt är .* återgår det till styrelsen eller förs över/).waitFor();
    await controller.press(page.getByRole('button', { name: 'Avräkna året', exact: true }));
    await controller.press(page.getByRole('button', { name: 'Avräkna året nu' }));
    await page.getByRole('link', { name: 'Välj beslutet.' }).waitFor();
    await page.getByLabel('Vad som händer med det oanvända').selectOption({ label: 'Återgår till kommunstyrelsen' });
    await page.getByLabel('Beslutet om det').selectOption({ index: 1 });
    await sound({ page }, 'own-closing');
    await controller.press(page.getByRole('button', { name: 'Avräkna året nu' }));
    await page.getByText(/^Året är avräknat. Det oanvända har återgått till styrelsen/).waitFor();
  });

  test('the year is settled, what is unspent is proposed for repayment, and no more costs are taken', async () => {
    const controller = await scene.visitor('ks.controller');
    const { page } = controller;
    await controller.open('/uppfoljning-av-pengar');
    await controller.press(page.getByRole('button', { name: 'Avräkna året', exact: true }));
    await controller.press(page.getByRole('button', { name: 'Avräkna året nu' }));
    await page.getByText(/^Året är avräknat. Oanvänt statsbidrag återbetalas/).waitFor();
    await controller.open('/anvandning');
    await page.getByText(/Året är avräknat\./).waitFor();
    expect(await page.getByRole('link', { name: 'Läs in från bokföringen' }).count()).toBe(0);
    await picture(page, 'use-settled');
  });
});
