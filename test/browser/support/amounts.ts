/** What a test reads on the screens of money: amounts in öre, the columns of a list, and whether an explanation adds up. */
import type { Page } from 'playwright-core';
import type { Visitor } from './visitor.js';

/** Öre in a text like `5 625 000,50 kr` or `−250`; 0 when there is no number. */
export function oreIn(text: string): number {
  const match = /([−-]?)\s*(\d[\d\s\u00a0\u202f]*)(?:,(\d{1,2}))?/.exec(text);
  if (match === null) return 0;
  const ore = Number((match[2] ?? '').replaceAll(/\D/g, '')) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '' ? ore : -ore;
}

/** The öre of a column of the page's only list. */
export async function column(page: Page, name: string): Promise<number[]> {
  const heads = await page.getByRole('columnheader').allTextContents();
  const at = heads.findIndex((head) => head.trim() === name);
  if (at < 0) throw new Error(`no column ${name} among ${heads.join(', ')}`);
  return (await page.locator(`tbody tr > *:nth-child(${at + 1})`).allTextContents()).map(oreIn);
}

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);

export const footOf = async (page: Page, key: string): Promise<number> =>
  oreIn((await page.locator(`tfoot [data-sum="${key}"]`).textContent()) ?? '');

/** On an explanation: its rows come to what it shows, and to what was pressed. */
export async function expectExplained({ page }: Visitor, shown: number): Promise<void> {
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
