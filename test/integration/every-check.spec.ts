/**
 * A check that cannot report proves nothing. Every check the application registers is broken once, by the owner role and
 * in a transaction that is rolled back; those of funding, proposals, calls, identity, registry and allocations have their
 * sabotage in specs of their own, and this one demands that none is left out.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { Checks } from '../../src/platform/checks.js';
import { reportedAfter } from '../support/broken-checks.js';
import { Story } from '../support/story.js';

const item = `(select id from agenda_item order by id limit 1)`;
const anyEvent = `(select min(id) from event)`;

const sabotage: Record<string, readonly string[]> = {
  'decisions/D1-decision-has-event': [`update event set payload = '{}' where type = 'decision.made'`],
  'decisions/D4-one-decision-per-decided-item': [`update agenda_item set status = 'decided' where status = 'listed'`],
  'decisions/D5-closed-meeting-left-nothing-undecided': [`update meeting set status = 'closed'`],
  'decisions/D1-meeting-status-follows-the-events': [`update meeting set status = 'adjourned' where status = 'opened'`],
  'decisions/D5-postponed-items-appear-again': [`update agenda_item set status = 'postponed'`],
  'decisions/D3-decided-with-quorum': [`update decision set present = 1`],
  'decisions/D2-who-took-part-was-there': [`delete from attendance_entry`],
  'decisions/D2-no-vote-by-the-disqualified': [
    `insert into disqualification (id, agenda_item_id, person_id, ground, status)
       select gen_random_uuid(), d.agenda_item_id, p.person_id, 'party', 'reported' from decision d join decision_participant p on p.decision_id = d.id limit 1`,
  ],
  'decisions/D5-tabled-items-appear-again': [
    `update decision set outcome = 'table', patch = null where agenda_item_id = ${item}`,
  ],
  'decisions/D5-nothing-waits-on-a-cancelled-meeting': [`update meeting set status = 'cancelled'`],
  'decisions/D6-running-route-is-on-one-agenda': [`update route set status = 'finished'`],
  'decisions/R35-times-in-the-order-things-happened': [
    `update attendance_entry set at_time = '12:59' where number = 2`,
  ],
  'decisions/D6-no-step-skipped': [`update decision set outcome = 'table', patch = null`],
  'decisions/D8-minute-items-without-gaps': [`update minute_item_series set last_number = last_number + 1`],
  'platform/J2-handled-was-dispatched': [`insert into handled (event_id, handler) values (${anyEvent}, 'nobody')`],
  'platform/J2-done-was-handled': [
    `insert into event_dispatch (event_id, handler, done_at) values (${anyEvent}, 'nobody', now())`,
  ],
  'platform/M5-idempotency-key-has-answer': [`update idempotency_key set status = null`],
  'notifications/J2-notice-was-dispatched': [
    `insert into notice (person_id, event_id, kind, subject_kind, subject_id) select id, ${anyEvent}, 'x', 'x', id from person limit 1`,
  ],
};

let story: Story;
beforeAll(async () => {
  story = await Story.begin();
  const proposal = await story.draft('ASN', null, [{ title: 'Insats', kronor: 1_000 }]);
  await story.submitAndApprove(proposal);
  await story.plan('proposal', proposal.id, 'ASN', [
    ['ASN beredning', '2023-04-05'],
    ['ASN AU', '2023-04-12'],
    ['ASN', '2023-04-26'],
  ]);
  await story.decide(proposal.id, 'ASN', 'recommend');
}, 60_000);
afterAll(() => story.app.stop());

test.each(Object.entries(sabotage))('%s reports when it is broken', async (name, statements) => {
  const checks = story.app.app.get(Checks).all();
  expect(await reportedAfter(story.app.database.owner, checks, name, statements)).not.toEqual([]);
});

test('an honest database breaks none', async () => {
  expect(await story.app.violations()).toEqual([]);
});

test('every check the application has is broken somewhere', () => {
  const specs = readdirSync('test/integration')
    .map((name) => readFileSync(`test/integration/${name}`, 'utf8'))
    .join('\n');
  const untested = story.app.app
    .get(Checks)
    .all()
    .filter(({ name }) => !specs.includes(name));
  expect(untested.map(({ name }) => name)).toEqual([]);
});
