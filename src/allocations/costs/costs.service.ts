/** Costs as they were booked: one line, one measure, one source, one year. Nothing is changed; a correction is the opposite line, with its reason. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { type Day, yearOf } from '../../kernel/day.js';
import { conflict, type DomainError, invalid, notFound } from '../../kernel/errors.js';
import type { Money } from '../../kernel/money.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireReversible, requireSoundCostDay } from './cost.rules.js';
import { type FoundPlace, placesOf } from './cost.store.js';
import { costEvents } from './costs.events.js';

export interface NewCost {
  proposalId: string;
  measureKey: string;
  sourceId: string;
  /** When the work was done; decides the year. */
  costDay: Day;
  /** Of the invoice or the booking. */
  bookedDay?: Day | undefined;
  amount: Money;
  text: string;
  voucher?: string | undefined;
}

export interface NewProjectCode {
  code: string;
  proposalId: string;
  measureKey: string;
  sourceId: string;
}

export interface RecordedCost {
  id: string;
  year: number;
}

/** Why a cost cannot stand in a place, or undefined. */
export function placeFault(place: FoundPlace | undefined, costDay: Day, pointer = ''): DomainError | undefined {
  if (place === undefined || place.authorityId === null || place.measureTitle === null)
    return invalid(`${pointer}/measureKey`, 'unknown-measure', 'Insatsen eller källan finns inte.');
  try {
    requireSoundCostDay(costDay, place, place.today, `${pointer}/costDay`);
  } catch (error) {
    return error as DomainError;
  }
  if (place.sourceYearId === null || !place.isAllocated)
    return invalid(
      `${pointer}/sourceId`,
      'not-allocated',
      `Ur ${place.sourceName} är inget fördelat till ”${place.measureTitle}” för ${place.year}; kostnaden hör till en annan källa eller ett annat år.`,
    );
  if (!place.isSettled) return undefined;
  return conflict('year-settled', `${place.sourceName} är avräknad för ${place.year}; fler kostnader tas inte emot.`);
}

@Injectable()
export class Costs {
  constructor(private readonly events: Events) {}

  /** @throws forbidden, validation-failed (`unknown-measure`, `future-day`, `outside-use-period`, `not-allocated`), state-conflict `year-settled` */
  async record(tx: Tx, actor: Actor, cost: NewCost): Promise<RecordedCost> {
    requirePermit(actor, 'cost.record');
    const year = yearOf(cost.costDay);
    const [place] = await placesOf(tx, [{ ...cost, year }]);
    const fault = placeFault(place, cost.costDay);
    if (fault !== undefined) throw fault;
    const id = uuidv7();
    await affected(
      tx,
      `insert into actual_cost (id, source_year_id, proposal_id, measure_key, authority_id, cost_day, booked_day, amount_ore, text, voucher, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        place?.sourceYearId,
        cost.proposalId,
        cost.measureKey,
        place?.authorityId,
        cost.costDay,
        cost.bookedDay ?? null,
        cost.amount.ore,
        cost.text.trim(),
        cost.voucher?.trim() ?? null,
        actor.personId,
      ],
    );
    await this.tell(tx, actor, costEvents.recorded, 'actualCost', id, {
      sourceId: cost.sourceId,
      year,
      proposalId: cost.proposalId,
      amount: cost.amount.toString(),
    });
    return { id, year };
  }

  /** @throws not-found, forbidden, state-conflict (`is-reversal`, `already-reversed`, `year-settled`) */
  async reverse(tx: Tx, actor: Actor, id: string, reason: string): Promise<RecordedCost> {
    requirePermit(actor, 'cost.record');
    const [line] = await rows<{
      reversesId: string | null;
      reversedBy: string | null;
      source_year_id: string;
      year: number;
      is_settled: boolean;
    }>(
      tx,
      `select c.reverses_id as "reversesId", (select r.id from actual_cost r where r.reverses_id = c.id) as "reversedBy", c.source_year_id, s.year,
           s.closed_at is not null as is_settled
         from actual_cost c join source_year s on s.id = c.source_year_id where c.id = $1 for share of s`,
      [id],
    );
    if (line === undefined) throw notFound('Kostnaden');
    requireReversible(line);
    if (line.is_settled) throw conflict('year-settled', 'Året är avräknat; kostnaden kan inte rättas.');
    const reversal = uuidv7();
    await affected(
      tx,
      `insert into actual_cost (id, source_year_id, proposal_id, measure_key, authority_id, cost_day, booked_day, amount_ore, text, voucher, reverses_id, reason, recorded_by)
         select $2, source_year_id, proposal_id, measure_key, authority_id, cost_day, booked_day, -amount_ore, text, voucher, id, $3, $4 from actual_cost where id = $1`,
      [id, reversal, reason.trim(), actor.personId],
    );
    await this.tell(tx, actor, costEvents.reversed, 'actualCost', reversal, { reversesId: id, year: line.year });
    return { id: reversal, year: line.year };
  }

  /** @throws forbidden, validation-failed `unknown-measure` or `unknown-source`, duplicate `project-code` */
  async setCode(tx: Tx, actor: Actor, code: NewProjectCode): Promise<{ code: string }> {
    requirePermit(actor, 'cost.record');
    await this.requireMeasure(tx, code.proposalId, code.measureKey);
    const [source] = await rows(tx, `select 1 from funding_source where id = $1`, [code.sourceId]);
    if (source === undefined) throw invalid('/sourceId', 'unknown-source', 'Finansieringskällan finns inte.');
    await affected(
      tx,
      `insert into project_code (code, proposal_id, measure_key, source_id, recorded_by) values ($1, $2, $3, $4, $5)`,
      [code.code, code.proposalId, code.measureKey, code.sourceId, actor.personId],
    );
    await this.tell(tx, actor, costEvents.projectCodeSet, 'proposal', code.proposalId, {
      code: code.code,
      measureKey: code.measureKey,
      sourceId: code.sourceId,
    });
    return { code: code.code };
  }

  /** What somebody who knows the law says about a measure with several sources. @throws forbidden, validation-failed */
  async noteDoubleFinancing(
    tx: Tx,
    actor: Actor,
    about: { proposalId: string; measureKey: string; note: string },
  ): Promise<{ id: string }> {
    requirePermit(actor, 'cost.record');
    await this.requireMeasure(tx, about.proposalId, about.measureKey);
    const id = uuidv7();
    await affected(
      tx,
      `insert into double_financing_note (id, proposal_id, measure_key, note, recorded_by) values ($1, $2, $3, $4, $5)`,
      [id, about.proposalId, about.measureKey, about.note.trim(), actor.personId],
    );
    await this.tell(tx, actor, costEvents.doubleFinancingNoted, 'proposal', about.proposalId, {
      noteId: id,
      measureKey: about.measureKey,
    });
    return { id };
  }

  private async requireMeasure(tx: Tx, proposalId: string, measureKey: string): Promise<void> {
    const found = only(
      await rows<{ known: boolean }>(
        tx,
        `select exists (select from approved_measure where proposal_id = $1 and measure_key = $2) as known`,
        [proposalId, measureKey],
      ),
    );
    if (!found.known)
      throw invalid('/measureKey', 'unknown-measure', 'Förslaget har ingen godkänd insats med den nyckeln.');
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    type: string,
    subjectKind: string,
    subjectId: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    await this.events.record(tx, actor, { type, subjectKind, subjectId, payload });
  }
}
