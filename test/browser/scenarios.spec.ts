/** Scenarios: made from a rule, compared, certified in words, and put before the executive board; or not, and why. */
import { expectStatus } from '../support/replies.js';
import { faultsInEveryLook } from './support/axe.js';
import { makeBoard } from './support/boards.js';
import { sceneOfFile, sound } from './support/scene.js';
import type { Visitor } from './support/visitor.js';

const scene = sceneOfFile();

async function makeScenario({ page }: Visitor, name: string, rule: string): Promise<void> {
  const form = page.getByText('Gör ett nytt scenario', { exact: true });
  if (!(await page.getByLabel('Namn', { exact: true }).isVisible())) await form.click();
  await page.getByLabel('Namn', { exact: true }).fill(name);
  await page.getByLabel('Fyll raderna').selectOption({ label: rule });
  await page.getByRole('button', { name: 'Gör scenariot' }).click();
  await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
}

/** In öre: an equal share seldom is whole kronor. */
function oreOf(text: string): number {
  const [kronor = '', ore = '00'] = text.split(',');
  return Number(kronor.replaceAll(/[^0-9−]/g, '').replace('−', '-') + ore.trim());
}

/** The first number of each cell of a column; below an amount its sources may stand. */
async function column({ page }: Visitor, caption: string, at: number, part: 'tbody' | 'tfoot'): Promise<number[]> {
  const table = page.locator('.scenario-comparison table', { has: page.locator('caption', { hasText: caption }) });
  const cells = await table
    .locator(`${part} tr > :nth-child(${at})`)
    .evaluateAll((found) =>
      found.map((each) => each.querySelector('a')?.firstChild?.textContent ?? each.firstChild?.textContent ?? ''),
    );
  return cells.map(oreOf);
}

test('what is asked for does not fit: by how much and who could give way; a fair share fits, and the two are compared', async () => {
  const measures = [
    { title: 'Fältverksamhet', kronor: 800_000 },
    { title: 'Mentorer', kronor: 600_000 },
    { title: 'Föräldrastöd', kronor: 100_000 },
  ];
  const { callId } = await makeBoard(scene.app, [{ code: 'ENDA', kronor: 1_000_000 }], measures);
  const office = await scene.visitor('ks.stadskontoret');
  const { page } = office;
  await office.open(`/fordelning/scenarier?utlysning=${callId}`);
  await page.getByText('Inga scenarier än').waitFor();
  expect(await faultsInEveryLook(page)).toEqual([]);
  await makeScenario(office, 'Allt som begärs', 'Som begärt');
  await page.getByText('Det fattas 500 000 kr').waitFor();
  const full = await office.text(page.locator('.scenario-in-full'));
  expect(full).toContain(
    'Ingen källa ger ett år mer än vad som återstår av taket. Stämmer inte:ENDA 2023: 500 000 kr för mycket',
  );
  expect(full).toContain('Varje insats är behörig för källan den betalas ur. Stämmer.');
  expect(full).toContain('Mentorer (600 000 kr): skär ned 500 000 kr');
  expect(full).toContain('Det går inte att lösa genom att bara flytta');
  expect(await page.getByRole('button', { name: 'Lägg fram för kommunstyrelsen' }).isDisabled()).toBe(true);
  await sound({ page }, 'scenario-shortfall');

  await makeScenario(office, 'Lika andel', 'Lika andel åt alla');
  await page.getByText('3 insatser skiljer.').waitFor();
  for (const [caption, at] of [
    ['Per källa', 2],
    ['Per källa', 4],
    ['Per insats', 2],
    ['Per insats', 3],
    ['Per insats', 4],
  ] as const) {
    const rows = await column(office, caption, at, 'tbody');
    expect([caption, at, await column(office, caption, at, 'tfoot')]).toEqual([
      caption,
      at,
      [rows.reduce((sum, one) => sum + one, 0)],
    ]);
  }
  expect(await column(office, 'Per insats', 4, 'tfoot')).toEqual([1_000_000_00]);
  await sound({ page }, 'scenario-comparison');

  // The controller compares and reads, and has nothing to press that changes anything.
  const controller = await scene.visitor('ks.controller');
  await controller.open(`/fordelning/scenarier?utlysning=${callId}`);
  await controller.press(controller.page.getByRole('link', { name: 'Lika andel' }));
  await controller.page.getByText('Scenariot håller', { exact: true }).waitFor();
  expect(await controller.page.getByRole('button', { name: /Lägg fram|Kassera|Gör/ }).count()).toBe(0);
});

