/** A check that cannot report proves nothing: each is broken once by the owner, who may do what the application may not. */
import { jest } from '@jest/globals';
import { neutralTitle } from '../../src/decisions/notice-board/public-content.js';
import { noticeBoardChecks } from '../../src/decisions/notice-board/notice-board.checks.js';
import { BoardScene } from '../support/board-scene.js';
import { reportedAfter } from '../support/broken-checks.js';
import { announceDelegated } from '../support/delegated-scene.js';
import { expectStatus } from '../support/replies.js';

const anAnnouncement = `(select id from announcement where minutes_id is not null order by posted_day limit 1)`;
const unfrozen = `alter table minutes disable trigger minutes_frozen`;

/** Each line is a way of its own; statements of one way are parted by semicolons. */
const sabotage: Record<string, readonly string[]> = {
  'decisions/D4-announcement-up-through-the-appeal-time': [
    `update announcement set taken_down_at = appeal_end_day + time '21:59' at time zone 'UTC' where id = ${anAnnouncement}`,
    `update announcement set taken_down_at = posted_day`,
  ],
  'decisions/D4-announced-minutes-have-one-announcement': [
    `delete from announcement where id = ${anAnnouncement}`,
    `update minutes set status = 'adjusted' where status = 'announced'`,
    `alter table announcement drop constraint uq_announcement_minutes;
     insert into announcement (id, minutes_id, posted_day, appeal_end_day, where_kept)
       select gen_random_uuid(), minutes_id, posted_day, appeal_end_day, where_kept from announcement where minutes_id is not null limit 1`,
  ],
  'decisions/D4-announcement-is-down-with-its-minutes': [
    `update minutes set status = 'announcementDown' where status = 'announced'`,
    `update announcement set taken_down_at = now() where id = ${anAnnouncement}`,
  ],
  'decisions/D4-appeal-end-follows-the-rule': [
    `alter table announcement drop constraint ck_announcement_appeal_end; update announcement set appeal_end_day = posted_day + 20`,
    `update announcement set appeal_end_day = '2023-05-20' where appeal_end_day = '2023-05-19'`,
    `update announcement set appeal_end_day = posted_day + 30`,
  ],
  'decisions/D4-announced-after-adjustment': [
    `${unfrozen}; update minutes set adjusted_day = adjusted_day + 3 where status = 'announced'`,
    `update announcement set posted_day = posted_day - 2 where minutes_id is not null`,
  ],
  'decisions/R44-announced-only-what-is-minuted-by-itself': [
    `update delegation_rule set reporting = 'nextMeeting'`,
    `update delegation_rule set is_appealable = false`,
    `update delegated_decision set is_urgent = true`,
    `update announcement set minuted_day = minuted_day - 1 where minuted_day is not null`,
  ],
  'decisions/D1-appeal-stands-at-its-last-step': [
    `update appeal set status = 'annulled'`,
    `delete from appeal_step where number = 1`,
    `delete from appeal_step`,
    `update appeal_step set day = day - 30 where number = 2`,
  ],
  'decisions/D1-appeal-is-a-received-document': [
    `update appeal set received_day = received_day - 1`,
    `update document set direction = 'drawnUp' where kind = 'appeal'`,
    `update document set matter_id = (select id from matter where id <> document.matter_id and not exists (select from document o where o.matter_id = matter.id) limit 1)
       where id = (select document_id from appeal where decision_id is not null limit 1)`,
    // Two appeals of one delegated decision outside every matter lie together.
    `update document set matter_id = (select id from matter where id <> document.matter_id and not exists (select from document o where o.matter_id = matter.id) limit 1)
       where id = (select document_id from appeal where delegated_decision_id is not null limit 1)`,
  ],
  'decisions/D4-published-exactly-what-is-adjusted': [
    `delete from published_decision`,
    `insert into published_decision (decision_id, minutes_id, body_id, decision_day, minute_item, behind_closed_doors, title, registration_number, words)
       select d.id, m.id, d.body_id, d.decision_day, d.minute_item, false, '', '', '' from decision d join agenda_item i on i.id = d.agenda_item_id
         join minutes m on m.meeting_id = i.meeting_id and m.adjusted_day is null where not exists (select 1 from published_decision p where p.decision_id = d.id)`,
    `update published_decision set minutes_id = (select id from minutes where adjusted_day is null limit 1)`,
  ],
  'decisions/F4-closed-doors-are-closed-to-the-public': [
    `update agenda_item set behind_closed_doors = true`,
    `update published_decision set behind_closed_doors = true, outcome = null, amount_ore = null, votes = null;
     update agenda_item set behind_closed_doors = true`,
    // The record and the signed content tell differently of the doors, and each hides only what it knows of.
    `update published_decision set behind_closed_doors = true, outcome = null, amount_ore = null, votes = null, title = '${neutralTitle}';
     update agenda_item set behind_closed_doors = true`,
  ],
};

