/**
 * A year with everything in it that can make a total hard to follow: a memorandum read from a file, a referral back with
 * other amounts, an amended approval, a rejection and a withdrawal, a reservation, a lowered ceiling, a reduction, money
 * withheld, corrected costs, an overspend and a repayment. Told over HTTP, with the instant after each part.
 */
import { readFileSync } from 'node:fs';
import { v4 as uuidv4 } from 'uuid';
import { OfficeBoard } from './board.js';
import { GrantScene } from './grant-scene.js';
import { expectStatus, sectionsStating, sek, type Story, type StoryProposal, type Thing } from './story.js';

const memorandum = readFileSync('test/cases/memoranda/running-text.txt');

export class ExplainedYear {
  /** Part of the year → an instant after all of it was recorded. */
  readonly instants: Record<string, string> = {};
  grant = '';
  own = '';
  /** Own money whose year is closed. */
  closed = '';
  callId = '';
  scenarioIds: string[] = [];
  allocationIds: string[] = [];
  requisition!: Thing;
  asn!: StoryProposal;
  grn!: StoryProposal;

  promisedId = '';
  private closingDecisionId = '';

  private constructor(
    readonly scene: GrantScene,
    readonly story: Story,
  ) {}

  static async told(): Promise<ExplainedYear> {
    const scene = await GrantScene.begin();
    const year = new ExplainedYear(scene, scene.story);
    await year.ask();
    await year.divide();
    await year.lowerAndMove();
    await year.spend();
    return year;
  }

  private async mark(part: string): Promise<void> {
    const [row] = await this.story.app.query<{ at: Date }>('select clock_timestamp() as at');
    // Rounded up: an instant in JSON has milliseconds, the record has microseconds.
    this.instants[part] = new Date(row!.at.getTime() + 1).toISOString();
    await this.story.app.query(`select pg_sleep(0.002)`);
  }

  private async ask(): Promise<void> {
    const { story } = this;
    this.grant = await this.scene.grant('SoS', 22_200_000);
    this.own = await story.source('KSA', 'discretionaryAppropriation', 15_000_000, []);
    this.closed = await story.source('KSB', 'discretionaryAppropriation', 2_000_000, []);
    const call = await story.call([this.grant, this.own], ['ASN', 'GRN', 'TN', 'KN']);
    this.callId = call.id;
    await this.mark('called');
    this.asn = await this.accepted();
    await story.submitAndApprove(this.asn);
    await story.plan('proposal', this.asn.id, 'ASN', [
      ['ASN AU', '2023-04-12'],
      ['ASN', '2023-04-26'],
    ]);
    await story.decide(this.asn.id, 'ASN', 'recommend');
    await story.decide(this.asn.id, 'ASN', 'approve');
    await this.mark('asked');
    await this.referredBack();
    const tn = await story.draft('TN', call.id, [{ title: 'Belysning', kronor: 6_250_000 }]);
    await story.submitAndApprove(tn);
    await story.plan('proposal', tn.id, 'TN', [['TN', '2023-04-26']]);
    await story.decide(tn.id, 'TN', 'reject');
    const kn = await story.draft('KN', call.id, [{ title: 'Lokaler', kronor: 3_600_000 }]);
    await story.act(kn, 'handlaggare', 'submission');
    await story.act(kn, 'handlaggare', 'withdrawal', { reason: 'Nämnden väntar ett år' });
    // Still a draft: in no total, and nobody outside its administration may know of it.
    await story.draft('TN', call.id, [{ title: 'Utkast', kronor: 1_000_000 }]);
    await this.mark('approved');
  }

  private async accepted(): Promise<StoryProposal> {
    const { story } = this;
    const officer = await story.as('asn.handlaggare');
    const path = `memoranda?fileName=skrivelse.txt&authorityId=${story.authority('ASN')}&year=2023&callId=${this.callId}`;
    const raw = { raw: memorandum, key: uuidv4(), headers: { 'content-type': 'application/octet-stream' } };
    const { body } = await expectStatus(201, officer.post(path, undefined, raw));
    const { body: read } = await officer.get(`proposals/${body.id}`);
    const measureKeys = read.measures.map((measure: { measureKey: string }) => measure.measureKey);
    return { id: body.id, version: read.version, matterId: read.matterId, code: 'ASN', measureKeys };
  }

