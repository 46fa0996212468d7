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
