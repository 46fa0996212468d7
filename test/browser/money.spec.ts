/** Finance follows the money: every number to its rows and on along the way. */
import type { Page } from 'playwright-core';
import { faultsInEveryLook } from './support/axe.js';
import { browserScene, picture, type Scene } from './support/scene.js';
import type { Visitor } from './support/visitor.js';

let scene: Scene;
beforeAll(async () => {
  scene = await browserScene();
});
afterAll(() => scene?.stop());
afterEach(() => {
  expect(scene.faults()).toEqual([]);
});

/** Öre in a text like `5 625 000,50 kr` or `−250`; 0 when there is no number. */
function oreIn(text: string): number {
  const match = /([−-]?)\s*(\d[\d\s\u00a0\u202f]*)(?:,(\d{1,2}))?/.exec(text);
  if (match === null) return 0;
  const ore = Number((match[2] ?? '').replaceAll(/\D/g, '')) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '' ? ore : -ore;
}

/** The öre of a column of the page's only list. */
async function column(page: Page, name: string): Promise<number[]> {
  const heads = await page.getByRole('columnheader').allTextContents();
  const at = heads.findIndex((head) => head.trim() === name);
  if (at < 0) throw new Error(`no column ${name} among ${heads.join(', ')}`);
  return (await page.locator(`tbody tr > *:nth-child(${at + 1})`).allTextContents()).map(oreIn);
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);

const footOf = async (page: Page, key: string): Promise<number> =>
  oreIn((await page.locator(`tfoot [data-sum="${key}"]`).textContent()) ?? '');

/** On an explanation: its rows come to what it shows, and to what was pressed. */
async function expectExplained({ page }: Visitor, shown: number): Promise<void> {
  const amount = oreIn((await page.locator('.live-sum').textContent()) ?? '');
  // A bar says how much is over the ceiling; the table says the same with its sign.
  expect(Math.abs(amount)).toBe(Math.abs(shown));
  if ((await page.getByRole('table').count()) === 0) {
    expect(amount).toBe(0);
    return;
  }
  expect(sum(await column(page, 'Räknas med'))).toBe(amount);
  expect(await footOf(page, 'included')).toBe(amount);
  expect(await footOf(page, 'left')).toBe(sum(await column(page, 'Lämnas utanför')));
}

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
    await controller.press(page.locator('tfoot .why-number').nth(3));
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
    await controller.press(page.locator('tfoot .why-number').nth(3));
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
    expect(await faultsInEveryLook(page)).toEqual([]);
    await picture(page, 'use');
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
    expect(await faultsInEveryLook(page)).toEqual([]);
    await picture(page, 'bookkeeping');
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
    const sound = ['54461;2023-10-31;;10 000,50;Löner oktober;A1', '54462;2023-10-31;;20 000;Lokaler;A2'];
    const faulty = ['54461;2023-10-31;;#REF!;Löner;A3', 'OKAND;2023-10-31;;500;Annat;A4'];
    await page.getByLabel('Fil från bokföringen').setInputFiles(file('huvudbok.csv', ...sound, ...faulty));
    await page.getByText(/^2 fel gör att inget kan bokföras/).waitFor();
    expect(await page.getByRole('button', { name: 'Genomför' }).count()).toBe(0);
    await page.getByText(/felvärdet #REF! står i stället för ett värde/).waitFor();
    await page.getByText(/koden OKAND är inte knuten/).waitFor();
    expect(await footOf(page, 'amount')).toBe(30_000_50);
    expect(await faultsInEveryLook(page)).toEqual([]);
    await picture(page, 'cost-import');
    await page.getByLabel('Fil från bokföringen').setInputFiles(file('rättad.csv', ...sound));
    await page.getByText(/^2 rader kan bokföras/).waitFor();
    expect((await scene.app.query('select 1 from actual_cost')).length).toBe(before);
    await controller.press(page.getByRole('button', { name: 'Genomför' }));
    await page.getByText(/^2 rader är bokförda/).waitFor();
    expect((await scene.app.query('select 1 from actual_cost')).length).toBe(before + 2);
    // The same file once more: told, and nothing is booked again.
    await page.getByLabel('Fil från bokföringen').setInputFiles(file('igen.csv', ...sound));
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
    expect(await faultsInEveryLook(page)).toEqual([]);
    await picture(page, 'money-follow-up');
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
