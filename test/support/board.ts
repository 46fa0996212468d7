/** The city office at its allocation board: the verbs of a story about who gets what. */
import type { Money } from '../../src/kernel/money.js';
import type { BoardView } from '../../src/allocations/scenarios/board.queries.js';
import type { ComparisonView } from '../../src/allocations/scenarios/comparison.rules.js';
import type { ScenarioState } from '../../src/allocations/scenarios/scenarios.service.js';
import type { ScenarioView } from '../../src/allocations/scenarios/scenarios.queries.js';
import { expectStatus, sek, type Story, type StoryProposal, type Thing } from './story.js';
import type { Reply } from './app.js';

/** A view as it comes over the wire. */
export type Wire<T> = T extends Money
  ? { amount: string; currency: 'SEK' }
  : T extends readonly (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Name in keyof T]: Wire<T[Name]> }
      : T;

export const kronorOf = ({ amount }: Wire<Money>): number => Number(amount);

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

  async scenario(name: string, rule: string, more: Record<string, unknown> = {}): Promise<ScenarioState> {
    const office = await this.office();
    const { body } = await expectStatus(201, office.post(`calls/${this.callId}/scenarios`, { name, rule, ...more }));
    return body;
  }

  async read(id: string): Promise<Wire<ScenarioView>> {
    return (await expectStatus(200, (await this.office()).get(`scenarios/${id}`))).body;
  }

  async view(): Promise<Wire<BoardView>> {
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

  /** As the controller compares them. */
  async compared(ids: readonly string[]): Promise<Wire<ComparisonView>> {
    const controller = await this.story.as('ks.controller');
    const path = `calls/${this.callId}/scenarios/comparison?ids=${ids.join(',')}`;
    return (await expectStatus(200, controller.get(path))).body;
  }
}
