/** The frame every screen stands in: sign-in, navigation, palette, keys, colours, and how the client is served. */
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { faultsInEveryLook } from './support/axe.js';
import { middleOf, timePaints } from './support/paint.js';
import { paper, picture, sceneOfFile, sound } from './support/scene.js';

const scene = sceneOfFile();

test('a person signs in and out by keyboard; a refusal moves the focus to the summary of faults', async () => {
  const visitor = await scene.visitor();
  const { page } = visitor;
  await visitor.open('/vantar');
  expect(await visitor.text(visitor.heading())).toBe('Logga in');
  await sound({ page }, 'sign-in');
  await visitor.enter(page.getByRole('button', { name: 'Logga in' }));
  const summary = page.locator('ds-error-summary');
  await visitor.focusOn(summary);
  expect(await faultsInEveryLook(page)).toEqual([]);
  await visitor.key('Tab');
  await visitor.key('Enter');
  await visitor.focusOn(page.getByLabel('Användarnamn'));
  await visitor.type('asn.handlaggare');
  await visitor.key('Tab');
  await visitor.type('fel');
  await visitor.key('Enter');
  await page.getByText('Användarnamnet eller lösenordet stämmer inte.').first().waitFor();
  await visitor.focusOn(summary);
  await visitor.tabTo(page.getByLabel('Lösenord'));
  await visitor.key('Control+a');
  await visitor.type('exempel');
  await visitor.key('Enter');
  await visitor.arriveAt('Väntar på mig');
  await visitor.enter(page.getByRole('button', { name: 'Handläggare, ASN' }));
  await picture(page, 'account-menu');
  await visitor.enter(page.getByRole('button', { name: 'Logga ut' }));
  await visitor.arriveAt('Logga in');
  expect(visitor.presses).toBe(0);
});

test('what waits is counted in the header and listed, and is marked as read', async () => {
  const visitor = await scene.visitor('asn.sekreterare');
  const { page } = visitor;
  await visitor.open('/vantar');
  const rows = page.getByRole('row');
  await rows.nth(1).waitFor();
  const row = await rows.nth(1).elementHandle();
  await sound({ page }, 'waiting');
  await visitor.press(page.getByRole('button', { name: 'Märk som läst' }).first());
  await row?.waitForElementState('hidden');
});

test('a registration number typed after / finds the matter; ? lists the keys', async () => {
  const visitor = await scene.visitor('asn.handlaggare');
  const { page } = visitor;
  await visitor.open('/vantar');
  await visitor.key('/');
  await visitor.type('5446');
  const hit = page.getByRole('option', { name: /ASN-2023-5446/ });
  await hit.waitFor();
  await sound({ page }, 'palette');
  await visitor.key('Escape');
  await visitor.key('?');
  await page.getByRole('dialog').getByText('Sök och gå till ett ärende eller en sida').waitFor();
  expect(await faultsInEveryLook(page)).toEqual([]);
  await visitor.key('Escape');
  await visitor.key('Control+k');
  await visitor.type('5446');
  await hit.waitFor();
  await visitor.key('Enter');
  await page.waitForURL(/ASN-2023-5446$/);
  expect(visitor.presses).toBe(0);
});

test('help is found from everywhere and by its words; a page that is not there says so', async () => {
  const visitor = await scene.visitor('asn.ledamot');
  const { page } = visitor;
  await visitor.open('/finns-inte');
  await visitor.heading('Sidan finns inte').waitFor();
  await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor();
  expect(await faultsInEveryLook(page)).toEqual([]);
  await visitor.key('Control+k');
  await visitor.type('hjälp');
  await page.getByRole('option', { name: 'Hjälp' }).waitFor();
  await visitor.key('Enter');
  await visitor.arriveAt('Hjälp');
  await sound({ page }, 'help');
  await visitor.tabTo(page.getByLabel('Sök i hjälpen'));
  await visitor.type('beredning');
  await page.getByText('1 träff', { exact: true }).waitFor();
  expect(await page.locator('dt').allTextContents()).toEqual(['Beredning']);
  expect(visitor.presses).toBe(0);
});

