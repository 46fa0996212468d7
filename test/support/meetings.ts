/** Holding meetings through the API: the notice, the opening with those present, and the same for whoever only wants to decide. */
import type { Client, Reply } from './app.js';
import { expectStatus } from './replies.js';

export interface OpeningWishes {
  /** Everybody present; all members when left out. */
  presentIds?: readonly string[] | undefined;
  adjusterIds?: readonly string[];
  at?: string;
}

/** Calls to a meeting a fortnight before and opens it; the first member who is not the chair adjusts, unless others are named. */
export async function openMeeting(secretary: Client, meetingId: string, wishes: OpeningWishes = {}): Promise<Reply> {
  const { body: meeting } = await expectStatus(200, secretary.get(`meetings/${meetingId}`));
  let { version } = meeting;
  if (meeting.status === 'planned') {
    const sentDay = new Date(Date.parse(meeting.day) - 14 * 86_400_000).toISOString().slice(0, 10);
    const notice = await expectStatus(
      200,
      secretary.post(
        `meetings/${meetingId}/notice`,
        { sentDay, sentElsewhere: 'Sändes med e-post.' },
        { ifMatch: version },
      ),
    );
    version = notice.body.version;
  }
  const { body: seated } = await expectStatus(
    200,
    secretary.get(`bodies/${meeting.bodyId}/seats?onDay=${meeting.day}`),
  );
  const members: { personId: string; presidium: string | null }[] = seated.seats.filter(
    ({ seat }: { seat: string }) => seat === 'member',
  );
  const presentIds = wishes.presentIds ?? members.map(({ personId }) => personId);
  const adjusterIds =
    wishes.adjusterIds ??
    members
      .filter(({ personId, presidium }) => presidium === null && presentIds.includes(personId))
      .map(({ personId }) => personId)
      .slice(0, 1);
  const opening = { at: wishes.at ?? '13:00', adjusterIds, present: presentIds.map((personId) => ({ personId })) };
  return expectStatus(200, secretary.post(`meetings/${meetingId}/opening`, opening, { ifMatch: version }));
}

/** Opens the meeting an item stands on, unless it is open already. */
export async function openFor(secretary: Client, agendaItemId: string): Promise<void> {
  const { body: item } = await expectStatus(200, secretary.get(`agenda-items/${agendaItemId}`));
  const { body: meeting } = await expectStatus(200, secretary.get(`meetings/${item.meetingId}`));
  if (meeting.status === 'planned' || meeting.status === 'noticeSent') await openMeeting(secretary, item.meetingId);
}
