/** Motions, initiatives, assignments and elections over HTTP: raised, written, put on agendas, decided, amended. */
import { systemActor } from '../../src/kernel/actor.js';
import type { Day } from '../../src/kernel/day.js';
import { examplePassword } from '../../src/example/organisation.js';
import { createLocalAccount } from '../../src/identity/local-accounts.service.js';
import { Organisation } from '../../src/identity/organisation.service.js';
import { hashPassword } from '../../src/identity/secrets.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import type { Client, Reply } from '../support/app.js';
import { Story } from '../support/story.js';

let story: Story;
let secretary: Client;
let member: Client;

beforeAll(async () => {
  story = await Story.begin();
  secretary = await story.as('asn.sekreterare');
  member = await story.as('asn.ledamot');
}, 60_000);
afterAll(() => story.app.stop());

const points = [
  { type: 'approve', text: 'Nämnden ger förvaltningen i uppdrag att se över öppettiderna.' },
  { type: 'forward', text: 'Beslutet översänds till kommunstyrelsen.' },
];

const other = (over: Record<string, unknown> = {}) => ({
  kind: 'other',
  authorityId: story.authority('ASN'),
  title: 'Öppettider på mötesplatserna',
  background: 'Mötesplatserna stänger tidigt.',
  decisionPoints: points,
  dispatchList: [{ authorityId: story.authority('KS') }, { name: 'Föreningen Exempel' }],
  ...over,
});

async function raised(
  over: Record<string, unknown> = {},
  by: Client = secretary,
): Promise<{ id: string; matterId: string }> {
  const reply = await by.post('businesses', other(over));
  expect([reply.status, reply.text]).toEqual([201, expect.any(String)]);
  return reply.body;
}

const read = async (id: string, as: Client = secretary): Promise<Reply> => as.get(`businesses/${id}`);

async function planned(id: string, ...steps: readonly (readonly [string, string])[]): Promise<void> {
  const meetingIds: string[] = [];
  for (const [shortName, day] of steps) meetingIds.push(await story.meeting(shortName, day));
  const reply = await secretary.post('routes', { subjectKind: 'business', subjectId: id, meetingIds });
  expect([reply.status, reply.text]).toEqual([201, expect.any(String)]);
}

/** A body of the council's authority with one member, and a substitute of the council, which the example does not have. */
async function moreSeats(): Promise<void> {
  const since = '2019-01-01' as Day;
  const passwordHash = await hashPassword(examplePassword);
  await story.app.app.get(Transactions).run(async (tx) => {
    const organisation = story.app.app.get(Organisation);
    const authorityId = story.authority('KF');
    const body = {
      authorityId,
      kind: 'committee' as const,
      name: 'Demokratinämnden',
      shortName: 'KF DN',
      validFrom: since,
    };
    const { id: committeeId } = await organisation.createBody(tx, systemActor, body);
    story.app.bodyIds.set('KF DN', committeeId);
    const seats = [
      ['kf.dnordforande', 'chair', committeeId],
      ['kf.ersattare', 'substitute', story.body('KF')],
    ] as const;
    for (const [username, role, bodyId] of seats) {
      const email = `${username}@prov.invalid`;
      const { id } = await organisation.createPerson(tx, systemActor, { name: username, email });
      await createLocalAccount(tx, id, username, passwordHash);
      await organisation.appoint(tx, systemActor, { personId: id, role, authorityId, bodyId, fromDay: since });
    }
  });
}

