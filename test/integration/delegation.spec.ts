/** Delegation over HTTP: the scheme, decisions under it, urgent ones, and their reporting to the next meeting. */
import { v7 as uuidv7 } from 'uuid';
import type { Client, Reply } from '../support/app.js';
import { expectStatus, Story } from '../support/story.js';

let story: Story;
let secretary: Client;
let officer: Client;
let director: Client;
let chair: Client;

beforeAll(async () => {
  story = await Story.begin();
  [secretary, officer, director, chair] = await Promise.all([
    story.as('asn.sekreterare'),
    story.as('asn.handlaggare'),
    story.as('asn.direktor'),
    story.as('asn.ordforande'),
  ]);
}, 60_000);
afterAll(() => story.app.stop());

const body = (shortName = 'ASN') => `bodies/${story.body(shortName)}`;
const personId = (username: string): string | undefined => story.app.personIds.get(username);

const rules = [
  {
    number: '1.1',
    description: 'Anställning av enhetschef',
    category: 'personnel',
    delegates: [{ kind: 'employee', role: 'administrationDirector' }],
    reporting: 'nextMeeting',
  },
  {
    number: '1.10',
    description: 'Bistånd',
    category: 'individualAuthority',
    delegates: [{ kind: 'employee', role: 'caseOfficer' }],
    provision: 'SoL',
    reporting: 'nextMeeting',
  },
  {
    number: '1.2',
    description: 'Verkställighet av inköp',
    category: 'procurement',
    delegates: [{ kind: 'employee', role: 'unitHead' }],
    isAppealable: false,
    reporting: 'none',
  },
  {
    number: '2',
    description: 'Representation',
    category: 'other',
    delegates: [{ kind: 'presidium' }],
    reporting: 'minuted',
  },
  {
    number: '3',
    description: 'Avgift',
    category: 'finance',
    delegates: [{ kind: 'automated' }],
    reporting: 'nextMeeting',
  },
] as const;

const scheme = (over: Record<string, unknown> = {}) => ({
  fromDay: '2023-01-01',
  ground: 'ASN 2022-12-14 § 130',
  rules,
  ...over,
});

const decided = (over: Record<string, unknown> = {}) => ({
  ruleNumber: '1.1',
  decidedDay: '2023-03-02',
  text: 'En enhetschef anställs.',
  ...('isUrgent' in over ? { aboutIndividual: false } : {}),
  ...over,
});

async function decide(by: Client, over: Record<string, unknown> = {}): Promise<Reply> {
  return by.post(`${body()}/delegated-decisions`, decided(over));
}

const answer = (reply: Reply): unknown[] => [reply.status, reply.body.errors?.[0]?.code ?? reply.body.code];