test('a list: its words, filter and order are a view to come back to, its files say how many rows they hold', async () => {
  const visitor = await scene.visitor('ks.stadskontoret');
  const { page } = visitor;
  await visitor.open('/utlysningar');
  const rows = page.locator('tbody tr');
  const excel = page.getByRole('button', { name: /^Ladda ner Excel/ });
  const all = await rows.count();
  expect(await visitor.text(excel)).toBe(`Ladda ner Excel (${all} rader)`);

  const words = page.getByLabel('Sök i listan');
  await words.focus();
  const paints = await timePaints(page);
  await visitor.type('sociala');
  expect(middleOf(await paints('sociala'.length))).toBeLessThan(100);
  await page.getByText(/^1 rad ·/).waitFor();
  expect(await visitor.text(excel)).toBe('Ladda ner Excel (1 rad)');
  const address = page.url();
  expect(new URL(address).searchParams.get('q')).toBe('sociala');

  await visitor.enter(page.getByText('Sparade vyer'));
  await visitor.tabTo(page.getByLabel('Vyns namn'));
  await visitor.type('De sociala');
  await visitor.key('Enter');
  expect(await faultsInEveryLook(page)).toEqual([]);
  await visitor.open('/utlysningar');
  expect(await rows.count()).toBe(all);
  await visitor.enter(page.getByText('Sparade vyer'));
  await visitor.enter(page.getByRole('button', { name: 'De sociala', exact: true }));
  await page.getByText(/^1 rad ·/).waitFor();
  expect(page.url()).toBe(address);
  await visitor.enter(page.getByRole('button', { name: 'Ta bort vyn De sociala' }));
  await page.reload();
  await visitor.enter(page.getByText('Sparade vyer'));
  await page.getByLabel('Vyns namn').waitFor();
  expect(await page.getByRole('button', { name: 'De sociala', exact: true }).count()).toBe(0);
  expect(visitor.presses).toBe(0);
});

test('on paper: the list without menus and buttons, dark on white, and which rows these are', async () => {
  const visitor = await scene.visitor('ks.stadskontoret');
  const { page } = visitor;
  await page.addInitScript(() => localStorage.setItem('anslag.colour-scheme', 'dark'));
  await visitor.open('/utlysningar?q=sociala');
  expect(await page.getByText('Urval: sökord sociala').isVisible()).toBe(false);
  await page.evaluate(() => {
    addEventListener('beforeprint', () => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      Object.assign(window, { anslagTestPaper: { color, backgroundColor } });
    });
  });
  await paper(page, 'paper-list');
  const { color, backgroundColor } = await page.evaluate(
    () => (window as unknown as { anslagTestPaper: Record<'color' | 'backgroundColor', string> }).anslagTestPaper,
  );
  expect(lightnessOf(color)).toBeLessThan(80);
  expect(lightnessOf(backgroundColor)).toBeGreaterThan(240);
  expect(await page.locator('html').getAttribute('data-color-scheme')).toBe('dark');
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['.frame-header', '.frame-navigation', '.table-tools'])
    expect([hidden, await page.locator(hidden).isVisible()]).toEqual([hidden, false]);
  expect(await page.getByText('Urval: sökord sociala').isVisible()).toBe(true);
  expect(await page.getByRole('table').isVisible()).toBe(true);
});

/** Mean of red, green and blue, 0 to 255. */
const lightnessOf = (colour: string): number => {
  const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
  return parts.reduce((sum, part) => sum + part, 0) / 3;
};

