/** Finance follows the money: every number to its rows and on along the way, and each grant asked for in time. */
import { column, expectExplained, footOf, oreIn, sum } from './support/amounts.js';
import { faultsInEveryLook } from './support/axe.js';
import { browserScene, picture, type Scene } from './support/scene.js';

let scene: Scene;
beforeAll(async () => {
  scene = await browserScene();
});
afterAll(() => scene?.stop());
afterEach(() => {
  expect(scene.faults()).toEqual([]);
});

describe('why that number?', () => {
  test('every figure of the ceilings leads to rows that add up to it, with two presses from the start page', async () => {
    const controller = await scene.visitor('ks.controller');
    const { page } = controller;
    await controller.open('/tak');
    const figures = page.locator('main .why-number');
    const addresses = new Map<string, string>();
    for (const figure of await figures.all())
      addresses.set((await figure.getAttribute('href')) ?? '', (await figure.textContent()) ?? '');
    expect(addresses.size).toBeGreaterThan(15);
    for (const [address, text] of addresses) {
      await controller.open(address.replace(/^\/app/, ''));
      await expectExplained(controller, oreIn(text));
    }
  });

  test('rows left out say why, and a row leads on along the way of the money and back', async () => {
    const controller = await scene.visitor('ks.controller');
    const { page } = controller;
    await controller.open('/tak');
    await page.getByLabel('Som det stod den dag').fill('2023-05-02');
    await page.getByText(/^Läget 2 maj 2023\./).waitFor();
    const before = controller.presses;
    await controller.press(page.locator('tbody tr', { hasText: 'SOS-2023' }).locator('.why-number').nth(3));
    await controller.arriveAt('Varför det talet? Fördelat');
    await expectExplained(controller, 0);
    // Decided the day after: told of, and not counted.
    await page.getByText('Gäller från en senare dag än den frågan gäller.').first().waitFor();
    expect(sum(await column(page, 'Lämnas utanför'))).toBeGreaterThan(0);
    expect(await faultsInEveryLook(page)).toEqual([]);
    await picture(page, 'why-number');
    await controller.press(page.getByRole('link', { name: 'Pengarnas väg' }).first());
    await controller.arriveAt(/^Pengarnas väg: ASN, /);
    expect(controller.presses - before).toBe(2);
    expect(await faultsInEveryLook(page)).toEqual([]);
    await picture(page, 'money-trail');
    // Down to a cost, and from there back up to where it came from, by links alone.
    await controller.press(page.getByRole('link', { name: 'Löner juni, lokalt utvecklingsarbete' }));
    await controller.arriveAt('Pengarnas väg: Löner juni, lokalt utvecklingsarbete');
    expect(oreIn(await controller.text(page.locator('.live-sum')))).toBe(640_000_00);
    await controller.press(page.getByRole('link', { name: /^ASN, / }).first());
    await controller.arriveAt(/^Pengarnas väg: ASN, /);
    await page
      .getByRole('row', { name: /Kom ur Förslag/ })
      .first()
      .waitFor();
  });

  test('the same with the keyboard alone', async () => {
    const controller = await scene.visitor('ks.controller');
    const { page } = controller;
    await controller.open('/tak');
    await controller.enter(page.locator('tfoot .why-number').nth(3));
    await controller.arriveAt('Varför det talet? Fördelat');
    await controller.enter(page.getByRole('link', { name: 'Pengarnas väg' }).first());
    await controller.arriveAt(/^Pengarnas väg: /);
    expect(controller.presses).toBe(0);
  });

  test('the rows are handed over as a file with one press', async () => {
    const controller = await scene.visitor('ks.controller');
    const { page } = controller;
    await controller.open('/tak');
    await controller.press(page.locator('tbody tr', { hasText: 'SOS-2023' }).locator('.why-number').nth(3));
    await controller.arriveAt('Varför det talet? Fördelat');
    const arriving = page.waitForEvent('download');
    const before = controller.presses;
    await controller.press(page.getByRole('button', { name: 'Ladda ner Excel' }));
    expect((await arriving).suggestedFilename()).toBe('forklaring.xlsx');
    expect(controller.presses - before).toBe(1);
  });
});

