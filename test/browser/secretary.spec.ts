/** The secretary: the notice in three presses, the meeting opened, a decision as proposed in one, and the minutes sent. */
import { expectStatus } from '../support/replies.js';
import { faultsInEveryLook } from './support/axe.js';
import { picture, sceneOfFile, sound } from './support/scene.js';

const scene = sceneOfFile();

/** A meeting today with matters of the committee's own on its agenda. @returns how it is called in the list */
async function planned(titles: readonly string[], code = 'ASN'): Promise<string> {
  const secretary = await scene.app.as(`${code.toLowerCase()}.sekreterare`);
  const [now] = await scene.app.query<{ today: string }>('select today_in_stockholm()::text as today');
  const day = now?.today ?? '';
  const plan = { day, startsAt: '13:00', place: 'Rådhuset' };
  const { body: meeting } = await expectStatus(
    201,
    secretary.post(`bodies/${scene.app.bodyIds.get(code)}/meetings`, plan),
  );
  for (const title of titles) {
    const decisionPoints = [{ type: 'approve', text: 'Nämnden godkänner planen.' }];
    const content = { kind: 'other', authorityId: scene.app.authorityIds.get(code), title, decisionPoints };
    const { body } = await expectStatus(201, secretary.post('businesses', content));
    const route = { subjectKind: 'business', subjectId: body.id, meetingIds: [meeting.id] };
    await expectStatus(201, secretary.post('routes', route));
  }
  return day;
}

test('from the list of meetings to minutes sent for adjustment', async () => {
  const titles = ['Plan för skolvägar', 'Plan för belysning'];
  const day = await planned(titles);
  const secretary = await scene.visitor('asn.sekreterare');
  const { page } = secretary;
  await secretary.open('/sammantraden');
  await sound(secretary, 'meetings');
  await secretary.press(page.getByRole('link', { name: new RegExp(`^${day} Arbetsmarknads`) }).first());
  await secretary.heading(/^Arbetsmarknads- och socialnämnden/).waitFor();
  await sound(secretary, 'meeting-planned');

  // Task 6: from the agenda, three presses at most.
  const before = secretary.presses;
  await secretary.press(page.getByRole('button', { name: 'Skicka kallelse' }));
  await page.getByRole('dialog').getByText('2 ärenden på dagordningen:').waitFor();
  await sound(secretary, 'notice');
  await secretary.press(page.getByRole('dialog').getByRole('button', { name: 'Skicka', exact: true }));
  await page.getByRole('button', { name: 'Öppna mötet' }).waitFor();
  expect(secretary.presses - before).toBeLessThanOrEqual(3);

  await sound(secretary, 'meeting-opening');
  await page.getByLabel('Justerare').selectOption({ label: 'Vice ordförande, ASN (M)' });
  await secretary.press(page.getByRole('button', { name: 'Öppna mötet' }));
  await page.getByRole('heading', { name: '1. Plan för skolvägar' }).waitFor();
  await sound(secretary, 'meeting-live');

  // Task 7: one press, and the next item is in hand.
  const deciding = secretary.presses;
  await secretary.press(page.getByRole('button', { name: 'Bifall', exact: true }));
  await page.getByRole('heading', { name: '2. Plan för belysning' }).waitFor();
  expect(secretary.presses - deciding).toBe(1);
  await page.getByText(/^§ \d+ Plan för skolvägar: bifall$/).waitFor();
  await secretary.enter(page.getByRole('button', { name: 'Bifall', exact: true }));
  await secretary.press(page.getByRole('button', { name: 'Avsluta mötet' }));
  await secretary.press(page.getByRole('button', { name: 'Sänd till justering' }));
  await page.getByText('Hos justerarna').waitFor();
  await sound(secretary, 'meeting-minutes');

  // The two who adjust, each in their own window; then it is posted.
  for (const name of ['asn.ordforande', 'asn.vice']) {
    const signer = await scene.visitor(name);
    await signer.page.goto(page.url());
    await signer.press(signer.page.getByRole('button', { name: 'Justera' }));
    await signer.page
      .getByText(name === 'asn.vice' ? /^Justerat|Justerat \d/ : 'Hos justerarna')
      .first()
      .waitFor();
  }
  await page.reload();
  await secretary.press(page.getByRole('button', { name: 'Anslå' }));
  await page.getByText('Anslaget', { exact: true }).waitFor();
  const board = await scene.visitor(undefined, { javaScript: false });
  await board.page.goto('/anslagstavla');
  expect(await board.page.locator('main').textContent()).toContain(day);
});

