/** A grant as finance meets it: two at the city office, an agent the grantor has approved, and a requisition to take through its steps. */
import type { Client, Reply } from './app.js';
import { expectStatus, sek, Story, type Thing } from './story.js';

export const reportTexts = {
  use: 'Medlen har använts till fältarbetare och föräldrastöd.',
  results: 'Fler unga har nåtts av stöd.',
  resultsAgainstPurpose: 'Risken att unga dras in i brottslighet bedöms ha minskat.',
};

export class GrantScene {
  private constructor(readonly story: Story) {}

  static async begin(): Promise<GrantScene> {
    return new GrantScene(await Story.begin());
  }

  office(): Promise<Client> {
    return this.story.as('ks.stadskontoret');
  }

  controller(): Promise<Client> {
    return this.story.as('ks.controller');
  }

  /** A state grant with the worked case's deadline, or none. */
  async grant(code: string, kronor: number, deadlineDay?: string): Promise<string> {
    const id = await this.story.source(code, 'stateGrant', kronor);
    if (deadlineDay !== undefined) await this.deadline(id, deadlineDay);
    return id;
  }

  async deadline(id: string, deadlineDay: string): Promise<void> {
    const controller = await this.controller();
    const { body } = await controller.get(`funding-sources/${id}`);
    const change = { requisitionDeadlineDay: deadlineDay };
    await expectStatus(200, controller.patch(`funding-sources/${id}`, change, { ifMatch: body.version }));
  }

  /** @returns the answer to asking, with its warnings */
  async agent(askedDay = '2023-02-01', approvedDay = '2023-03-01', grantor = 'Socialstyrelsen'): Promise<Reply> {
    const office = await this.office();
    const personId = this.story.person('ks.stadskontoret');
    const asked = await expectStatus(
      201,
      office.post('grant-agents', { grantor, organisationNumber: '212000-1124', personId, askedDay }),
    );
    const path = `grant-agents/${asked.body.id}/approval`;
    await expectStatus(200, office.post(path, { day: approvedDay }, { ifMatch: 1 }));
    return asked;
  }

  /** Started, with the agent, prepared by the city office and approved by the controller. */
  async approved(sourceId: string, kronor: number, year = 2023): Promise<Thing> {
    const office = await this.office();
    const started = await expectStatus(201, office.post(`funding-sources/${sourceId}/requisitions`, { year }));
    const requisition = started.body as Thing;
    await this.act(requisition, office, 'agent');
    await this.act(requisition, office, 'preparation', { amount: sek(kronor) });
    await this.act(requisition, await this.controller(), 'approval');
    return requisition;
  }

  async submitted(sourceId: string, kronor: number, submittedDay: string): Promise<Thing> {
    const requisition = await this.approved(sourceId, kronor);
    await this.act(requisition, await this.office(), 'submission', {
      submittedDay,
      submittedElsewhere: 'Socialstyrelsens e-tjänst',
    });
    return requisition;
  }

  async act(requisition: Thing, client: Client, act: string, body?: unknown): Promise<Reply> {
    const reply = await expectStatus(
      200,
      client.post(`requisitions/${requisition.id}/${act}`, body, { ifMatch: requisition.version }),
    );
    requisition.version = reply.body.version;
    return reply;
  }

  async note(requisition: Thing, act: string, day: string, more: Record<string, unknown> = {}): Promise<Reply> {
    return this.act(requisition, await this.office(), 'steps', { act, day, ...more });
  }

  async report(requisition: Thing, reportedDay: string): Promise<Reply> {
    return this.act(requisition, await this.office(), 'report', { reportedDay, ...reportTexts });
  }
}