describe('a scheme', () => {
  it('without one nobody decides for the committee', async () => {
    expect(answer(await decide(director))).toEqual([409, 'no-scheme']);
    expect((await officer.get(`${body()}/delegation-scheme?day=2023-03-02`)).status).toBe(404);
  });

  it.each([
    ['goals', 'KL 6 kap. 38 § 1'],
    ['proposalToCouncil', 'KL 6 kap. 38 § 2'],
    ['principalAuthority', 'KL 6 kap. 38 § 3'],
    ['citizenProposal', 'KL 6 kap. 38 § 4'],
  ])('R-42: %s is refused with its provision, %s', async (category, provision) => {
    const reply = await secretary.post(`${body()}/delegation-schemes`, scheme({ rules: [{ ...rules[0], category }] }));
    expect(answer(reply)).toEqual([422, 'not-delegable']);
    expect(reply.body.errors[0]).toMatchObject({
      pointer: '/rules/0/category',
      detail: expect.stringContaining(provision),
    });
  });

  it.each([
    [
      'a group of officials',
      [
        { kind: 'employee', role: 'unitHead' },
        { kind: 'employee', role: 'caseOfficer' },
      ],
      'delegate-not-allowed',
    ],
    [
      'officials with politicians',
      [{ kind: 'employee', role: 'unitHead' }, { kind: 'presidium' }],
      'delegate-not-allowed',
    ],
    ['a subcommittee of another authority', [{ kind: 'subcommittee', bodyId: 'KS AU' }], 'delegate-not-named'],
    ['nobody', [], 'required'],
    ['something that is no delegate', [{ kind: 'working group' }], 'enum'],
  ])('R-43: %s is refused', async (_who, delegates, code) => {
    const named = delegates.map((one) => ('bodyId' in one ? { ...one, bodyId: story.body(one.bodyId) } : one));
    const reply = await secretary.post(
      `${body()}/delegation-schemes`,
      scheme({ rules: [{ ...rules[0], delegates: named }] }),
    );
    expect(answer(reply)).toEqual([422, code]);
  });

  it('is set by the body’s secretary, for a committee, as a whole and in force from its day', async () => {
    expect(answer(await officer.post(`${body()}/delegation-schemes`, scheme()))).toEqual([403, 'delegation.set']);
    expect(answer(await secretary.post(`${body('ASN AU')}/delegation-schemes`, scheme()))).toEqual([
      409,
      'body-may-not-delegate',
    ]);
    expect((await secretary.post(`bodies/${uuidv7()}/delegation-schemes`, scheme())).status).toBe(404);
    expect((await secretary.post(`${body()}/delegation-schemes`, scheme())).status).toBe(201);
    expect(answer(await secretary.post(`${body()}/delegation-schemes`, scheme()))).toEqual([409, 'delegation-scheme']);
    const read = await officer.get(`${body()}/delegation-scheme?day=2023-03-02`);
    expect(read.body).toMatchObject({ fromDay: '2023-01-01', ground: 'ASN 2022-12-14 § 130' });
    expect(read.body.rules.map(({ number }: { number: string }) => number)).toEqual(['1.1', '1.10', '1.2', '2', '3']);
    expect(read.body.rules[1]).toMatchObject({
      delegate: { kind: 'employee', role: 'caseOfficer' },
      provision: 'SoL',
      isAppealable: true,
    });
    expect((await officer.get(`${body()}/delegation-scheme?day=2022-12-31`)).status).toBe(404);
    expect((await officer.get(`${body()}/delegation-scheme?day=2023-02-30`)).status).toBe(422);
  });
});

