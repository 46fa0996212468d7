/** Scenarios for reading: one with its certificate and, when it does not fit, who could give way; and several side by side. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { actsFrom } from '../../kernel/transitions.js';
import { CallsQueries } from '../../calls/calls.queries.js';
import { may, requirePermit } from '../../identity/permit.rules.js';
import { paged } from '../../platform/database/paged.js';
import { rows } from '../../platform/database/sql.js';
import { letItBeSeen, type Progress, unfollowed } from '../../platform/progress/progress.js';
import { type CertificateFault, faultsOfCertificate } from './certificate.checker.js';
import { certified } from './certification.js';
import { compared, type ComparisonView } from './comparison.rules.js';
import type { FrozenMeasure, FrozenSource } from './inputs.rules.js';
import { measureId } from './inputs.rules.js';
import { scenarioStates, type ScenarioOrigin, type ScenarioStatus } from './scenario.rules.js';
import * as store from './scenario.store.js';
import { type Shortfall, shortfallOf, type SmallestSets } from './shortfall.rules.js';

export interface ScenarioItem {
  id: string;
  name: string;
  rule: ScenarioOrigin;
  onlyEligible: boolean;
  status: ScenarioStatus;
  inputsId: string;
  isCertified: boolean;
  total: Money;
  allocationId: string | null;
  version: number;
}

const listed = {
  columns: `s.id, s.name, s.rule, s.only_eligible as "onlyEligible", s.status, s.inputs_id as "inputsId", s.certificate is not null as "isCertified",
    (select coalesce(sum(r.amount_ore), 0) from scenario_row r where r.scenario_id = s.id) as total_ore, s.allocation_id as "allocationId", s.version`,
  from: `scenario s where s.call_id = $1 and ($2::text is null or s.status = $2)`,
  orderBy: 's.created_at, s.id',
};

/** Side by side: more than these nobody reads on one page. */
export const comparedMax = 10;

@Injectable()
export class ScenariosQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly calls: CallsQueries,
  ) {}

  /** In the order they were made. @throws forbidden, not-found */
  async list(
    actor: Actor,
    callId: string,
    page: PageRequest,
    status: ScenarioStatus | undefined,
  ): Promise<Page<ScenarioItem>> {
    await this.requireBoard(actor, callId);
    type Row = Omit<ScenarioItem, 'total'> & { total_ore: string };
    const found = await paged<Row>(this.dataSource, listed, [callId, status ?? null], page);
    const items = found.items.map(({ total_ore: ore, ...item }) => ({ ...item, total: Money.fromOre(BigInt(ore)) }));
    return { ...found, items };
  }

  /** @throws not-found */
  async one(actor: Actor, id: string, progress: Progress = unfollowed) {
    const found = await this.find(actor, id);
    progress.report('checker');
    await letItBeSeen();
    const faults = faultsOf(found);
    progress.report('solver');
    await letItBeSeen();
    return viewOf(found, faults, shortfallOf(found.inputs, found.rows));
  }

  /**
   * Several scenarios of one call, measure by measure and source by source. On different figures a difference may come
   * from the figures; the view says when it does.
   * @param ids those wanted; the call's working and promoted ones when left out
   * @throws forbidden, not-found, validation-failed `too-many`
   */
  async compare(actor: Actor, callId: string, ids: readonly string[] | undefined): Promise<ComparisonView> {
    await this.requireBoard(actor, callId);
    const wanted = ids ?? (await this.current(callId));
    if (wanted.length > comparedMax)
      throw invalid('/ids', 'too-many', `Högst ${comparedMax} scenarier jämförs åt gången; ${wanted.length} valdes.`);
    const found: store.StoredScenario[] = [];
    for (const id of wanted) found.push(await this.find(actor, id, callId));
    return compared(found);
  }

  private async current(callId: string): Promise<string[]> {
    const found = await rows<{ id: string }>(
      this.dataSource,
      `select id from scenario where call_id = $1 and status <> 'discarded' order by created_at, id`,
      [callId],
    );
    return found.map(({ id }) => id);
  }

  private async find(actor: Actor, id: string, callId?: string): Promise<store.StoredScenario> {
    const scenario = may(actor, 'board.read') ? await store.find(this.dataSource, id) : undefined;
    if (scenario === undefined || (callId !== undefined && scenario.callId !== callId)) throw notFound('Scenariot');
    await this.calls.get(actor, scenario.callId);
    return scenario;
  }

  private async requireBoard(actor: Actor, callId: string): Promise<void> {
    await this.calls.get(actor, callId);
    requirePermit(actor, 'board.read');
  }
}

