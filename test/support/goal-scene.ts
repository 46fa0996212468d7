/** Following up as the administration, the controller and the city office do it. */
import type { Client, Reply } from './app.js';
import { expectStatus, Story, type Thing } from './story.js';

export interface SceneGoal extends Thing {
  year: number;
}

export const paragraph = (text: string) => [{ kind: 'paragraph', items: [{ runs: [{ text }] }] }];

/** A share by sex, as follow-up reports have them. */
export const shareDefinition = {
  fromDay: '2015-01-01',
  kind: 'share',
  definition: 'Andel avslut till studier, 18–29 år',
  numerator: 'avslut till studier',
  denominator: 'alla avslut',
  unit: 'procent',
  bySex: true,
  sourceSystem: 'Procapita',
};

export const figures = (all: number[], women: number[], men: number[]) =>
  (
    [
      ['all', all],
      ['women', women],
      ['men', men],
    ] as const
  ).map(([group, [count, total]]) => ({ group, count, ...(total === undefined ? {} : { total }) }));

export class GoalScene {
  private constructor(readonly story: Story) {}

  static async begin(): Promise<GoalScene> {
    return new GoalScene(await Story.begin());
  }

  /** Told in an application that is running already; whoever started it stops it. */
  static over(story: Story): GoalScene {
    return new GoalScene(story);
  }

  officer(code = 'ASN'): Promise<Client> {
    return this.story.as(`${code.toLowerCase()}.handlaggare`);
  }

  controller(): Promise<Client> {
    return this.story.as('ks.controller');
  }

  async chain(year: number, levels: readonly string[], code?: string): Promise<Thing> {
    const office = await this.story.as('ks.stadskontoret');
    const authorityId = code === undefined ? {} : { authorityId: this.story.authority(code) };
    return (await expectStatus(201, office.post('goal-chains', { year, levels, ...authorityId }))).body as Thing;
  }

  /** Written and adopted, by the secretary, who may in every authority. */
  async goal(
    code: string,
    level: string,
    title: string,
    year: number,
    parent?: { id: string },
    more: Record<string, unknown> = {},
  ): Promise<SceneGoal> {
    const writer = await this.story.as(`${code.toLowerCase()}.sekreterare`);
    const command = {
      level,
      authorityId: this.story.authority(code),
      title,
      year,
      parentId: parent?.id ?? null,
      ...more,
    };
    const { body } = await expectStatus(201, writer.post('goals', command));
    const goal = { ...(body as Thing), year };
    await this.act(goal, writer, 'adopt');
    return goal;
  }

  async act(goal: Thing, client: Client, act: string, more: object = {}): Promise<Reply> {
    const reply = await expectStatus(
      200,
      client.post(`goals/${goal.id}/steps`, { act, ...more }, { ifMatch: goal.version }),
    );
    goal.version = reply.body.version;
    return reply;
  }

  async indicator(goal: Thing, name: string, definition: object = shareDefinition, code = 'ASN'): Promise<Thing> {
    const officer = await this.officer(code);
    return (await expectStatus(201, officer.post(`goals/${goal.id}/indicators`, { name, ...definition })))
      .body as Thing;
  }

  /** An act on an indicator; its version follows. */
  async onIndicator(indicator: Thing, path: string, body: object, code = 'ASN'): Promise<Reply> {
    const officer = await this.officer(code);
    const reply = await expectStatus(
      200,
      officer.post(`indicators/${indicator.id}/${path}`, body, { ifMatch: indicator.version }),
    );
    indicator.version = reply.body.version;
    return reply;
  }

  outcome(indicator: Thing, year: number, period: string, given: object[]): Promise<Reply> {
    return this.onIndicator(indicator, 'outcomes', { year, period, isMeasured: true, figures: given });
  }

  async report(code: string, year: number, period: string, more: object = {}): Promise<Thing & { matterId: string }> {
    const officer = await this.officer(code);
    const command = { authorityId: this.story.authority(code), year, period, ...more };
    return (await expectStatus(201, officer.post('period-reports', command))).body as Thing & { matterId: string };
  }

  /** Judged, commented and marked done by the administration. */
  async judged(report: Thing, goalId: string, entry: object, code = 'ASN'): Promise<void> {
    const officer = await this.officer(code);
    const { body } = await expectStatus(200, officer.get(`period-reports/${report.id}`));
    const version = body.entries.find((one: { goalId: string }) => one.goalId === goalId).version as number;
    const path = `period-reports/${report.id}/entries/${goalId}`;
    const written = await expectStatus(200, officer.put(path, entry, { ifMatch: version }));
    await expectStatus(200, officer.post(`${path}/completion`, undefined, { ifMatch: written.body.version }));
  }

  async reviewed(report: Thing, goalIds: readonly string[]): Promise<void> {
    const controller = await this.controller();
    await expectStatus(200, controller.post(`period-reports/${report.id}/reviews`, { goalIds }));
  }

  /** On the committee's agenda and decided. */
  async decided(
    report: Thing,
    code: string,
    day: string,
    outcome = 'approve',
    more: Record<string, unknown> = {},
  ): Promise<Reply> {
    await this.story.plan('periodReport', report.id, code, [[code, day]]);
    return this.story.decide(report.id, code, outcome, more);
  }
}