describe('a decision by delegation', () => {
  it('is the delegate’s, numbered within body and year', async () => {
    const first = await decide(director);
    expect([first.status, first.body]).toMatchObject([201, { year: 2023, number: 1, version: 1 }]);
    const reply = await director.get(first.headers.get('location') ?? '');
    expect(reply.body).toMatchObject({
      decidedDay: '2023-03-02',
      decidedById: personId('asn.direktor'),
      isUrgent: false,
      ruleNumber: '1.1',
      reporting: 'nextMeeting',
      reportedInId: null,
      text: 'En enhetschef anställs.',
    });
    expect((await decide(director, { decidedDay: '2022-01-01' })).status).toBe(409);
    expect((await decide(director, { decidedDay: '2023-02-01' })).body).toMatchObject({ year: 2023, number: 2 });
  });

  it.each([
    ['by somebody else', 'asn.handlaggare', {}, 403, 'not-the-delegate'],
    [
      'of somebody else',
      'asn.direktor',
      { decidedById: 'asn.handlaggare', ruleNumber: '1.10' },
      403,
      'not-own-decision',
    ],
    [
      'that the secretary records for one who is no delegate',
      'asn.sekreterare',
      { decidedById: 'asn.handlaggare' },
      403,
      'not-the-delegate',
    ],
    ['that rests on nothing', 'asn.direktor', { ruleNumber: undefined }, 422, 'required'],
    ['that rests on a rule there is not', 'asn.direktor', { ruleNumber: '9' }, 422, 'unknown-rule'],
    ['not yet made', 'asn.direktor', { decidedDay: '2099-01-01' }, 422, 'future'],
    [
      'in a matter there is not',
      'asn.direktor',
      { matterId: '0190b1f2-6c1e-7f00-8a00-000000000001' },
      422,
      'unknown-matter',
    ],
    ['that says nothing', 'asn.direktor', { text: '  ' }, 422, 'required'],
    ['in another authority', 'grn.direktor', {}, 403, 'delegation.decide'],
    ['urgent, by an official', 'asn.direktor', { isUrgent: true, ruleNumber: undefined }, 403, 'not-the-delegate'],
    [
      'urgent, by a member the body has not named',
      'asn.ledamot',
      { isUrgent: true, ruleNumber: undefined },
      403,
      'not-the-delegate',
    ],
    [
      'urgent, under a rule that is not for it',
      'asn.ordforande',
      { isUrgent: true, ruleNumber: '2' },
      422,
      'not-urgent',
    ],
    [
      'urgent, that does not say whether it is about an individual',
      'asn.ordforande',
      { isUrgent: true, ruleNumber: undefined, aboutIndividual: undefined },
      422,
      'required',
    ],
    ['automated, recorded by anybody', 'asn.handlaggare', { ruleNumber: '3' }, 403, 'not-own-decision'],
  ])('%s is refused and takes no number', async (_case, username, over, status, code) => {
    const before = await story.app.query(`select * from delegation_series`);
    const named = 'decidedById' in over ? { ...over, decidedById: personId(over.decidedById as string) } : over;
    expect(answer(await decide(await story.as(username), named))).toEqual([status, code]);
    expect(await story.app.query(`select * from delegation_series`)).toEqual(before);
  });

  it('by the presidium, by a machine, and recorded by the secretary for the one who decided', async () => {
    expect((await decide(chair, { ruleNumber: '2' })).status).toBe(201);
    const automated = await decide(secretary, { ruleNumber: '3' });
    expect(automated.status).toBe(201);
    expect((await secretary.get(automated.headers.get('location') ?? '')).body.decidedById).toBeNull();
    const recorded = await decide(secretary, { decidedById: personId('asn.direktor') });
    expect((await secretary.get(recorded.headers.get('location') ?? '')).body.decidedById).toBe(
      personId('asn.direktor'),
    );
  });

  it('may be made by whom the register has on the day: told of each rule, and of urgent matters', async () => {
    const own = async (by: Client): Promise<string[]> => {
      const { body: read } = await expectStatus(200, by.get(`${body()}/delegation-scheme?day=2023-03-02`));
      return (read.rules as { number: string; isOwn: boolean }[]).flatMap(({ number, isOwn }) =>
        isOwn ? [number] : [],
      );
    };
    expect(await own(director)).toEqual(['1.1']);
    expect(await own(chair)).toEqual(['2']);
    expect(await own(await story.as('grn.direktor'))).toEqual([]);
    const deciders = async (query: string): Promise<unknown[]> => {
      const { body: read } = await expectStatus(200, secretary.get(`${body()}/deciders?${query}`));
      expect(read.total).toBe(read.items.length);
      return (read.items as { personId: string }[]).map((one) => one.personId);
    };
    expect(await deciders('day=2023-03-02&ruleNumber=1.1')).toEqual([personId('asn.direktor')]);
    expect(await deciders('day=2023-03-02&ruleNumber=2')).toContain(personId('asn.ordforande'));
    expect(await deciders('day=2023-03-02')).toEqual([personId('asn.ordforande')]);
    expect(await deciders('day=2023-03-02&ruleNumber=3')).toEqual([]);
    expect(await deciders('day=2023-03-02&ruleNumber=9')).toEqual([]);
    expect((await secretary.get(`bodies/${uuidv7()}/deciders`)).status).toBe(404);
    expect((await secretary.get(`${body()}/deciders?day=2023-02-30`)).status).toBe(422);
  });

  it('in a matter of the authority, and seen there; not by other authorities', async () => {
    const matter = await officer.post('matters', { authorityId: story.authority('ASN'), title: 'Bistånd' });
    const made = await decide(officer, { ruleNumber: '1.10', matterId: matter.body.id, text: 'HEMLIGT OM EN ENSKILD' });
    expect((await officer.get(`delegated-decisions/${made.body.id}`)).body.registrationNumber).toBe(
      matter.body.registrationNumber,
    );
    expect((await officer.get(`delegated-decisions/${made.body.id}`)).body.text).toBe('HEMLIGT OM EN ENSKILD');
    // Those who follow matters everywhere do it from another authority, and secrecy holds between authorities.
    const follower = await story.as('ks.stadskontoret');
    expect((await follower.get(`delegated-decisions/${made.body.id}`)).body).toMatchObject({
      ruleNumber: '1.10',
      text: null,
    });
    expect((await follower.get(`${body()}/delegated-decisions`)).text).not.toContain('HEMLIGT');
    expect((await officer.get(`delegated-decisions/${made.body.id}`)).body.aboutIndividual).toBe(true);
    const stranger = await story.as('grn.handlaggare');
    expect((await stranger.get(`delegated-decisions/${made.body.id}`)).status).toBe(404);
    expect((await stranger.get(`${body()}/delegated-decisions`)).body.total).toBe(0);
  });

  it('twenty at once get twenty numbers in a row', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => decide(director, { decidedDay: '2024-02-01' })));
    expect(replies.map(({ status }) => status)).toEqual(Array<number>(20).fill(201));
    const numbers = replies.map((reply) => reply.body.number as number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('under a new scheme only from its day, and none begins before what is decided', async () => {
    const early = await secretary.post(`${body()}/delegation-schemes`, scheme({ fromDay: '2024-01-15' }));
    expect(answer(early)).toEqual([409, 'scheme-in-use']);
    const fewer = await secretary.post(
      `${body()}/delegation-schemes`,
      scheme({ fromDay: '2025-01-01', rules: [rules[1]] }),
    );
    expect(fewer.status).toBe(201);
    expect((await decide(director, { decidedDay: '2024-12-31' })).status).toBe(201);
    expect(answer(await decide(director, { decidedDay: '2025-01-01' }))).toEqual([422, 'unknown-rule']);
  });
});

