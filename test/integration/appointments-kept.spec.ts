/** What was held under an appointment stays as it was: nobody leaves a seat before a day somebody has sat in it. */
import { jest } from '@jest/globals';
import { addDays, type Day } from '../../src/kernel/day.js';
import type { Client, Reply } from '../support/app.js';
import { act, type Item, itemBefore, members, openItem, rejectionBallot } from '../support/assembly.js';
import { openMeeting } from '../support/meetings.js';
import { expectStatus, refusal, Story } from '../support/story.js';

jest.setTimeout(30_000);

let story: Story;
let admin: Client;
beforeAll(async () => {
  story = await Story.begin();
  admin = await story.as('admin');
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const heldAfter = '409 state-conflict/held-afterwards';

async function seatOf(username: string, shortName = 'ASN'): Promise<string> {
  const { body } = await expectStatus(200, admin.get(`appointments?personId=${story.person(username)}&limit=200`));
  return body.items.find(({ bodyId }: { bodyId: string | null }) => bodyId === story.body(shortName)).id;
}
const end = async (username: string, lastDay: string): Promise<Reply> =>
  admin.post(`appointments/${await seatOf(username)}/end`, { lastDay });
const dayOf = async ({ secretary, meetingId }: Item): Promise<Day> =>
  (await expectStatus(200, secretary.get(`meetings/${meetingId}`))).body.day;
const quorumOf = async (item: Item) =>
  (await expectStatus(200, item.secretary.get(`meetings/${item.meetingId}/live`))).body.quorum;
const minutesOf = async (item: Item) => {
  const { body } = await expectStatus(200, item.secretary.get(`meetings/${item.meetingId}/minutes`));
  return (await expectStatus(200, item.secretary.get(`minutes/${body.items[0].id}`))).body.content;
};

it('while a ballot is open its electors, the quorum and the minutes stay', async () => {
  const item = await openItem(story);
  const ballot = await rejectionBallot(story, item);
  const before = { quorum: await quorumOf(item), minutes: await minutesOf(item) };
  const day = await dayOf(item);
  const reply = await end('asn.ledamot4', addDays(day, -1));
  expect(refusal(reply)).toBe(heldAfter);
  expect(reply.body.detail).toContain(`Arbetsmarknads- och socialnämnden sammanträdde ${day}`);
  expect(reply.body).toMatchObject({ meetingId: item.meetingId, day });
  expect({ quorum: await quorumOf(item), minutes: await minutesOf(item) }).toEqual(before);
  const votes = members.map((name) => ({ personId: story.person(name), choice: ballot.approval }));
  await expectStatus(204, item.secretary.post(`ballots/${ballot.id}/roll-call`, { votes }));
  await expectStatus(200, item.secretary.post(`ballots/${ballot.id}/closing`, {}));
  await expectStatus(201, act(item, `agenda-items/${item.id}/decision`));
});

it('a member who was absent counts as well, a substitute who never came does not', async () => {
  const item = await openItem(story, members.slice(0, 12));
  const day = await dayOf(item);
  const before = await minutesOf(item);
  expect(before.absent).toHaveLength(1);
  expect(refusal(await end(members[12] as string, addDays(day, -1)))).toBe(heldAfter);
  await expectStatus(204, end('asn.ersattare5', addDays(day, -1)));
  expect(await minutesOf(item)).toEqual(before);
});

it('a body is not ended before it met, nor an authority with it', async () => {
  const item = await openItem(story);
  const lastDay = addDays(await dayOf(item), -1);
  const replies = [
    await admin.post(`bodies/${story.body('ASN')}/end`, { lastDay }),
    await admin.post(`authorities/${story.authority('ASN')}/end`, { lastDay }),
  ];
  // Of the authority its bodies are asked for first.
  expect(replies.map(refusal)).toEqual([heldAfter, '409 state-conflict/bodies-remain']);
});

it('opened and ended at the same time: either the seat was there, or it was not', async () => {
  for (const name of ['asn.ledamot6', 'asn.ledamot7', 'asn.ledamot8']) {
    const item = await itemBefore(story);
    const day = await dayOf(item);
    const presentIds = members.slice(0, 5).concat(['asn.ledamot9', 'asn.ledamot10', 'asn.ledamot5']);
    await notify(item, day);
    const opening = { at: '13:00', present: presentIds.map((one) => ({ personId: story.person(one) })) };
    const [opened, ended] = await Promise.all([
      act(item, `meetings/${item.meetingId}/opening`, opening),
      end(name, addDays(day, -1)),
    ]);
    expect(opened.status).toBe(200);
    const seatsThen = opened.body.quorum.members;
    expect(await quorumOf(item)).toMatchObject({ members: seatsThen });
    expect([204, 409]).toContain(ended.status);
  }
});

it('on the day itself it may end, and from there on', async () => {
  const item = await itemBefore(story);
  const day = await dayOf(item);
  await expectStatus(204, end('asn.ledamot11', day));
  await openMeeting(item.secretary, item.meetingId);
  expect((await minutesOf(item)).members.map(({ id }: { id: string }) => id)).toContain(story.person('asn.ledamot11'));
  expect(refusal(await end('asn.ledamot11', addDays(day, -1)))).toBe(heldAfter);
});

it('the role somebody decided under by delegation is kept until that day', async () => {
  const secretary = await story.as('asn.sekreterare');
  const rule = {
    number: '1',
    description: 'Inköp',
    category: 'procurement',
    delegates: [{ kind: 'employee', role: 'caseOfficer' }],
    reporting: 'nextMeeting',
  };
  const scheme = { fromDay: '2020-01-01', ground: 'ASN 2019 § 1', rules: [rule] };
  await expectStatus(201, secretary.post(`bodies/${story.body('ASN')}/delegation-schemes`, scheme));
  const officer = await story.as('asn.handlaggare');
  const decision = { ruleNumber: '1', decidedDay: '2020-03-02', text: 'Inköp görs.' };
  await expectStatus(201, officer.post(`bodies/${story.body('ASN')}/delegated-decisions`, decision));
  const personId = story.person('asn.handlaggare');
  const { body } = await expectStatus(200, admin.get(`appointments?personId=${personId}&limit=200`));
  const appointment = body.items.find(({ role }: { role: string }) => role === 'caseOfficer');
  const endRole = (lastDay: string): Promise<Reply> => admin.post(`appointments/${appointment.id}/end`, { lastDay });
  const reply = await endRole('2020-03-01');
  expect(refusal(reply)).toBe('409 state-conflict/decided-afterwards');
  expect(reply.body.detail).toContain('1/2020');
  await expectStatus(204, endRole('2020-03-02'));
});

async function notify(item: Item, day: Day): Promise<void> {
  const notice = { sentDay: addDays(day, -14), sentElsewhere: 'Sändes med e-post.' };
  await expectStatus(200, act(item, `meetings/${item.meetingId}/notice`, notice));
}
