/**
 * Loads "Malmö stad (exempeldata)": the worked case ASN-2023-5446 allocated, five more committees at different stages of the
 * same call, what remains to be divided, goals followed up to a decided report, a consultation with its answers, and grants to
 * associations. Everything goes through the services people use, in one transaction: a
 * half loaded municipality would teach a newcomer the wrong thing.
 */
import type { INestApplicationContext } from '@nestjs/common';
import { systemActor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { Money } from '../kernel/money.js';
import { Allocations } from '../allocations/allocations.service.js';
import { Calls } from '../calls/calls.service.js';
import { Issuing } from '../calls/issuing.service.js';
import type { DecisionOutcome } from '../decisions/subject-handler.js';
import { Sources } from '../funding/sources.service.js';
import { Organisation } from '../identity/organisation.service.js';
import { rows } from '../platform/database/sql.js';
import { only, Transactions } from '../platform/database/transaction.js';
import { Approvals } from '../proposals/approvals.service.js';
import { Proposals } from '../proposals/proposals.service.js';
import { Registry } from '../registry/registry.service.js';
import { ExampleActs } from './acts.js';
import { loadAssociationGrants } from './association-grants.js';
import { loadFollowedUpYear } from './followed-up-year.js';
import { loadHeardConsultation } from './heard-consultation.js';
import { exampleProposals, type ExampleProposal, memorandumOf } from './memoranda.js';
import { loadLivingYear } from './living-year.js';
import { createExampleOrganisation } from './organisation.js';
import { loadRecentMeetings } from './recent-meetings.js';

const day = (text: string): Day => text as Day;
const year = 2023;
/** Any number the product does not use elsewhere: two processes must not load at once. */
const loadLock = 7_253_002;

/** @returns false when the database already holds an organisation; then nothing is touched. */
export async function loadExample(app: INestApplicationContext, say: (line: string) => void): Promise<boolean> {
  const loaded = await app.get(Transactions).run(async (tx) => {
    await rows(tx, `select pg_advisory_xact_lock($1)`, [loadLock]);
    const { empty } = only(await rows<{ empty: boolean }>(tx, `select not exists (select from authority) as empty`));
    if (!empty) return false;
    const organisation = await createExampleOrganisation(tx, app.get(Organisation));
    await new ExampleLoader(app, tx, organisation).load();
    await loadRecentMeetings(new ExampleActs(app, tx, organisation));
    return true;
  });
  if (loaded) say('Loaded the example municipality.');
  return loaded;
}

interface Placed {
  id: string;
  version: number;
  measures: { measureKey: string; amount: Money }[];
}

class ExampleLoader extends ExampleActs {
  async load(): Promise<void> {
    const grant = await this.source('SOS-2023', 'stateGrant', 22_200_000n);
    const own = await this.source('KSA-2023', 'discretionaryAppropriation', 15_000_000n);
    const callId = await this.call([grant, own]);
    await this.app
      .get(Registry)
      .startSeries(this.tx, systemActor, { authorityId: this.authority('ASN'), year, firstNumber: 5446 });
    const placed = new Map<string, Placed>();
    for (const proposal of exampleProposals) placed.set(proposal.code, await this.proposal(proposal, callId));
    await this.allocate('Fördelning till arbetsmarknads- och socialnämnden', callId, grant, placed.get('ASN'), true);
    const asn = placed.get('ASN');
    if (asn !== undefined) {
      await this.adjustImmediately(asn.id, 'asn.sekreterare');
      const measureKeys = asn.measures.map(({ measureKey }) => measureKey);
      const granted = { proposalId: asn.id, sourceId: grant, measureKeys };
      await loadLivingYear(this, granted);
      await loadFollowedUpYear(this, granted);
    }
    await this.allocate('Fördelning till grundskolenämnden', callId, grant, placed.get('GRN'), false);
    await loadHeardConsultation(this);
    await loadAssociationGrants(this);
  }

  private async source(
    code: string,
    kind: 'stateGrant' | 'discretionaryAppropriation',
    kronor: bigint,
  ): Promise<string> {
    const sources = this.app.get(Sources);
    const controller = await this.actor('ks.controller');
    const isGrant = kind === 'stateGrant';
    const { id, version } = await sources.create(this.tx, controller, {
      code,
      name: isGrant ? 'Sociala insatser i utsatta områden' : 'Kommunstyrelsens anslag till förfogande',
      kind,
      aliases: isGrant ? ['statsbidrag sociala insatser'] : ['medel för särskilt förfogande', 'KS nämndsbudget'],
      grantor: isGrant ? 'Socialstyrelsen' : 'Kommunstyrelsen',
      purposes: isGrant ? grantPurposes : ownPurposes,
      useFromDay: day('2023-01-01'),
      useToDay: day('2023-12-31'),
      ...(isGrant ? { requisitionDeadlineDay: day('2023-05-12') } : {}),
    });
    const ground = isGrant ? 'Socialstyrelsens fördelning 2023-01-18' : 'Kommunstyrelsens nämndsbudget 2023';
    await sources.setCeiling(this.tx, controller, id, {
      year,
      amount: Money.fromOre(kronor * 100n),
      validFromDay: day(isGrant ? '2023-01-18' : '2023-01-01'),
      ground,
    });
    const announced = await sources.act(this.tx, await this.actor('ks.stadskontoret'), id, version, 'announce');
    await sources.act(this.tx, await this.actor('ks.stadskontoret'), id, announced.version, 'openToCalls');
    return id;
  }

  private async call(sourceIds: string[]): Promise<string> {
    const calls = this.app.get(Calls);
    const office = await this.actor('ks.stadskontoret');
    const { id, version } = await calls.create(this.tx, office, {
      title: 'Sociala insatser och lokal utveckling 2023',
      description: 'Nämnderna ombeds föreslå insatser för 2023 som möter villkoren för de två finansieringskällorna.',
      years: [year],
      sourceIds,
      authorityIds: exampleProposals.map(({ code }) => this.authority(code)),
      replyByDay: day('2023-04-28'),
      replyByTime: '12:00',
      openedDay: day('2023-02-01'),
    });
    await this.app.get(Issuing).issue(this.tx, office, id, version);
    return id;
  }

  /** Takes one committee's proposal as far as its stage says. */
  private async proposal(example: ExampleProposal, callId: string): Promise<Placed> {
    const { code, stage } = example;
    const proposals = this.app.get(Proposals);
    const user = code.toLowerCase();
    const officer = await this.actor(`${user}.handlaggare`);
    const content = memorandumOf(example, (name) => this.body(name), this.authority('KS'));
    let state = await proposals.create(this.tx, officer, {
      ...content,
      callId,
      authorityId: this.authority(code),
      openedDay: day('2023-03-01'),
    });
    const keys = await rows<{ measure_key: string }>(
      this.tx,
      `select m.measure_key from measure m join proposal p on p.current_version_id = m.version_id where p.id = $1 order by m.position`,
      [state.id],
    );
    const measures = keys.map(({ measure_key: measureKey }, index) => ({
      measureKey,
      amount: Money.fromOre((example.measures[index]?.kronor ?? 0n) * 100n),
    }));
    const placed = (): Placed => ({ id: state.id, version: state.version, measures });
    if (stage === 'drafting') return placed();
    // The answers came in 2023; the register says when, so that none of them is called late.
    await this.app.get(Calls).recordReply(this.tx, officer, {
      callId,
      authorityId: this.authority(code),
      receivedAt: new Date('2023-04-27T07:30:00Z'),
    });
    state = { ...state, ...(await proposals.submit(this.tx, officer, state.id, state.version)) };
    if (stage === 'submitted') return placed();
    for (const manager of ['enhetschef', 'direktor'])
      state = {
        ...state,
        ...(await this.app
          .get(Approvals)
          .approve(this.tx, await this.actor(`${user}.${manager}`), state.id, state.version)),
      };
    if (stage === 'approvedByManagement') return placed();
    const steps = content.decisionPlan ?? [];
    await this.route('proposal', state.id, `${user}.sekreterare`, steps);
    const outcomes: DecisionOutcome[] =
      stage === 'atCommittee' ? ['recommend', 'recommend'] : ['recommend', 'recommend', 'approve'];
    for (const outcome of outcomes) await this.decide(state.id, `${user}.sekreterare`, outcome);
    return placed();
  }

  private async allocate(
    title: string,
    callId: string,
    sourceId: string,
    proposal: Placed | undefined,
    decided: boolean,
  ): Promise<void> {
    if (proposal === undefined) return;
    const allocations = this.app.get(Allocations);
    const office = await this.actor('ks.stadskontoret');
    const { id, version } = await allocations.create(this.tx, office, { title, callId });
    const list = proposal.measures.map(({ measureKey, amount }) => ({
      proposalId: proposal.id,
      measureKey,
      sourceId,
      year,
      amount,
    }));
    await allocations.replaceRows(this.tx, office, id, version, list);
    if (!decided) return;
    await this.route('allocation', id, 'ks.sekreterare', [{ bodyId: this.body('KS'), day: day('2023-05-03') }]);
    await this.decide(id, 'ks.sekreterare', 'approve');
    await this.adjustImmediately(id, 'ks.sekreterare');
  }
}

const grantPurposes = [
  'Minska risken att barn och unga dras in i kriminalitet',
  'Utveckla samverkan mellan socialtjänst, polis och skola',
  'Förstärka och komplettera brottsförebyggande arbete',
  'Öka tillgängligheten, till exempel med fler fältarbetare',
];

const ownPurposes = [
  'Minskad segregation och brottslighet samt ökad trygghet',
  'Områdeslyft med fokus på barns och ungas uppväxtvillkor',
];
