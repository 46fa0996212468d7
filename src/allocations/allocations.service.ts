/** Drafting an allocation: begin one in the board's matter, write its rows, give it up. The bodies' part is in allocation.subject.ts. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { Money } from '../kernel/money.js';
import { step } from '../kernel/transitions.js';
import { Sources } from '../funding/sources.service.js';
import { requirePermit } from '../identity/permit.rules.js';
import { rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { type AllocationRow, placeOf, requireSoundRows } from './allocation.rules.js';
import { allocationStates, type AllocationStatus } from './allocation-states.rules.js';
import * as store from './allocation.store.js';
import { allocationEvents } from './allocations.events.js';
import { Reservations } from './reservations.service.js';
import { lockVisible } from './visible-allocation.js';

export interface NewAllocation {
  title: string;
  /** The call whose matter it belongs to, or else the matter itself; one of the two. */
  callId?: string | undefined;
  matterId?: string | undefined;
}

/** A row as somebody writes it. The committee follows from the proposal. */
export interface RowDraft {
  proposalId: string;
  measureKey: string;
  sourceId: string;
  year: number;
  /** Negative to take back what was given earlier. */
  amount: Money;
  reason?: string | undefined;
  /** Of a coming year: what must be decided first. */
  condition?: string | undefined;
}

export interface AllocationState {
  id: string;
  status: AllocationStatus;
  versionNumber: number;
  version: number;
}

@Injectable()
export class Allocations {
  constructor(
    private readonly sources: Sources,
    private readonly reservations: Reservations,
    private readonly events: Events,
  ) {}

  /** @throws forbidden, validation-failed (`one-of`, `unknown-call`, `unknown-matter`, `no-executive-board`), state-conflict `matter-closed` */
  async create(tx: Tx, actor: Actor, { title, callId, matterId }: NewAllocation): Promise<AllocationState> {
    requirePermit(actor, 'allocation.write');
    if ((callId === undefined) === (matterId === undefined))
      throw invalid('/callId', 'one-of', 'Ange antingen callId eller matterId: fördelningen hör till ett ärende.');
    const matter = await lockMatter(tx, callId, matterId);
    const [id, versionId] = [uuidv7(), uuidv7()];
    const allocation = {
      id,
      versionId,
      matterId: matter,
      callId: callId ?? null,
      title: title.trim(),
      createdBy: actor.personId,
    };
    await store.insert(tx, allocation);
    await this.record(tx, actor, allocationEvents.drafted, allocation, { callId: callId ?? null });
    return { id, status: 'drafting', versionNumber: 1, version: 1 };
  }

  /**
   * Replaces all rows of the draft. A row that keeps its measure, source and year keeps its key. After a referral back
   * the version the bodies saw stands, and the rows go into a new one. Money reserved for the rows follows them.
   * @throws not-found, forbidden, precondition-failed, state-conflict `not-allowed-in-state`, validation-failed at the row:
   *   `unknown-proposal`, `unknown-measure`, `association-grant`, `unknown-source`, `no-ceiling`, `outside-use-period`,
   *   `duplicate-row`, `required` (a reason), `amount-range`
   */
  async replaceRows(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    drafts: readonly RowDraft[],
  ): Promise<AllocationState> {
    const allocation = await lockVisible(tx, actor, id);
    requirePermit(actor, 'allocation.write');
    requireVersion(expected, allocation.version);
    const edge = step(allocationStates, allocation.status, 'edit');
    const list = await this.rowsOf(tx, allocation, drafts);
    // The ledger points at the rows money is reserved for, so those stay where they are.
    const isNew = allocation.contentHash !== null || allocation.isReserved;
    const versionId = isNew
      ? await store.insertVersion(tx, allocation, { origin: 'revised', decisionId: null, createdBy: actor.personId })
      : allocation.versionId;
    const stored = await store.writeRows(tx, versionId, list);
    if (allocation.isReserved) await this.reservations.hold(tx, actor, allocation, stored);
    const version = await store.move(tx, allocation, edge.to);
    const versionNumber = allocation.versionNumber + (isNew ? 1 : 0);
    const total = Money.sum(list.map((row) => row.amount)).toString();
    await this.record(tx, actor, edge.event, allocation, { versionNumber, rows: list.length, total });
    return { id, status: edge.to, versionNumber, version };
  }

