/** The frame every screen stands in: sign-in, navigation, palette, keys, colours, and how the client is served. */
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { faultsInEveryLook } from './support/axe.js';
import { picture, sceneOfFile, sound } from './support/scene.js';

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