const money = (ore: bigint | string): Money => Money.fromOre(BigInt(ore));

function faultsOf({ frozen, rows: list, certificate }: store.StoredScenario): CertificateFault[] {
  return certificate === null ? certified(frozen, list).faults : faultsOfCertificate(frozen.content, certificate);
}

function viewOf(scenario: store.StoredScenario, faults: readonly CertificateFault[], shortfall: Shortfall | undefined) {
  const { frozen, inputs, rows: list, createdAt, frozenAt, certificate, matterId: _matter, ...head } = scenario;
  const sourceOf = new Map(inputs.sources.map((source) => [source.sourceYearId, source]));
  const measureOf = new Map(inputs.measures.map((measure) => [measureId(measure), measure]));
  return {
    ...head,
    possibleActs: actsFrom(scenarioStates, scenario.status),
    createdAt: createdAt.toISOString(),
    inputs: { id: scenario.inputsId, contentHash: frozen.hash.toString('hex'), frozenAt: frozenAt.toISOString() },
    total: money(list.reduce((sum, { amountOre }) => sum + amountOre, 0n)),
    rows: list.map(({ amountOre, ...row }) => {
      const [source, measure] = [sourceOf.get(row.sourceYearId), measureOf.get(measureId(row))];
      return { ...row, ...namesOf(source, measure), amount: money(amountOre) };
    }),
    sources: inputs.sources.map(({ sourceYearId, code, year, remainingOre }) => {
      const given = list.reduce((sum, row) => (row.sourceYearId === sourceYearId ? sum + row.amountOre : sum), 0n);
      const left = BigInt(remainingOre) - given;
      return { sourceYearId, code, year, remaining: money(remainingOre), given: money(given), left: money(left) };
    }),
    isCertified: certificate !== null && faults.length === 0,
    /** The claims and the figures they are checked against, for anybody who wants to check them otherwise. */
    certificate: certificate === null ? null : { text: certificate, inputs: frozen.content },
    faults,
    shortfall: shortfall === undefined ? null : shortfallView(shortfall, sourceOf),
  };
}

export type ScenarioView = ReturnType<typeof viewOf>;

function namesOf(source: FrozenSource | undefined, measure: FrozenMeasure | undefined) {
  return {
    sourceId: source?.sourceId ?? '',
    sourceCode: source?.code ?? '',
    year: source?.year ?? 0,
    measureTitle: measure?.title ?? '',
    authorityCode: measure?.authorityCode ?? '',
    requested: money(measure?.requestedOre ?? 0n),
  };
}

function shortfallView({ over, overOre, cutOrMove, moveOnly }: Shortfall, sourceOf: ReadonlyMap<string, FrozenSource>) {
  return {
    overBy: money(overOre),
    sources: over.map(({ sourceYearId, givenOre, remainingOre, overOre: ore }) => ({
      sourceYearId,
      code: sourceOf.get(sourceYearId)?.code ?? '',
      year: sourceOf.get(sourceYearId)?.year ?? 0,
      given: money(givenOre),
      remaining: money(remainingOre),
      overBy: money(ore),
    })),
    cutOrMove: setsView(cutOrMove),
    moveOnly: moveOnly === null ? null : setsView(moveOnly),
  };
}

function setsView({ sets, ...bounds }: SmallestSets) {
  return {
    ...bounds,
    sets: sets.map(({ measures, movableOre, cutOre }) => ({
      measures: measures.map(({ atOverOre, ...measure }) => ({ ...measure, atSources: money(atOverOre) })),
      movable: money(movableOre),
      mustCut: money(cutOre),
    })),
  };
}
