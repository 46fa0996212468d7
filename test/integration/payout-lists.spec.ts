/** Paying grants to associations: listed once, attested by another, paid into actual costs; and every check of it broken once. */
import { Checks } from '../../src/platform/checks.js';
import type { Reply } from '../support/app.js';
import {
  applied,
  association,
  associationCall,
  committeeDecides,
  delegate,
  grantScheme,
  ownSource,
  proposed,
  type SceneCall,
} from '../support/association-scene.js';
import { reportedAfter } from '../support/broken-checks.js';
import { onMinutes, ordinaryOf, signOnPaper } from '../support/minutes.js';
import { expectStatus, refusal, sek, Story, type Thing } from '../support/story.js';

let story: Story;
let source: string;
let next = 200;
const number = (): number => (next += 1);

beforeAll(async () => {
  story = await Story.begin();
  source = await ownSource(story, 'FRN-BIDRAG', 1_000_000);
  await grantScheme(story);
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const officer = () => story.as('frn.handlaggare');

async function granted(call: SceneCall, kronor: number): Promise<string> {
  const application = await applied(story, call, number(), kronor);
  await expectStatus(200, delegate(story, await proposed(story, application, kronor)));
  return application.associationId;
}

const prepare = async (call: SceneCall): Promise<Reply> => (await officer()).post('payout-lists', { callId: call.id });
const act = async (who: string, list: Thing, path: string, body?: object): Promise<Reply> => {
  const client = await story.as(who);
  const { body: read } = await expectStatus(200, client.get(`payout-lists/${list.id}`));
  return client.post(`payout-lists/${list.id}/${path}`, body, { ifMatch: read.version });
};
const paid = { paidDay: '2023-04-03', voucher: 'V 2023-118' };

test('what was granted is listed once, attested by another, paid, and used of what was given', async () => {
  const call = await associationCall(story, source);
  expect(refusal(await prepare(call))).toBe('409 state-conflict/nothing-to-pay');
  await granted(call, 12_000);
  await granted(call, 8_000);
  const { body: list } = await expectStatus(201, prepare(call));
  expect(list).toMatchObject({ number: 1, rows: 2, total: sek(20_000), withoutAccount: [] });
  expect(refusal(await prepare(call))).toBe('409 state-conflict/nothing-to-pay');
  expect(refusal(await act('ks.controller', list, 'payment', paid))).toBe('409 state-conflict/not-allowed-in-state');
  await expectStatus(200, act('frn.enhetschef', list, 'attestation'));
  await expectStatus(200, act('ks.controller', list, 'payment', paid));
  const { body: read } = await (await officer()).get(`payout-lists/${list.id}`);
  expect(read).toMatchObject({ status: 'paid', paidDay: '2023-04-03', total: sek(20_000), possibleActs: [] });
  expect(read.rows.map((row: { amount: unknown }) => row.amount)).toEqual([sek(12_000), sek(8_000)]);
  const controller = await story.as('ks.controller');
  const costs = await expectStatus(200, controller.get(`actual-costs?sourceId=${source}&year=2023`));
  expect(JSON.stringify(costs.body)).toContain('Föreningsbidrag till');
  const pdf = await (await officer()).get(`payout-lists/${list.id}/document?format=pdf`);
  expect([pdf.status, pdf.headers.get('content-type'), pdf.text.slice(0, 5)]).toEqual([
    200,
    'application/pdf',
    '%PDF-',
  ]);
});

test('whoever prepared it does not attest it, whatever other role they get', async () => {
  const call = await associationCall(story, source);
  await granted(call, 1_000);
  const { body: list } = await expectStatus(201, prepare(call));
  expect((await act('frn.handlaggare', list, 'attestation')).status).toBe(403);
  await expectStatus(
    201,
    (await story.as('admin')).post('appointments', {
      personId: story.person('frn.handlaggare'),
      role: 'unitHead',
      authorityId: story.authority('FRN'),
      fromDay: '2023-01-01',
    }),
  );
  expect(refusal(await act('frn.handlaggare', list, 'attestation'))).toBe('409 state-conflict/four-eyes');
  expect((await (await story.as('asn.enhetschef')).get(`payout-lists/${list.id}`)).status).toBe(404);
});

test('an account that changes after the list stops it; a cancelled list lets its grants go', async () => {
  const call = await associationCall(story, source);
  const associationId = await granted(call, 3_000);
  const { body: list } = await expectStatus(201, prepare(call));
  const change = { paymentKind: 'bankgiro', paymentNumber: '990-0002' };
  await expectStatus(200, (await officer()).patch(`associations/${associationId}`, change, { ifMatch: 1 }));
  expect(refusal(await act('frn.enhetschef', list, 'attestation'))).toBe('409 state-conflict/account-changed');
  await expectStatus(200, act('frn.handlaggare', list, 'cancellation', { reason: 'Fel konto.' }));
  const { body: second } = await expectStatus(201, prepare(call));
  expect(second).toMatchObject({ number: 2, rows: 1 });
  const { body: read } = await (await officer()).get(`payout-lists/${second.id}`);
  expect(read.rows[0].paymentNumber).toBe('990-0002');
});

test('a grant that a court has annulled is not attested, and not listed again', async () => {
  const call = await associationCall(story, source);
  const proposal = await proposed(story, await applied(story, call, number(), 1_000), 1_000);
  const { body: granted } = await expectStatus(200, delegate(story, proposal));
  const { body: list } = await expectStatus(201, prepare(call));
  const registrar = await story.as('frn.sekreterare');
  const appeal = { receivedDay: '2023-03-20', appellant: 'En kommunmedlem' };
  const { body: appealed } = await expectStatus(
    201,
    registrar.post(`delegated-decisions/${granted.decision.id}/appeals`, appeal),
  );
  for (const [version, body] of [
    [1, { act: 'forward', day: '2023-03-21' }],
    [2, { act: 'annul', day: '2023-04-01', note: 'Förvaltningsrätten, mål 1234-23' }],
  ] as const)
    await expectStatus(200, registrar.post(`appeals/${appealed.id}/steps`, body, { ifMatch: version }));
  expect(refusal(await act('frn.enhetschef', list, 'attestation'))).toBe('409 state-conflict/not-executable');
  await expectStatus(200, act('frn.handlaggare', list, 'cancellation', { reason: 'Upphävt av domstol.' }));
  expect(refusal(await prepare(call))).toBe('409 state-conflict/not-executable');
});

test('who has no account waits, and is named', async () => {
  const call = await associationCall(story, source);
  const index = number();
  const { id: associationId } = await association(story, index, { paymentKind: undefined, paymentNumber: undefined });
  const client = await officer();
  const place = await expectStatus(201, client.post('applications', { callId: call.id, associationId }));
  const received = await expectStatus(
    200,
    client.post(
      `applications/${place.body.id}/receipt`,
      {
        title: 'Hyra',
        purpose: 'Hyra av lokal.',
        appliedAmount: sek(900),
        year: 2023,
        receivedAt: '2023-02-10T10:00:00+01:00',
        notedElsewhere: 'med post',
      },
      { ifMatch: 1 },
    ),
  );
  await expectStatus(200, delegate(story, await proposed(story, { ...received.body, associationId }, 900)));
  expect(refusal(await prepare(call))).toBe('409 state-conflict/no-account');
  await granted(call, 100);
  const { body } = await expectStatus(201, prepare(call));
  expect(body).toMatchObject({ rows: 1, withoutAccount: [`Föreningen ${index}`] });
});

test('two prepare at once: each grant stands on one list', async () => {
  const call = await associationCall(story, source);
  await granted(call, 500);
  const replies = await Promise.all(Array.from({ length: 4 }, () => prepare(call)));
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
});

test.each<[string, object, string]>([
  ['to come', { paidDay: '2099-01-01' }, '422 validation-failed/future-day'],
  ['before the decision', { paidDay: '2023-03-09' }, '422 validation-failed/before-decision'],
])('it was not paid on a day %s', async (_what, body, expected) => {
  const call = await associationCall(story, source);
  await granted(call, 100);
  const { body: list } = await expectStatus(201, prepare(call));
  await expectStatus(200, act('frn.enhetschef', list, 'attestation'));
  expect(refusal(await act('ks.controller', list, 'payment', body))).toBe(expected);
});

describe('when the year of the grants is closed', () => {
  let decisionId: string;
  /** Somebody has decided what becomes of own money that was not used; here the board, about other money. */
  beforeAll(async () => {
    const other = await story.source('KSA', 'discretionaryAppropriation', 1_000, []);
    const { id: callId } = await story.call([other], ['ASN']);
    const proposal = await story.approvedProposal('ASN', callId, [{ title: 'Insats', kronor: 1_000 }]);
    const rows = [{ proposal, measure: 0, source: other, kronor: 1_000 }];
    const allocation = await story.allocation(callId, 'Fördelning', rows);
    ({ id: decisionId } = (await expectStatus(201, story.boardDecides(allocation, '2023-05-03'))).body);
  }, 60_000);

  const closeYear = async (sourceId: string, outcome: 'return' | 'carry') =>
    (await story.as('ks.controller')).post(`funding-sources/${sourceId}/settlements`, {
      year: 2023,
      outcome,
      decisionId,
    });

  async function pay(list: Thing): Promise<void> {
    await expectStatus(200, act('frn.enhetschef', list, 'attestation'));
    await expectStatus(200, act('ks.controller', list, 'payment', paid));
  }

  test('what the bank may be paying is not given back: its list is paid or cancelled first', async () => {
    const own = await ownSource(story, 'FRN-ATER', 10_000);
    const call = await associationCall(story, own);
    await granted(call, 2_000);
    const { body: list } = await expectStatus(201, prepare(call));
    expect(refusal(await closeYear(own, 'return'))).toBe('409 state-conflict/payout-left');
    await pay(list);
    const { body } = await expectStatus(201, closeYear(own, 'return'));
    expect([body.sum.used, body.settled.moved]).toEqual([sek(2_000), sek(0)]);
  });

  test('carried: who waited for an account is paid out of the next year; who was paid is not paid again', async () => {
    const own = await ownSource(story, 'FRN-OVER', 10_000);
    await story.ceiling(own, 10_000, '2024-01-01', 'Nämndens budget 2024', 2024);
    const call = await associationCall(story, own);
    await granted(call, 2_000);
    const { body: list } = await expectStatus(201, prepare(call));
    await pay(list);
    // The association pays it back, or the line was wrong; either way it has had its grant.
    const controller = await story.as('ks.controller');
    const { body: costs } = await expectStatus(200, controller.get(`actual-costs?sourceId=${own}&year=2023`));
    const reason = { reason: 'Föreningen har betalat tillbaka.' };
    await expectStatus(201, controller.post(`actual-costs/${costs.items[0].id}/reversal`, reason));
    await granted(call, 3_000);
    const { body: closed } = await expectStatus(201, closeYear(own, 'carry'));
    expect(closed.settled.moved).toEqual(sek(5_000));
    const { body: next } = await expectStatus(201, prepare(call));
    expect(next).toMatchObject({ rows: 1, total: sek(3_000) });
    await expectStatus(200, act('frn.enhetschef', next, 'attestation'));
    // The database says the same, whoever asks.
    const again = story.app.query(
      `insert into payout_row (id, list_id, position, application_id, proposal_id, measure_key, source_year_id, payment_kind, payment_number, amount_ore)
         select gen_random_uuid(), n.list_id, 99, r.application_id, r.proposal_id, r.measure_key, n.source_year_id, r.payment_kind, r.payment_number, r.amount_ore
           from payout_row r cross join payout_row n where r.list_id = $1 and n.list_id = $2`,
      [list.id, next.id],
    );
    await expect(again).rejects.toMatchObject({ driverError: { constraint: 'uq_payout_row_once' } });
  });

  test('a list written while the year is closed: one of the two comes first', async () => {
    for (const [round, leads] of ['list', 'closing'].entries()) {
      const own = await ownSource(story, `FRN-SAMTIDIGT-${round}`, 10_000);
      const call = await associationCall(story, own);
      await granted(call, 2_000);
      const acts = [() => prepare(call), () => closeYear(own, 'return')];
      const replies = await Promise.all((leads === 'list' ? acts : acts.toReversed()).map((one) => one()));
      const [listed, closed] = leads === 'list' ? replies : replies.toReversed();
      if (listed?.status === 201) expect(refusal(closed!)).toBe('409 state-conflict/payout-left');
      else {
        expect([refusal(listed!), closed?.status]).toEqual(['409 state-conflict/nothing-to-pay', 201]);
        expect(closed?.body.settled.moved).toEqual(sek(2_000));
      }
    }
  });
});

describe('what the committee has decided is paid when it may be carried out (KL 13:14, R-40)', () => {
  async function decided(call: SceneCall, day: string): Promise<{ decisionId: string; number: number }> {
    const index = number();
    const application = await applied(story, call, index, 4_000);
    await committeeDecides(story, await proposed(story, application, 4_000), day);
    const { body } = await expectStatus(200, (await officer()).get(`applications/${application.id}`));
    return { decisionId: body.decisionId, number: index };
  }
  const assess = async (decisionId: string, mayExecute: boolean) =>
    expectStatus(
      201,
      (await story.as('frn.direktor')).post(`decisions/${decisionId}/execution-assessments`, {
        mayExecute,
        reasons: 'Lägret börjar i juni, och bidraget kan krävas tillbaka.',
      }),
    );
  const notExecutable = '409 state-conflict/not-executable';

  test('not before its minutes are adjusted, not on a day before that, and not against an appeal nobody has weighed', async () => {
    const call = await associationCall(story, source);
    const { decisionId, number: index } = await decided(call, '2023-04-12');
    const refused = await prepare(call);
    expect(refusal(refused)).toBe(notExecutable);
    expect(refused.body.detail).toContain(`Föreningen ${index} (Fritidsnämnden § 1: protokollet är inte justerat)`);
    // What a delegate has decided does not wait for the committee's minutes.
    await granted(call, 100);
    const { body: first } = await expectStatus(201, prepare(call));
    expect(first).toMatchObject({
      rows: 1,
      total: sek(100),
      notExecutable: [`Föreningen ${index} (Fritidsnämnden § 1: protokollet är inte justerat)`],
    });

    const secretary = await story.as('frn.sekreterare');
    const meetingId = await story.close('FRN', '2023-04-12');
    const { body: minutes } = await ordinaryOf(secretary, meetingId);
    await expectStatus(200, onMinutes(secretary, minutes.id, 'signing'));
    await signOnPaper(secretary, minutes.id, '2023-04-20');
    const { body: list } = await expectStatus(201, prepare(call));
    expect(list).toMatchObject({ rows: 1, total: sek(4_000), notExecutable: [] });
    await expectStatus(200, act('frn.enhetschef', list, 'attestation'));
    const pay = (paidDay: string) => act('ks.controller', list, 'payment', { paidDay });
    const early = await pay('2023-04-19');
    expect([refusal(early), early.body.errors[0].pointer]).toEqual([
      '422 validation-failed/before-adjustment',
      '/paidDay',
    ]);
    expect(early.body.detail).toContain('2023-04-20');

    await expectStatus(
      201,
      (await story.as('frn.sekreterare')).post(`decisions/${decisionId}/appeals`, {
        receivedDay: '2023-04-21',
        appellant: 'En kommunmedlem',
        grounds: 'Beslutet har inte tillkommit i laga ordning.',
      }),
    );
    const appealed = await pay('2023-04-24');
    expect([refusal(appealed), appealed.body.detail]).toEqual([notExecutable, expect.stringContaining('överklagat')]);
    await assess(decisionId, false);
    expect(refusal(await pay('2023-04-24'))).toBe(notExecutable);
    await assess(decisionId, true);
    await expectStatus(200, pay('2023-04-24'));
  });

  test('before they are adjusted when somebody has weighed it; what is weighed anew stops what is listed', async () => {
    const call = await associationCall(story, source);
    const { decisionId } = await decided(call, '2023-05-10');
    await assess(decisionId, true);
    const { body: list } = await expectStatus(201, prepare(call));
    await assess(decisionId, false);
    expect(refusal(await act('frn.enhetschef', list, 'attestation'))).toBe(notExecutable);
    await assess(decisionId, true);
    await expectStatus(200, act('frn.enhetschef', list, 'attestation'));
    await expectStatus(200, act('ks.controller', list, 'payment', { paidDay: '2023-05-11' }));
  });
});

const sabotage: Record<string, readonly string[]> = {
  'applications/D1-status-follows-the-events': [
    `update application set status = 'withdrawn', proposal_id = null, withdrawn_reason = 'x' where status = 'inReview'`,
  ],
  'applications/D1-every-change-is-an-edge': [
    `update event set payload = payload || '{"to": "invited"}' where type = 'application.received'`,
  ],
  'applications/registered-where-it-was-applied': [
    `update application set document_id = (select document_id from application o where o.id <> application.id and o.document_id is not null limit 1) where document_id is not null`,
  ],
  'applications/files-are-registered-with-the-application': [
    `insert into application_file (application_id, position, document_id)
       select a.id, 1, d.id from application a join document d on d.matter_id <> a.matter_id limit 1`,
  ],
  'applications/M9-given-is-what-was-decided': [`update application set applied_ore = 1 where status = 'inReview'`],
  'applications/proposals-of-these-calls-answer-somebody': [
    `update application set status = 'received', proposal_id = null where status = 'inReview'`,
  ],
  'applications/D9-delegates-decide-what-others-wrote': [
    `update delegated_decision d set decided_by = (select p.author_id from proposal p where p.matter_id = d.matter_id)`,
  ],
  'payouts/D1-status-follows-the-events': [`update payout_list set status = 'prepared' where status = 'attested'`],
  'payouts/D1-every-change-is-an-edge': [
    `update event set payload = payload || '{"to": "cancelled"}' where type = 'payoutList.attested'`,
  ],
  'payouts/M5-listed-is-what-was-given': [`update payout_row set amount_ore = amount_ore + 1`],
  'payouts/M5-paid-is-a-cost-and-nothing-else-is': [`update payout_row set actual_cost_id = null`],
  'payouts/R40-paid-what-might-be-carried-out': [
    `delete from execution_assessment`,
    `update payout_list set paid_day = '2023-01-01' where status = 'paid'`,
  ],
  'payouts/D9-four-eyes': [
    `update payout_list set attested_by = (select id from person p where p.id not in (prepared_by, attested_by) limit 1) where attested_by is not null`,
  ],
};

test.each(Object.entries(sabotage))('%s reports when it is broken', async (name, statements) => {
  const checks = story.app.app.get(Checks).all();
  expect(await reportedAfter(story.app.database.owner, checks, name, statements)).not.toEqual([]);
});
