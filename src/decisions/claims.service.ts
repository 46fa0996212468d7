/** Claims: what members want decided. The proposal in the matter is the first of them and needs nobody to make it. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, DomainError, invalid } from '../kernel/errors.js';
import { may } from '../identity/permit.rules.js';
import { affected } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { type Claim, type ClaimKind, kindOf, requireAddable, standingOutcome } from './claim.rules.js';
import { decisionEvents } from './decisions.events.js';
import { ItemActs } from './item-acts.js';
import type { LockedItem } from './locks.js';
import type { Situation } from './situation.js';
import type { DecisionOutcome, PatchLine } from './subject-handler.js';
import { Subjects } from './subjects.js';
import { requireAnnounced, requireServing } from './taking-part.js';

export interface NewClaim {
  outcome: DecisionOutcome;
  /** Put last, on top of what has won. */
  isAddOn?: boolean | undefined;
  /** The member who makes it; oneself when left out. */
  moverId?: string | undefined;
  supporterIds?: readonly string[] | undefined;
  text?: string | undefined;
  reasons?: string | undefined;
  patch?: readonly PatchLine[] | undefined;
}

@Injectable()
export class Claims {
  constructor(
    private readonly subjects: Subjects,
    private readonly acts: ItemActs,
  ) {}

  /**
   * A member makes a claim, or the secretary records one that was made.
   * @throws validation-failed `not-serving` for somebody who may not make one, `outcome-not-allowed`, and what the
   *   subject refuses with for a patch that does not fit, `changed-by-another` for an add-on that changes what another claim
   *   changes; state-conflict when claims are closed or the item decided.
   */
  async claim(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    claim: NewClaim,
  ): Promise<{ id: string; number: number; version: number }> {
    const { item, situation } = await this.acts.take(tx, actor, agendaItemId, 'claim.make', undefined);
    requireAnnounced(item);
    if (item.status === 'claimsClosed' || situation.puttings.length > 0)
      throw conflict('claims-closed', 'Överläggningen är avslutad; inga fler yrkanden tas emot.');
    const moverId = claim.moverId ?? actor.personId ?? undefined;
    const forOthers = may(actor, 'meeting.conduct', { authorityId: item.authorityId, bodyId: item.bodyId });
    const movers = [moverId, ...(claim.patch ?? []).map((line) => line.moverId ?? moverId)];
    if (!forOthers && movers.some((id) => id !== actor.personId))
      throw new DomainError('forbidden', 'En ledamot yrkar själv; sekreteraren för in andras yrkanden.', {
        code: 'own-claim-only',
      });
    requireServing(situation, moverId, '/moverId');
    (claim.supporterIds ?? []).forEach((id, index) => requireServing(situation, id, `/supporterIds/${index}`));
    (claim.patch ?? []).forEach(({ moverId: by }, index) => {
      if (by !== undefined) requireServing(situation, by, `/patch/${index}/moverId`);
    });
    await this.requireSense(tx, item, claim);
    if (claim.isAddOn === true) requireAddable(claim.patch ?? [], situation.claims);
    await this.standing(tx, item, actor);
    const id = uuidv7();
    const number = Math.max(item.lastClaim, 1) + 1;
    await this.insert(tx, item, id, number, { ...claim, moverId }, actor);
    const version = await this.acts.move(tx, item, 'claim', { lastClaim: number });
    await this.acts.tell(tx, actor, item, decisionEvents.claimMade, {
      claimId: id,
      number,
      outcome: claim.outcome,
      moverId,
    });
    return { id, number, version };
  }

  /** Takes a claim back; only before the claims are put. */
  async withdraw(tx: Tx, actor: Actor, agendaItemId: string, claimId: string): Promise<{ version: number }> {
    const { item, situation } = await this.acts.take(tx, actor, agendaItemId, 'claim.make', undefined);
    const claim = requireOpenClaim(situation, claimId);
    const forOthers = may(actor, 'meeting.conduct', { authorityId: item.authorityId, bodyId: item.bodyId });
    if (!forOthers && claim.moverId !== actor.personId)
      throw new DomainError('forbidden', 'Bara den som har yrkat kan ta tillbaka yrkandet.', {
        code: 'own-claim-only',
      });
    if (claim.isStanding) throw conflict('standing-claim', 'Förslaget i ärendet kan inte tas tillbaka.');
    requireNothingPut(situation);
    await affected(tx, `update claim set withdrawn_at = clock_timestamp() where id = $1`, [claimId]);
    const version = await this.acts.touch(tx, item);
    await this.acts.tell(tx, actor, item, decisionEvents.claimWithdrawn, { claimId });
    return { version };
  }

