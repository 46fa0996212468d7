/** Bonus B: 61 in the council. 21 refer back against 40, once; the second time they would need 31. */
import { v7 as uuidv7 } from 'uuid';
import type { Reply } from '../support/app.js';
import { openMeeting } from '../support/meetings.js';
import { expectStatus, Story } from '../support/story.js';

test('a third of those present refers back once in a matter (KL 5:50)', async () => {
  const story = await Story.begin();
  const councillors = await fillCouncil(story, 61);
  const secretary = await story.as('kf.sekreterare');
  const business = await expectStatus(
    201,
    secretary.post('businesses', {
      kind: 'other',
      authorityId: story.authority('KF'),
      title: 'Plan för trygghet',
      decisionPoints: [{ type: 'approve', text: 'Fullmäktige antar planen.' }],
    }),
  );
  const businessId = business.body.id as string;

  const vote = async (day: string, wanting: number): Promise<Reply> => {
    const agendaItemId = await story.plan('business', businessId, 'KF', [['KF', day]]);
    await openMeeting(secretary, await story.meeting('KF', day), { presentIds: councillors });
    const post = async (path: string, body: unknown = {}): Promise<Reply> => {
      const { body: read } = await secretary.get(`agenda-items/${agendaItemId}`);
      return secretary.post(`agenda-items/${agendaItemId}/${path}`, body, { ifMatch: read.version });
    };
    const mover = councillors[60];
    const claim = await expectStatus(
      201,
      post('claims', { outcome: 'referBack', moverId: mover, reasons: 'Kostnaderna saknas.' }),
    );
    await expectStatus(200, post('propositions', { found: null, demandedBy: mover }));
    const { body: ballot } = await expectStatus(201, post('ballots'));
    const votes = councillors.map((personId, index) => ({ personId, choice: index < wanting ? claim.body.id : 'no' }));
    await expectStatus(204, secretary.post(`ballots/${ballot.id}/roll-call`, { votes }));
    const closed = await expectStatus(200, secretary.post(`ballots/${ballot.id}/closing`, {}));
    if (closed.body.next.is === 'put')
      await expectStatus(200, post('propositions', { found: closed.body.next.alternatives[0].id }));
    await expectStatus(201, post('decision', { preparation: 'Berett av kommunstyrelsen.' }));
    const { body: item } = await secretary.get(`agenda-items/${agendaItemId}`);
    return { ...closed, body: { ...closed.body, claimId: claim.body.id, decision: item.decision } };
  };

  const first = (await vote('2023-03-01', 21)).body;
  expect(first.winner).toBe(first.claimId);
  expect(first.count).toMatchObject({ isMinority: true, electors: 61, votes: { [first.claimId]: 21, no: 40 } });
  expect(first.decision).toMatchObject({ outcome: 'referBack', reasons: 'Kostnaderna saknas.', isMinority: true });

  const read = await expectStatus(200, secretary.get(`businesses/${businessId}`));
  await expectStatus(
    200,
    secretary.patch(
      `businesses/${businessId}`,
      { background: 'Kostnaderna är 2 mnkr.' },
      { ifMatch: read.body.version },
    ),
  );
  const second = (await vote('2023-04-05', 21)).body;
  expect(second.winner).toBe('no');
  expect(second.decision).toMatchObject({ outcome: 'approve', isMinority: false });

  const { violations } = await story.end();
  expect(violations).toEqual([]);
}, 60_000);

/** Adds members until the council has that many; invented, without accounts. @returns everybody's id, the chair first */
async function fillCouncil(story: Story, size: number): Promise<string[]> {
  const secretary = await story.as('kf.sekreterare');
  const bodyId = story.body('KF');
  const { body: before } = await expectStatus(200, secretary.get(`bodies/${bodyId}/seats`));
  const missing = size - before.seats.length;
  const ids = Array.from({ length: missing }, () => uuidv7());
  await story.app.query(
    `insert into person (id, name) select id, 'Fullmäktigeledamot ' || place from unnest($1::uuid[]) with ordinality as p (id, place)`,
    [ids],
  );
  await story.app.query(
    `insert into appointment (id, person_id, role, authority_id, body_id, from_day, party)
       select gen_random_uuid(), id, 'member', $2, $3, '2019-01-01', 'S' from unnest($1::uuid[]) as p (id)`,
    [ids, story.authority('KF'), bodyId],
  );
  const { body } = await expectStatus(200, secretary.get(`bodies/${bodyId}/seats`));
  return body.seats.map(({ personId }: { personId: string }) => personId);
}
