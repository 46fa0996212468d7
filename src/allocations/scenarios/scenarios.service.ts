/** Making, changing and giving up scenarios, and putting one before the executive board with its money reserved. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { conflict, invalid, notFound } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { step } from '../../kernel/transitions.js';
import { CallsQueries } from '../../calls/calls.queries.js';
import { Routes } from '../../decisions/routes.service.js';
import { may, requirePermit } from '../../identity/permit.rules.js';
import { rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { letItBeSeen, type Progress, unfollowed } from '../../platform/progress/progress.js';
import { rowsMax } from '../allocation.rules.js';
import * as allocationStore from '../allocation.store.js';
import { allocationEvents } from '../allocations.events.js';
import { Allocations } from '../allocations.service.js';
import { Reservations } from '../reservations.service.js';
import { readFigures } from './board.queries.js';
import { inputsOf } from './frozen-inputs.rules.js';
import { faultsOfCertificate } from './certificate.checker.js';
import { certified, type Frozen, freeze } from './certification.js';
import { fill, type FillRule } from './fill.rules.js';
import { type FrozenInputs, measureId, type ScenarioRow } from './inputs.rules.js';
import { requireKnownRows, scenarioRowsMax, type ScenarioStatus, scenarioStates } from './scenario.rules.js';
import * as store from './scenario.store.js';

export interface NewScenario {
  name: string;
  rule: FillRule;
  onlyEligible: boolean;
  /** Figures frozen for an earlier scenario; those of now when left out. */
  inputsId?: string | undefined;
}

export interface ScenarioRowDraft {
  proposalId: string;
  measureKey: string;
  sourceId: string;
  year: number;
  amount: Money;
}

export interface Promotion {
  title: string;
  /** Meetings in the order the allocation shall pass them; the last is the executive board's. */
  meetingIds: readonly string[];
}

export interface ScenarioState {
  id: string;
  status: ScenarioStatus;
  inputsId: string;
  /** Accepted by the checker. */
  isCertified: boolean;
  allocationId: string | null;
  version: number;
}

@Injectable()
export class Scenarios {
  constructor(
    private readonly calls: CallsQueries,
    private readonly allocations: Allocations,
    private readonly reservations: Reservations,
    private readonly routes: Routes,
    private readonly events: Events,
  ) {}

  /**
   * Fills a scenario by a rule, on figures frozen now or before.
   * @throws not-found, forbidden, duplicate `scenario-name`, validation-failed `unknown-inputs` or `too-many`
   */
  async create(
    tx: Tx,
    actor: Actor,
    callId: string,
    scenario: NewScenario,
    progress: Progress = unfollowed,
  ): Promise<ScenarioState> {
    const { matterId } = await this.calls.get(actor, callId, tx);
    requirePermit(actor, 'board.write');
    progress.report('figures');
    const { id: inputsId, ...frozen } = await this.inputs(tx, actor, callId, scenario.inputsId);
    progress.report('rule');
    await letItBeSeen();
    const list = fill(JSON.parse(frozen.content) as FrozenInputs, scenario);
    if (list.length > scenarioRowsMax)
      throw invalid('/rule', 'too-many', `Scenariot får ${list.length} rader; högst ${scenarioRowsMax} ryms.`);
    progress.report('checker');
    await letItBeSeen();
    const { certificate } = certified(frozen, list);
    const id = uuidv7();
    const { name, rule, onlyEligible } = scenario;
    const made = { id, callId, inputsId, name: name.trim(), rule, onlyEligible, certificate };
    progress.report('writing', 0, list.length);
    await store.insert(tx, { ...made, createdBy: actor.personId });
    await store.writeRows(tx, id, list);
    const isCertified = certificate !== null;
    await this.record(
      tx,
      actor,
      allocationEvents.scenarioMade,
      { callId, matterId },
      {
        scenarioId: id,
        inputsId,
        rule,
        onlyEligible,
        rows: list.length,
        isCertified,
      },
    );
    return { id, status: 'working', inputsId, isCertified, allocationId: null, version: 1 };
  }

