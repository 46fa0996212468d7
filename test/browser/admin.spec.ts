/** The administrator: is anything broken, and who may do what until when. */
import { expectStatus } from '../support/replies.js';
import { faultsInEveryLook } from './support/axe.js';
import { sceneOfFile, sound } from './support/scene.js';

const scene = sceneOfFile({ example: false });

test('the running state is the start page; a failed job is told, and the checks are run on demand', async () => {
  const admin = await scene.visitor('admin');
  const { page } = admin;
  await admin.open('');
  await admin.heading('Driftläge').waitFor();
  await page.getByText('Allt fungerar').waitFor();
  await admin.press(page.getByRole('button', { name: 'Kör kontrollerna' }));
  await page.getByText(/^\d+ kontroller utan fynd$/).waitFor();
  await sound({ page }, 'operations');
  await scene.app.query(
    `insert into event_dispatch (event_id, handler, enqueued_at, outcome)
       select min(id), 'notify-lost', clock_timestamp(), 'dead: the recipient is gone' from event`,
  );
  await page.reload();
  await page.getByText('1 del behöver ses över').waitFor();
  await page.getByText(/notify-lost: dead: the recipient is gone$/).waitFor();
  expect(await faultsInEveryLook(page)).toEqual([]);
  await scene.app.query(`delete from event_dispatch where handler = 'notify-lost'`);
});

test('an appointment is given with its days and ended, by the keyboard alone', async () => {
  const admin = await scene.visitor('admin');
  const { page } = admin;
  await admin.open('/organisation');
  await sound({ page }, 'organisation');
  await admin.enter(page.getByRole('button', { name: 'Ge ett uppdrag' }));
  const dialog = page.getByRole('dialog');
  await admin.enter(dialog.getByRole('button', { name: 'Ge uppdraget' }));
  await admin.focusOn(dialog.locator('ds-error-summary'));
  await sound({ page }, 'organisation-add');
  await dialog.getByLabel('Person').selectOption({ label: 'Revisor' });
  await dialog.getByLabel('Roll').selectOption({ label: 'Registrator' });
  await dialog.getByLabel('Organ').selectOption({ label: 'Hela Grundskolenämnden' });
  // Refused by the API: told in the summary, and mending it is not disturbed by it.
  const until = dialog.getByLabel('Till och med, om det är bestämt');
  await until.fill('2000-01-01');
  await admin.enter(dialog.getByRole('button', { name: 'Ge uppdraget' }));
  await admin.focusOn(dialog.locator('ds-error-summary'));
  await admin.tabTo(until);
  await admin.key('ArrowUp');
  expect(await until.inputValue()).not.toBe('2000-01-01');
  expect(await until.evaluate((field) => field === document.activeElement)).toBe(true);
  await until.fill('2098-12-31');
  await admin.enter(dialog.getByRole('button', { name: 'Ge uppdraget' }));
  const row = page.getByRole('row').filter({ hasText: 'Revisor' }).filter({ hasText: 'Registrator' });
  await row.getByText('2098-12-31').waitFor();
  const query = `appointments?authorityId=${scene.app.authorityIds.get('GRN')}&limit=100`;
  const client = await scene.app.as('admin');
  const given = async () =>
    ((await expectStatus(200, client.get(query))).body.items as { role: string; toDay: string }[]).filter(
      ({ role }) => role === 'registrar',
    );
  expect(await given()).toMatchObject([{ toDay: '2098-12-31' }]);

  await admin.enter(row.getByRole('button', { name: 'Avsluta Registrator, Revisor' }));
  await dialog.getByLabel('Sista dag').fill('2097-06-30');
  await admin.enter(dialog.getByRole('button', { name: 'Avsluta uppdraget nu' }));
  await row.getByText('2097-06-30').waitFor();
  expect(await given()).toMatchObject([{ toDay: '2097-06-30' }]);
  expect(admin.presses).toBe(0);
});

