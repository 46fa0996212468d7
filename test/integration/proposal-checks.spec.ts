/** Every check of calls and proposals is broken once by the owner, and seen to report; nothing of it is kept. */
import { openFor } from '../support/meetings.js';
import { callChecks } from '../../src/calls/call.checks.js';
import { proposalChecks } from '../../src/proposals/proposal.checks.js';
import { type Client, type Reply, testApplication, type TestApplication } from '../support/app.js';

let app: TestApplication;
/** An approved proposal that answered a closed call, and a submitted one. */
let approved: string;
let submitted: string;
let call: string;

const kronor = (amount: string) => ({ amount, currency: 'SEK' });

async function ok(reply: Promise<Reply>): Promise<Reply['body']> {
  const answer = await reply;
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body;
}

beforeAll(async () => {
  app = await testApplication();
  const [office, controller, officer, head, director, secretary] = (await Promise.all(
    ['ks.stadskontoret', 'ks.controller', 'asn.handlaggare', 'asn.enhetschef', 'asn.direktor', 'asn.sekreterare'].map(
      (name) => app.as(name),
    ),
  )) as [Client, Client, Client, Client, Client, Client];
  const authorityId = app.authorityIds.get('ASN');
  const source = await ok(
    controller.post('funding-sources', {
      code: 'SOS',
      name: 'Statsbidrag',
      kind: 'stateGrant',
      useFromDay: '2023-01-01',
      useToDay: '2023-12-31',
    }),
  );
  const invitation = {
    title: 'Begäran',
    years: [2023],
    sourceIds: [source.id],
    authorityIds: [authorityId],
    replyByDay: '2023-04-28',
    replyByTime: '12:00',
  };
  call = (await ok(office.post('calls', { ...invitation, mandatorySections: [] }))).id;
  await ok(office.post(`calls/${call}/issue`, undefined, { ifMatch: 1 }));
  const submit = async () => {
    const { id } = await ok(
      officer.post('proposals', {
        authorityId,
        callId: call,
        title: 'Förslag',
        measures: [{ title: 'Insats', requestedAmount: kronor('100.00'), year: 2023, sourceId: source.id }],
        decisionPoints: [{ type: 'approve', text: 'Nämnden godkänner.' }],
      }),
    );
    await ok(officer.post(`proposals/${id}/submission`, undefined, { ifMatch: 1 }));
    return id as string;
  };
  [approved, submitted] = [await submit(), await submit()];
  await ok(head.post(`proposals/${approved}/approvals`, undefined, { ifMatch: 2 }));
  await ok(director.post(`proposals/${approved}/approvals`, undefined, { ifMatch: 3 }));
  const meeting = await ok(secretary.post(`bodies/${app.bodyIds.get('ASN')}/meetings`, { day: '2023-04-26' }));
  const route = await ok(
    secretary.post('routes', { subjectKind: 'proposal', subjectId: approved, meetingIds: [meeting.id] }),
  );
  await openFor(secretary, route.agendaItemId);
  await ok(secretary.post(`agenda-items/${route.agendaItemId}/decision`, { outcome: 'approve' }, { ifMatch: 1 }));
  await ok(office.post(`calls/${call}/closing`, undefined, { ifMatch: 2 }));
}, 60_000);

afterAll(async () => {
  await app?.stop();
});

const checks = [...callChecks, ...proposalChecks];