describe('requisition and report', () => {
  /** A grant nobody has asked for yet. */
  async function grant(code: string, deadlineDay: string): Promise<string> {
    const [controller, office] = [await scene.app.as('ks.controller'), await scene.app.as('ks.stadskontoret')];
    const made = await controller.post('funding-sources', {
      code,
      name: `Bidrag ${code}`,
      kind: 'stateGrant',
      aliases: [],
      grantor: `Myndigheten ${code}`,
      purposes: ['Trygga skolvägar'],
      useFromDay: '2023-01-01',
      useToDay: '2023-12-31',
      requisitionDeadlineDay: deadlineDay,
    });
    expect([made.status, made.text]).toEqual([201, expect.anything()]);
    const { id } = made.body as { id: string };
    const ceiling = {
      year: 2023,
      amount: { amount: '1000000.00', currency: 'SEK' },
      validFromDay: '2023-01-01',
      ground: 'Beslut',
    };
    expect((await controller.post(`funding-sources/${id}/ceilings`, ceiling)).status).toBe(201);
    const { version } = (await controller.get(`funding-sources/${id}`)).body as { version: number };
    expect((await office.post(`funding-sources/${id}/announce`, undefined, { ifMatch: version })).status).toBe(200);
    return id;
  }

  test('the list adds up, and a requisition is taken from the agent to the accepted report, in the order shown', async () => {
    await grant('TSV', '2099-05-12');
    const controller = await scene.visitor('ks.controller');
    const { page } = controller;
    await controller.open('/rekvisitioner');
    for (const [head, key] of [
      ['Fördelat', 'reserved'],
      ['Rekvirerat', 'requisitioned'],
      ['Utbetalt', 'paid'],
    ] as const)
      expect(await footOf(page, key)).toBe(sum(await column(page, head)));
    expect(await footOf(page, 'requisitioned')).toBe(8_075_000_00);
    expect(await faultsInEveryLook(page)).toEqual([]);
    await picture(page, 'requisitions');

    const before = controller.presses;
    await controller.press(page.getByRole('button', { name: 'Påbörja TSV 2023' }));
    await controller.arriveAt('Rekvisition TSV 2023');
    const next = page.locator('.requisition-tasks [aria-current]');
    await controller.press(page.getByRole('button', { name: 'Anteckna anmälan' }));
    // Told at the field, and nothing typed is lost.
    await page.getByRole('link', { name: 'Ange kommunens organisationsnummer.' }).waitFor();
    await page.getByLabel('Kommunens organisationsnummer').fill('212000-1124');
    await controller.press(page.getByRole('button', { name: 'Anteckna anmälan' }));
    await controller.press(page.getByRole('button', { name: 'Anteckna godkännandet' }));
    await controller.press(page.getByRole('button', { name: 'Knyt ombudet' }));
    await page.getByRole('textbox', { name: 'Belopp' }).fill('2 mnkr');
    await controller.press(page.getByRole('button', { name: 'Spara beloppet' }));
    await page.getByText(/^Taket är/).waitFor();
    await page.getByRole('textbox', { name: 'Belopp' }).fill('1 mnkr');
    await controller.press(page.getByRole('button', { name: 'Spara beloppet' }));
    await page.getByText('Du har förberett beloppet. Någon annan godkänner det.').waitFor();
    expect(controller.presses - before).toBeLessThanOrEqual(8);
    expect(await faultsInEveryLook(page)).toEqual([]);
    await picture(page, 'requisition-prepared');

    const office = await scene.visitor('ks.stadskontoret');
    await office.open(new URL(page.url()).pathname.replace('/app', ''));
    await office.press(office.page.getByRole('button', { name: 'Godkänn rekvisitionen' }));
    await office.press(office.page.getByRole('button', { name: 'Anteckna att den är inskickad' }));
    await office.press(office.page.getByRole('button', { name: 'Anteckna bekräftelsen' }));
    await office.page.getByRole('button', { name: 'Anteckna innehållen utbetalning' }).waitFor();
    await office.press(office.page.getByRole('button', { name: 'Anteckna utbetalningen' }));
    await office.page.getByLabel('Vad medlen har använts till').fill('Belysning längs skolvägar.');
    await office.page.getByLabel('Vad som har uppnåtts').fill('Fler barn går själva.');
    await office.page.getByLabel('Resultaten i förhållande till ändamålet').fill('Skolvägarna är tryggare.');
    await office.press(office.page.getByRole('button', { name: 'Lämna återrapporten' }));
    await office.press(office.page.getByRole('button', { name: 'Anteckna godkännandet av rapporten' }));
    await office.page.getByText('Återrapporten godkänd').first().waitFor();
    await office.page.getByText('Belysning längs skolvägar.').waitFor();
    await picture(office.page, 'requisition-accepted');
    await page.reload();
    await next.getByText('Avsluta').first().waitFor();
  });

  test('with the keyboard alone, from the menu to a started requisition with its agent asked for', async () => {
    await grant('MSB', '2099-05-12');
    const controller = await scene.visitor('ks.controller');
    const { page } = controller;
    await controller.open('/tak');
    await controller.enter(page.getByRole('link', { name: 'Rekvisitioner' }));
    await controller.arriveAt('Rekvisitioner');
    await controller.enter(page.getByRole('button', { name: 'Påbörja MSB 2023' }));
    await controller.arriveAt('Rekvisition MSB 2023');
    await controller.tabTo(page.getByLabel('Kommunens organisationsnummer'));
    await controller.type('212000-1124');
    await controller.key('Enter');
    await page.getByText('Ombud anmält').waitFor();
    expect(controller.presses).toBe(0);
  });

  test('after the deadline it says so, and one that comes too late has expired', async () => {
    const source = await grant('UDR', '2023-05-12');
    const [controller, office] = [await scene.app.as('ks.controller'), await scene.app.as('ks.stadskontoret')];
    const personId = ((await office.get('session')).body as { person: { id: string } }).person.id;
    const asked = await office.post('grant-agents', {
      grantor: 'Myndigheten UDR',
      organisationNumber: '212000-1124',
      personId,
      askedDay: '2023-02-01',
    });
    const agent = (asked.body as { id: string }).id;
    await office.post(`grant-agents/${agent}/approval`, { day: '2023-03-01' }, { ifMatch: 1 });
    const { id } = (await office.post(`funding-sources/${source}/requisitions`, { year: 2023 })).body as { id: string };
    await office.post(`requisitions/${id}/agent`, undefined, { ifMatch: 1 });
    await office.post(
      `requisitions/${id}/preparation`,
      { amount: { amount: '500000.00', currency: 'SEK' } },
      { ifMatch: 2 },
    );
    await controller.post(`requisitions/${id}/approval`, undefined, { ifMatch: 3 });
    const visitor = await scene.visitor('ks.controller');
    const { page } = visitor;
    await visitor.open('/rekvisitioner');
    const row = page.getByRole('row', { name: /UDR 2023/ });
    await row.getByText('Tiden har gått ut').waitFor();
    await visitor.press(row.getByRole('link', { name: 'UDR 2023' }));
    await visitor.arriveAt('Rekvisition UDR 2023');
    await visitor.press(page.getByRole('button', { name: 'Anteckna att den är inskickad' }));
    await page.getByText(/^Sista tidpunkten har passerat utan att/).waitFor();
    await page.getByText(/Sista tidpunkt att rekvirera var 2023-05-12/).waitFor();
    expect(await page.locator('.requisition-tasks').getByRole('button').count()).toBe(0);
    await picture(page, 'requisition-expired');
  });
});