  /** 12 400 000 comes back as 11 000 000, and the committee strikes another 500 000. */
  private async referredBack(): Promise<void> {
    const { story } = this;
    this.grn = await story.draft('GRN', this.callId, [
      { title: 'Skolsociala team', kronor: 10_000_000 },
      { title: 'Lovverksamhet', kronor: 2_400_000 },
    ]);
    const { grn } = this;
    await story.submitAndApprove(grn);
    await story.plan('proposal', grn.id, 'GRN', [['GRN', '2023-04-12']]);
    await story.decide(grn.id, 'GRN', 'referBack', { reasons: 'Precisera bemanningen.' });
    const officer = await story.as('grn.handlaggare');
    grn.version = (await officer.get(`proposals/${grn.id}`)).body.version;
    await story.act(grn, 'handlaggare', 'revision');
    const { body: draft } = await officer.get(`proposals/${grn.id}`);
    const amounts = [9_000_000, 2_000_000];
    const measures = draft.measures.map((measure: { measureKey: string; title: string }, index: number) => ({
      measureKey: measure.measureKey,
      title: measure.title,
      requestedAmount: sek(amounts[index]!),
      year: 2023,
      ...(index === 0 ? { sourceId: this.grant } : {}),
    }));
    const change = { measures, sections: sectionsStating(11_000_000) };
    const changed = await expectStatus(200, officer.patch(`proposals/${grn.id}`, change, { ifMatch: draft.version }));
    grn.version = changed.body.version;
    await story.submitAndApprove(grn);
    await story.plan('proposal', grn.id, 'GRN', [['GRN', '2023-04-26']]);
    const path = `/measures/${grn.measureKeys[1]}/requestedAmount`;
    await story.decide(grn.id, 'GRN', 'approveWithChanges', {
      patch: [{ path, old: '2000000.00', new: '1500000.00' }],
      reasons: 'Lovverksamheten ryms delvis i ram.',
    });
  }

  private async divide(): Promise<void> {
    const { story, grant, own, asn, grn } = this;
    const board = new OfficeBoard(story, this.callId);
    for (const [measure, kronor] of [5_625_000, 1_950_000, 500_000].entries()) {
      await board.answer(asn, grant, true, 'Riktas till barn i riskzon', measure);
      await expectStatus(201, board.recommend(asn, [{ source: grant, kronor }], { measure }));
    }
    await board.answer(grn, grant, true, 'Riktas till barn i riskzon');
    await expectStatus(201, board.recommend(grn, [{ source: grant, kronor: 9_000_000 }]));
    const parts = [
      { source: grant, kronor: 6_000_000 },
      { source: own, kronor: 2_000_000 },
    ];
    await expectStatus(201, board.recommend(grn, parts, { follows: 1, reason: 'Två skolor kan vänta' }));
    const reason = 'Delvis i ram';
    await expectStatus(201, board.recommend(grn, [{ source: own, kronor: 1_000_000 }], { measure: 1, reason }));
    const judged = await board.scenario('Stadskontorets förslag', 'asRecommended');
    const asked = await board.scenario('Allt', 'asRequested', { onlyEligible: false });
    this.scenarioIds = [judged.id, asked.id];
    const promoted = await expectStatus(200, board.promote(judged, '2023-05-03'));
    const allocation = { id: promoted.body.allocationId as string, version: 0 };
    this.allocationIds.push(allocation.id);
    await this.mark('reserved');
    await expectStatus(201, story.boardDecides(allocation, '2023-05-03'));
    await this.mark('decided');
  }

  private async lowerAndMove(): Promise<void> {
    const { story, grant, own, grn } = this;
    await story.ceiling(grant, 12_000_000, '2023-09-01', 'Ändrat fördelningsbeslut');
    await story.ceiling(own, 16_000_000, '2099-01-01', 'Höjt från en kommande dag');
    await this.mark('lowered');
    const moved = await story.allocation(this.callId, 'Flytt', [
      { proposal: grn, measure: 0, source: grant, kronor: -2_500_000, reason: 'Statsbidraget är sänkt' },
      { proposal: grn, measure: 0, source: own, kronor: 1_500_000, reason: 'Flytt från statsbidraget' },
      { proposal: grn, measure: 1, source: this.closed, kronor: 100_000 },
    ]);
    const decision = await expectStatus(201, story.boardDecides(moved, '2023-09-20'));
    await this.promise();
    this.closingDecisionId = decision.body.id;
    const board = new OfficeBoard(story, this.callId);
    // What is left of what was approved is reserved, and waits for the board to the end of the story.
    const rest = await board.scenario('Resten', 'byPriority');
    const waiting = await expectStatus(200, board.promote(rest, '2023-12-13', 'Resten'));
    this.scenarioIds.push(rest.id);
    this.allocationIds.push(moved.id, waiting.body.allocationId);
    await this.mark('moved');
  }

