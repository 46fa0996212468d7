/**
 * A council of 101 members with an agenda, for the ballots that are measured. People, seats and sessions are seeded, so
 * that no password is hashed; everything else the secretary does through the product's own API.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { clientOf, holdMeeting } from './acts.mjs';
import { idFunction, seedClerk, seedSeats } from './seed.mjs';

const seatsByParty = { S: 33, M: 24, SD: 15, V: 9, C: 6, MP: 6, L: 4, KD: 4 };
const substitutesByParty = { S: 16, M: 12, SD: 8, V: 4, C: 3, MP: 3, L: 2, KD: 2 };
/** Of the substitutes, so many are in the room; nobody is absent, so none of them serves. */
const substitutesPresent = 10;
export const watcherCount = 300;
const agendaMin = 25;

/**
 * @typedef {object} Council
 * @property {import('./acts.mjs').Client} secretary
 * @property {string} meetingId
 * @property {{personId: string, cookie: string}[]} members   the first is the chair
 * @property {string[]} watchers   cookies of officials who follow the meeting
 * @property {string[]} itemIds    listed, not yet taken up
 *
 * @typedef {object} OpenBallot
 * @property {string} id
 * @property {string} itemId
 * @property {string[]} choices
 */

/**
 * The council, its meeting called to with at least so many items, and opened with every member present.
 * @param {import('./measure.mjs').Bench} bench
 * @param {number} ballots
 * @returns {Promise<Council>}
 */
export async function assembleCouncil({ owner, ours }, ballots) {
  const { authorityId, bodyId, clerk, memberIds, substituteIds, watcherIds } = await seedCouncil(owner);
  const cookies = await seedSessions(owner, [...memberIds, ...watcherIds]);
  const secretary = clientOf(ours, clerk.token);
  const { rows } = await owner.query(`select today_in_stockholm()::text as today`);
  const { id: meetingId } = await secretary.post(`bodies/${bodyId}/meetings`, { day: rows[0].today });
  const itemIds = [];
  for (let place = 1; place <= Math.max(ballots, agendaMin); place += 1)
    itemIds.push(await listBusiness(secretary, authorityId, meetingId, place));
  const presentIds = [...memberIds, ...substituteIds.slice(0, substitutesPresent)];
  await holdMeeting(secretary, meetingId, { presentIds, adjusters: 2 });
  return {
    secretary,
    meetingId,
    members: memberIds.map((personId, place) => ({ personId, cookie: cookies[place] })),
    watchers: cookies.slice(memberIds.length),
    itemIds,
  };
}

async function seedCouncil(owner) {
  const [authorityId, bodyId] = [randomUUID(), randomUUID()];
  const watcherIds = Array.from({ length: watcherCount }, () => randomUUID());
  await owner.query(idFunction);
  await owner.query('begin');
  await owner.query(
    `insert into authority (id, code, name, administration_name, valid_from) values ($1, 'KF', 'Kommunfullmäktige', 'Stadskontoret', '2000-01-01')`,
    [authorityId],
  );
  await owner.query(
    `insert into body (id, authority_id, kind, name, short_name, valid_from) values ($1, $2, 'council', 'Kommunfullmäktige', 'KF', '2000-01-01')`,
    [bodyId, authorityId],
  );
  const clerk = await seedClerk(owner, {
    name: 'Fullmäktiges sekreterare',
    roles: ['committeeSecretary'],
    authorityIds: [authorityId],
  });
  const members = partiesOf(seatsByParty);
  const substitutes = partiesOf(substitutesByParty);
  const seatedIds = await seedSeats(owner, { authorityId, bodyId, members, substitutes });
  await owner.query(
    `insert into person (id, name) select id, 'Åhörare ' || n from unnest($1::uuid[]) with ordinality p (id, n)`,
    [watcherIds],
  );
  await owner.query(
    `insert into appointment (id, person_id, role, authority_id, from_day) select pg_temp.new_id(), id, 'caseOfficer', $2, '2020-01-01' from unnest($1::uuid[]) p (id)`,
    [watcherIds, authorityId],
  );
  await owner.query('commit');
  const [memberIds, substituteIds] = [seatedIds.slice(0, members.length), seatedIds.slice(members.length)];
  return { authorityId, bodyId, clerk, memberIds, substituteIds, watcherIds };
}

const partiesOf = (count) =>
  Object.entries(count).flatMap(([party, seats]) => Array.from({ length: seats }, () => party));

/** Signed in, as far as the product can tell. @returns {Promise<string[]>} cookies in the order of the people */
async function seedSessions(owner, personIds) {
  const secrets = personIds.map(() => randomBytes(32).toString('base64url'));
  await owner.query(
    `insert into session (token_hash, person_id, expires_at) select hash, id, clock_timestamp() + interval '5 hours' from unnest($1::bytea[], $2::uuid[]) s (hash, id)`,
    [secrets.map((secret) => createHash('sha256').update(secret).digest()), personIds],
  );
  return secrets.map((secret) => `sid=${secret}`);
}

async function listBusiness(secretary, authorityId, meetingId, place) {
  const business = await secretary.post('businesses', {
    kind: 'other',
    authorityId,
    title: `Svar på granskning av trygghetsarbetet, del ${place}`,
    background: 'Stadsrevisionen har granskat arbetet och kommunstyrelsen har yttrat sig.',
    decisionPoints: [{ type: 'approve', text: 'Kommunfullmäktige godkänner svaret.' }],
  });
  const { agendaItemId } = await secretary.post('routes', {
    subjectKind: 'business',
    subjectId: business.id,
    meetingIds: [meetingId],
  });
  return agendaItemId;
}

/**
 * Takes up the next item and goes on until its ballot is open: one member claims a rejection, the chair finds for the
 * proposal, and the member demands a ballot.
 * @param {Council} council
 * @returns {Promise<OpenBallot>}
 */
export async function openBallot({ secretary, members, itemIds }) {
  const itemId = itemIds.shift();
  const path = `agenda-items/${itemId}`;
  const { version } = await secretary.get(path);
  await secretary.post(`${path}/introduction`, {}, version);
  const moverId = members[2].personId;
  const claim = await secretary.post(`${path}/claims`, { outcome: 'reject', moverId, text: 'Svaret avslås.' });
  const closed = await secretary.post(`${path}/claims-closing`, undefined, claim.version);
  const found = closed.next.alternatives.find(({ isStanding }) => isStanding).id;
  const put = await secretary.post(`${path}/propositions`, { found, demandedBy: moverId }, closed.version);
  const { id, choices } = await secretary.post(`${path}/ballots`, undefined, put.version);
  return { id, itemId, choices };
}

/** What the ballot gave becomes the council's decision. @param {Council} council @param {OpenBallot} ballot */
export async function decideBy({ secretary }, { itemId }) {
  const { version } = await secretary.get(`agenda-items/${itemId}`);
  return secretary.post(`agenda-items/${itemId}/decision`, { preparation: 'Berett av kommunstyrelsen.' }, version);
}
