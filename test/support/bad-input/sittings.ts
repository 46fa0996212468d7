/**
 * Meetings of a small committee at every stage, made for requests about them. Few sit in it, and nearly everything is
 * dealt with at one open meeting, so that what an accepted request uses up is soon made anew.
 */
import { openMeeting } from '../meetings.js';
import type { World } from './world.js';

export const secretary = 'grn.sekreterare';
const chair = 'grn.ordforande';
const adjuster = 'grn.vice';
const members = [chair, adjuster, 'grn.ledamot'];

/** One of the committee: `ordforande`, `vice`, `ledamot` or `ersattare1`. */
export const seated = (world: World, name: string): string => world.personId(`grn.${name}`);

export interface Sitting {
  id: string;
  day: string;
}

export interface Item {
  id: string;
  background: string;
  meeting: Sitting;
}

export const planned = (world: World): Promise<Sitting> => world.meeting('GRN');

export async function called(world: World): Promise<Sitting> {
  const meeting = await planned(world);
  await world.done(
    secretary,
    'POST',
    `meetings/${meeting.id}/notice`,
    { sentDay: '2019-12-20', sentElsewhere: 'Sändes med e-post.' },
    1,
  );
  return meeting;
}

/** With everything an opening can say. */
export const opening = (world: World): Record<string, unknown> => ({
  at: '13:00',
  chairId: world.personId(chair),
  secretaryId: world.personId(secretary),
  adjusterIds: [world.personId(adjuster)],
  present: members.map((name) => ({ personId: world.personId(name), mode: 'onSite' })),
});

export async function opened(world: World): Promise<Sitting> {
  const meeting = await planned(world);
  await openMeeting(await world.as(secretary), meeting.id, { adjusterIds: [world.personId(adjuster)] });
  return meeting;
}

/** Where everything is dealt with that needs no meeting of its own; it stays open. */
export const openSitting = (world: World): Promise<Sitting> => world.once('open sitting', () => opened(world));

/** A matter of no consequence on the open meeting's agenda, or another's. */
export async function listed(world: World, sitting = openSitting(world)): Promise<Item> {
  const meeting = await sitting;
  const background = 'Bakgrund';
  const business = {
    kind: 'other',
    authorityId: world.authorityId('GRN'),
    title: world.word('Ärende '),
    background,
    decisionPoints: [{ type: 'approve', text: 'Nämnden godkänner.' }],
  };
  const { id: subjectId } = await world.done(secretary, 'POST', 'businesses', business);
  const route = { subjectKind: 'business', subjectId, meetingIds: [meeting.id] };
  const { agendaItemId } = await world.done(secretary, 'POST', 'routes', route);
  return { id: agendaItemId, background, meeting };
}

export interface DecidedItem extends Item {
  decisionId: string;
}

export async function decided(world: World): Promise<DecidedItem> {
  const item = await listed(world);
  const decision = await world.done(secretary, 'POST', `agenda-items/${item.id}/decision`, { outcome: 'approve' }, 1);
  return { ...item, decisionId: decision.id };
}

export interface Paragraph {
  /** Of its own minutes. */
  id: string;
  item: DecidedItem;
}

/** Decided, and out for signing in minutes of its own; signed too when a day is given. */
async function written(world: World, isSigned: boolean): Promise<Paragraph> {
  const item = await decided(world);
  const command = { agendaItemIds: [item.id], ...(isSigned ? { signedDay: item.meeting.day } : {}) };
  const minutes = await world.done(secretary, 'POST', `meetings/${item.meeting.id}/immediate-adjustments`, command);
  return { id: minutes.id, item };
}

export const unsigned = (world: World): Promise<Paragraph> => written(world, false);
export const adjusted = (world: World): Promise<Paragraph> => written(world, true);

export interface ContestedItem extends Item {
  /** The proposal in the matter, as a claim. */
  standingId: string;
  /** The claim that it be rejected. */
  rejectionId: string;
}

/** Somebody has claimed that it be rejected. */
export async function contested(world: World, sitting = openSitting(world)): Promise<ContestedItem> {
  const item = await listed(world, sitting);
  const claim = { outcome: 'reject', moverId: world.personId(adjuster) };
  const { id: rejectionId } = await world.done(secretary, 'POST', `agenda-items/${item.id}/claims`, claim);
  const [standing] = await world.app.query<{ id: string }>(
    `select id from claim where agenda_item_id = $1 and is_standing`,
    [item.id],
  );
  return { ...item, standingId: standing?.id ?? '', rejectionId };
}

export interface OpenBallot {
  id: string;
  /** What everybody votes for. */
  choice: string;
}

/** At a meeting of its own: while people vote nobody comes or goes. */
export async function ballot(world: World): Promise<OpenBallot> {
  const sitting = world.once('voting sitting', () => opened(world));
  const { id, standingId } = await contested(world, sitting);
  const put = { found: standingId, demandedBy: world.personId(adjuster) };
  const version = await world.versionOf('agenda_item', id);
  const { version: next } = await world.done(secretary, 'POST', `agenda-items/${id}/propositions`, put, version);
  const made = await world.done(secretary, 'POST', `agenda-items/${id}/ballots`, undefined, next);
  return { id: made.id, choice: standingId };
}

/** An election in which a ballot is open: secret, so its votes may come as slips. */
export async function election(world: World): Promise<OpenBallot> {
  const meeting = await world.once('voting sitting', () => opened(world));
  const business = {
    kind: 'election',
    authorityId: world.authorityId('GRN'),
    title: world.word('Val '),
    decisionPoints: [{ type: 'elect', text: 'Nämnden väljer.' }],
    nominees: ['Kandidat A', 'Kandidat B'],
  };
  const { id: subjectId } = await world.done(secretary, 'POST', 'businesses', business);
  const route = { subjectKind: 'business', subjectId, meetingIds: [meeting.id] };
  const { agendaItemId } = await world.done(secretary, 'POST', 'routes', route);
  const claim = { outcome: 'approve', text: 'Kandidat A', moverId: world.personId(adjuster) };
  const { id: choice } = await world.done(secretary, 'POST', `agenda-items/${agendaItemId}/claims`, claim);
  await world.done(secretary, 'POST', `agenda-items/${agendaItemId}/claims`, { ...claim, text: 'Kandidat B' });
  const put = { found: choice, demandedBy: world.personId(adjuster) };
  const version = await world.versionOf('agenda_item', agendaItemId);
  const { version: next } = await world.done(
    secretary,
    'POST',
    `agenda-items/${agendaItemId}/propositions`,
    put,
    version,
  );
  const made = await world.done(secretary, 'POST', `agenda-items/${agendaItemId}/ballots`, undefined, next);
  return { id: made.id, choice };
}
