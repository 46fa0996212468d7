/** A decided item with its matter's documents, ready to be adjusted and sent. */
import type { Client, Reply } from './app.js';
import { expectStatus } from './replies.js';
import type { Story, StoryProposal } from './story.js';

export const pdfBytes = (text: string): Buffer => Buffer.from(`%PDF-1.7\n% ${text}\ntrailer\n<<>>\n%%EOF\n`);

export interface DecidedItem {
  proposal: StoryProposal;
  registrationNumber: string;
  itemId: string;
  meetingId: string;
}

/** A proposal of the committee, decided by it on the day, not adjusted. */
export async function decidedItem(
  story: Story,
  code: string,
  day: string,
  outcome = 'approve',
  more: Record<string, unknown> = {},
): Promise<DecidedItem> {
  const proposal = await story.draft(code, null, [{ title: 'Lokalt utvecklingsarbete', kronor: 5_625_000 }]);
  await story.submitAndApprove(proposal);
  const itemId = await story.plan('proposal', proposal.id, code, [[code, day]]);
  await story.decide(proposal.id, code, outcome, more);
  const secretary = await story.secretaryOf(code);
  const { body } = await expectStatus(200, secretary.get(`agenda-items/${itemId}`));
  return { proposal, itemId, meetingId: body.meetingId, registrationNumber: body.registrationNumber };
}

/** Chair and adjusters sign the item on paper at the meeting. */
export async function adjustAtOnce(story: Story, code: string, item: DecidedItem, signedDay: string): Promise<Reply> {
  const secretary = await story.secretaryOf(code);
  return expectStatus(
    201,
    secretary.post(`meetings/${item.meetingId}/immediate-adjustments`, { agendaItemIds: [item.itemId], signedDay }),
  );
}

export interface NewDocument {
  kind?: string;
  title?: string;
  direction?: string;
  /** Without one the document stands on paper only. */
  file?: { name: string; bytes: Buffer };
}

export async function registerDocument(
  client: Client,
  matterId: string,
  { kind = 'memorandum', title = 'Tjänsteskrivelse', direction = 'drawnUp', file }: NewDocument = {},
): Promise<{ documentId: string; number: number; versionId: string | null }> {
  const { body } = await expectStatus(201, client.post(`matters/${matterId}/documents`, { kind, title, direction }));
  if (file === undefined) return { ...body, versionId: null };
  const stored = await expectStatus(
    201,
    client.post(`documents/${body.documentId}/versions?fileName=${encodeURIComponent(file.name)}`, undefined, {
      raw: file.bytes,
      headers: { 'content-type': 'application/octet-stream' },
    }),
  );
  return { ...body, versionId: stored.body.versionId };
}