describe('raising', () => {
  it('opens a matter in the authority’s own series and stores what was written', async () => {
    const reply = await secretary.post('businesses', other());
    expect(reply.status).toBe(201);
    expect(reply.headers.get('location')).toBe(`/api/v1/businesses/${reply.body.id}`);
    expect(reply.body).toMatchObject({ status: 'drafting', version: 1, versionNumber: 1 });
    expect(reply.body.registrationNumber).toMatch(/^ASN-\d{4}-\d+$/);
    expect((await secretary.get(`matters/${reply.body.matterId}`)).status).toBe(200);
    const { body, etag } = await read(reply.body.id);
    expect(etag).toBe('"1"');
    expect(body).toMatchObject({
      kind: 'other',
      title: 'Öppettider på mötesplatserna',
      decisionPoints: points,
      dispatchList: [
        { authorityId: story.authority('KS'), name: 'Kommunstyrelsen' },
        { authorityId: null, name: 'Föreningen Exempel' },
      ],
      possibleActs: ['edit', 'schedule'],
      versions: [{ number: 1, origin: 'written', frozenAt: null, decisionId: null }],
    });
  });

  it('an elected member raises an initiative in their own name', async () => {
    const initiative = { kind: 'memberInitiative', bodyId: story.body('ASN') };
    const { id } = await raised(initiative, member);
    expect((await read(id)).body.moverId).toBe(story.app.personIds.get('asn.ledamot'));
    const other_ = { ...initiative, moverId: story.app.personIds.get('asn.ordforande') };
    const reply = await member.post('businesses', other(other_));
    expect([reply.status, reply.body.errors?.[0]]).toMatchObject([422, { pointer: '/moverId', code: 'not-own-name' }]);
  });

  it.each([
    [
      'an initiative by nobody',
      'asn.sekreterare',
      () => ({ kind: 'memberInitiative', bodyId: story.body('ASN') }),
      403,
      'may-not-raise',
    ],
    [
      'an initiative by an official',
      'asn.sekreterare',
      () => ({
        kind: 'memberInitiative',
        bodyId: story.body('ASN'),
        moverId: story.app.personIds.get('asn.handlaggare'),
      }),
      422,
      'no-seat',
    ],
    [
      'a motion in a committee',
      'asn.ledamot',
      () => ({ kind: 'motion', bodyId: story.body('ASN') }),
      422,
      'not-the-council',
    ],
    ['a motion in no body', 'asn.ledamot', () => ({ kind: 'motion' }), 422, 'required'],
    ['a body of another authority', 'asn.sekreterare', () => ({ bodyId: story.body('GRN') }), 422, 'unknown-body'],
    ['nominees without an election', 'asn.sekreterare', () => ({ nominees: ['Kandidat A'] }), 422, 'not-an-election'],
    ['an unknown mover', 'asn.sekreterare', () => ({ moverId: story.body('ASN') }), 422, 'unknown-person'],
    [
      'an unknown recipient',
      'asn.sekreterare',
      () => ({ dispatchList: [{ authorityId: story.body('ASN') }] }),
      422,
      'unknown-authority',
    ],
    ['a recipient that is nobody', 'asn.sekreterare', () => ({ dispatchList: [{}] }), 422, 'required'],
    [
      'a decision point of no known type',
      'asn.sekreterare',
      () => ({ decisionPoints: [{ type: 'hitta på', text: 'x' }] }),
      422,
      'enum',
    ],
    ['in an authority one does not write for', 'grn.handlaggare', () => ({}), 403, 'business.write'],
  ])('%s is refused', async (_case, username, over, status, code) => {
    const before = await story.app.query(`select count(*) from matter`);
    const reply = await (await story.as(username)).post('businesses', other(over()));
    expect([reply.status, reply.body.errors?.[0]?.code ?? reply.body.code]).toEqual([status, code]);
    expect(await story.app.query(`select count(*) from matter`)).toEqual(before);
  });

  it('the same order sent twice opens one matter', async () => {
    const key = '7d1f6d7e-2f0e-4b7c-9c39-0f3f8b3f5a11';
    const first = await secretary.post('businesses', other(), { key });
    const again = await secretary.post('businesses', other(), { key });
    expect([again.status, again.body.id, again.headers.get('idempotent-replayed')]).toEqual([
      201,
      first.body.id,
      'true',
    ]);
  });
});