test('a scenario that holds is put before a chosen meeting, by keys alone; one that somebody else has taken is told of', async () => {
  const office = await scene.visitor('ks.stadskontoret');
  const client = await scene.app.as('ks.stadskontoret');
  const { body: calls } = await expectStatus(200, client.get('calls'));
  const call = (calls.items as { id: string; title: string }[]).find(({ title }) =>
    title.startsWith('Sociala insatser'),
  );
  const callId = call?.id ?? '';
  const { body: board } = await expectStatus(200, client.get(`calls/${callId}/board`));
  const measure = (board.measures as { authorityCode: string; proposalId: string; measureKey: string }[]).find(
    ({ authorityCode }) => authorityCode === 'GRN',
  );
  const source = (board.sources as { code: string; sourceId: string }[]).find(({ code }) => code.startsWith('KSA'));
  const { proposalId, measureKey } = measure ?? { proposalId: '', measureKey: '' };
  await expectStatus(
    201,
    client.post(`calls/${callId}/board/eligibility`, {
      proposalId,
      measureKey,
      sourceId: source?.sourceId,
      answers: [{ criterion: 'purpose-1', answer: true, ground: 'Minskar segregationen' }],
    }),
  );
  const secretary = await scene.app.as('ks.sekreterare');
  const [found] = await scene.app.query<{ day: string }>(`select (today_in_stockholm() + 40)::text as day`);
  await expectStatus(
    201,
    secretary.post(`bodies/${scene.app.bodyIds.get('KS')}/meetings`, { day: found?.day, startsAt: '10:00' }),
  );
  const { page } = office;
  await office.open(`/fordelning/scenarier?utlysning=${callId}`);
  await office.tabTo(page.getByLabel('Namn', { exact: true }));
  await office.type('Till kommunstyrelsen');
  await office.tabTo(page.getByLabel('Fyll raderna'));
  await office.type('Som b');
  await office.enter(page.getByRole('button', { name: 'Gör scenariot' }));
  await page.getByText('Scenariot håller', { exact: true }).waitFor();
  await office.enter(page.getByRole('button', { name: 'Lägg fram för kommunstyrelsen' }));
  await page.getByLabel('Sammanträde').waitFor();
  await sound({ page }, 'scenario-promotion');

  // Meanwhile a colleague changes the scenario: the press is refused, and what is shown is what is.
  const { body: list } = await expectStatus(200, client.get(`calls/${callId}/scenarios`));
  const { id, version } = (list.items as { id: string; version: number }[])[0] ?? { id: '', version: 0 };
  const { body: read } = await expectStatus(200, client.get(`scenarios/${id}`));
  const rows = (read.rows as Record<string, unknown>[]).map(({ sourceId, year, amount, ...row }) => ({
    proposalId: row['proposalId'],
    measureKey: row['measureKey'],
    sourceId,
    year,
    amount,
  }));
  await expectStatus(200, client.put(`scenarios/${id}/rows`, { rows }, { ifMatch: version }));
  await office.enter(page.getByRole('button', { name: 'Lägg fram', exact: true }));
  await page.getByText('Någon annan har ändrat scenariot.', { exact: false }).waitFor();
  await page.getByText('Skrivet för hand').first().waitFor();
  await office.enter(page.getByRole('button', { name: 'Lägg fram', exact: true }));
  await page.getByText('pengarna är reserverade', { exact: false }).waitFor();
  expect(office.presses).toBe(0);
  const { body: after } = await expectStatus(200, client.get(`scenarios/${id}`));
  expect(after.status).toBe('promoted');
  const { body: now } = await expectStatus(200, client.get(`calls/${callId}/board`));
  expect(now.sum.pending).toEqual(read.total);
});
