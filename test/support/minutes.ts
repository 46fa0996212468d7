/** Minutes through the API: matters on one agenda, signatures on paper, and the acts that need the version just read. */
import type { Client, Reply } from './app.js';
import { nextDay } from './assembly.js';
import { openMeeting } from './meetings.js';
import { expectStatus } from './replies.js';
import type { Story } from './story.js';

/** Puts new business on the committee's meeting of the day. @returns the agenda item's id */
export async function listBusiness(story: Story, title: string, day: string, shortName = 'ASN'): Promise<string> {
  const secretary = await story.secretaryOf(shortName);
  const { body: business } = await expectStatus(
    201,
    secretary.post('businesses', {
      kind: 'other',
      authorityId: story.authority(shortName.split(' ')[0] as string),
      title,
      background: `Bakgrunden till ${title}.`,
      decisionPoints: [{ type: 'approve', text: `Nämnden godkänner ${title}.` }],
      dispatchList: [{ name: 'Föreningen Exempel' }],
    }),
  );
  const meetingIds = [await story.meeting(shortName, day)];
  const { body } = await expectStatus(
    201,
    secretary.post('routes', { subjectKind: 'business', subjectId: business.id, meetingIds }),
  );
  return body.agendaItemId;
}

export async function decideItem(secretary: Client, itemId: string, outcome = 'approve'): Promise<Reply> {
  const { body } = await expectStatus(200, secretary.get(`agenda-items/${itemId}`));
  return expectStatus(201, secretary.post(`agenda-items/${itemId}/decision`, { outcome }, { ifMatch: body.version }));
}

/** The ordinary minutes of a meeting, as the client reads them now. */
export async function ordinaryOf(client: Client, meetingId: string): Promise<Reply> {
  const { body } = await expectStatus(200, client.get(`meetings/${meetingId}/minutes`));
  const ordinary = body.items.find(({ kind }: { kind: string }) => kind === 'ordinary');
  return expectStatus(200, client.get(`minutes/${ordinary.id}`));
}

/** An act on a document in the version it has right now. */
export async function onMinutes(client: Client, minutesId: string, act: string, body?: object): Promise<Reply> {
  const { body: minutes } = await expectStatus(200, client.get(`minutes/${minutesId}`));
  return client.post(`minutes/${minutesId}/${act}`, body, { ifMatch: minutes.version });
}

/** Everybody who has still to sign does it on paper on the day given, recorded by the secretary. */
export async function signOnPaper(secretary: Client, minutesId: string, signedDay: string): Promise<Reply> {
  let reply = await expectStatus(200, secretary.get(`minutes/${minutesId}`));
  for (const { personId } of reply.body.missing)
    reply = await expectStatus(
      201,
      onMinutes(secretary, minutesId, 'signatures', { method: 'paper', personId, signedDay }),
    );
  return reply;
}

export interface Sitting {
  day: string;
  meetingId: string;
  /** Agenda items in the order of the agenda. */
  items: string[];
}

/** Meetings of the example's committee at every stage of their minutes; the vice chair adjusts. */
export class Sittings {
  private constructor(
    readonly story: Story,
    readonly secretary: Client,
    readonly chair: Client,
    readonly adjuster: Client,
  ) {}

  static async begin(story: Story): Promise<Sittings> {
    const as = (name: string): Promise<Client> => story.as(`asn.${name}`);
    return new Sittings(story, await as('sekreterare'), await as('ordforande'), await as('vice'));
  }

  /** An open meeting with as many matters as asked for. */
  async open(count: number, day = nextDay()): Promise<Sitting> {
    const items: string[] = [];
    for (let number = 1; number <= count; number += 1)
      items.push(await listBusiness(this.story, `ärende ${number}`, day));
    const meetingId = await this.story.meeting('ASN', day);
    await openMeeting(this.secretary, meetingId, { adjusterIds: [this.story.person('asn.vice')] });
    return { day, meetingId, items };
  }

  /** A closed meeting with everything decided and its minutes out for signing. */
  async sent(count = 1): Promise<Sitting & { minutesId: string }> {
    const held = await this.open(count);
    for (const item of held.items) await decideItem(this.secretary, item);
    await this.story.close('ASN', held.day);
    const { id: minutesId } = await this.draftOf(held.meetingId);
    await expectStatus(200, onMinutes(this.secretary, minutesId, 'signing'));
    return { ...held, minutesId };
  }

  /** Signed on paper on the day of the meeting. */
  async adjusted(count = 1): Promise<Sitting & { minutesId: string }> {
    const held = await this.sent(count);
    await signOnPaper(this.secretary, held.minutesId, held.day);
    return held;
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  async draftOf(meetingId: string): Promise<any> {
    return (await ordinaryOf(this.secretary, meetingId)).body;
  }

  atOnce(meetingId: string, agendaItemIds: readonly string[], more: object = {}): Promise<Reply> {
    return this.secretary.post(`meetings/${meetingId}/immediate-adjustments`, { agendaItemIds, ...more });
  }

  writeItem(itemId: string, text: string, version: number, by = this.secretary): Promise<Reply> {
    return by.put(`agenda-items/${itemId}/minutes-texts/background`, { text }, { ifMatch: version });
  }
}