describe('reporting (R-44)', () => {
  const unreported = async (): Promise<{ number: number; year: number; isUrgent: boolean }[]> =>
    (await secretary.get(`${body()}/delegated-decisions?unreported=true&year=2023&limit=200`)).body.items;

  it('collects what the body has not been told, as one matter on its meeting’s agenda', async () => {
    expect(
      (
        await decide(chair, {
          isUrgent: true,
          ruleNumber: undefined,
          decidedDay: '2023-03-20',
          text: 'Lokalen stängs i dag.',
        })
      ).status,
    ).toBe(201);
    // An urgent decision rests on the law and on no rule, and can be about an individual all the same.
    const child = { isUrgent: true, ruleNumber: undefined, aboutIndividual: true, decidedDay: '2023-03-20' };
    const taken = await expectStatus(201, decide(chair, { ...child, text: 'HEMLIGT OM ETT BARN' }));
    const follower = await story.as('ks.stadskontoret');
    expect((await follower.get(`delegated-decisions/${taken.body.id}`)).body).toMatchObject({
      isUrgent: true,
      text: null,
    });
    expect((await officer.get(`delegated-decisions/${taken.body.id}`)).body.text).toBe('HEMLIGT OM ETT BARN');
    // The presidium's is minuted; those of 2024 come after the meeting.
    expect((await unreported()).map(({ number }) => number)).toEqual([8, 7, 6, 5, 4, 2, 1]);
    const meetingId = await story.meeting('ASN', '2023-03-22');
    expect(answer(await officer.post(`meetings/${meetingId}/delegation-reports`))).toEqual([403, 'route.plan']);
    const report = await secretary.post(`meetings/${meetingId}/delegation-reports`);
    expect([report.status, report.body.decisions]).toEqual([201, 7]);
    expect(await unreported()).toEqual([]);
    const told = (await secretary.get(`${body()}/delegated-decisions?year=2023&limit=200`)).body.items;
    expect(told.find(({ number }: { number: number }) => number === 1)).toMatchObject({
      reportedDay: '2023-03-22',
      decidedById: personId('asn.direktor'),
      decidedByName: expect.any(String),
    });
    const business = await secretary.get(`businesses/${report.body.businessId}`);
    expect(business.body).toMatchObject({
      kind: 'report',
      status: 'scheduled',
      title: 'Anmälan av delegationsbeslut',
      decisionPoints: [{ type: 'note', text: 'Anmälan av delegationsbeslut läggs till handlingarna.' }],
    });
    expect(business.body.background.split('\n')).toHaveLength(8);
    expect(business.body.background).toContain('7/2023, 2023-03-20, brådskande ärende: Lokalen stängs i dag.');
    expect(business.body.background.endsWith('8/2023, 2023-03-20, brådskande ärende')).toBe(true);
    // What was decided about an individual is listed by its number: the agenda is open to all.
    expect(business.body.background).toContain('6/2023, 2023-03-02, punkt 1.10, Bistånd (ASN-');
    expect(business.body.background).not.toContain('HEMLIGT');
    const agenda = await secretary.get(`meetings/${meetingId}/agenda`);
    expect(agenda.body.items).toMatchObject([{ id: report.body.agendaItemId, subjectKind: 'business' }]);
    expect(answer(await secretary.post(`meetings/${meetingId}/delegation-reports`))).toEqual([
      409,
      'nothing-to-report',
    ]);
    await story.decide(report.body.businessId, 'ASN', 'note');
    expect((await secretary.get(`businesses/${report.body.businessId}`)).body.status).toBe('decided');
  });

  it('reported twice at the same time is reported once', async () => {
    const meetingId = await story.meeting('ASN', '2024-03-20');
    const replies = await Promise.all([1, 2].map(() => secretary.post(`meetings/${meetingId}/delegation-reports`)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(replies.find(({ status }) => status === 201)?.body.decisions).toBe(20);
  });

  it('a refused report leaves the decisions unreported', async () => {
    await decide(director, { decidedDay: '2023-05-02' });
    const meetingId = await story.meeting('ASN', '2023-05-03');
    await expectStatus(204, secretary.post(`meetings/${meetingId}/cancellation`, undefined, { ifMatch: 1 }));
    const reply = await secretary.post(`meetings/${meetingId}/delegation-reports`);
    expect([reply.status, (await unreported()).length]).toEqual([422, 1]);
    expect((await secretary.post(`meetings/${uuidv7()}/delegation-reports`)).status).toBe(404);
  });
});

it('an urgent decision may be made by the member the body has named for it (KL 6:39)', async () => {
  const member = { kind: 'member', personId: personId('asn.ledamot') };
  const urgent = {
    number: 'B1',
    description: 'Brådskande ärenden',
    category: 'urgent',
    delegates: [member],
    reporting: 'nextMeeting',
  };
  const set = await secretary.post(`${body()}/delegation-schemes`, scheme({ fromDay: '2025-06-01', rules: [urgent] }));
  expect([set.status, set.text]).toEqual([201, expect.any(String)]);
  const made = await decide(await story.as('asn.ledamot'), {
    isUrgent: true,
    ruleNumber: 'B1',
    decidedDay: '2025-06-02',
  });
  expect([made.status, made.body]).toMatchObject([201, { year: 2025, number: 1 }]);
});

it('nothing above has broken an invariant', async () => {
  expect(await story.app.violations()).toEqual([]);
});

it('an urgent decision that the next meeting was not told of is overdue, and the check says so (R-44)', async () => {
  const { body: waiting } = await secretary.get(`${body()}/delegated-decisions?unreported=true&year=2025`);
  expect(waiting.items).toMatchObject([{ isUrgent: true, isOverdue: false }]);
  await story.open('ASN', '2025-06-18');
  await story.close('ASN', '2025-06-18');
  const { body: late } = await secretary.get(`${body()}/delegated-decisions?unreported=true&year=2025`);
  expect(late.items).toMatchObject([{ isUrgent: true, isOverdue: true }]);
  const violations = await story.app.violations();
  expect(violations.map(({ name }) => name)).toEqual(['decisions/R44-urgent-decisions-reported-at-next-meeting']);
});
