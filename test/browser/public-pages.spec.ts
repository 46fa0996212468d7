/** The public's pages with script turned off: every look accessible, each page reached by its links, nothing from elsewhere. */
import type { Page } from 'playwright-core';
import { axeFaults, looks } from './support/axe.js';
import { picture, sceneOfFile } from './support/scene.js';

const scene = sceneOfFile();

const lists = [
  '/anslagstavla',
  '/beslut',
  '/beslut?minst=mycket',
  '/protokoll',
  '/pengar',
  '/foreningsbidrag',
  '/tillganglighet',
];

/** Of what a list leads to, the first. */
async function firstBelow(page: Page, list: string): Promise<string> {
  const hrefs = await page
    .locator(`main a[href^="${list}/"]`)
    .evaluateAll((links) => links.map((one) => one.getAttribute('href')));
  return hrefs[0] ?? '';
}

test('from the menu to a decision, its minutes and the money, without script', async () => {
  const { page } = await scene.visitor(undefined, { javaScript: false });
  await page.goto('/anslagstavla');
  await page.getByRole('navigation', { name: 'Meny' }).getByRole('link', { name: 'Beslut' }).click();
  await page.getByLabel('Ord eller diarienummer').fill('5446');
  await page.getByRole('button', { name: 'Sök' }).click();
  await page.locator('main li h2 a').first().click();
  const above = await page.locator('dl.key').boundingBox();
  expect((above?.y ?? 1e9) + (above?.height ?? 0)).toBeLessThan(900);
  const key = ((await page.locator('dl.key').textContent()) ?? '').replaceAll(/\s+/g, ' ');
  expect(key).toContain('8 075 000 kr');
  expect(key).toContain('2023-05-19');
  await page.getByRole('link', { name: 'Hela protokollet' }).click();
  expect(await page.locator('h1').textContent()).toContain('Arbetsmarknads- och socialnämnden');
  await page.getByRole('navigation', { name: 'Meny' }).getByRole('link', { name: 'Pengar' }).click();
  expect(await page.locator('tbody tr').count()).toBeGreaterThan(0);
  await page.getByRole('navigation', { name: 'Meny' }).getByRole('link', { name: 'Föreningsbidrag' }).click();
  await page.getByRole('heading', { name: 'Att söka nu' }).waitFor();
  await page.getByLabel('Förening eller ändamål').fill('kvantdator');
  await page.getByRole('button', { name: 'Visa' }).click();
  await page.getByText('0 bidrag, tillsammans 0 kr.').waitFor();
});

test('every page in every look, and no page wider than a narrow window', async () => {
  const { page } = await scene.visitor();
  const pages = [...lists];
  for (const list of ['/anslagstavla', '/beslut', '/protokoll']) {
    await page.goto(list);
    pages.push(await firstBelow(page, list));
  }
  const faults: string[] = [];
  for (const path of pages) {
    expect(path).not.toBe('');
    await page.goto(path);
    for (const { scheme, width } of looks) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      faults.push(...(await axeFaults(page)).map((fault) => `${path} ${scheme} ${width}: ${fault}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      if (wide) faults.push(`${path} ${width}: wider than the window`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    await picture(page, `public${path.replaceAll(/[^a-z]+/g, '-').slice(0, 30)}`);
  }
  expect(faults).toEqual([]);
});

test('the sum on the money page is the sum of its rows', async () => {
  const { page } = await scene.visitor(undefined, { javaScript: false });
  await page.goto('/pengar?limit=100');
  const numbers = (texts: string[]) => texts.map((text) => Number(text.replaceAll(/[^0-9−]/g, '').replace('−', '-')));
  const rows = numbers(await page.locator('tbody td.amount').allTextContents());
  const [sum] = numbers(await page.locator('tfoot td.amount').allTextContents());
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.reduce((total, one) => total + one, 0)).toBe(sum);
});
