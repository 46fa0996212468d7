/** What people do at a meeting: they read the live view over and over, press their button once, and close the ballot. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { watcherCount } from './council.mjs';
import { Connection, request } from './load.mjs';

/** @typedef {import('./council.mjs').Council} Council */
/** @typedef {import('./council.mjs').OpenBallot} OpenBallot */

const periodMs = 1_000;
const pressWithinMs = 5_000;
/** For the proposal, against it; the others abstain. No tie, so nobody has to break one. */
const [forIt, against] = [55, 40];

const postAs = (cookie, path, body) =>
  request('POST', `/api/v1/${path}`, { cookie, 'idempotency-key': `"${randomUUID()}"` }, body);
export const liveAs = ({ meetingId }, cookie) => request('GET', `/api/v1/meetings/${meetingId}/live`, { cookie });
export const voteBy = ({ cookie }, ballot, choice) => postAs(cookie, `ballots/${ballot.id}/votes`, { choice });
/** The chair's own act. */
export const closingOf = ({ members }, ballot) => postAs(members[0].cookie, `ballots/${ballot.id}/closing`, {});

/** Each member's choice. */
export function choicesIn({ choices }, members) {
  const all = members.map((_member, place) =>
    place < forIt ? choices[0] : place < forIt + against ? choices[1] : 'abstain',
  );
  return all.map((_choice, place) => all[(place * 37) % all.length]);
}

/** Only a ballot can be closed while the meeting goes on. */
const closedMark = Buffer.from('"status":"closed"');

/** Reads once a second, or as soon as the last answer has come when it took longer, until told to stop. */
export function watch(port, bytes, place, stop) {
  const connection = new Connection(port);
  const [reads, failures] = [[], []];
  let seenAt = Number.NaN;
  let see;
  const seen = new Promise((resolve) => (see = resolve));
  const follow = async () => {
    let due = performance.now() + (place / watcherCount) * periodMs;
    while (!stop.now) {
      await sleep(Math.max(due - performance.now(), 0));
      const sent = performance.now();
      const { status, body } = await connection.send(bytes);
      const at = performance.now();
      if (status !== 200) failures.push(`${status} ${body.toString().slice(0, 300)}`);
      else reads.push({ sent, at });
      if (Number.isNaN(seenAt) && status === 200 && body.includes(closedMark)) {
        seenAt = at;
        see();
      }
      due = Math.max(due + periodMs, at);
    }
  };
  const gone = follow()
    .catch((error) => failures.push(String(error)))
    .finally(() => connection.close());
  return { reads, failures, seen, gone, seenAt: () => seenAt };
}

/** Every member presses once, at a moment of their own. */
export async function pressAll(port, { members }, ballot) {
  const choices = choicesIn(ballot, members);
  const open = members.map(() => new Connection(port));
  const acknowledged = new Map();
  const ms = [];
  let [begin, end] = [Infinity, 0];
  try {
    await Promise.all(
      members.map(async (member, place) => {
        await sleep(((place * 29) % members.length) * (pressWithinMs / members.length));
        const sent = performance.now();
        begin = Math.min(begin, sent);
        const { status } = await open[place].send(voteBy(member, ballot, choices[place]));
        end = Math.max(end, performance.now());
        ms.push(performance.now() - sent);
        if (status === 204) acknowledged.set(member.personId, choices[place]);
      }),
    );
  } finally {
    for (const connection of open) connection.close();
  }
  return { acknowledged, ms, begin, end };
}