test('tasks 6 and 7 by the keyboard alone; what is refused is said where it stands, and another outcome asks for its reasons', async () => {
  await planned(['Ett ärende att återremittera', 'Ett ärende att bifalla'], 'GRN');
  const secretary = await scene.visitor('grn.sekreterare');
  const { page } = secretary;
  await secretary.open('/sammantraden?status=planned');
  await secretary.enter(page.getByRole('link', { name: /Grundskolenämnden|GRN/ }).first());
  await secretary.enter(page.getByRole('button', { name: 'Skicka kallelse' }));
  await secretary.enter(page.getByRole('dialog').getByRole('button', { name: 'Skicka', exact: true }));
  await secretary.enter(page.getByRole('button', { name: 'Öppna mötet' }));
  await page.getByLabel('Annat beslut').selectOption({ label: 'Återremiss' });
  await secretary.enter(page.getByRole('button', { name: 'Skriv in: Återremiss' }));
  await page.getByRole('alert').getByText('En återremiss ska motiveras').first().waitFor();
  expect(await faultsInEveryLook(page)).toEqual([]);
  await page.getByLabel('Motivering').fill('Kostnaderna saknas.');
  await secretary.enter(page.getByRole('button', { name: 'Skriv in: Återremiss' }));
  await page.getByText(/: återremiss$/).waitFor();
  await page.getByRole('heading', { name: '2. Ett ärende att bifalla' }).waitFor();
  await secretary.enter(page.getByRole('button', { name: 'Bifall', exact: true }));
  await page.getByText(/^§ \d+ Ett ärende att bifalla: bifall$/).waitFor();
  expect(secretary.presses).toBe(0);
});

/** Eight matters that nothing hinders from being put before the committee, and two meetings to come. @returns the later day */
async function eightReady(code: string): Promise<string> {
  const secretary = await scene.app.as(`${code.toLowerCase()}.sekreterare`);
  for (let number = 1; number <= 8; number += 1)
    await expectStatus(
      201,
      secretary.post('businesses', {
        kind: 'other',
        authorityId: scene.app.authorityIds.get(code),
        title: `Klart ärende ${number}`,
        decisionPoints: [{ type: 'approve', text: 'Nämnden godkänner planen.' }],
      }),
    );
  const [days] = await scene.app.query<{ first: string; later: string }>(
    `select (today_in_stockholm() + 14)::text as first, (today_in_stockholm() + 42)::text as later`,
  );
  for (const day of [days?.first, days?.later])
    await expectStatus(
      201,
      secretary.post(`bodies/${scene.app.bodyIds.get(code)}/meetings`, { day, startsAt: '13:00', place: 'Rådhuset' }),
    );
  return days?.later ?? '';
}

/** How many items stand on the body's meeting that day. */
async function itemsOn(code: string, day: string): Promise<number> {
  const counted = await scene.app.query<{ count: number }>(
    `select count(a.id)::integer as count from meeting m left join agenda_item a on a.meeting_id = m.id where m.body_id = $1 and m.day = $2`,
    [scene.app.bodyIds.get(code), day],
  );
  return counted[0]?.count ?? 0;
}

