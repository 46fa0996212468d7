/** The worked case's money in use: the grant with its conditions, requisitioned and paid, some costs, a plan and a forecast, so that finance sees a year that lives. */
import type { Day } from '../kernel/day.js';
import { Money } from '../kernel/money.js';
import { Costs } from '../allocations/costs/costs.service.js';
import { Forecasts } from '../allocations/follow-up/forecasts.service.js';
import { GrantAgents } from '../allocations/grants/agents.service.js';
import { GrantConditions } from '../allocations/grants/conditions.service.js';
import { RequisitionFacts } from '../allocations/grants/requisition-facts.service.js';
import { Requisitions } from '../allocations/grants/requisitions.service.js';
import type { ExampleActs } from './acts.js';

const day = (text: string): Day => text as Day;
const kronor = (amount: bigint): Money => Money.fromOre(amount * 100n);
const year = 2023;
const notice = { validFromDay: day('2023-01-18'), reference: 'Socialstyrelsens beslut 2023-01-18 (exempel)' };

/** A committee's measures in the order of its memorandum, all of them paid for by the grant. */
export interface GrantedMeasures {
  proposalId: string;
  sourceId: string;
  measureKeys: readonly string[];
}

export async function loadLivingYear(acts: ExampleActs, granted: GrantedMeasures): Promise<void> {
  await setConditions(acts, granted.sourceId);
  await requisition(acts, granted.sourceId);
  await use(acts, granted);
  await foresee(acts, granted);
}

async function setConditions(acts: ExampleActs, sourceId: string): Promise<void> {
  const office = await acts.actor('ks.stadskontoret');
  const conditions = acts.app.get(GrantConditions);
  await conditions.add(acts.tx, office, sourceId, {
    ...notice,
    kind: 'use',
    text: 'Medlen får användas till och med den 31 december 2023.',
  });
  await conditions.add(acts.tx, office, sourceId, {
    ...notice,
    kind: 'report',
    text: 'Användning, resultat och resultat mot ändamålet redovisas till Socialstyrelsen.',
    dueDay: day('2024-03-01'),
  });
}

/** The worked case's days: asked for on 10 May, two days before the last one, and paid in June. */
async function requisition(acts: ExampleActs, sourceId: string): Promise<void> {
  const { app, tx } = acts;
  const [office, controller] = [await acts.actor('ks.stadskontoret'), await acts.actor('ks.controller')];
  const agent = await app.get(GrantAgents).ask(tx, office, {
    grantor: 'Socialstyrelsen',
    organisationNumber: '212000-0000',
    personId: office.personId ?? '',
    askedDay: day('2023-02-01'),
  });
  await app.get(GrantAgents).act(tx, office, agent.id, agent.version, 'approve', day('2023-03-01'));
  const requisitions = app.get(Requisitions);
  let state = await requisitions.start(tx, office, sourceId, year);
  const { id } = state;
  state = await requisitions.recordAgent(tx, office, id, state.version);
  state = await requisitions.prepare(tx, office, id, state.version, kronor(8_075_000n));
  state = await requisitions.approve(tx, controller, id, state.version);
  const submitted = await requisitions.submit(tx, office, id, state.version, {
    submittedDay: day('2023-05-10'),
    submittedElsewhere: 'Socialstyrelsens e-tjänst (exempel)',
  });
  if (submitted instanceof Error) throw submitted;
  const facts = app.get(RequisitionFacts);
  const confirmed = await facts.note(tx, office, id, submitted.version, { act: 'confirm', day: day('2023-05-11') });
  const pay = { act: 'pay' as const, day: day('2023-06-15'), amount: kronor(8_075_000n) };
  await facts.note(tx, office, id, confirmed.version, pay);
}

/** Until September, each measure on a project code of its own. */
async function use(acts: ExampleActs, { proposalId, sourceId, measureKeys }: GrantedMeasures): Promise<void> {
  const { app, tx } = acts;
  const controller = await acts.actor('ks.controller');
  const costs = app.get(Costs);
  const booked: [measure: number, costDay: string, amount: bigint, text: string][] = [
    [0, '2023-06-30', 640_000n, 'Löner juni, lokalt utvecklingsarbete'],
    [0, '2023-07-31', 655_000n, 'Löner juli, lokalt utvecklingsarbete'],
    [0, '2023-08-31', 790_500n, 'Löner augusti, lokalt utvecklingsarbete'],
    [0, '2023-09-29', 812_000n, 'Löner september, lokalt utvecklingsarbete'],
    [1, '2023-08-31', 310_000n, 'Stöd och behandling, augusti'],
    [1, '2023-09-29', 345_000n, 'Stöd och behandling, september'],
    [2, '2023-09-14', 87_600n, 'Dialogmöten i fyra områden'],
  ];
  for (const [measure, measureKey] of measureKeys.entries())
    await costs.setCode(tx, controller, { code: `5446${measure + 1}`, proposalId, measureKey, sourceId });
  for (const [measure, costDay, amount, text] of booked)
    await costs.record(tx, controller, {
      proposalId,
      measureKey: measureKeys[measure] ?? '',
      sourceId,
      costDay: day(costDay),
      amount: kronor(amount),
      text,
    });
}

/** The largest measure is behind its plan, and says why; its need goes on, and nobody knows of money for the next year. */
async function foresee(acts: ExampleActs, { proposalId, sourceId, measureKeys }: GrantedMeasures): Promise<void> {
  const { app, tx } = acts;
  const officer = await acts.actor('asn.handlaggare');
  const forecasts = app.get(Forecasts);
  const measure = { proposalId, measureKey: measureKeys[0] ?? '', sourceId, year };
  const plan = [800_000n, 800_000n, 800_000n, 800_000n, 800_000n, 800_000n, 825_000n];
  const months = plan.map((amount, index) => ({ month: 6 + index, amount: kronor(amount) }));
  await forecasts.plan(tx, officer, { ...measure, months });
  await forecasts.foresee(tx, officer, {
    ...measure,
    forecastDay: day('2023-09-05'),
    amount: kronor(5_400_000n),
    comment: 'Två tjänster tillsattes först i augusti; den lägre kostnaden i juni och juli tas inte igen.',
  });
  await forecasts.foresee(tx, officer, {
    ...measure,
    forecastDay: day('2023-10-03'),
    amount: kronor(5_212_000n),
    comment: 'Alla tjänster är tillsatta och månadskostnaden enligt plan; resten av utrymmet används inte.',
  });
  await forecasts.need(tx, officer, {
    proposalId,
    measureKey: measure.measureKey,
    untilYear: 2025,
    note: 'Insatsen är planerad för tre år; besked om statsbidrag för 2024 saknas.',
  });
}