jest.setTimeout(60_000);

let scene: BoardScene;
beforeAll(async () => {
  scene = await BoardScene.begin();
  const { decisionId } = await scene.announced('2023-04-26', '2023-04-27');
  await scene.decided('2023-05-03');
  const delegated = await announceDelegated(scene);
  const registrar = await scene.story.as('asn.registrator');
  for (const receivedDay of ['2023-05-10', '2023-05-11'])
    await expectStatus(
      201,
      registrar.post(`delegated-decisions/${delegated.decisionId}/appeals`, { receivedDay, appellant: 'En förening' }),
    );
  const appeal = await expectStatus(
    201,
    registrar.post(`decisions/${decisionId}/appeals`, { receivedDay: '2023-05-16', appellant: 'En kommunmedlem' }),
  );
  await expectStatus(
    200,
    registrar.post(`appeals/${appeal.body.id}/steps`, { act: 'forward', day: '2023-05-17' }, { ifMatch: 1 }),
  );
}, 60_000);
afterAll(() => scene?.end());

it('every check of the notice board has its sabotage here', () => {
  expect(noticeBoardChecks.map(({ name }) => name).sort()).toEqual(Object.keys(sabotage).sort());
});

it('an honest database breaks none', async () => {
  expect(await scene.story.app.violations()).toEqual([]);
});

const ways = Object.entries(sabotage).flatMap(([name, statements]) =>
  statements.map((statement) => [name, statement] as const),
);
it.each(ways)('%s reports after: %s', async (name, statements) => {
  expect(
    await reportedAfter(scene.story.app.database.owner, noticeBoardChecks, name, statements.split(';')),
  ).not.toEqual([]);
});

it.each([
  [
    'a second notice for the same minutes',
    `insert into announcement (id, minutes_id, posted_day, appeal_end_day, where_kept)
     select gen_random_uuid(), minutes_id, posted_day, appeal_end_day, where_kept from announcement where minutes_id is not null limit 1`,
    'uq_announcement_minutes',
  ],
  [
    'a second notice for the same delegated decision',
    `insert into announcement (id, delegated_decision_id, minuted_day, posted_day, appeal_end_day, where_kept)
     select gen_random_uuid(), delegated_decision_id, minuted_day, posted_day, appeal_end_day, where_kept from announcement where minutes_id is null limit 1`,
    'uq_announcement_delegated_decision',
  ],
  [
    'a notice of nothing',
    `update announcement set minutes_id = null where minutes_id is not null`,
    'ck_announcement_subject',
  ],
  [
    'a notice before the delegated decision was minuted',
    `update announcement set minuted_day = posted_day + 1 where minutes_id is null`,
    'ck_announcement_minuted',
  ],
  [
    'an appeal time shorter than three weeks',
    `update announcement set appeal_end_day = posted_day + 20`,
    'ck_announcement_appeal_end',
  ],
  [
    'an appeal against nothing',
    `update appeal set decision_id = null where decision_id is not null`,
    'ck_appeal_subject',
  ],
  [
    'an assessment of two decisions',
    `insert into execution_assessment (id, decision_id, delegated_decision_id, may_execute, reasons)
     select gen_random_uuid(), d.id, g.id, true, 'x' from decision d, delegated_decision g limit 1`,
    'ck_execution_assessment_subject',
  ],
  ['an appeal by nobody', `update appeal set appellant = ' '`, 'ck_appeal_appellant'],
  [
    'an outcome told of what is behind closed doors',
    `update published_decision set behind_closed_doors = true`,
    'ck_published_decision_closed',
  ],
  [
    'an assessment without reasons',
    `insert into execution_assessment (id, decision_id, may_execute, reasons) select gen_random_uuid(), id, true, '' from decision limit 1`,
    'ck_execution_assessment_reasons',
  ],
])('the database refuses %s', async (_what, statement, constraint) => {
  await expect(scene.story.app.query(statement)).rejects.toMatchObject({ driverError: { constraint } });
});

it.each([
  `update announcement set posted_day = posted_day - 1`,
  `update announcement set appeal_end_day = appeal_end_day - 1`,
  `delete from announcement`,
  `update appeal_step set day = day - 1`,
  `delete from appeal`,
  `update appeal set received_day = received_day - 1`,
  `update execution_assessment set may_execute = false`,
  `update published_decision set title = ''`,
  `delete from published_decision`,
])('the application itself may not: %s', async (statement) => {
  await expect(scene.story.app.database.app.query(statement)).rejects.toMatchObject({ driverError: { code: '42501' } });
});