test('task 5: eight matters are put on a meeting in four presses', async () => {
  const later = await eightReady('FRN');
  const secretary = await scene.visitor('frn.sekreterare');
  const { page } = secretary;
  await secretary.open('/arenden-klara');
  await page.getByText('0 ärenden är markerade.').waitFor();
  const before = secretary.presses;
  await secretary.press(page.getByRole('button', { name: 'Markera alla' }));
  await page.getByText('8 ärenden är markerade.').waitFor();
  await secretary.press(page.getByRole('button', { name: 'Till sammanträde …' }));
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio').nth(1).waitFor();
  await picture(page, 'ready-matters-dialog');
  await secretary.press(dialog.getByRole('radio').nth(1));
  await secretary.press(dialog.getByRole('button', { name: 'Lägg till' }));
  await page.getByText('8 ärenden står nu på dagordningen.').waitFor();
  expect(secretary.presses - before).toBe(4);
  expect(await itemsOn('FRN', later)).toBe(8);
  await page.getByRole('heading', { name: 'Inget är klart att ta upp' }).waitFor();
  expect(await faultsInEveryLook(page)).toEqual([]);
});

test('task 5 by the keyboard alone: x marks, m moves', async () => {
  const later = await eightReady('KN');
  const secretary = await scene.visitor('kn.sekreterare');
  const { page } = secretary;
  await secretary.open('/arenden-klara');
  await page.getByText('0 ärenden är markerade.').waitFor();
  for (let count = 1; count <= 8; count += 1) {
    await secretary.key('x');
    await page.getByText(count === 1 ? '1 ärende är markerat.' : `${count} ärenden är markerade.`).waitFor();
  }
  await sound(secretary, 'ready-matters');
  await secretary.key('m');
  const dialog = page.getByRole('dialog');
  await secretary.tabTo(dialog.getByRole('radio').first());
  expect(await faultsInEveryLook(page)).toEqual([]);
  await secretary.key('ArrowDown');
  await secretary.enter(dialog.getByRole('button', { name: 'Lägg till' }));
  await page.getByText('8 ärenden står nu på dagordningen.').waitFor();
  expect(secretary.presses).toBe(0);
  expect(await itemsOn('KN', later)).toBe(8);
});

