/** One item before the committee of the example, with everybody who may be called to it. */
import type { Client, Reply } from './app.js';
import { openMeeting } from './meetings.js';
import { expectStatus } from './replies.js';
import type { Story, StoryProposal } from './story.js';

/** The thirteen members in the order of their seats, and the eight substitutes in calling order. */
export const members = [
  'asn.ordforande',
  'asn.vice',
  'asn.ledamot',
  ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((number) => `asn.ledamot${number}`),
];
export const substitutes = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `asn.ersattare${number}`);

export interface Item {
  id: string;
  meetingId: string;
  proposal: StoryProposal;
  secretary: Client;
}

let lastDay = Date.UTC(2021, 0, 4);

/** A day no other meeting of the run has; in the past, so that the meeting can be held. */
export function nextDay(): string {
  lastDay += 7 * 86_400_000;
  return new Date(lastDay).toISOString().slice(0, 10);
}

/** A proposal of three measures, approved by its managers, on the agenda of the committee; the meeting is planned. */
export async function itemBefore(story: Story, day = nextDay()): Promise<Item> {
  const proposal = await story.draft('ASN', null, [
    { title: 'Insats 1', kronor: 5_625_000 },
    { title: 'Insats 2', kronor: 1_950_000 },
    { title: 'Insats 3', kronor: 500_000 },
  ]);
  await story.submitAndApprove(proposal);
  const id = await story.plan('proposal', proposal.id, 'ASN', [['ASN', day]]);
  const secretary = await story.as('asn.sekreterare');
  return { id, proposal, secretary, meetingId: await story.meeting('ASN', day) };
}

/** The same with the meeting open; all members unless others are named. */
export async function openItem(story: Story, present: readonly string[] = members, day?: string): Promise<Item> {
  const item = await itemBefore(story, day);
  await openMeeting(item.secretary, item.meetingId, { presentIds: present.map((name) => story.person(name)) });
  return item;
}

/** Posts with the version the item or meeting has right now. */
export async function act({ secretary }: Item, path: string, body: unknown = {}): Promise<Reply> {
  const [kind, id] = path.split('/');
  const { body: read } = await expectStatus(200, secretary.get(`${kind}/${id}`));
  return secretary.post(path, body, { ifMatch: read.version });
}

export async function claim(item: Item, body: object): Promise<string> {
  const made = await expectStatus(201, item.secretary.post(`agenda-items/${item.id}/claims`, body));
  return made.body.id as string;
}

/** The proposal in the matter, as a claim. */
export async function standing(item: Item): Promise<string> {
  const { body } = await expectStatus(200, item.secretary.get(`meetings/${item.meetingId}/live`));
  const found = body.current.claims.find((one: { isStanding: boolean }) => one.isStanding);
  return found.id as string;
}

/** Puts what is next; the chair finds the claim given. */
export function put(item: Item, found: string | null, demandedBy?: string): Promise<Reply> {
  return expectStatus(
    200,
    act(item, `agenda-items/${item.id}/propositions`, { found, ...(demandedBy === undefined ? {} : { demandedBy }) }),
  );
}

export async function openBallot(item: Item): Promise<{ id: string; choices: string[]; electors: number }> {
  return (await expectStatus(201, act(item, `agenda-items/${item.id}/ballots`))).body;
}

/** Contested from the start: the chair finds the standing proposal, a member demands a ballot against the rejection. */
export async function rejectionBallot(
  story: Story,
  item: Item,
): Promise<{ id: string; rejection: string; approval: string }> {
  await expectStatus(200, act(item, `agenda-items/${item.id}/introduction`));
  const rejection = await claim(item, { outcome: 'reject', moverId: story.person('asn.vice') });
  const approval = await standing(item);
  await put(item, approval, story.person('asn.vice'));
  return { id: (await openBallot(item)).id, rejection, approval };
}
