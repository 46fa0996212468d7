/** A check that cannot report proves nothing: each is broken once by the owner, who may do what the application may not. */
import { minutesChecks } from '../../src/decisions/minutes/minutes.checks.js';
import { act, members, openItem, rejectionBallot } from '../support/assembly.js';
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

const unguarded = [
  `alter table minutes disable trigger user`,
  `alter table minutes_signature disable trigger user`,
  `alter table ballot disable trigger user`,
];
const ordinary = `n.kind = 'ordinary' and n.adjusted_day is not null`;
/** Rewrites the frozen content and its hash together, as a forger would. */
const forged = (content: string): string[] => [
  ...unguarded,
  `update minutes n set content = ${content} where ${ordinary}`,
  `update minutes n set content_hash = sha256(convert_to(canonical_json(content), 'UTF8')) where ${ordinary}`,
];

const sabotage: Record<string, readonly string[]> = {
  'minutes/D4-content-is-what-the-hash-says': [
    ...unguarded,
    `update minutes n set content = jsonb_set(content, '{opening}', '"Annat."') where ${ordinary}`,
  ],
  'minutes/D4-signed-what-stands-there': forged(`jsonb_set(content, '{opening}', '"Annat."')`),
  'minutes/D4-adjusted-by-chair-and-adjusters': [`delete from minutes_signature where role = 'adjuster'`],
  'minutes/D4-adjusted-on-the-day-of-the-last-signature': [
    ...unguarded,
    `update minutes set adjusted_day = adjusted_day - 1`,
  ],
  'minutes/D5-every-item-in-one-document': forged(`jsonb_set(content, '{items}', '[]')`),
  'minutes/D5-held-meetings-have-ordinary-minutes': [
    `delete from minutes n where kind = 'ordinary' and status = 'draft' and not exists (select from minutes_text)`,
  ],
  'minutes/D5-signed-after-the-meeting': [
    `update meeting g set status = 'opened' from minutes n where n.meeting_id = g.id and ${ordinary}`,
  ],
  'minutes/D9-writer-is-no-signer': [
    `update meeting g set secretary_id = s.person_id from minutes n join minutes_signature s on s.minutes_id = n.id where n.meeting_id = g.id`,
  ],
  'minutes/D2-counts-are-the-votes': [`update vote set choice = 'abstain' where choice <> 'abstain'`],
  'minutes/D2-everybody-called-is-accounted-for': forged(`jsonb_set(content, '{items,0,putting,1,silent}', '[]')`),
};

it('every check has its sabotage here', () => {
  expect(minutesChecks.map(({ name }) => name).sort()).toEqual(Object.keys(sabotage).sort());
});

it('an honest database breaks none', async () => {
  expect(await story.app.violations()).toEqual([]);
});

it.each(Object.entries(sabotage))('%s reports when it is broken', async (name, statements) => {
  const check = minutesChecks.find((one) => one.name === name);
  const undone = new Error('rolled back on purpose');
  let violations: unknown[] = [];
  const tried = story.app.database.owner.transaction(async (tx) => {
    for (const statement of statements) await tx.query(statement);
    violations = await tx.query<unknown[]>(check?.sql ?? '');
    throw undone;
  });
  await expect(tried).rejects.toBe(undone);
  expect(violations.length).toBeGreaterThan(0);
});