  /** @throws not-found, forbidden, precondition-failed, state-conflict `not-allowed-in-state` */
  async withdraw(tx: Tx, actor: Actor, id: string, expected: number): Promise<AllocationState> {
    const allocation = await lockVisible(tx, actor, id);
    requirePermit(actor, 'allocation.write');
    requireVersion(expected, allocation.version);
    const edge = step(allocationStates, allocation.status, 'withdraw');
    await this.reservations.release(tx, actor, allocation, { decisionId: null, reason: 'Fördelningen återtogs.' });
    const version = await store.move(tx, allocation, edge.to);
    await this.record(tx, actor, edge.event, allocation, { versionNumber: allocation.versionNumber });
    return { id, status: edge.to, versionNumber: allocation.versionNumber, version };
  }

  private async rowsOf(
    tx: Tx,
    allocation: store.LockedAllocation,
    drafts: readonly RowDraft[],
  ): Promise<AllocationRow[]> {
    const authorities = await authoritiesOf(tx, drafts);
    const sourceYearIds = await this.sources.sourceYearIds(
      tx,
      drafts.map(({ sourceId, year }, index) => ({ sourceId, year, pointer: `/rows/${index}` })),
    );
    const keys = new Map(allocation.rows.map((row) => [placeOf(row), row.rowKey]));
    const list = drafts.map(({ proposalId, measureKey, amount, reason, condition }, index): AllocationRow => {
      const sourceYearId = sourceYearIds[index] ?? '';
      return {
        rowKey: keys.get(placeOf({ proposalId, measureKey, sourceYearId })) ?? uuidv7(),
        proposalId,
        measureKey,
        authorityId: authorities[index] ?? '',
        sourceYearId,
        amount,
        reason: reason?.trim() || null,
        condition: condition?.trim() || null,
      };
    });
    requireSoundRows(list);
    return list;
  }

  private async record(
    tx: Tx,
    actor: Actor,
    type: string,
    { id, matterId }: { id: string; matterId: string },
    payload: Record<string, unknown>,
  ): Promise<void> {
    await this.events.record(tx, actor, { type, subjectKind: 'allocation', subjectId: id, matterId, payload });
  }
}

/** The matter must be one of the executive board's own: nobody else divides the money. */
async function lockMatter(tx: Tx, callId: string | undefined, matterId: string | undefined): Promise<string> {
  const [matter] = await rows<{ id: string; status: string; has_board: boolean }>(
    tx,
    `select m.id, m.status, exists (select 1 from body b where b.authority_id = m.authority_id and b.kind = 'executiveBoard') as has_board
       from matter m where m.id = coalesce($1::uuid, (select matter_id from call where id = $2::uuid)) for no key update`,
    [matterId ?? null, callId ?? null],
  );
  if (matter === undefined && callId !== undefined) throw invalid('/callId', 'unknown-call', 'Inbjudan finns inte.');
  if (matter === undefined) throw invalid('/matterId', 'unknown-matter', 'Ärendet finns inte.');
  if (!matter.has_board)
    throw invalid(
      '/matterId',
      'no-executive-board',
      'Ärendet hör till en myndighet som inte fördelar medel; det gör kommunstyrelsen.',
    );
  if (matter.status === 'closed') throw conflict('matter-closed', 'Ärendet är avslutat.');
  return matter.id;
}

/**
 * The committee behind each row. Only proposals that have left the drafting hand can be named, and none about an
 * association's grant: that money is the committee's own, is given when the committee decides and may already be paid.
 * @throws DomainError validation-failed at the row
 */
async function authoritiesOf(tx: Tx, drafts: readonly RowDraft[]): Promise<string[]> {
  const found = await rows<{ authority_id: string | null; has_measure: boolean; is_grant: boolean }>(
    tx,
    `select p.authority_id, exists (select from application a where a.proposal_id = p.id) as is_grant,
         exists (select 1 from measure m where m.measure_key = w.measure_key and m.version_id in (p.current_version_id, p.approved_version_id)) as has_measure
       from unnest($1::uuid[], $2::uuid[]) with ordinality as w (proposal_id, measure_key, place)
         left join proposal p on p.id = w.proposal_id and p.submitted_version_id is not null
      order by w.place`,
    [drafts.map((draft) => draft.proposalId), drafts.map((draft) => draft.measureKey)],
  );
  return found.map(({ authority_id, has_measure, is_grant }, index) => {
    if (authority_id === null) throw invalid(`/rows/${index}/proposalId`, 'unknown-proposal', 'Förslaget finns inte.');
    if (is_grant)
      throw invalid(
        `/rows/${index}/proposalId`,
        'association-grant',
        'Förslaget gäller ett föreningsbidrag. Det ger nämnden ur egna medel; kommunstyrelsen fördelar inget till det och tar inget tillbaka.',
      );
    if (!has_measure) throw invalid(`/rows/${index}/measureKey`, 'unknown-measure', 'Insatsen finns inte i förslaget.');
    return authority_id;
  });
}