  /**
   * Replaces the rows by hand. One that does not fit is kept and gets no certificate.
   * @throws not-found, forbidden, precondition-failed, state-conflict, validation-failed at the row
   */
  async replaceRows(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    drafts: readonly ScenarioRowDraft[],
  ): Promise<ScenarioState> {
    const scenario = await this.lock(tx, actor, id, expected);
    const edge = step(scenarioStates, scenario.status, 'edit');
    const places = new Map(
      scenario.inputs.sources.map(({ sourceId, year, sourceYearId }) => [`${sourceId} ${year}`, sourceYearId]),
    );
    const list = drafts.map(({ proposalId, measureKey, sourceId, year, amount }): ScenarioRow => {
      const sourceYearId = places.get(`${sourceId} ${year}`) ?? '';
      return { proposalId, measureKey, sourceYearId, amountOre: amount.ore };
    });
    requireKnownRows(scenario.inputs, list);
    const { certificate } = certified(scenario.frozen, list);
    await store.writeRows(tx, id, list);
    const version = await store.change(tx, scenario, { status: edge.to, rule: 'byHand', certificate });
    const isCertified = certificate !== null;
    await this.record(tx, actor, edge.event, scenario, { scenarioId: id, rows: list.length, isCertified });
    return stateOf(scenario, { isCertified, version });
  }

  /** @throws not-found, forbidden, precondition-failed, state-conflict */
  async discard(tx: Tx, actor: Actor, id: string, expected: number): Promise<ScenarioState> {
    const scenario = await this.lock(tx, actor, id, expected);
    const edge = step(scenarioStates, scenario.status, 'discard');
    const version = await store.change(tx, scenario, { status: edge.to });
    await this.record(tx, actor, edge.event, scenario, { scenarioId: id });
    return stateOf(scenario, { status: edge.to, version });
  }

  /**
   * Puts it before the executive board: the allocation, its money and its place on the agenda, all or nothing. What has
   * changed since the figures were frozen is judged on the figures of now, by the ledger's guard, so of two that want
   * the last krona one is put forward and the other refused here, not in the meeting.
   *
   * Lock order: matter, scenario, allocation, proposals, sources, and the agenda's counter last.
   * @throws not-found, forbidden, precondition-failed, state-conflict (`not-allowed-in-state`, `not-certified`,
   *   `inputs-outdated`, `not-eligible`, `proposal-not-approved`, `above-approved`), `ceiling-exceeded` with each source's
   *   difference, validation-failed for an unsound route
   */
  async promote(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    { title, meetingIds }: Promotion,
  ): Promise<ScenarioState> {
    const scenario = await this.lock(tx, actor, id, expected);
    const edge = step(scenarioStates, scenario.status, 'promote');
    requireCertified(scenario);
    await requireStillTrue(tx, scenario);
    const allocation = await this.allocations.create(tx, actor, { title, callId: scenario.callId });
    await this.allocations.replaceRows(tx, actor, allocation.id, allocation.version, draftsOf(scenario));
    const locked = await allocationStore.lock(tx, allocation.id);
    if (locked === undefined) throw new Error(`allocation ${allocation.id} was just made and is not there`);
    await this.reservations.hold(tx, actor, locked, locked.rows, await firstDay(tx, meetingIds));
    await this.routes.plan(tx, actor, { subjectKind: 'allocation', subjectId: allocation.id, meetingIds });
    const version = await store.change(tx, scenario, { status: edge.to, allocationId: allocation.id });
    await this.record(tx, actor, edge.event, scenario, { scenarioId: id, allocationId: allocation.id });
    return { ...stateOf(scenario, { status: edge.to, version }), allocationId: allocation.id };
  }

  private async inputs(
    tx: Tx,
    actor: Actor,
    callId: string,
    inputsId: string | undefined,
  ): Promise<Frozen & { id: string }> {
    if (inputsId === undefined) {
      const frozen = freeze(inputsOf(await readFigures(tx, callId)));
      return { id: await store.keepInputs(tx, { callId, frozen, frozenBy: actor.personId }), ...frozen };
    }
    const found = await store.inputsOfCall(tx, callId, inputsId);
    if (found === undefined) throw invalid('/inputsId', 'unknown-inputs', 'Underlaget finns inte för den här begäran.');
    return found;
  }