test('what is typed in a dialog does not go with a press outside it or with Escape', async () => {
  const visitor = await scene.visitor('asn.handlaggare');
  const { page } = visitor;
  await visitor.open('/mitt-arbete');
  await visitor.enter(page.getByRole('button', { name: 'Nytt förslag' }));
  const dialog = page.getByRole('dialog');
  await visitor.key('Escape');
  await dialog.waitFor({ state: 'detached' });
  await visitor.enter(page.getByRole('button', { name: 'Nytt förslag' }));
  const title = dialog.getByLabel('Vad gäller förslaget?');
  await visitor.tabTo(title);
  await visitor.type('Ett långt övertänkt namn');
  const question = dialog.getByRole('alert').getByText('Du har skrivit något som inte är sparat');
  // The browser itself closes at a second Escape; the dialog stands all the same.
  for (let times = 1; times <= 3; times += 1) {
    await visitor.key('Escape');
    await question.waitFor();
    await visitor.focusOn(dialog.getByRole('button', { name: 'Fortsätt skriva' }));
  }
  await sound({ page }, 'dialog-unsaved');
  await visitor.key('Enter');
  await question.waitFor({ state: 'detached' });
  await visitor.focusOn(title);
  expect(await title.inputValue()).toBe('Ett långt övertänkt namn');
  await visitor.enter(dialog.getByRole('button', { name: 'Stäng', exact: true }));
  await question.waitFor();
  expect(visitor.presses).toBe(0);
  await visitor.key('Enter');
  await page.mouse.click(5, 5);
  await question.waitFor();
  await visitor.press(dialog.getByRole('button', { name: 'Stäng utan att spara' }));
  await dialog.waitFor({ state: 'detached' });
});

test('colours and language are chosen without a reload and kept', async () => {
  const visitor = await scene.visitor('asn.handlaggare');
  const { page } = visitor;
  await visitor.open('/vantar');
  await visitor.press(page.getByRole('button', { name: 'Handläggare, ASN' }));
  await visitor.press(page.getByRole('button', { name: 'Mörka' }));
  expect(await page.locator('html').getAttribute('data-color-scheme')).toBe('dark');
  await visitor.press(page.getByRole('button', { name: 'English' }));
  await visitor.heading('Waiting for me').waitFor();
  await page.reload();
  await visitor.heading('Waiting for me').waitFor();
  expect(await page.locator('html').getAttribute('data-color-scheme')).toBe('dark');
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
});

test('the client is served with lasting caches and strict policy, and never instead of an answer of the API', async () => {
  const { anonymous } = scene.app;
  const page = await anonymous.get('/app/vilken/sida/som/helst');
  expect(page.status).toBe(200);
  expect(page.headers.get('cache-control')).toBe('no-cache');
  expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
  expect(page.text).not.toMatch(/<script(?![^>]*src=)|style=|<style/);
  const script = /src="(\/app\/assets\/[^"]+\.js)"/.exec(page.text)?.[1] ?? '';
  expect((await anonymous.get(script)).headers.get('cache-control')).toContain('immutable');
  for (const path of ['/app/assets/finns-inte.js', '/api/v1/finns-inte', '/finns-inte'])
    expect((await anonymous.get(path)).status).toBe(404);
  for (const path of ['/app/..%2fpackage.json', '/app/%2e%2e/package.json'])
    expect((await anonymous.get(path)).text).not.toContain('"scripts"');
});

test('the first load is under 200 kB of compressed script', async () => {
  const manifest = JSON.parse(readFileSync('dist/web/manifest.json', 'utf8')) as Record<
    string,
    { file: string; imports?: string[] }
  >;
  const files = new Set<string>();
  const add = (key: string): void => {
    const entry = manifest[key];
    if (entry === undefined || files.has(entry.file)) return;
    files.add(entry.file);
    for (const each of entry.imports ?? []) add(each);
  };
  add('index.html');
  const sizes = [...files].map((file) => readFileSync(`dist/web/${file}.gz`));
  for (const bytes of sizes) expect(gunzipSync(bytes).length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(200_000);
});