describe('writing', () => {
  it('a change leaves what is not sent; two writers are told apart', async () => {
    const { id } = await raised();
    expect((await secretary.patch(`businesses/${id}`, { title: 'Öppettider' })).status).toBe(428);
    const changed = await secretary.patch(`businesses/${id}`, { title: ' Öppettider ' }, { ifMatch: 1 });
    expect([changed.status, changed.body]).toMatchObject([200, { version: 2, versionNumber: 1, status: 'drafting' }]);
    expect((await read(id)).body).toMatchObject({ title: 'Öppettider', decisionPoints: points });
    expect((await secretary.patch(`businesses/${id}`, { title: 'Annat' }, { ifMatch: 1 })).status).toBe(412);
  });

  it('an elected member changes their own matter only', async () => {
    const { id } = await raised();
    const own = await raised({ kind: 'memberInitiative', bodyId: story.body('ASN') }, member);
    const refused = await member.patch(`businesses/${id}`, { title: 'Mitt' }, { ifMatch: 1 });
    expect([refused.status, refused.body.code]).toEqual([403, 'not-own-business']);
    expect((await member.patch(`businesses/${own.id}`, { title: 'Mitt' }, { ifMatch: 1 })).status).toBe(200);
  });

  it('a draft is seen by its own authority and by nobody else (R-50)', async () => {
    const { id } = await raised({ title: 'Bara för oss' });
    const readers = {
      own: member,
      followers: await story.as('ks.stadskontoret'),
      others: await story.as('grn.handlaggare'),
    };
    const seen = async (): Promise<Record<string, number>> =>
      Object.fromEntries(
        await Promise.all(Object.entries(readers).map(async ([who, client]) => [who, (await read(id, client)).status])),
      );
    expect(await seen()).toEqual({ own: 200, followers: 404, others: 404 });
    expect((await readers.followers.get('businesses?limit=200')).text).not.toContain('Bara för oss');
    expect((await readers.others.patch(`businesses/${id}`, { title: 'x' }, { ifMatch: 1 })).status).toBe(404);
    await planned(id, ['ASN', '2023-03-01']);
    expect(await seen()).toEqual({ own: 200, followers: 200, others: 404 });
  });
});

