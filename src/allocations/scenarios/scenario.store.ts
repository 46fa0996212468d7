/** The rows a scenario lives in. */
import { v7 as uuidv7 } from 'uuid';
import { affected, type Db, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { type Frozen, sha256 } from './certification.js';
import type { FrozenInputs, ScenarioRow } from './inputs.rules.js';
import type { ScenarioOrigin, ScenarioStatus } from './scenario.rules.js';

export interface StoredScenario {
  id: string;
  callId: string;
  matterId: string;
  inputsId: string;
  name: string;
  rule: ScenarioOrigin;
  onlyEligible: boolean;
  status: ScenarioStatus;
  certificate: string | null;
  allocationId: string | null;
  version: number;
  createdAt: Date;
  frozenAt: Date;
  frozen: Frozen;
  inputs: FrozenInputs;
  rows: ScenarioRow[];
}

const select = `
  select s.id, s.call_id as "callId", c.matter_id as "matterId", s.inputs_id as "inputsId", s.name, s.rule, s.only_eligible as "onlyEligible", s.status,
      s.certificate, s.allocation_id as "allocationId", s.version, s.created_at as "createdAt", i.frozen_at as "frozenAt", i.content, i.content_hash as hash
    from scenario s join call c on c.id = s.call_id join scenario_inputs i on i.id = s.inputs_id where s.id = $1`;

const selectRows = `
  select proposal_id as "proposalId", measure_key as "measureKey", source_year_id as "sourceYearId", amount_ore as ore
    from scenario_row where scenario_id = $1 order by position`;

type Row = Omit<StoredScenario, 'frozen' | 'inputs' | 'rows'> & Frozen;

export async function find(db: Db, id: string): Promise<StoredScenario | undefined> {
  const [found] = await rows<Row>(db, select, [id]);
  if (found === undefined) return undefined;
  const own = await rows<Omit<ScenarioRow, 'amountOre'> & { ore: string }>(db, selectRows, [id]);
  const { content, hash, ...scenario } = found;
  return {
    ...scenario,
    frozen: { content, hash },
    inputs: JSON.parse(content) as FrozenInputs,
    rows: own.map(({ ore, ...row }) => ({ ...row, amountOre: BigInt(ore) })),
  };
}

/** Under the lock of the matter and then of the scenario, read again: what stood before the lock may be old. */
export async function lock(tx: Tx, id: string): Promise<StoredScenario | undefined> {
  await affected(
    tx,
    `select 1 from matter m join call c on c.matter_id = m.id join scenario s on s.call_id = c.id where s.id = $1 for no key update of m`,
    [id],
  );
  await affected(tx, `select 1 from scenario where id = $1 for no key update`, [id]);
  return find(tx, id);
}

export interface InputsRow extends Frozen {
  id: string;
}

/** The same figures are kept once, so that scenarios made from them can be compared. */
export async function keepInputs(
  tx: Tx,
  { callId, frozen, frozenBy }: { callId: string; frozen: Frozen; frozenBy: string | null },
): Promise<string> {
  const [made] = await rows<{ id: string }>(
    tx,
    `insert into scenario_inputs (id, call_id, content, content_hash, frozen_by) values ($1, $2, $3, $4, $5)
       on conflict on constraint uq_scenario_inputs do nothing returning id`,
    [uuidv7(), callId, frozen.content, frozen.hash, frozenBy],
  );
  if (made !== undefined) return made.id;
  const [kept] = await rows<{ id: string }>(
    tx,
    `select id from scenario_inputs where call_id = $1 and content_hash = $2`,
    [callId, frozen.hash],
  );
  if (kept === undefined) throw new Error('the inputs were neither written nor there');
  return kept.id;
}

export async function inputsOfCall(db: Db, callId: string, inputsId: string): Promise<InputsRow | undefined> {
  const [found] = await rows<InputsRow>(
    db,
    `select id, content, content_hash as hash from scenario_inputs where id = $1 and call_id = $2`,
    [inputsId, callId],
  );
  return found;
}

export interface NewRow {
  id: string;
  callId: string;
  inputsId: string;
  name: string;
  rule: ScenarioOrigin;
  onlyEligible: boolean;
  certificate: string | null;
  createdBy: string | null;
}

const hashOf = (certificate: string | null): Buffer | null => (certificate === null ? null : sha256(certificate));

export async function insert(tx: Tx, scenario: NewRow): Promise<void> {
  await affected(
    tx,
    `insert into scenario (id, call_id, inputs_id, name, rule, only_eligible, certificate, certificate_hash, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      scenario.id,
      scenario.callId,
      scenario.inputsId,
      scenario.name,
      scenario.rule,
      scenario.onlyEligible,
      scenario.certificate,
      hashOf(scenario.certificate),
      scenario.createdBy,
    ],
  );
}

/** Replaces the rows. @param certificate of exactly these, or null */
export async function writeRows(tx: Tx, id: string, list: readonly ScenarioRow[]): Promise<void> {
  await affected(tx, `delete from scenario_row where scenario_id = $1`, [id]);
  await affected(
    tx,
    `insert into scenario_row (scenario_id, position, proposal_id, measure_key, source_year_id, amount_ore)
       select $1, r.place, r.proposal_id, r.measure_key, r.source_year_id, r.ore
         from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[]) with ordinality as r (proposal_id, measure_key, source_year_id, ore, place)`,
    [
      id,
      list.map((row) => row.proposalId),
      list.map((row) => row.measureKey),
      list.map((row) => row.sourceYearId),
      list.map((row) => row.amountOre.toString()),
    ],
  );
}

/** @returns the new version */
export async function change(
  tx: Tx,
  scenario: StoredScenario,
  to: {
    status: ScenarioStatus;
    rule?: ScenarioOrigin;
    certificate?: string | null;
    allocationId?: string;
  },
): Promise<number> {
  const certificate = to.certificate === undefined ? scenario.certificate : to.certificate;
  const changed = await affected(
    tx,
    `update scenario set status = $3, rule = $4, certificate = $5, certificate_hash = $6, allocation_id = $7, version = version + 1
      where id = $1 and status = $2`,
    [
      scenario.id,
      scenario.status,
      to.status,
      to.rule ?? scenario.rule,
      certificate,
      hashOf(certificate),
      to.allocationId ?? scenario.allocationId,
    ],
  );
  // With the lock it never happens: it is the assertion that the lock was taken.
  if (changed !== 1) throw new Error(`scenario ${scenario.id} changed status under its lock`);
  return scenario.version + 1;
}
