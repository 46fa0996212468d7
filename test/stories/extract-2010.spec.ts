/**
 * A look-alike of an extract from 2010 (B-40 … B-55), through the API and with invented people: seven decide, five members
 * and two serving substitutes; § 4 of eight follows the chair's claim; adjusted across parties, certified by a third person.
 */
import type { Client } from '../support/app.js';
import { expectStatus, Story } from '../support/story.js';

const day = '2021-01-20';
const since = '2019-01-01';

test('§ 4, field by field', async () => {
  const story = await Story.begin();
  const admin = await story.as('admin');
  const secretary = await story.as('ks.sekreterare');
  const authorityId = story.authority('KS');
  const make = async (path: string, body: object): Promise<string> =>
    (await expectStatus(201, admin.post(path, body))).body.id;
  const bodyId = await make('bodies', {
    authorityId,
    kind: 'draftingGroup',
    name: 'Vård- och omsorgsberedningen',
    shortName: 'VoB',
    validFrom: since,
  });
  const person = (name: string, title?: string): Promise<string> =>
    make('people', { name, ...(title === undefined ? {} : { title }) });
  const seat = async (name: string, role: string, party: string, callingOrder?: number): Promise<string> => {
    const personId = await person(name);
    await make('appointments', {
      personId,
      role,
      bodyId,
      fromDay: since,
      party,
      ...(callingOrder === undefined ? {} : { callingOrder }),
    });
    return personId;
  };
  // Parties as written in the original notation, which is not one notation (B-55).
  const chair = await seat('Ordföranden', 'chair', '(S)');
  const members = [chair];
  for (const [name, party] of [
    ['Ledamot ett', '(S)'],
    ['Ledamot två', '(M)'],
    ['Ledamot tre', '(M)'],
    ['Ledamot fyra', '(MP)'],
  ] as const)
    members.push(await seat(name, 'member', party));
  const absent = [await seat('Frånvarande ett', 'member', '(S)'), await seat('Frånvarande två', 'member', '(FP)')];
  const substitutes: string[] = [];
  for (const [index, party] of ['(S)', '(S)', '(M)', '(m)', '(v)', '(FP)'].entries())
    substitutes.push(await seat(`Ersättare ${index + 1}`, 'substitute', party, index + 1));
  const officials = [];
  for (const number of [1, 2, 3, 4, 5]) officials.push(await person(`Tjänsteman ${number}`, 'Utredningssekreterare'));

  const place = 'Sessionssalen, Stadshuset';
  const meeting = await expectStatus(
    201,
    secretary.post(`bodies/${bodyId}/meetings`, { day, startsAt: '14:00', place }),
  );
  const meetingId = meeting.body.id as string;
  const items: string[] = [];
  for (let number = 1; number <= 8; number += 1) {
    const business = await expectStatus(
      201,
      secretary.post('businesses', {
        kind: 'other',
        authorityId,
        title: number === 4 ? 'Förslag till ny plan för individ- och familjeomsorgen' : `Ärende ${number}`,
        decisionPoints: [{ type: 'forward', text: 'Förslaget sänds på remiss; svar lämnas senast den 15 mars.' }],
        decisionBasis: ['Stadskontorets förslag (handling 1)'],
        dispatchList: [{ name: 'Samtliga stadsdelsfullmäktige' }],
      }),
    );
    const route = await expectStatus(
      201,
      secretary.post('routes', { subjectKind: 'business', subjectId: business.body.id, meetingIds: [meetingId] }),
    );
    items.push(route.body.agendaItemId);
  }
  const on = async (path: string, body: object, thing = `meetings/${meetingId}`) => {
    const { body: read } = await expectStatus(200, secretary.get(thing));
    return secretary.post(`${thing}/${path}`, body, { ifMatch: read.version });
  };
  await expectStatus(200, on('notice', { sentDay: '2021-01-13', sentElsewhere: 'Sändes med e-post.' }));
  const adjuster = members[2] as string;
  const present = [...members, ...substitutes, ...officials].map((personId) => ({ personId }));
  await expectStatus(200, on('opening', { at: '14:00', adjusterIds: [adjuster], present }));

  const claimed = [
    '1. På sidan 13 läggs till att arbetsledaren ska ha tid för handledning.',
    '2. På sidan 13 läggs till att ett arbete mot diskriminering ska bedrivas.',
    '3. Remisstiden ändras till den 31 mars.',
  ].join('\n');
  const restated = 'att i enlighet med ordförandens yrkande sända förslaget på remiss, med svar senast den 31 mars.';
  for (const [index, item] of items.entries()) {
    if (index !== 3) {
      await expectStatus(201, on('decision', { outcome: 'forward' }, `agenda-items/${item}`));
      continue;
    }
    const claim = await expectStatus(
      201,
      secretary.post(`agenda-items/${item}/claims`, { outcome: 'forward', moverId: chair, text: claimed }),
    );
    await expectStatus(200, on('propositions', { found: claim.body.id }, `agenda-items/${item}`));
    await expectStatus(201, on('decision', { restated }, `agenda-items/${item}`));
  }
  await expectStatus(200, on('closing', { at: '15:00' }));
  const content = await adjusted(secretary, meetingId, [chair, adjuster]);

  // B-40 … B-43
  expect(content.body.name).toBe('Vård- och omsorgsberedningen');
  expect(content.meeting).toMatchObject({ day, place, openedAt: '14:00', closedAt: '15:00' });
  expect(content.minuteItems).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  // B-44 … B-46: five members, six substitutes of whom two serve, seven who decide.
  expect(content.members.map(({ party }: { party: string }) => party).sort()).toEqual(['M', 'M', 'MP', 'S', 'S']);
  expect(content.substitutes.map(({ party }: { party: string }) => party).sort()).toEqual([
    'FP',
    'M',
    'M',
    'S',
    'S',
    'V',
  ]);
  const serving = content.substitutes.filter(({ servedFor }: { servedFor: unknown[] }) => servedFor.length > 0);
  expect(serving.map(({ party }: { party: string }) => party).sort()).toEqual(['FP', 'S']);
  expect(content.absent.map(({ id }: { id: string }) => id).sort()).toEqual([...absent].sort());
  // B-47, B-48
  expect(content.others).toHaveLength(5);
  expect(content.chairs[0].person).toMatchObject({ id: chair, party: 'S' });
  expect(content.secretary).not.toBeNull();
  // B-49 … B-52
  const paragraph = content.items[3];
  expect(paragraph).toMatchObject({ minuteItem: 4, decisionBasis: ['Stadskontorets förslag (handling 1)'] });
  expect(paragraph.registrationNumber).toMatch(/^KS-\d{4}-\d+$/);
  const [, moved] = paragraph.claims;
  expect(moved).toMatchObject({ mover: { id: chair }, text: claimed });
  expect(paragraph.decision).toMatchObject({ outcome: 'forward', restated, settledBy: 'acclamation' });
  expect(paragraph.decision.participants).toHaveLength(7);
  // B-53: chair and a member of another party.
  expect(content.adjusters).toMatchObject([{ id: adjuster, party: 'M' }]);
  // B-54: certified by whoever sends it, when it is sent.
  await expectStatus(201, secretary.post(`agenda-items/${items[3]}/dispatches`, {}));
  const { body: extract } = await expectStatus(200, secretary.get(`agenda-items/${items[3]}/extract?format=json`));
  expect(extract.certified.name).toBe('Sekreterare, KS');
  expect([chair, adjuster]).not.toContain(story.person('ks.sekreterare'));
  expect(extract.minutes.items.map(({ minuteItem }: { minuteItem: number }) => minuteItem)).toEqual([4]);
  const { violations } = await story.end();
  expect(violations).toEqual([]);
}, 90_000);

/** Signs the ordinary minutes on paper for those given. @returns their content */
async function adjusted(secretary: Client, meetingId: string, signers: readonly string[]) {
  const { body: documents } = await expectStatus(200, secretary.get(`meetings/${meetingId}/minutes`));
  const { id, version } = documents.items[0];
  let read = await expectStatus(200, secretary.post(`minutes/${id}/signing`, undefined, { ifMatch: version }));
  for (const personId of signers)
    read = await expectStatus(
      201,
      secretary.post(
        `minutes/${id}/signatures`,
        { method: 'paper', signedDay: '2021-01-26', personId },
        { ifMatch: read.body.version },
      ),
    );
  expect(read.body).toMatchObject({ status: 'adjusted', adjustedDay: '2021-01-26' });
  return read.body.content;
}