test('a person is added without anything protected, appointed and ended, and is never removed', async () => {
  const admin = await scene.visitor('admin');
  const { page } = admin;
  await admin.open('');
  await admin.press(page.getByRole('link', { name: 'Personer' }));
  await admin.arriveAt('Personer');
  // A short list is as telling for axe as a long one.
  await page.getByLabel('Sök i listan').fill('ny h');
  await admin.press(page.getByRole('button', { name: 'Lägg till en person' }));
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/Har personen skyddade personuppgifter/).waitFor();
  await dialog.getByLabel('E-postadress').fill('ingen adress');
  await admin.press(dialog.getByRole('button', { name: 'Lägg till personen' }));
  await dialog.getByRole('link', { name: 'Ange personens namn.' }).waitFor();
  await dialog.getByLabel('Namn').fill('Ny handläggare');
  await admin.press(dialog.getByRole('button', { name: 'Lägg till personen' }));
  // The API's own refusal, at the field; what is typed stays.
  await dialog.locator('ds-error-summary').getByRole('link').waitFor();
  expect(await dialog.getByLabel('Namn').inputValue()).toBe('Ny handläggare');
  await sound({ page }, 'person-add');
  await dialog.getByLabel('E-postadress').fill('');
  await admin.press(dialog.getByRole('button', { name: 'Lägg till personen' }));
  const row = page.getByRole('row').filter({ hasText: 'Ny handläggare' });
  await row.getByText('Saknar uppdrag').waitFor();

  await admin.press(row.getByRole('button', { name: 'Ge uppdrag till Ny handläggare' }));
  await dialog.getByLabel('Organ').selectOption({ label: 'Hela Grundskolenämnden' });
  await admin.press(dialog.getByRole('button', { name: 'Ge uppdraget' }));
  await row.getByText('Handläggare, Grundskolenämnden').waitFor();
  await row.getByText('I tjänst').waitFor();
  expect(await faultsInEveryLook(page)).toEqual([]);
  await admin.press(row.getByRole('button', { name: 'Avsluta Ny handläggare' }));
  await dialog.getByText(/Personen tas inte bort\./).waitFor();
  await dialog.getByText(/^Uppdragen står kvar .* Handläggare, Grundskolenämnden\./).waitFor();
  await admin.press(dialog.getByRole('button', { name: 'Avsluta personen nu' }));
  await row.getByText(/^Har slutat, \d{4}-/).waitFor();
  await sound(admin, 'people');
  await page.getByLabel('Sök i listan').fill('systemförvaltare');
  // The last administrator cannot shut everybody out.
  await admin.press(page.getByRole('button', { name: 'Avsluta Systemförvaltare' }));
  await admin.press(dialog.getByRole('button', { name: 'Avsluta personen nu' }));
  await dialog
    .getByRole('alert')
    .getByText(/utse en till först/)
    .waitFor();
});

test('a body is added, its seats are given, and it ends with a successor, by the keyboard alone', async () => {
  const admin = await scene.visitor('admin');
  const { page } = admin;
  await admin.open('/organ?q=grundskolenämnden');
  await sound({ page }, 'bodies');
  const dialog = page.getByRole('dialog');
  for (const [name, shortName] of [
    ['Skolvägsutskottet', 'GRN SV'],
    ['Trygghetsutskottet', 'GRN TR'],
  ] as const) {
    await admin.enter(page.getByRole('button', { name: 'Lägg till ett organ' }));
    await dialog.getByLabel('Myndighet').selectOption({ label: 'Grundskolenämnden' });
    await dialog.getByLabel('Slag').selectOption({ label: 'Utskott' });
    await dialog.getByLabel('Namn', { exact: true }).fill(name);
    await dialog.getByLabel('Kortnamn').fill(shortName);
    await dialog.getByLabel('Finns från och med').fill('2024-01-01');
    await admin.enter(dialog.getByRole('button', { name: 'Lägg till organet' }));
    await page.getByRole('link', { name }).waitFor();
  }
  await admin.enter(page.getByRole('link', { name: 'Skolvägsutskottet' }));
  await admin.arriveAt('Skolvägsutskottet');
  await page.getByText('Ingen sitter i organet den dagen').waitFor();
  const seat = async (person: string, role: string, order?: string): Promise<void> => {
    await admin.enter(page.getByRole('button', { name: 'Ge ett uppdrag' }).last());
    await dialog.getByLabel('Person').selectOption({ label: person });
    await dialog.getByLabel('Roll').selectOption({ label: role });
    await dialog.getByLabel('Parti').fill('(s)');
    if (order !== undefined) await dialog.getByLabel('Plats i turordningen').fill(order);
    await dialog.getByLabel('Från och med').fill('2024-02-01');
    await admin.enter(dialog.getByRole('button', { name: 'Ge uppdraget' }));
  };
  await seat('Revisor', 'Ordförande');
  await page.getByText('1 ledamot, 0 ersättare · S 1').waitFor();
  await seat('Arkivarie, KS', 'Ersättare', 'två');
  await dialog.getByRole('link', { name: /^Skriv platsen med siffror/ }).waitFor();
  await dialog.getByLabel('Plats i turordningen').fill('2');
  await admin.enter(dialog.getByRole('button', { name: 'Ge uppdraget' }));
  const seats = page.getByRole('region', { name: 'Ledamöter och ersättare i Skolvägsutskottet' }).getByRole('row');
  await seats.filter({ hasText: 'Arkivarie, KS' }).getByText('Ersättare 2').waitFor();
  await seats.filter({ hasText: 'Revisor' }).getByText('Ordförande').waitFor();
  await sound({ page }, 'body');
  await page.getByLabel('Visa en annan dag').fill('2024-01-15');
  await page.getByText('Ingen sitter i organet den dagen').waitFor();

  await admin.open('/organ?q=grundskolenämnden');
  await admin.enter(page.getByRole('button', { name: 'Avsluta Skolvägsutskottet (Utskott)' }));
  await dialog.getByText(/^Alla uppdrag i organet slutar samma dag\./).waitFor();
  await dialog.getByLabel('Sista dag').fill('2098-12-31');
  await dialog.getByLabel('Efterträds av').selectOption({ label: 'Trygghetsutskottet' });
  await admin.enter(dialog.getByRole('button', { name: 'Avsluta nu' }));
  const row = page.getByRole('row').filter({ hasText: 'GRN SV' });
  await row.getByText('2098-12-31').waitFor();
  await row.getByText('Trygghetsutskottet').waitFor();
  expect(admin.presses).toBe(0);
});
