/** Each check of consultations reports when it is broken, by the owner role and in a transaction that is rolled back. */
import { Checks } from '../../src/platform/checks.js';
import { reportedAfter } from '../support/broken-checks.js';
import { act, consulteesOf, sent } from '../support/consultation-scene.js';
import { expectStatus, Story } from '../support/story.js';

const first = `(select id from consultee order by position limit 1)`;
const last = `(select id from consultee order by position desc limit 1)`;

const sabotage: Record<string, readonly string[]> = {
  'consultations/D1-status-follows-the-events': [`update consultation set status = 'compiled'`],
  'consultations/D1-every-change-is-an-edge': [
    `update event set payload = payload || '{"to": "closed"}' where type = 'consultation.sent'`,
  ],
  'consultations/D7-late-is-what-came-after-the-own-deadline': [`update consultation_reply set is_late = not is_late`],
  'consultations/D7-deadline-in-force-is-the-last-one-decided': [
    `update consultation set reply_by_at = reply_by_at + interval '1 millisecond'`,
  ],
  'consultations/D7-extension-in-force-is-the-last-one-granted': [
    `update consultee set extended_to_at = now() where id = ${last}`,
  ],
  'consultations/everybody-is-told-of-the-deadline': [`delete from consultee_notice where consultee_id = ${last}`],
  'consultations/an-answer-stands-where-its-consultee-says': [
    `update consultee set status = 'registered' where id = ${last}`,
  ],
  'consultations/files-of-an-answer-are-registered-with-it': [
    `insert into consultation_reply_file (reply_id, position, document_id)
       select r.id, 1, d.id from consultation_reply r join document d on d.direction <> 'received' limit 1`,
  ],
  'consultations/every-passage-stands-in-its-answer': [
    `update consultation_position set quote_start = quote_start + 1`,
  ],
  'consultations/every-position-answers-a-question-that-was-asked': [
    `update consultation_position set question_key = gen_random_uuid()`,
  ],
  'consultations/what-was-sent-is-pinned': [`delete from consultation_sent_text`],
  'consultations/nobody-is-left-waiting-when-it-is-over': [`update consultation set status = 'replyPeriodOver'`],
};

let story: Story;
beforeAll(async () => {
  story = await Story.begin();
  const consultees = [
    { kind: 'union' as const, name: 'Fackförbundet A' },
    { kind: 'other' as const, name: 'Föreningen B' },
  ];
  const consultation = await sent(story, { consultees });
  const office = await story.as('ks.stadskontoret');
  const { id } = (await consulteesOf(office, consultation)).get('Fackförbundet A')!;
  const positions = [{ questionKey: consultation.questionKeys[0], stance: 'supports', quote: 'tillstyrker' }];
  await expectStatus(201, act(office, id, 'reply', { level: 'adopted', text: 'Vi tillstyrker.', positions }));
}, 60_000);
afterAll(() => story.app.stop());

test.each(Object.entries(sabotage))('%s reports when it is broken', async (name, statements) => {
  const checks = story.app.app.get(Checks).all();
  expect(await reportedAfter(story.app.database.owner, checks, name, statements)).not.toEqual([]);
});

test('an honest database breaks none', async () => {
  expect(await story.app.violations()).toEqual([]);
});

