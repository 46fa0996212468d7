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
