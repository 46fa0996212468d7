/** What a meeting is told that cannot be so is refused when it is said, at the place where it is said; the minutes could not name it. */
import { v7 as uuidv7 } from 'uuid';
import type { Reply } from '../support/app.js';
import { act, type Item, itemBefore, openBallot, openItem, put, standing } from '../support/assembly.js';
import { expectStatus, Story } from '../support/story.js';

let story: Story;
let item: Item;
const nobody = uuidv7();

beforeAll(async () => {
  story = await Story.begin();
  item = await openItem(story);
}, 60_000);
afterAll(async () => {
  const violations = await story.app.violations();
  await story.app.stop();
  expect(violations).toEqual([]);
});

const fault = ({ status, body }: Reply): unknown[] => [status, body.code, body.errors?.[0]?.pointer];

/** A lower amount for the first measure, moved by that person. */
const patchBy = (moverId: string, { proposal }: Item = item): object[] => [
  { path: `/measures/${proposal.measureKeys[0]}/requestedAmount`, old: '5625000.00', new: '5000000.00', moverId },
];

describe('the mover of a single change', () => {
  test('serves, in a claim', async () => {
    const made = { outcome: 'approveWithChanges', moverId: story.person('asn.vice') };
    const claims = `agenda-items/${item.id}/claims`;
    expect(fault(await item.secretary.post(claims, { ...made, patch: patchBy(nobody) }))).toEqual([
      422,
      'not-serving',
      '/patch/0/moverId',
    ]);
    const substitute = story.person('asn.ersattare1');
    expect(fault(await item.secretary.post(claims, { ...made, patch: patchBy(substitute) }))[1]).toBe('not-serving');
  });

  test('is oneself, when a member claims', async () => {
    const member = await story.as('asn.ledamot');
    const patch = patchBy(story.person('asn.vice'));
    const reply = await member.post(`agenda-items/${item.id}/claims`, { outcome: 'approveWithChanges', patch });
    expect([reply.status, reply.body.code]).toEqual([403, 'own-claim-only']);
  });

  test('serves, in a decision nobody spoke against; and the minutes can be read', async () => {
    const other = await openItem(story);
    const decision = `agenda-items/${other.id}/decision`;
    const changed = (moverId: string): object => ({ outcome: 'approveWithChanges', patch: patchBy(moverId, other) });
    expect(fault(await act(other, decision, changed(nobody)))).toEqual([422, 'not-serving', '/patch/0/moverId']);
    await expectStatus(201, act(other, decision, changed(story.person('asn.ledamot'))));
    await expectStatus(200, other.secretary.get(`agenda-items/${other.id}/extract`));
  });
});

test('a secretary nobody knows is refused where the secretary is named', async () => {
  const { meetingId, secretary } = await itemBefore(story);
  const sentDay = '2021-01-04';
  const { body } = await expectStatus(
    200,
    secretary.post(`meetings/${meetingId}/notice`, { sentDay, sentElsewhere: 'Sändes med e-post.' }, { ifMatch: 1 }),
  );
  const opening = { secretaryId: nobody, present: [{ personId: story.person('asn.ordforande') }] };
  const reply = await secretary.post(`meetings/${meetingId}/opening`, opening, { ifMatch: body.version });
  expect(fault(reply)).toEqual([422, 'unknown-person', '/secretaryId']);
});

test('somebody nobody knows cannot come', async () => {
  const reply = await act(item, `meetings/${item.meetingId}/attendance`, { personId: nobody, kind: 'arrives' });
  expect(fault(reply)).toEqual([422, 'unknown-person', '/personId']);
});

test('a roll call without votes is none', async () => {
  const found = await openItem(story);
  const rejection = { outcome: 'reject', moverId: story.person('asn.vice') };
  await expectStatus(201, found.secretary.post(`agenda-items/${found.id}/claims`, rejection));
  await put(found, await standing(found), story.person('asn.vice'));
  const { id } = await openBallot(found);
  expect(fault(await found.secretary.post(`ballots/${id}/roll-call`, { votes: [] }))[0]).toBe(422);
});

test('bylaws name each who may raise a matter once', async () => {
  const { body } = await expectStatus(200, item.secretary.get(`bodies/${story.body('ASN')}/bylaws`));
  const bylaws = { ...body, fromDay: '2030-01-01', ground: 'Reglemente', mayRaise: ['member', 'member'] };
  const reply = await item.secretary.post(`bodies/${story.body('ASN')}/bylaws`, bylaws);
  expect([reply.status, reply.body.errors]).toMatchObject([422, [{ pointer: '/mayRaise', code: 'duplicate' }]]);
});

test('what an act has no use for is refused, and nothing else is not', async () => {
  const adjourn = `meetings/${item.meetingId}/adjournment`;
  const reply = await act(item, adjourn, { ground: 'Lunch' });
  expect([reply.status, reply.body.errors]).toMatchObject([422, [{ pointer: '/ground', code: 'unknown-property' }]]);
  await expectStatus(200, act(item, adjourn, {}));
});

test.each([`meetings/${nobody}/minutes`, `bodies/${nobody}/delegated-decisions`])(
  'of what does not exist nothing is listed: %s',
  async (path) => {
    expect((await item.secretary.get(path)).status).toBe(404);
  },
);