test.each([
  ['a sent text is changed', `update consultation_sent_text set part_key = gen_random_uuid()`],
  [
    'a deadline without a decision is in force',
    `insert into consultation_deadline (id, consultation_id, number, origin, reply_by_day, reply_by_at, ground)
     select gen_random_uuid(), id, 99, 'decision', '2099-01-01', now(), 'x' from consultation`,
  ],
  ['a frozen version is rewritten', `update consultation_version set content = '{}'`],
  [
    'a second answer',
    `insert into consultation_reply (id, consultee_id, via, received_at, is_late, level, text, document_id)
     select gen_random_uuid(), consultee_id, 'hand', now(), true, 'adopted', 'x', document_id from consultation_reply`,
  ],
  ['a committee without an authority', `update consultee set kind = 'committee' where id = ${first}`],
  ['an answer without a document', `update consultation_reply set document_id = null`],
  ['a position without its passage', `update consultation_position set quote = null, quote_start = null`],
])('the database refuses: %s', async (_what, statement) => {
  await expect(story.app.database.owner.query(statement)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
});

const version = (number: number, stage: string, origin: string): string =>
  `insert into consultation_version (id, consultation_id, number, stage, origin, content) select gen_random_uuid(), id, ${number}, '${stage}', '${origin}', '{}' from consultation`;
const deadline = (number: number, origin: string, decision = 'null'): string =>
  `insert into consultation_deadline (id, consultation_id, number, origin, reply_by_day, reply_by_at, ground, decision_id)
     select gen_random_uuid(), id, ${number}, '${origin}', '2099-01-01', now(), 'x', ${decision} from consultation`;
const asked = (set: string): string => `update consultee set ${set} where id = ${last}`;
const notice = (number: number, kind: string): string =>
  `insert into consultee_notice (consultee_id, number, kind, reply_by_at) select ${last}, ${number}, '${kind}', now()`;
const opinion = (set: string, value: string): string =>
  `insert into opinion (id, consultee_id, matter_id, current_version_id, ${set}) select gen_random_uuid(), ${last}, (select id from matter limit 1), gen_random_uuid(), ${value}`;
const opinionVersion = (number: number, origin: string): string =>
  `insert into opinion_version (id, opinion_id, number, origin, content) select gen_random_uuid(), gen_random_uuid(), ${number}, '${origin}', '{}'`;

/** By name, so that a statement that fails on something else proves nothing. */
test.each([
  ['ck_consultation_status', `update consultation set status = 'dreamt'`],
  ['ck_consultation_decided', `update consultation set decided_version_id = null`],
  ['ck_consultation_sent', `update consultation set sent_day = null`],
  ['ck_consultation_version_number', version(0, 'dispatch', 'written')],
  ['ck_consultation_version_stage', version(9, 'dream', 'written')],
  ['ck_consultation_version_origin', version(9, 'dispatch', 'dreamt')],
  ['uq_consultation_version', version(1, 'dispatch', 'written')],
  ['ck_consultation_deadline_number', deadline(0, 'proposed')],
  ['ck_consultation_deadline_origin', deadline(9, 'dreamt', `(select id from decision limit 1)`)],
  ['ck_consultation_deadline_decision', deadline(9, 'coverLetter')],
  ['uq_consultation_deadline', deadline(1, 'proposed')],
  ['ck_consultation_text_number', `update consultation_text set number = 0`],
  ['ck_consultee_position', asked(`position = 0`)],
  ['uq_consultee_position', asked(`position = 1`)],
  ['ck_consultee_kind', asked(`kind = 'dream'`)],
  ['ck_consultee_name', asked(`name = ' '`)],
  ['ck_consultee_status', asked(`status = 'dreamt'`)],
  ['ck_consultee_authority', asked(`authority_id = (select id from authority limit 1)`)],
  ['ck_consultee_own_process', asked(`draft_due_day = '2099-01-01'`)],
  ['ck_consultee_received', asked(`received_at = now()`)],
  ['ck_consultee_added', asked(`added_at = now()`)],
  ['ck_consultee_added', asked(`added_reason = 'Glömdes.'`)],
  ['ck_consultee_added', asked(`added_at = now(), added_reason = ' '`)],
  ['ck_consultee_notice_number', notice(0, 'reminder')],
  ['ck_consultee_notice_kind', notice(9, 'dream')],
  ['pk_consultee_notice', notice(1, 'reminder')],
  [
    'ck_consultee_link_hash',
    `insert into consultee_link (id, consultee_id, token_hash, expires_at) select gen_random_uuid(), ${last}, 'short', now()`,
  ],
  ['ck_opinion_status', opinion('status', `'dreamt'`)],
  ['ck_opinion_level', opinion('status', `'adopted'`)],
  ['ck_opinion_level', opinion('signed_at', 'now()')],
  ['ck_opinion_version_number', opinionVersion(0, 'written')],
  ['ck_opinion_version_origin', opinionVersion(1, 'dreamt')],
  ['ck_consultation_reply_via', `update consultation_reply set via = 'dream'`],
  ['ck_consultation_reply_level', `update consultation_reply set level = 'dreamt'`],
  ['ck_consultation_reply_text', `update consultation_reply set text = ' '`],
  ['ck_consultation_reply_source', `update consultation_reply set via = 'ownProcess'`],
  ['ck_consultation_position_stance', `update consultation_position set stance = 'dreams'`],
  ['ck_consultation_position_quote', `update consultation_position set quote = null, quote_start = null`],
  ['ck_consultation_position_place', `update consultation_position set quote_start = -1`],
])('%s refuses', async (constraint, statement) => {
  await expect(story.app.database.owner.query(statement)).rejects.toMatchObject({ driverError: { constraint } });
});
