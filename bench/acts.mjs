/** What a secretary does before anything can be decided, through the product's own API: the notice goes out, the meeting opens. */
import { randomUUID } from 'node:crypto';
import { once, request } from './load.mjs';

/** @param {string} token @param {Record<string, string>} [more] */
export const headersFor = (token, more = {}) => ({
  authorization: `Bearer ${token}`,
  'idempotency-key': `"${randomUUID()}"`,
  ...more,
});

/**
 * One person's calls on a server that runs; each must be answered with success.
 * @param {import('./servers.mjs').Server} product
 * @param {string} token
 */
export function clientOf({ port }, token) {
  const call = async (method, path, body, version) => {
    const more = version === undefined ? {} : { 'if-match': `"${version}"` };
    const headers = method === 'GET' ? { authorization: `Bearer ${token}` } : headersFor(token, more);
    const answer = await once(port, request(method, `/api/v1/${path}`, headers, body));
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 600)}`);
    return answer.text === '' ? undefined : JSON.parse(answer.text);
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body, version) => call('POST', path, body, version),
  };
}

/** @typedef {ReturnType<typeof clientOf>} Client */

const noticeMs = 14 * 86_400_000;

/**
 * Calls to a meeting a fortnight before and opens it. The first members who are not the chair adjust.
 * @param {Client} secretary
 * @param {string} meetingId
 * @param {object} wishes
 * @param {readonly string[]} wishes.presentIds
 * @param {number} wishes.adjusters
 */
export async function holdMeeting(secretary, meetingId, { presentIds, adjusters }) {
  const meeting = await secretary.get(`meetings/${meetingId}`);
  const sentDay = new Date(Date.parse(meeting.day) - noticeMs).toISOString().slice(0, 10);
  const notice = await secretary.post(
    `meetings/${meetingId}/notice`,
    { sentDay, sentElsewhere: 'Sändes med e-post.' },
    meeting.version,
  );
  const { seats } = await secretary.get(`bodies/${meeting.bodyId}/seats?onDay=${meeting.day}`);
  const adjusterIds = seats
    .filter(({ personId, seat, presidium }) => seat === 'member' && presidium === null && presentIds.includes(personId))
    .slice(0, adjusters)
    .map(({ personId }) => personId);
  const present = presentIds.map((personId) => ({ personId }));
  return secretary.post(`meetings/${meetingId}/opening`, { at: '13:00', adjusterIds, present }, notice.version);
}