  /** What a person may not see is not there; then the act, then the version. */
  private async lock(tx: Tx, actor: Actor, id: string, expected: number): Promise<store.StoredScenario> {
    const scenario = may(actor, 'board.read') ? await store.lock(tx, id) : undefined;
    if (scenario === undefined) throw notFound('Scenariot');
    requirePermit(actor, 'board.write');
    requireVersion(expected, scenario.version);
    return scenario;
  }

  private async record(
    tx: Tx,
    actor: Actor,
    type: string,
    { callId, matterId }: { callId: string; matterId: string },
    payload: Record<string, unknown>,
  ): Promise<void> {
    await this.events.record(tx, actor, { type, subjectKind: 'call', subjectId: callId, matterId, payload });
  }
}

function stateOf(
  { id, status, inputsId, certificate, allocationId }: store.StoredScenario,
  changes: Partial<ScenarioState> & { version: number },
): ScenarioState {
  return { id, status, inputsId, isCertified: certificate !== null, allocationId, ...changes };
}

/** Checked again, by the checker, at the moment it matters. */
function requireCertified({ certificate, frozen, rows: list }: store.StoredScenario): void {
  const faults =
    certificate === null ? certified(frozen, list).faults : faultsOfCertificate(frozen.content, certificate);
  if (list.length === 0) throw conflict('empty-allocation', 'Scenariot har inga rader.');
  if (list.length > rowsMax)
    throw conflict(
      'too-many',
      `En fördelning har högst ${rowsMax} rader, så att kommunstyrelsen kan fatta beslutet i ett sammanhang; scenariot har ${list.length}. Gör två scenarier på samma underlag, ett per källa eller nämnd, och lägg fram dem till samma sammanträde.`,
    );
  if (certificate !== null && faults.length === 0) return;
  throw conflict(
    'not-certified',
    'Scenariot håller inte: det finns rader utan täckning eller utan behörighet. Se felen och ändra raderna.',
    { faults: faults.slice(0, 20) },
  );
}

/**
 * The committees' versions and the checklists are asked again; the money itself is asked by the ledger.
 * @throws state-conflict `inputs-outdated`, `not-eligible`
 */
async function requireStillTrue(tx: Tx, { callId, inputs, rows: list }: store.StoredScenario): Promise<void> {
  const now = inputsOf(await readFigures(tx, callId));
  const current = new Map(now.measures.map((measure) => [measureId(measure), measure]));
  const frozen = new Map(inputs.measures.map((measure) => [measureId(measure), measure]));
  const sourceOf = new Map(inputs.sources.map((source) => [source.sourceYearId, source]));
  for (const row of list) {
    const [before, measure] = [frozen.get(measureId(row)), current.get(measureId(row))];
    const source = sourceOf.get(row.sourceYearId);
    if (before === undefined || source === undefined) throw new Error('a scenario row outside its own inputs');
    if (measure === undefined || measure.versionId !== before.versionId)
      throw conflict(
        'inputs-outdated',
        `”${before.title}” står inte längre i den version scenariot bygger på. Gör ett nytt scenario.`,
      );
    if (!measure.eligibleSourceIds.includes(source.sourceId))
      throw conflict(
        'not-eligible',
        `”${before.title}” är inte längre behörig för ${source.name}. Gör ett nytt scenario.`,
      );
  }
}

function draftsOf({ inputs, rows: list }: store.StoredScenario) {
  const sourceOf = new Map(inputs.sources.map((source) => [source.sourceYearId, source]));
  return list.map(({ proposalId, measureKey, sourceYearId, amountOre }) => {
    const source = sourceOf.get(sourceYearId);
    if (source === undefined) throw new Error('a scenario row outside its own inputs');
    const { sourceId, year } = source;
    return { proposalId, measureKey, sourceId, year, amount: Money.fromOre(amountOre) };
  });
}

/** A reservation entered after its meeting holds from that day; which meetings are sound is asked by the route. */
async function firstDay(tx: Tx, meetingIds: readonly string[]): Promise<Day | undefined> {
  const [first] = await rows<{ day: Day | null }>(
    tx,
    `select min(day)::text as day from meeting where id = any($1::uuid[])`,
    [[...meetingIds]],
  );
  return first?.day ?? undefined;
}
