/** The times of a meeting are in the order things happened, or are not there (KL 5:66, R-35). */
import { jest } from '@jest/globals';
import { addDays } from '../../src/kernel/day.js';
import { act, type Item, itemBefore } from '../support/assembly.js';
import type { Reply } from '../support/app.js';
import { openMeeting } from '../support/meetings.js';
import { decideItem } from '../support/minutes.js';
import { expectStatus, refusal, Story } from '../support/story.js';

jest.setTimeout(30_000);

let story: Story;
beforeAll(async () => {
  story = await Story.begin();
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const outOfOrder = '422 validation-failed/out-of-order';
const moves = (item: Item, kind: 'arrives' | 'leaves', name: string, at?: string): Promise<Reply> =>
  act(item, `meetings/${item.meetingId}/attendance`, { personId: story.person(name), kind, at });
const pause = (item: Item, what: 'adjournment' | 'resumption' | 'closing', at?: string): Promise<Reply> =>
  act(item, `meetings/${item.meetingId}/${what}`, { at });

it('one that lies before what has been noted is refused and told, and changes nothing', async () => {
  const item = await itemBefore(story);
  await openMeeting(item.secretary, item.meetingId, { at: '13:00' });
  expect(refusal(await moves(item, 'leaves', 'asn.ledamot4', '12:59'))).toBe(outOfOrder);
  await expectStatus(200, moves(item, 'leaves', 'asn.ledamot4', '14:00'));
  const early = await moves(item, 'leaves', 'asn.ledamot5', '13:10');
  expect(refusal(early)).toBe(outOfOrder);
  expect(early.body.errors[0]).toMatchObject({
    pointer: '/at',
    detail: expect.stringContaining('Klockan 13:10 är före 14:00, då någon kom eller gick.'),
  });
  await expectStatus(200, moves(item, 'leaves', 'asn.ledamot5', '14:00'));
  // Recorded afterwards and without a time: it came where it came.
  await expectStatus(200, moves(item, 'arrives', 'asn.ersattare1'));
  expect(refusal(await pause(item, 'adjournment', '13:59'))).toBe(outOfOrder);
  await expectStatus(200, pause(item, 'adjournment', '14:30'));
  expect(refusal(await pause(item, 'resumption', '14:29'))).toBe(outOfOrder);
  await expectStatus(200, pause(item, 'resumption', '14:45'));
  expect(refusal(await moves(item, 'arrives', 'asn.ersattare2', '14:40'))).toBe(outOfOrder);
  await decideItem(item.secretary, item.id);
  expect(refusal(await pause(item, 'closing', '14:44'))).toBe(outOfOrder);
  await expectStatus(200, pause(item, 'closing', '15:00'));
  const { body } = await expectStatus(200, item.secretary.get(`meetings/${item.meetingId}/minutes`));
  const minutes = await expectStatus(200, item.secretary.get(`minutes/${body.items[0].id}`));
  expect(minutes.body.content.meeting).toMatchObject({
    openedAt: '13:00',
    closedAt: '15:00',
    pauses: [{ from: '14:30', to: '14:45' }],
  });
});

it('a meeting recorded afterwards may have no times at all', async () => {
  const item = await itemBefore(story);
  const members = await story.app.query<{ person_id: string }>(
    `select distinct person_id from appointment where body_id = $1 and role in ('chair', 'viceChair', 'member')`,
    [story.body('ASN')],
  );
  const { body: meeting } = await expectStatus(200, item.secretary.get(`meetings/${item.meetingId}`));
  const notice = { sentDay: addDays(meeting.day, -14), sentElsewhere: 'Sändes med e-post.' };
  await expectStatus(200, act(item, `meetings/${item.meetingId}/notice`, notice));
  const present = members.map(({ person_id: personId }) => ({ personId }));
  await expectStatus(200, act(item, `meetings/${item.meetingId}/opening`, { present }));
  await expectStatus(200, moves(item, 'leaves', 'asn.ledamot4'));
  for (const what of ['adjournment', 'resumption'] as const) await expectStatus(200, pause(item, what));
  await decideItem(item.secretary, item.id);
  await expectStatus(200, pause(item, 'closing'));
});
