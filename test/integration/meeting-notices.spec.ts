/** Who is told that a meeting is called, that minutes wait for a signature, and that they can be announced. */
import { itemBefore, members } from '../support/assembly.js';
import { eventually } from '../support/eventually.js';
import { openMeeting } from '../support/meetings.js';
import { expectStatus, Story } from '../support/story.js';

let story: Story;
beforeAll(async () => {
  story = await Story.begin({ env: { ANSLAG_JOBS: 'true' } });
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const toldOf = async (username: string, kind: string, subjectId: string): Promise<boolean> => {
  const { body } = await expectStatus(200, (await story.as(username)).get('notices?limit=200'));
  return body.items.some(
    (one: { kind: string; subjectId: string }) => one.kind === kind && one.subjectId === subjectId,
  );
};

const told = (username: string, kind: string, subjectId: string): Promise<void> =>
  eventually(() => toldOf(username, kind, subjectId), { what: `${username} is told ${kind}` });

test('members read the agenda, adjusters sign, the secretary announces', async () => {
  const item = await itemBefore(story);
  await openMeeting(item.secretary, item.meetingId, {
    presentIds: members.map((name) => story.person(name)),
    adjusterIds: [story.person('asn.ledamot2')],
  });
  for (const name of ['asn.ordforande', 'asn.ledamot2', 'asn.ersattare1'])
    await told(name, 'readAgenda', item.meetingId);
  await expectStatus(
    201,
    item.secretary.post(`agenda-items/${item.id}/decision`, { outcome: 'approve' }, { ifMatch: 1 }),
  );
  const adjustment = { agendaItemIds: [item.id] };
  const { body } = await expectStatus(
    201,
    item.secretary.post(`meetings/${item.meetingId}/immediate-adjustments`, adjustment),
  );
  await told('asn.ledamot2', 'signMinutes', body.id);
  await told('asn.ordforande', 'signMinutes', body.id);
  let { version } = body;
  for (const name of ['asn.ordforande', 'asn.ledamot2'])
    ({ version } = (
      await expectStatus(
        201,
        (await story.as(name)).post(`minutes/${body.id}/signatures`, { method: 'signedIn' }, { ifMatch: version }),
      )
    ).body);
  await told('asn.sekreterare', 'announceMinutes', body.id);
  // What it is about is said, and which meeting to go to.
  const { body: waiting } = await expectStatus(200, (await story.as('asn.sekreterare')).get('notices?limit=200'));
  expect(waiting.items.find(({ subjectId }: { subjectId: string }) => subjectId === body.id)).toMatchObject({
    kind: 'announceMinutes',
    meetingId: item.meetingId,
    about: expect.stringMatching(/^Arbetsmarknads- och socialnämnden \d{4}-\d\d-\d\d$/),
  });
  // Told only to those it concerns.
  expect(await toldOf('asn.ledamot3', 'signMinutes', body.id)).toBe(false);
  expect(await toldOf('asn.handlaggare', 'readAgenda', item.meetingId)).toBe(false);
});
