/** The chair puts the claims whose turn it is, and says what was found. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { affected } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { endingsOf, nextStep, type NextStep, toDo } from './claim.rules.js';
import { Claims } from './claims.service.js';
import { requireLawfulOutcome } from './decision.rules.js';
import { decisionEvents } from './decisions.events.js';
import { ItemActs } from './item-acts.js';
import type { LockedItem } from './locks.js';
import { requireQuorum } from './quorum.rules.js';
import { servingIn, type Situation, situationOf } from './situation.js';
import { Subjects } from './subjects.js';
import { requireAnnounced, requireChairServes, requireServing, requireTried } from './taking-part.js';

@Injectable()
export class Propositions {
  constructor(
    private readonly subjects: Subjects,
    private readonly acts: ItemActs,
    private readonly claims: Claims,
  ) {}

  /**
   * The chair puts the claims whose turn it is and says what was found; somebody may demand a ballot instead of the gavel.
   * @param found id of the claim found to carry, or null for no
   * @throws state-conflict `nothing-to-put`, `no-quorum`, validation-failed when the find is none of those put, and what
   *   the decision would be refused with if this were the answer: the body must not be left with one it cannot give.
   */
  async put(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    expectedVersion: number,
    { found, demandedBy }: { found: string | null; demandedBy?: string | undefined },
  ): Promise<{ version: number; next: NextStep }> {
    const { item } = await this.acts.take(tx, actor, agendaItemId, 'meeting.conduct', expectedVersion);
    requireAnnounced(item);
    await this.claims.standing(tx, item, actor);
    const situation = await situationOf(tx, agendaItemId);
    requireTried(situation);
    requireChairServes(situation);
    requireQuorum(servingIn(situation).quorum, item.bodyName, item.bodyKind);
    const isElection = await this.acts.isElection(tx, item);
    const next = nextStep(situation.claims, situation.puttings, isElection);
    if (next.is !== 'put')
      throw conflict(
        'nothing-to-put',
        next.is === 'settled' ? 'Yrkandena är besvarade; fatta beslutet.' : `Nu gäller: ${toDo(next)}.`,
      );
    const alternatives = next.alternatives.map(({ id }) => id);
    if (found === null ? alternatives.length > 1 : !alternatives.includes(found))
      throw invalid(
        '/found',
        'not-put',
        `Ange ett av de yrkanden som ställs: ${alternatives.join(', ')}${alternatives.length === 1 ? ', eller null för nej' : ''}.`,
      );
    if (demandedBy !== undefined) requireServing(situation, demandedBy, '/demandedBy');
    const number = item.lastPutting + 1;
    const answer = { stage: next.stage, alternatives, found, isContested: demandedBy !== undefined };
    await this.requireDecidable(tx, item, situation, isElection, answer);
    await affected(
      tx,
      `insert into proposition (id, agenda_item_id, number, stage, alternatives, found_claim_id, demanded_by, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [uuidv7(), item.id, number, next.stage, alternatives, found, demandedBy ?? null, actor.personId],
    );
    const version = await this.acts.move(tx, item, 'put', { lastPutting: number });
    const { stage, isContested } = answer;
    await this.acts.tell(tx, actor, item, decisionEvents.claimsPut, { number, stage, found, isContested });
    const after = await situationOf(tx, item.id);
    return { version, next: nextStep(after.claims, after.puttings, isElection) };
  }

  /** Every way the item could end by this answer, also through the ballot it leads to, is one the body can decide. */
  private async requireDecidable(
    tx: Tx,
    item: LockedItem,
    { claims, puttings }: Situation,
    isElection: boolean,
    answer: { stage: string; alternatives: readonly string[]; found: string | null; isContested: boolean },
  ): Promise<void> {
    const handler = this.subjects.of(item.subjectKind);
    const situation = {
      bodyKind: item.bodyKind,
      allowed: handler.allowedOutcomes(item.bodyKind),
      isLastStep: item.routePosition >= Number(item.steps),
    };
    for (const { outcome, reasons, patch } of endingsOf(claims, puttings, answer, isElection)) {
      requireLawfulOutcome({ outcome, patch, reasons: reasons ?? undefined }, situation);
      const body = { kind: item.bodyKind, name: item.bodyName };
      await handler.requireCompetence?.(tx, item.subjectId, body, outcome, situation.isLastStep);
      if (patch.length > 0) await handler.requireFittingPatch(tx, item.subjectId, item.subjectVersionId, patch);
    }
  }
}