  /** 50 000 of the coming year, under a condition: it reserves nothing. */
  private async promise(): Promise<void> {
    const { story, own, grn } = this;
    await story.ceiling(own, 1_000_000, '2024-01-01', 'Budget 2024', 2024);
    const office = await story.as('ks.stadskontoret');
    const { body } = await expectStatus(201, office.post('allocations', { title: 'Nästa år', callId: this.callId }));
    const place = { proposalId: grn.id, measureKey: grn.measureKeys[1], sourceId: own, year: 2024 };
    const rows = [{ ...place, amount: sek(50_000), condition: 'Fullmäktige anvisar medel i budget 2024.' }];
    const laid = await expectStatus(
      200,
      office.put(`allocations/${body.id}/rows`, { rows }, { ifMatch: body.version }),
    );
    await expectStatus(201, story.boardDecides(laid.body, '2023-09-20'));
    this.promisedId = body.id;
  }

  private async spend(): Promise<void> {
    const { scene, story, grant, asn } = this;
    await scene.deadline(grant, '2023-05-12');
    await scene.agent();
    this.requisition = await scene.submitted(grant, 11_575_000, '2023-05-10');
    await this.mark('requisitioned');
    await scene.note(this.requisition, 'confirm', '2023-05-11');
    await scene.note(this.requisition, 'pay', '2023-06-15', {
      amount: sek(11_000_000),
      reason: 'Ofullständig redovisning',
    });
    await this.mark('paid');
    await this.cost(asn, 0, 5_212_400, '2023-10-31');
    await this.cost(asn, 1, 2_010_000, '2023-11-30');
    const wrong = await this.cost(asn, 2, 300_000, '2023-11-30');
    const controller = await story.as('ks.controller');
    await expectStatus(201, controller.post(`actual-costs/${wrong}/reversal`, { reason: 'Fel belopp' }));
    await this.cost(asn, 2, 287_600, '2023-11-30');
    await this.cost(this.grn, 0, 3_000_000, '2023-12-01');
    await this.mark('used');
    await scene.report(this.requisition, '2024-02-15');
    await scene.note(this.requisition, 'claimRecovery', '2024-03-20', { amount: sek(625_000), ground: 'unused' });
    await scene.note(this.requisition, 'repay', '2024-04-10', { amount: sek(625_000) });
    await this.mark('repaid');
    await this.foresee();
    await this.close();
  }

  /** Said twice; the last one counts. */
  private async foresee(): Promise<void> {
    const officer = await this.story.as('asn.handlaggare');
    for (const kronor of [5_500_000, 5_212_400]) {
      const place = { proposalId: this.asn.id, measureKey: this.asn.measureKeys[0], sourceId: this.grant, year: 2023 };
      const said = { ...place, amount: sek(kronor), comment: 'Vakant tjänst under hösten' };
      await expectStatus(201, officer.post('forecasts', said));
    }
  }

  /** 100 000 of own money, 60 000 used: 40 000 goes back to the board when the year is closed. */
  private async close(): Promise<void> {
    await this.cost(this.grn, 1, 60_000, '2023-11-30', this.closed);
    const controller = await this.story.as('ks.controller');
    const end = { year: 2023, outcome: 'return', decisionId: this.closingDecisionId };
    await expectStatus(201, controller.post(`funding-sources/${this.closed}/settlements`, end));
    await this.mark('closed');
  }

  private async cost(
    proposal: StoryProposal,
    measure: number,
    kronor: number,
    costDay: string,
    sourceId = this.grant,
  ): Promise<string> {
    const controller = await this.story.as('ks.controller');
    const body = {
      proposalId: proposal.id,
      measureKey: proposal.measureKeys[measure],
      sourceId,
      costDay,
      amount: sek(kronor),
      text: 'Kostnad enligt huvudboken',
    };
    return (await expectStatus(201, controller.post('actual-costs', body))).body.id;
  }
}