/** What breaks each check. `$approved`, `$submitted` and `$call` stand for ids. */
const breaks: Record<string, string> = {
  'calls/D1-status-follows-the-events': `update call set status = 'compiled' where id = $call`,
  'calls/D1-every-change-is-an-edge': `insert into event (type, actor_kind, subject_kind, subject_id, payload)
    values ('call.issued', 'system', 'call', $call, '{"from": "closed", "to": "issued"}')`,
  'calls/D7-late-is-what-came-after-the-deadline': `update call_invitation set is_late = not is_late where call_id = $call`,
  'calls/D7-deadline-in-force-is-the-last-one-set': `update call set reply_by_at = reply_by_at + interval '1 day' where id = $call`,
  'calls/issued-without-time-has-a-ground': `update event set payload = payload || '{"plan": "notInTime"}' where type = 'call.issued' and subject_id = $call`,
  'calls/associations-are-not-committees': `update call set kind = 'associationGrant' where id = $call`,
  'calls/nobody-is-left-waiting-when-closed': `update call_invitation set status = 'invited' where call_id = $call`,
  'proposals/D1-status-follows-the-events': `update proposal set status = 'approvedByManagement' where id = $submitted`,
  'proposals/D1-every-change-is-an-edge': `insert into event (type, actor_kind, subject_kind, subject_id, payload)
    values ('proposal.approved', 'system', 'proposal', $submitted, '{"from": "managerReview", "to": "approved"}')`,
  'proposals/D9-four-eyes': `update proposal p set author_id = a.approver_id from proposal_approval a join proposal_version v on v.id = a.version_id
    where v.proposal_id = p.id and a.step = 1`,
  'proposals/D9-approvals-belong-to-the-version-that-goes-on': `update proposal set status = 'scheduled' where id = $submitted`,
  'proposals/R16-submitted-versions-are-frozen': `update proposal_version set frozen_at = null, content_hash = null where proposal_id = $submitted`,
  'proposals/R01-total-is-the-sum-of-the-measures': `update measure set requested_ore = requested_ore + 1
    where version_id = (select current_version_id from proposal where id = $submitted)`,
  'proposals/R50-list-shows-the-submitted-version': `update proposal set title = 'Något annat' where id = $submitted`,
  'proposals/current-version-is-the-last': `update proposal set current_version = 2 where id = $submitted`,
  'proposals/passage-stands-in-the-proposals-document': `with d as (
      insert into document (id, matter_id, number, kind, title, direction)
        select gen_random_uuid(), matter_id, 999, 'memorandum', 'En annan', 'internal' from proposal where id = $submitted returning id),
    f as (insert into document_version (id, document_id, number, file_name, media_type, size_bytes, sha256)
        select gen_random_uuid(), id, 1, 'x.txt', 'text/plain', 1, decode(repeat('00', 32), 'hex') from d returning id)
    insert into measure_passage (proposal_id, measure_key, document_version_id, line, start_offset, end_offset, quote, amount_ore)
      select $submitted, gen_random_uuid(), id, 1, 0, 1, 'x', 1 from f`,
  'proposals/requested-is-what-was-submitted': `insert into amount_entry (kind, call_id, source_id, year, proposal_id, measure_key, version_id, amount_ore, valid_day, recorded_at)
    select kind, call_id, source_id, year, proposal_id, measure_key, version_id, 1, valid_day, recorded_at from amount_entry where proposal_id = $submitted`,
  'proposals/approved-is-what-the-committee-approved': `update approved_measure set approved_ore = approved_ore - 1 where proposal_id = $approved`,
};

it('there is a break for every check', () => {
  expect(Object.keys(breaks).toSorted()).toEqual(checks.map(({ name }) => name).toSorted());
});

it.each(checks.map(({ name, sql }) => [name, sql]))('%s', async (name, sql) => {
  const owner = app.database.owner.createQueryRunner();
  try {
    await owner.startTransaction();
    expect(await owner.query(sql)).toEqual([]);
    await owner.query(`alter table proposal_version disable trigger user; alter table measure disable trigger user`);
    const text = breaks[name]!.replaceAll('$approved', `'${approved}'`)
      .replaceAll('$submitted', `'${submitted}'`)
      .replaceAll('$call', `'${call}'`);
    await owner.query(text);
    expect(await owner.query(sql)).not.toEqual([]);
  } finally {
    await owner.rollbackTransaction();
    await owner.release();
  }
});
