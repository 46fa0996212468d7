/** A check that cannot report proves nothing: each is broken once by the owner, who may do what the application may not. */
import { minutesChecks } from '../../src/decisions/minutes/minutes.checks.js';
import { act, members, openItem, rejectionBallot } from '../support/assembly.js';
import { reportedAfter } from '../support/broken-checks.js';
import { decideItem, onMinutes, ordinaryOf, signOnPaper, Sittings } from '../support/minutes.js';
import { expectStatus, Story } from '../support/story.js';

let story: Story;

/** Adjusted minutes of a meeting with a ballot, an item adjusted at once in another, and one that goes on. */
beforeAll(async () => {
  story = await Story.begin();
  const sittings = await Sittings.begin(story);
  const item = await openItem(story);
  const ballot = await rejectionBallot(story, item);
  const votes = members.slice(0, 12).map((name, index) => ({
    personId: story.person(name),
    choice: index < 7 ? ballot.approval : index < 11 ? ballot.rejection : 'abstain',
  }));
  await expectStatus(204, item.secretary.post(`ballots/${ballot.id}/roll-call`, { votes }));
  await expectStatus(200, item.secretary.post(`ballots/${ballot.id}/closing`, {}));
  await expectStatus(201, act(item, `agenda-items/${item.id}/decision`));
  const { body: meeting } = await item.secretary.get(`meetings/${item.meetingId}`);
  await story.close('ASN', meeting.day);
  const { body: minutes } = await ordinaryOf(item.secretary, item.meetingId);
  await expectStatus(200, onMinutes(item.secretary, minutes.id, 'signing'));
  await signOnPaper(item.secretary, minutes.id, meeting.day);
  const held = await sittings.open(2);
  await decideItem(sittings.secretary, held.items[0] as string);
  await expectStatus(201, sittings.atOnce(held.meetingId, held.items.slice(0, 1), { signedDay: held.day }));
}, 120_000);
afterAll(() => story.app.stop());

/** Guards of the tables that would stop the forger, too. */
const unguarded = [
  `alter table minutes disable trigger user`,
  `alter table minutes_signature disable trigger user, drop constraint ck_minutes_signature_recorder`,
  `alter table ballot disable trigger user`,
];
const ordinary = `n.kind = 'ordinary' and n.adjusted_day is not null`;
const content = (changed: string): string => `update minutes n set content = ${changed} where ${ordinary}`;
/** Rewrites the frozen content and its hash together. */
const forged = (changed: string): string[] => [
  content(changed),
  `update minutes n set content_hash = sha256(convert_to(canonical_json(content), 'UTF8')) where ${ordinary}`,
];
const ballotPath = '{items,0,putting,1';

/** Each line breaks the check by itself. */
const sabotage: Record<string, readonly (readonly string[])[]> = {
  'minutes/D1-status-follows-the-events': [
    [`update minutes set status = 'signing', adjusted_day = null where adjusted_day is not null`],
    [`delete from event_dispatch`, `delete from event where type = 'minutes.adjusted'`],
    [`delete from event_dispatch`, `delete from event where type like 'minutes.%'`],
  ],
  'minutes/D4-content-is-what-the-hash-says': [
    [content(`jsonb_set(content, '{opening}', '"Annat."')`)],
    [`update minutes set content_hash = sha256('x') where content is not null`],
  ],
  'minutes/D4-signed-what-stands-there': [
    forged(`jsonb_set(content, '{opening}', '"Annat."')`),
    [`update minutes_signature set content_hash = sha256('x')`],
  ],
  'minutes/D4-adjusted-by-chair-and-adjusters': [
    [`delete from minutes_signature where role = 'adjuster'`],
    [`delete from minutes_signature where role = 'chair'`],
    [
      `insert into minutes_stand_in (minutes_id, number, hindered_id, person_id, ground)
         select n.id, 1, s.person_id, g.secretary_id, 'x' from minutes n join meeting g on g.id = n.meeting_id
           join minutes_signature s on s.minutes_id = n.id and s.role = 'adjuster' where ${ordinary}`,
    ],
    forged(`jsonb_set(jsonb_set(content, '{adjusters}', '[]'), '{chairs}', '[]')`),
  ],
  'minutes/D4-adjusted-on-the-day-of-the-last-signature': [
    [`update minutes set adjusted_day = adjusted_day - 1`],
    [`delete from minutes_signature`],
  ],
  'minutes/D5-every-item-in-one-document': [
    forged(`jsonb_set(content, '{items}', '[]')`),
    forged(`jsonb_set(content, '{items,1}', content #> '{items,0}')`),
    forged(`jsonb_set(content, '{items,0,decision,id}', to_jsonb(gen_random_uuid()))`),
  ],
  'minutes/D5-held-meetings-have-ordinary-minutes': [
    [`delete from minutes where kind = 'ordinary' and status = 'draft'`],
  ],
  'minutes/D5-signed-after-the-meeting': [
    [`update meeting g set status = 'opened' from minutes n where n.meeting_id = g.id and ${ordinary}`],
  ],
  'minutes/D9-writer-is-no-signer': [
    [
      `update meeting g set secretary_id = s.person_id from minutes n join minutes_signature s on s.minutes_id = n.id where n.meeting_id = g.id`,
    ],
    [`update minutes_signature set method = 'signedIn'`],
    [`update minutes_signature set recorded_by = person_id`],
  ],
  'minutes/D2-counts-are-the-votes': [
    [`update vote set choice = 'abstain' where choice <> 'abstain'`],
    [`delete from vote where choice = 'abstain'`],
    forged(`jsonb_set(content, '${ballotPath},results,0,votes}', '9')`),
    forged(`jsonb_set(content, '${ballotPath},results}', '[]')`),
  ],
  'minutes/D2-everybody-called-is-accounted-for': [
    forged(`jsonb_set(content, '${ballotPath},silent}', '[]')`),
    forged(`jsonb_set(content, '${ballotPath},electors}', '12')`),
  ],
};

it('every check has its sabotage here', () => {
  expect(minutesChecks.map(({ name }) => name).sort()).toEqual(Object.keys(sabotage).sort());
});

it('an honest database breaks none', async () => {
  expect(await story.app.violations()).toEqual([]);
});

const ways = Object.entries(sabotage).flatMap(([name, each]) =>
  each.map((statements, way) => ({ name, way, statements })),
);

it.each(ways)('$name reports when it is broken, way $way', async ({ name, statements }) => {
  expect(await reportedAfter(story.app.database.owner, minutesChecks, name, [...unguarded, ...statements])).not.toEqual(
    [],
  );
});
