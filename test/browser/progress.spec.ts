/** Work that takes time shows how far it has come: to the eye often, to the ear seldom, and without numbers when there are none. */
import { makeBoard } from './support/boards.js';
import { picture, sceneOfFile, sound } from './support/scene.js';
import type { Visitor } from './support/visitor.js';

const scene = sceneOfFile();

const count = 40_000;

/** Every text the bar has had since, for the eye and for the ear. */
async function listenToBar({ page }: Visitor): Promise<() => Promise<{ seen: string[]; heard: string[] }>> {
  await page.evaluate(() => {
    const said = { seen: [] as string[], heard: [] as string[] };
    Object.assign(window, { anslagTestBar: said });
    const note = (list: string[], selector: string): void => {
      const text = document.querySelector(selector)?.textContent;
      if (text !== undefined && text !== null && text !== list.at(-1)) list.push(text);
    };
    new MutationObserver(() => {
      note(said.seen, '.progress label');
      note(said.heard, '.progress [role="status"]');
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return async () => {
    const { seen, heard } = await page.evaluate(
      () => (window as unknown as { anslagTestBar: { seen: string[]; heard: string[] } }).anslagTestBar,
    );
    return { seen: seen.map((text) => text.replaceAll(/\s/g, ' ')), heard };
  };
}

/** Rows counted in texts of that stage, in the order they were shown. */
const countsOf = (texts: readonly string[], stage: string): number[] =>
  texts
    .map((text) => new RegExp(`^${stage}: ([\\d ]+) av 40 000 rader$`).exec(text)?.[1])
    .flatMap((found) => (found === undefined ? [] : [Number(found.replaceAll(' ', ''))]));

/** Holds the request back until it is let go, so that what is shown meanwhile can be looked at. */
async function hold({ page }: Visitor, address: RegExp): Promise<() => void> {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

test('a long file is read and booked with its rows counted, and screen readers are not flooded', async () => {
  const controller = await scene.visitor('ks.controller');
  const { page } = controller;
  await controller.open('/bokforing/las-in');
  const told = await listenToBar(controller);
  const rows = Array.from({ length: count }, (_, row) => `54461;2023-10-31;;1,00;Löner ${row};A${row}`);
  const begun = performance.now();
  await page.getByLabel('Fil från bokföringen').setInputFiles({
    name: 'huvudbok.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['projekt;kostnadsdag;fakturadag;belopp;text;verifikation', ...rows].join('\r\n')),
  });
  await page.getByText(/^40\s?000 rader kan bokföras/).waitFor();
  expect(await page.locator('.progress').count()).toBe(0);
  // A number and its heading stand to the same side.
  const heading = page.getByRole('columnheader', { name: 'Rad' }).getByRole('button');
  expect(await heading.evaluate((button) => getComputedStyle(button).justifyContent)).toBe('flex-end');
  await controller.press(page.getByRole('button', { name: 'Genomför' }));
  await page.getByText(/^Skriver: \d/).waitFor();
  await page.getByText(/^40\s?000 rader är bokförda/).waitFor();
  const { seen, heard } = await told();
  for (const stage of ['Kontrollerar', 'Skriver']) {
    const counts = countsOf(seen, stage);
    expect(counts.length).toBeGreaterThan(0);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  }
  // What is said at the beginning of each of the two works, and then one text in five seconds.
  expect(heard.length).toBeLessThanOrEqual(2 + (performance.now() - begun) / 5_000);
});

test('a document that dawdles gets a bar without numbers, is saved when it comes, and the page stays', async () => {
  const secretary = await scene.visitor('asn.sekreterare');
  const { page } = secretary;
  const [meeting] = await scene.app.query<{ id: string }>(
    `select id from meeting where status = 'closed' order by day desc limit 1`,
  );
  await secretary.open(`/sammantraden/${meeting?.id ?? ''}`);
  const letGo = await hold(secretary, /\/notice\?format=pdf$/);
  const saved = page.waitForEvent('download');
  await secretary.press(page.getByRole('link', { name: 'Kallelsen som PDF' }));
  // Nobody has begun such a work: the stream is refused, and the bar knows no more than that something is going on.
  await page.getByLabel('Arbetar …').waitFor();
  expect(await page.locator('progress').getAttribute('value')).toBeNull();
  await sound({ page }, 'progress-document');
  letGo();
  expect((await saved).suggestedFilename()).toMatch(/\.pdf$/);
  await page.locator('.progress').waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe(`/app/sammantraden/${meeting?.id ?? ''}`);
  const heading = page.getByRole('columnheader', { name: 'Nr' });
  expect(await heading.evaluate((cell) => getComputedStyle(cell).textAlign)).toBe('right');
});

test('a scenario that takes its time shows that it is being made', async () => {
  const { callId } = await makeBoard(
    scene.app,
    [{ code: 'SEG', kronor: 1_000_000 }],
    [{ title: 'Mentorer', kronor: 600_000 }],
  );
  const office = await scene.visitor('ks.stadskontoret');
  const { page } = office;
  await office.open(`/fordelning/scenarier?utlysning=${callId}`);
  await page.getByLabel('Namn', { exact: true }).fill('Som begärt');
  const letGo = await hold(office, /\/calls\/[^/]+\/scenarios$/);
  await office.press(page.getByRole('button', { name: 'Gör scenariot' }));
  await page.locator('.progress progress').waitFor();
  await picture(page, 'progress-scenario');
  letGo();
  await page.getByRole('heading', { level: 2, name: 'Som begärt', exact: true }).waitFor();
  await page.locator('.progress').waitFor({ state: 'detached' });
});
