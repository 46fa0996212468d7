/** The city office at its allocation board: the verbs of a story about who gets what. */
import { expectStatus, sek, type Story, type StoryProposal, type Thing } from './story.js';
import type { Reply } from './app.js';

export interface Part {
  source: string;
  kronor: number;
  year?: number;
}

export class OfficeBoard {
  constructor(
    private readonly story: Story,
    readonly callId: string,
  ) {}

  office() {
    return this.story.as('ks.stadskontoret');
  }

  /** One purpose of the source answered for a measure. */
  async answer(
    proposal: StoryProposal,
    source: string,
    answer: boolean,
    ground: string,
    measure = 0,
    criterion = 'purpose-1',
  ): Promise<string> {
    const office = await this.office();
    const body = {
      proposalId: proposal.id,
      measureKey: proposal.measureKeys[measure],
      sourceId: source,
      answers: [{ criterion, answer, ground }],
    };
    const reply = await expectStatus(201, office.post(`calls/${this.callId}/board/eligibility`, body));
    return reply.body.verdict;
  }

  async recommend(
    proposal: StoryProposal,
    parts: readonly Part[],
    {
      reason,
      priority,
      follows = 0,
      measure = 0,
    }: { reason?: string; priority?: number; follows?: number; measure?: number } = {},
  ): Promise<Reply> {
    const office = await this.office();
    return office.post(`calls/${this.callId}/board/recommendations`, {
      proposalId: proposal.id,
      measureKey: proposal.measureKeys[measure],
      follows,
      rows: parts.map(({ source, kronor, year = 2023 }) => ({ sourceId: source, year, amount: sek(kronor) })),
      ...(reason === undefined ? {} : { reason }),
      ...(priority === undefined ? {} : { priority }),
    });
  }

  async scenario(name: string, rule: string, more: Record<string, unknown> = {}): Promise<Thing & Record<string, any>> {
    const office = await this.office();
    const { body } = await expectStatus(201, office.post(`calls/${this.callId}/scenarios`, { name, rule, ...more }));
    return body;
  }

  async read(id: string): Promise<any> {
    return (await expectStatus(200, (await this.office()).get(`scenarios/${id}`))).body;
  }

  async view(): Promise<any> {
    return (await expectStatus(200, (await this.office()).get(`calls/${this.callId}/board`))).body;
  }

  /** Puts it before the executive board's meeting of the day; whatever is answered comes back. */
  async promote(scenario: Thing, day: string, title = 'Fördelning'): Promise<Reply> {
    const meetingId = await this.story.meeting('KS', day);
    const office = await this.office();
    return office.post(
      `scenarios/${scenario.id}/promotion`,
      { title, meetingIds: [meetingId] },
      { ifMatch: scenario.version },
    );
  }
}
