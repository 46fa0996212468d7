/** Decisions on the board: a committee decides, adjusts at once on paper, and announces; each on the day it is told to. */
import { expectStatus } from './replies.js';
import { Story, type StoryMeasure, type StoryProposal } from './story.js';

export interface DecidedMatter {
  proposal: StoryProposal;
  agendaItemId: string;
  decisionId: string;
  minuteItem: number;
  meetingId: string;
}

export interface Posted {
  id: string;
  minutesId: string;
  appealEndDay: string;
  daysLate: number;
  version: number;
}

export const workedCase: readonly StoryMeasure[] = [
  { title: 'Fältverksamhet', kronor: 5_625_000 },
  { title: 'Mentorer', kronor: 1_950_000 },
  { title: 'Föräldrastöd', kronor: 500_000 },
];

export class BoardScene {
  private constructor(
    readonly story: Story,
    /** Today in Stockholm, as the database says. */
    readonly today: string,
  ) {}

  static async begin(): Promise<BoardScene> {
    const story = await Story.begin();
    const [row] = await story.app.query<{ today: string }>('select today_in_stockholm()::text as today');
    return new BoardScene(story, row!.today);
  }

  /** A proposal up to the day it stands on the committee's agenda. */
  async listed(
    day: string,
    {
      code = 'ASN',
      measures = workedCase,
      title,
    }: { code?: string; measures?: readonly StoryMeasure[]; title?: string } = {},
  ): Promise<StoryProposal> {
    const { story } = this;
    const officer = await story.as(`${code.toLowerCase()}.handlaggare`);
    const body = story.proposalBody(code, null, measures);
    const { body: made } = await expectStatus(201, officer.post('proposals', { ...body, title: title ?? body.title }));
    const proposal = { id: made.id, version: made.version, matterId: made.matterId, code, measureKeys: [] };
    await story.submitAndApprove(proposal);
    await story.plan('proposal', proposal.id, code, [[code, day]]);
    return proposal;
  }

  async decide(
    proposal: StoryProposal,
    outcome = 'approve',
    more: Record<string, unknown> = {},
  ): Promise<DecidedMatter> {
    const secretary = await this.story.secretaryOf(proposal.code);
    const { meetingId } = await this.story.waitingItem(proposal.id, secretary);
    const { body } = await this.story.decide(proposal.id, proposal.code, outcome, more);
    return { proposal, agendaItemId: body.agendaItemId, decisionId: body.id, minuteItem: body.minuteItem, meetingId };
  }

  async decided(day: string, about: Parameters<BoardScene['listed']>[1] = {}): Promise<DecidedMatter> {
    return this.decide(await this.listed(day, about));
  }

  /** Signed on paper by chair and adjuster on that day. @returns the minutes */
  async adjust({ meetingId, agendaItemId, proposal }: DecidedMatter, signedDay: string): Promise<string> {
    const secretary = await this.story.secretaryOf(proposal.code);
    const { body } = await expectStatus(
      201,
      secretary.post(`meetings/${meetingId}/immediate-adjustments`, { agendaItemIds: [agendaItemId], signedDay }),
    );
    return body.id;
  }

  /** Without a day: today and here; with one: earlier and elsewhere. */
  async announce(minutesId: string, postedDay?: string, code = 'ASN'): Promise<Posted> {
    const secretary = await this.story.secretaryOf(code);
    const { body: minutes } = await expectStatus(200, secretary.get(`minutes/${minutesId}`));
    const told = postedDay === undefined ? {} : { postedDay, postedElsewhere: 'Stadshusets anslagstavla, hela tiden' };
    const { body } = await expectStatus(
      201,
      secretary.post(`minutes/${minutesId}/announcement`, told, { ifMatch: minutes.version }),
    );
    return body;
  }

  /** A decision of that day, adjusted and announced on these days. */
  async announced(day: string, postedDay?: string): Promise<DecidedMatter & { posted: Posted }> {
    const matter = await this.decided(day);
    const minutesId = await this.adjust(matter, day);
    return { ...matter, posted: await this.announce(minutesId, postedDay) };
  }

  end(): Promise<void> {
    return this.story.app.stop();
  }
}
