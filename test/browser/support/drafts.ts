/** A draft proposal made through the API, as complete as the law asks, with a title of its own. */
import type { Client, TestApplication } from '../../support/app.js';

const mandatory = ['summary', 'considerations', 'childPerspective', 'genderPerspective', 'economicConsequences'];
const kronor = (amount: string) => ({ amount, currency: 'SEK' });

export interface MadeDraft {
  id: string;
  version: number;
  registrationNumber: string;
}

export async function makeDraft(app: TestApplication, officer: Client, title: string): Promise<MadeDraft> {
  const reply = await officer.post('proposals', {
    authorityId: app.authorityIds.get('ASN'),
    title,
    sections: mandatory.map((kind) => ({
      kind,
      text: kind === 'summary' ? 'Förvaltningens förslag uppgår till 7 575 000 kr.' : 'Förvaltningen bedömer detta.',
    })),
    measures: ['5625000.00', '1950000.00'].map((amount, index) => ({
      title: `Utvecklingsinsats nummer ${index + 1}`,
      requestedAmount: kronor(amount),
      year: 2026,
    })),
    decisionPoints: [{ type: 'approve', text: 'Nämnden godkänner förvaltningens förslag.' }],
  });
  if (reply.status !== 201) throw new Error(`${reply.status} ${reply.text}`);
  return reply.body as MadeDraft;
}

/** Sent to the managers. */
export async function sendDraft(officer: Client, { id, version }: MadeDraft): Promise<number> {
  const reply = await officer.post(`proposals/${id}/submission`, undefined, { ifMatch: version });
  if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`);
  return (reply.body as MadeDraft).version;
}
