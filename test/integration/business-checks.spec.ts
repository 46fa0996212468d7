import { businessChecks } from '../../src/decisions/business/business.checks.js';
import { delegationChecks } from '../../src/decisions/delegation/delegation.checks.js';
import { reportedAfter } from '../support/broken-checks.js';
import { Story } from '../support/story.js';

/** A check that cannot report proves nothing: each is broken once by the owner, who may do what the application may not. */
const checks = [...businessChecks, ...delegationChecks];

const sabotage: Record<string, readonly string[]> = {
  'decisions/D3-business-on-an-agenda-is-frozen': [
    `alter table business_version disable trigger business_version_frozen`,
    `update business_version set frozen_at = null`,
  ],
  'decisions/D3-business-stands-in-its-latest-version': [`update business set current_version = current_version + 1`],
  'decisions/D6-scheduled-business-is-on-its-way': [`update business set status = 'drafting'`],
  'decisions/KL-5-22-motions-answered-by-the-council': [`update business set kind = 'motion', status = 'decided'`],
  'decisions/R42-nothing-undelegable-delegated': [`update delegation_rule set category = 'goals'`],
  'decisions/R43-decided-under-the-scheme-in-force': [
    `insert into delegation_scheme (id, body_id, from_day, ground) select gen_random_uuid(), body_id, '2023-02-01', 'efteråt' from delegation_scheme`,
  ],
  'decisions/R44-urgent-decisions-reported-at-next-meeting': [
    `update meeting set status = 'closed' where day = '2023-03-22'`,
    `update delegated_decision set reported_in_id = null`,
  ],
  'decisions/D8-delegated-decisions-without-gaps': [
    `update delegated_decision set number = number + 1 where number = 2`,
  ],
};

let story: Story;
beforeAll(async () => {
  story = await Story.begin();
  const secretary = await story.as('asn.sekreterare');
  const place = `bodies/${story.body('ASN')}`;
  const rule = {
    number: '1',
    description: 'Inköp',
    category: 'procurement',
    delegates: [{ kind: 'presidium' }],
    reporting: 'nextMeeting',
  };
  await secretary.post(`${place}/delegation-schemes`, { fromDay: '2023-01-01', ground: 'ASN § 1', rules: [rule] });
  const chair = await story.as('asn.ordforande');
  await chair.post(`${place}/delegated-decisions`, { ruleNumber: '1', decidedDay: '2023-03-01', text: 'Inköp görs.' });
  await chair.post(`${place}/delegated-decisions`, {
    isUrgent: true,
    aboutIndividual: false,
    decidedDay: '2023-03-02',
    text: 'Lokalen stängs.',
  });
  const report = await secretary.post(`meetings/${await story.meeting('ASN', '2023-03-22')}/delegation-reports`);
  expect([report.status, report.body.decisions]).toEqual([201, 2]);
}, 60_000);
afterAll(() => story.app.stop());

it('every check of business and delegation has its sabotage here', () => {
  expect(checks.map(({ name }) => name).sort()).toEqual(Object.keys(sabotage).sort());
});

it.each(Object.entries(sabotage))('%s reports when it is broken', async (name, statements) => {
  expect(await reportedAfter(story.app.database.owner, checks, name, statements)).not.toEqual([]);
});

it('a meeting that was told of the urgent decision breaks nothing', async () => {
  const name = 'decisions/R44-urgent-decisions-reported-at-next-meeting';
  const closed = `update meeting set status = 'closed' where day = '2023-03-22'`;
  expect(await reportedAfter(story.app.database.owner, delegationChecks, name, [closed])).toEqual([]);
});

it('an honest database breaks none', async () => {
  expect(await story.app.violations()).toEqual([]);
});