describe('on the way to a decision', () => {
  it('what has nothing to decide stands on no agenda', async () => {
    const { id } = await raised({ decisionPoints: [] });
    const meetingIds = [await story.meeting('ASN', '2023-03-01')];
    const reply = await secretary.post('routes', { subjectKind: 'business', subjectId: id, meetingIds });
    expect([reply.status, reply.body.code]).toEqual([409, 'nothing-to-decide']);
  });

  it('what stands on an agenda is frozen', async () => {
    const { id } = await raised();
    await planned(id, ['ASN', '2023-03-01']);
    const { body } = await read(id);
    expect(body).toMatchObject({ status: 'scheduled', versions: [{ number: 1, frozenAt: expect.any(String) }] });
    const reply = await secretary.patch(`businesses/${id}`, { title: 'Sent' }, { ifMatch: body.version });
    expect([reply.status, reply.body.code]).toEqual([409, 'not-allowed-in-state']);
    await expect(
      story.app.query(`update business_version set content = '{}' where business_id = '${id}'`),
    ).rejects.toThrow('frozen');
  });

  it('recommended by the subcommittee, decided by the committee with a change of its own', async () => {
    const { id } = await raised();
    await planned(id, ['ASN AU', '2023-03-08'], ['ASN', '2023-03-22']);
    await story.decide(id, 'ASN', 'recommend');
    expect((await read(id)).body).toMatchObject({ status: 'scheduled', versionNumber: 1 });
    const patch = [
      {
        path: '/decisionPoints/1/text',
        old: points[0]?.text,
        new: 'Nämnden ger förvaltningen i uppdrag att hålla öppet till kl. 21.',
      },
      { path: '/title', old: 'Öppettider på mötesplatserna', new: 'Längre öppettider på mötesplatserna' },
    ];
    const decided = await story.decide(id, 'ASN', 'approveWithChanges', { patch });
    expect(decided.body).toMatchObject({ versionSeen: 1, versionResult: 2 });
    const { body } = await read(id);
    expect(body).toMatchObject({
      status: 'decided',
      title: 'Längre öppettider på mötesplatserna',
      versionNumber: 2,
      decisionPoints: [{ text: 'Nämnden ger förvaltningen i uppdrag att hålla öppet till kl. 21.' }, points[1]],
      versions: [
        { number: 1, origin: 'written' },
        { number: 2, origin: 'amendment', frozenAt: expect.any(String), decisionId: decided.body.id },
      ],
    });
    const [first] = await story.app.query(
      `select content ->> 'title' as title from business_version where business_id = $1 and number = 1`,
      [id],
    );
    expect(first).toEqual({ title: 'Öppettider på mötesplatserna' });
  });

  it('referred back it is written anew, and the version the body saw stands', async () => {
    const { id } = await raised();
    await planned(id, ['ASN', '2023-03-22']);
    await story.decide(id, 'ASN', 'referBack', { reasons: 'Kostnaden saknas.' });
    const { body } = await read(id);
    expect(body).toMatchObject({ status: 'referredBack', possibleActs: ['edit', 'schedule'] });
    const changed = await secretary.patch(
      `businesses/${id}`,
      { background: 'Kostnaden är 2 kronor.' },
      { ifMatch: body.version },
    );
    expect(changed.body).toMatchObject({ status: 'drafting', versionNumber: 2 });
    const follower = await story.as('ks.stadskontoret');
    expect((await read(id, follower)).body).toMatchObject({
      versionNumber: 1,
      background: 'Mötesplatserna stänger tidigt.',
    });
    await planned(id, ['ASN', '2023-04-19']);
    await story.decide(id, 'ASN', 'approve');
    expect((await read(id, follower)).body).toMatchObject({
      status: 'decided',
      versionNumber: 2,
      background: 'Kostnaden är 2 kronor.',
    });
  });

  it('tabled, noted, rejected', async () => {
    const tabled = await raised();
    await story.meeting('ASN', '2023-05-24');
    await planned(tabled.id, ['ASN', '2023-05-10']);
    await story.decide(tabled.id, 'ASN', 'table');
    expect((await read(tabled.id)).body).toMatchObject({ status: 'scheduled', versionNumber: 1 });
    await story.decide(tabled.id, 'ASN', 'note');
    expect((await read(tabled.id)).body.status).toBe('decided');
    const rejected = await raised();
    await planned(rejected.id, ['ASN', '2023-05-24']);
    await story.decide(rejected.id, 'ASN', 'reject');
    expect((await read(rejected.id)).body).toMatchObject({ status: 'rejected', possibleActs: [] });
  });

  it('an election is settled by a secret ballot between those put forward', async () => {
    const elected = { kind: 'election', title: 'Val av kontaktpolitiker', nominees: ['Kandidat A', 'Kandidat B'] };
    const decisionPoints = [{ type: 'elect', text: 'Nämnden utser en kontaktpolitiker.' }];
    const clerk = await story.as('kn.sekreterare');
    const { id } = await raised({ ...elected, decisionPoints, authorityId: story.authority('KN') }, clerk);
    const agendaItemId = await story.plan('business', id, 'KN', [['KN', '2023-06-14']]);
    await story.open('KN', '2023-06-14');
    const act = async (path: string, body?: unknown): Promise<Reply> => {
      const { body: item } = await clerk.get(`agenda-items/${agendaItemId}`);
      return clerk.post(`agenda-items/${agendaItemId}/${path}`, body, { ifMatch: item.version });
    };
    await act('introduction', {});
    for (const [index, text] of elected.nominees.entries())
      await act('claims', { outcome: 'approve', text, moverId: story.person(['kn.vice', 'kn.ledamot'][index] ?? '') });
    await act('claims-closing');
    const claims = await story.app.query<{ id: string; text: string }>(
      `select id, text from claim where agenda_item_id = $1 and text is not null order by number`,
      [agendaItemId],
    );
    expect(claims.map(({ text }) => text)).toEqual(elected.nominees);
    const [a, b] = claims;
    await act('propositions', { found: a?.id, demandedBy: story.person('kn.ledamot') });
    const ballot = await act('ballots');
    expect([ballot.status, ballot.body]).toMatchObject([201, { stage: 'election', isSecret: true }]);
    for (const who of ['kn.ordforande', 'kn.vice', 'kn.ledamot'])
      await (await story.as(who)).post(`ballots/${ballot.body.id}/votes`, { choice: b?.id });
    expect((await clerk.post(`ballots/${ballot.body.id}/closing`, {})).status).toBe(200);
    expect((await act('decision', {})).body).toMatchObject({ outcome: 'approve', settledBy: 'ballot' });
    expect((await clerk.get(`businesses/${id}`)).body).toMatchObject({ status: 'decided', nominees: elected.nominees });
    const [decision] = await story.app.query(`select restated from decision where agenda_item_id = $1`, [agendaItemId]);
    expect(decision).toEqual({ restated: 'Kandidat B' });
  });
});

