/** The live view under many readers: hundreds share one look, and still nobody sees less than what was so when they asked. */
import { jest } from '@jest/globals';
import type { Client } from '../support/app.js';
import { act, members, openItem, rejectionBallot } from '../support/assembly.js';
import { expectStatus, Story } from '../support/story.js';

// Hundreds of readers share the machine with another such spec.
jest.setTimeout(120_000);

const readersAtOnce = 10;

let story: Story;
beforeAll(async () => {
  story = await Story.begin();
});
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

interface Reading {
  /** Votes acknowledged before the question was sent, and the same for the ballot's close. */
  votedBefore: number;
  closedBefore: boolean;
  voted: number;
  status: string;
}

it('shows every vote and the result that were acknowledged before the question, however many ask at once', async () => {
  const item = await openItem(story);
  const ballot = await rejectionBallot(story, item);
  const acknowledged = { votes: 0, closed: false, over: false };
  const readings: Reading[] = [];
  const read = async (reader: Client): Promise<void> => {
    const { votes: votedBefore, closed: closedBefore } = acknowledged;
    const { body } = await expectStatus(200, reader.get(`meetings/${item.meetingId}/live`));
    const [shown] = body.current.ballots;
    readings.push({ votedBefore, closedBefore, voted: shown.voted, status: shown.status });
  };
  const follow = async (reader: Client): Promise<void> => {
    while (!acknowledged.over) await read(reader);
  };
  const voters = await Promise.all(members.map((name) => story.as(name)));
  const following = voters.slice(0, readersAtOnce).map(follow);
  for (const [place, voter] of voters.entries()) {
    const choice = place < 8 ? ballot.approval : ballot.rejection;
    await expectStatus(204, voter.post(`ballots/${ballot.id}/votes`, { choice }));
    acknowledged.votes += 1;
    // Asked while the others' look, begun before the vote, may still be under way.
    await read(item.secretary);
  }
  await expectStatus(200, item.secretary.post(`ballots/${ballot.id}/closing`, {}));
  acknowledged.closed = true;
  const { body: last } = await expectStatus(200, item.secretary.get(`meetings/${item.meetingId}/live`));
  expect(last.current.ballots[0]).toMatchObject({ status: 'closed', voted: members.length, winner: ballot.approval });
  acknowledged.over = true;
  await Promise.all(following);
  const behind = readings.filter(
    ({ votedBefore, closedBefore, voted, status }) => voted < votedBefore || (closedBefore && status !== 'closed'),
  );
  expect(behind).toEqual([]);
  expect(readings.length).toBeGreaterThan(members.length);
  await expectStatus(201, act(item, `agenda-items/${item.id}/decision`));
}, 30_000);

it('is shown only to those with part in the authority, also when others read it at the same moment', async () => {
  const item = await openItem(story);
  const path = `meetings/${item.meetingId}/live`;
  // Also those who follow other authorities: what is said at the meeting is neither adjusted nor always for them.
  const outsiders = await Promise.all(
    ['ks.ordforande', 'ks.controller', 'ks.stadskontoret', 'revisor'].map((name) => story.as(name)),
  );
  const outsider = (place: number): Client => outsiders[(place >> 1) % outsiders.length] as Client;
  const replies = await Promise.all(
    Array.from({ length: readersAtOnce }, (_, place) => (place % 2 === 0 ? item.secretary : outsider(place)).get(path)),
  );
  expect(replies.map(({ status }) => status)).toEqual(replies.map((_, place) => (place % 2 === 0 ? 200 : 404)));
  const [shown, refused] = replies;
  expect(shown?.headers.get('etag')).toBe(`"${shown?.body.version}"`);
  expect(refused?.body.type).toContain('not-found');
});