  /**
   * The chair refuses to put a claim that would start a new matter, or that is unlawful (KL 5:57, R-48). It stays in the
   * minutes with the ground; its mover may make another.
   * @throws validation-failed, state-conflict `standing-claim`, `already-refused`, `already-withdrawn`, `already-put`
   */
  async refuse(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    claimId: string,
    expectedVersion: number,
    ground: string,
  ): Promise<{ version: number }> {
    const { item, situation } = await this.acts.take(tx, actor, agendaItemId, 'meeting.conduct', expectedVersion);
    const claim = requireOpenClaim(situation, claimId);
    if (claim.isStanding)
      throw conflict('standing-claim', 'Förslaget i ärendet är ärendet självt; det kan avslås men inte vägras.');
    requireNothingPut(situation);
    await affected(tx, `update claim set refused_ground = $2 where id = $1`, [claimId, ground.trim()]);
    const version = await this.acts.touch(tx, item);
    await this.acts.tell(tx, actor, item, decisionEvents.claimRefused, { claimId });
    return { version };
  }

  /** The proposal in the matter is the first claim of every item that has claims; it needs no mover to be put. */
  async standing(tx: Tx, item: LockedItem, actor: Actor): Promise<void> {
    if (item.lastClaim > 0) return;
    const allowed = this.subjects.of(item.subjectKind).allowedOutcomes(item.bodyKind);
    const outcome = standingOutcome(allowed, item.routePosition >= Number(item.steps));
    if (outcome === undefined)
      throw new DomainError('forbidden', `${item.bodyName} beslutar inte i ärenden av det här slaget.`, {
        code: 'body-may-not-decide',
      });
    await affected(
      tx,
      `insert into claim (id, agenda_item_id, number, kind, outcome, is_standing, recorded_by) values ($1, $2, 1, 'material', $3, true, $4)
         on conflict (agenda_item_id, number) do nothing`,
      [uuidv7(), item.id, outcome, actor.personId],
    );
    await affected(tx, `update agenda_item set last_claim = 1 where id = $1 and last_claim = 0`, [item.id]);
  }

  async insert(tx: Tx, item: LockedItem, id: string, number: number, claim: NewClaim, actor: Actor): Promise<void> {
    const kind: ClaimKind = claim.isAddOn === true ? 'addOn' : kindOf(claim.outcome);
    const patch = claim.patch ?? [];
    await affected(
      tx,
      `insert into claim (id, agenda_item_id, number, kind, outcome, mover_id, supporter_ids, text, reasons, patch, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11)`,
      [
        id,
        item.id,
        number,
        kind,
        claim.outcome,
        claim.moverId ?? null,
        [...(claim.supporterIds ?? [])],
        claim.text?.trim() || null,
        claim.reasons?.trim() || null,
        patch.length > 0
          ? JSON.stringify(patch.map((line) => ({ ...line, moverId: line.moverId ?? claim.moverId })))
          : null,
        actor.personId,
      ],
    );
  }

  /** A claim that could never become a decision is refused when it is made, not when the chair has put it. */
  private async requireSense(tx: Tx, item: LockedItem, claim: NewClaim): Promise<void> {
    const handler = this.subjects.of(item.subjectKind);
    const allowed = handler.allowedOutcomes(item.bodyKind);
    const patch = claim.patch ?? [];
    const isLastStep = item.routePosition >= Number(item.steps);
    if (!allowed.includes(claim.outcome))
      throw conflict('outcome-not-allowed', `Det kan ${item.bodyName} inte besluta i ärendet.`, { allowed });
    if (claim.outcome === 'recommend' && isLastStep)
      throw conflict('last-step-must-decide', 'Det finns inget senare organ i beslutsgången; det sista måste besluta.');
    if (claim.outcome === 'referBack' && (claim.reasons ?? '').trim() === '')
      throw invalid('/reasons', 'required', 'Ett yrkande om återremiss ska motiveras (KL 5 kap. 50 §).');
    if (claim.outcome === 'approveWithChanges' && patch.length === 0)
      throw invalid('/patch', 'required', 'Ange vad som ändras: path, old och new.');
    if (claim.isAddOn === true && (kindOf(claim.outcome) === 'formal' || claim.outcome === 'reject'))
      throw invalid(
        '/isAddOn',
        'not-applicable',
        'Ett tilläggsyrkande läggs till det som bifalls; det kan inte avslå, bordlägga eller återremittera.',
      );
    if (claim.isAddOn === true && patch.length === 0 && (claim.text ?? '').trim() === '')
      throw invalid('/text', 'required', 'Skriv vad som ska läggas till.');
    if (patch.length === 0) return;
    if (claim.outcome !== 'approveWithChanges' && claim.outcome !== 'recommend' && claim.isAddOn !== true)
      throw invalid('/patch', 'not-applicable', 'Ändringar hör till att bifalla med ändringar eller att tillstyrka.');
    await handler.requireFittingPatch(tx, item.subjectId, item.subjectVersionId, patch);
  }
}

function requireOpenClaim(situation: Situation, claimId: string): Claim {
  const claim = situation.claims.find(({ id }) => id === claimId);
  if (claim === undefined) throw invalid('/claimId', 'unknown-claim', 'Yrkandet finns inte i ärendet.');
  if (claim.isWithdrawn) throw conflict('already-withdrawn', 'Yrkandet är redan återtaget.');
  if (claim.refusedGround !== null) throw conflict('already-refused', 'Ordföranden har redan vägrat yrkandet.');
  return claim;
}

function requireNothingPut({ puttings }: Situation): void {
  if (puttings.length > 0) throw conflict('already-put', 'Proposition har redan ställts.');
}