test('somebody goes, somebody is disqualified, claims are put in their order, and a roll call decides', async () => {
  await planned(['Ett omstritt ärende'], 'TN');
  const secretary = await scene.visitor('tn.sekreterare');
  const { page } = secretary;
  await secretary.open('/sammantraden?status=planned');
  await secretary.press(page.getByRole('link', { name: /Tekniska nämnden/ }).first());
  await secretary.press(page.getByRole('button', { name: 'Skicka kallelse' }));
  await secretary.press(page.getByRole('dialog').getByRole('button', { name: 'Skicka', exact: true }));
  await secretary.press(page.getByRole('button', { name: 'Öppna mötet' }));
  await page.getByText('Närvaro: 3 är här').waitFor();
  // The minutes of an open meeting are not sent anywhere.
  expect(await page.getByRole('button', { name: 'Sänd till justering' }).count()).toBe(0);

  await secretary.press(page.getByText('Närvaro: 3 är här'));
  const row = page.getByRole('row').filter({ hasText: 'Ersättare' }).first();
  await row.getByText('Inte här').waitFor();
  await secretary.press(row.getByRole('button', { name: /kommer$/ }));
  await row.getByText('Är här, tjänstgör inte').waitFor();
  await row.getByText(/^\d\d\.\d\d–$/).waitFor();
  const leaving = page.getByRole('row').filter({ hasText: 'Ledamot, TN' }).first();
  await secretary.press(leaving.getByRole('button', { name: /går$/ }));
  await leaving.getByText('Inte här').waitFor();
  await row.getByText(/^Tjänstgör för Ledamot, TN/).waitFor();
  await sound(secretary, 'meeting-attendance');
  await secretary.press(leaving.getByRole('button', { name: /kommer$/ }));
  await leaving.getByText(/^\d\d\.\d\d–\d\d\.\d\d, \d\d\.\d\d–$/).waitFor();

  await secretary.press(page.getByRole('button', { name: 'Ta upp för yrkanden och omröstning' }));
  await secretary.press(page.getByText('Anmäl jäv'));
  await page.getByLabel('Vem som är jävig').selectOption({ index: 3 });
  await secretary.press(page.getByRole('button', { name: 'För in jävet' }));
  await page.waitForFunction(
    (select) => (select as HTMLSelectElement).value === '',
    await page.getByLabel('Vem som är jävig').elementHandle(),
  );

  await secretary.press(page.getByText('För in ett yrkande'));
  // A referral back without reasons is refused in the form itself, which takes the focus.
  await page.getByLabel('Vad som yrkas').selectOption({ label: 'Återremiss' });
  await secretary.press(page.getByRole('button', { name: 'För in yrkandet' }));
  await secretary.focusOn(page.getByRole('alert').filter({ hasText: 'motiver' }));
  await page.getByLabel('Vad som yrkas').selectOption({ label: 'Avslag' });
  await page.getByLabel('Yrkandet i ord').fill('Ärendet är inte tillräckligt utrett.');
  await secretary.press(page.getByRole('button', { name: 'För in yrkandet' }));
  await page.getByText(/^Yrkande 2, .*: avslag\. Ärendet är inte/).waitFor();
  await page.getByLabel('Omröstning begärs av').selectOption({ index: 1 });
  await sound(secretary, 'meeting-claims');
  await secretary.press(page.getByRole('button', { name: 'Finner bifall till: Förslaget i ärendet: bifall' }));
  await secretary.press(page.getByRole('button', { name: 'Öppna omröstningen' }));
  const radios = page.getByRole('radio', { name: /: Förslaget i ärendet: bifall$/ });
  await radios.first().waitFor();
  const electors = await radios.count();
  expect(electors).toBeGreaterThan(1);
  for (let place = 0; place < electors; place += 1) await secretary.press(radios.nth(place));
  await sound(secretary, 'meeting-ballot');
  await secretary.press(page.getByRole('button', { name: `För in ${electors} röster` }));
  await page.getByText(`${electors} av ${electors} har röstat.`).waitFor();
  await secretary.press(page.getByRole('button', { name: 'Avsluta omröstningen' }));
  await secretary.press(page.getByRole('button', { name: 'Skriv in: Bifall' }));
  await page.getByText(/^§ \d+ Ett omstritt ärende: bifall$/).waitFor();
  await secretary.press(page.getByRole('button', { name: 'Avsluta mötet' }));
  await page.getByRole('button', { name: 'Sänd till justering' }).waitFor();
});

test('who sits in the committee, in calling order, today and when nobody did', async () => {
  const secretary = await scene.visitor('asn.sekreterare');
  const { page } = secretary;
  await secretary.open('/sammantraden');
  await secretary.press(page.getByRole('link', { name: 'Organen och vilka som sitter' }));
  await secretary.arriveAt('Organ');
  // What only the administrator does is not offered.
  expect(await page.getByRole('button', { name: /^(Avsluta|Lägg till)/ }).count()).toBe(0);
  await secretary.press(page.getByRole('link', { name: 'Arbetsmarknads- och socialnämnden', exact: true }));
  await secretary.arriveAt('Arbetsmarknads- och socialnämnden');
  await page.getByText(/^13 ledamöter, 8 ersättare · S 4, M 3, SD 2, /).waitFor();
  const seats = page.getByRole('region', { name: /^Ledamöter och ersättare i/ }).locator('tbody tr');
  expect(await seats.count()).toBe(21);
  const places = await seats.locator('td:first-child').allTextContents();
  expect(places.slice(0, 3)).toEqual(['Ordförande', 'Vice ordförande', 'Ledamot']);
  expect(places.slice(13)).toEqual(Array.from({ length: 8 }, (_, index) => `Ersättare ${index + 1}`));
  await sound(secretary, 'body-seats');
  await page.getByLabel('Visa en annan dag').fill('2018-12-31');
  await page.getByText('Ingen sitter i organet den dagen').waitFor();
  await secretary.enter(page.getByRole('button', { name: 'Visa i dag' }));
  await page.getByText(/^13 ledamöter, 8 ersättare/).waitFor();
});