it('a list is ordered, filtered and counted', async () => {
  const { id } = await raised({ kind: 'assignment', title: 'Uppdrag att räkna' });
  const reply = await secretary.get('businesses?kind=assignment&limit=1');
  expect(reply.body).toMatchObject({ total: 1, limit: 1, page: 1, items: [{ id, title: 'Uppdrag att räkna' }] });
  expect((await secretary.get('businesses?kind=motions')).status).toBe(422);
});

describe('a motion', () => {
  let clerk: Client;
  beforeAll(async () => {
    await moreSeats();
    clerk = await story.as('kf.sekreterare');
  });
  const motion = () => ({
    kind: 'motion',
    authorityId: story.authority('KF'),
    bodyId: story.body('KF'),
    title: 'Trygga skolvägar',
    decisionPoints: [{ type: 'approve', text: 'Motionen bifalls.' }],
  });

  it('is raised by a member of the council and answered there (KL 5:22)', async () => {
    const { id } = await raised(motion(), member);
    expect((await read(id, clerk)).body).toMatchObject({
      kind: 'motion',
      bodyId: story.body('KF'),
      moverId: story.person('asn.ledamot'),
    });
    await story.plan('business', id, 'KF', [['KF', '2023-09-27']]);
    await story.decide(id, 'KF', 'reject', { preparation: 'Kommunstyrelsen har berett motionen.' });
    expect((await read(id, clerk)).body.status).toBe('rejected');
  });

  it('is prepared and not answered by a committee', async () => {
    const { id } = await raised(motion(), member);
    await story.plan('business', id, 'KF', [
      ['KF DN', '2023-10-11'],
      ['KF', '2023-10-25'],
    ]);
    await story.open('KF DN', '2023-10-11');
    const item = await story.waitingItem(id, clerk);
    const refused = await clerk.post(
      `agenda-items/${item.id}/decision`,
      { outcome: 'reject' },
      { ifMatch: item.version },
    );
    expect([refused.status, refused.body.code]).toEqual([409, 'motion-answered-by-council']);
    await story.decide(id, 'KF', 'recommend');
    await story.decide(id, 'KF', 'approve', { preparation: 'Beredningen har berett; kommunstyrelsen avstod.' });
    expect((await read(id, clerk)).body.status).toBe('decided');
    const other = await raised(motion(), member);
    const ending = {
      subjectKind: 'business',
      subjectId: other.id,
      meetingIds: [await story.meeting('KF DN', '2023-11-08')],
    };
    const route = await clerk.post('routes', ending);
    expect([route.status, route.body.code]).toEqual([409, 'motion-answered-by-council']);
  });

  it('is no substitute’s, whatever the bylaws say', async () => {
    const reply = await (await story.as('kf.ersattare')).post('businesses', other(motion()));
    expect([reply.status, reply.body.code]).toEqual([403, 'may-not-raise']);
  });
});

it('the committee’s own bylaws let its substitutes raise matters, from their day', async () => {
  const substitute = await story.as('asn.ersattare1');
  const initiative = { kind: 'memberInitiative', bodyId: story.body('ASN') };
  expect((await substitute.post('businesses', other(initiative))).status).toBe(403);
  const bylaws = {
    fromDay: '2020-01-01',
    ground: 'Reglemente',
    noticeDays: 7,
    remoteParticipation: false,
    writtenReservations: false,
    substitutesMaySpeak: true,
    substituteOrder: 'party',
    mayRaise: ['member', 'substitute', 'administration'],
    numbering: 'year',
    mayServeAgain: false,
    openToPublic: false,
    minorityCounts: 'present',
  };
  const set = await secretary.post(`bodies/${story.body('ASN')}/bylaws`, bylaws);
  expect([set.status, set.text]).toEqual([201, expect.any(String)]);
  expect((await substitute.post('businesses', other(initiative))).status).toBe(201);
});

it('nothing above has broken an invariant', async () => {
  expect(await story.app.violations()).toEqual([]);
});
