/** What the body has decided on an item: computed from the claims and how they were answered, or the one thing nobody disputed. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { affected } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { type Claim, mayBePut, nextStep, requireSettled, type Settlement } from './claim.rules.js';
import { Claims } from './claims.service.js';
import { type DecisionCommand, requireLawfulOutcome } from './decision.rules.js';
import { ItemActs, type ItemInHand } from './item-acts.js';
import type { LockedItem } from './locks.js';
import type { Situation } from './situation.js';
import type { DecisionOutcome } from './subject-handler.js';
import { Subjects } from './subjects.js';
import { requireServing } from './taking-part.js';

export interface Settled extends Settlement {
  /** Somebody was elected: the claim's text is who. */
  isElection: boolean;
}

@Injectable()
export class Settlements {
  constructor(
    private readonly subjects: Subjects,
    private readonly claims: Claims,
    private readonly acts: ItemActs,
  ) {}

  /** What the body has decided: computed from the claims, or the one undisputed outcome that was named. */
  async of(
    tx: Tx,
    actor: Actor,
    { item, situation }: ItemInHand,
    command: DecisionCommand,
    isLastStep: boolean,
  ): Promise<Settled> {
    const handler = this.subjects.of(item.subjectKind);
    const isDisputed =
      situation.puttings.length > 0 || situation.claims.some((claim) => !claim.isStanding && mayBePut(claim));
    const lawful = (outcome: DecisionCommand & { outcome: DecisionOutcome }) =>
      requireLawfulOutcome(outcome, {
        bodyKind: item.bodyKind,
        allowed: handler.allowedOutcomes(item.bodyKind),
        isLastStep,
      });
    if (!isDisputed) {
      const { outcome } = command;
      if (outcome === undefined) throw invalid('/outcome', 'required', 'Ange vad organet beslutade.');
      lawful({ ...command, outcome });
      return this.undisputed(tx, actor, item, situation, { ...command, outcome });
    }
    const isElection = await this.acts.isElection(tx, item);
    // What carried may be impossible all the same, as when a ceiling has been lowered meanwhile: then the item can wait.
    if (command.outcome === 'table' && (command.reasons ?? '').trim() !== '') {
      requireSettled(nextStep(situation.claims, situation.puttings, isElection));
      return this.undisputed(tx, actor, item, situation, { ...command, outcome: 'table', patch: [] });
    }
    const settlement = requireSettled(nextStep(situation.claims, situation.puttings, isElection));
    if ((command.outcome ?? settlement.outcome) !== settlement.outcome || (command.patch ?? []).length > 0)
      throw conflict(
        'outcome-is-computed',
        'Beslutet följer av yrkandena och hur de besvarades. Utelämna outcome och patch; kan det inte fattas, bordlägg med skäl.',
        { outcome: settlement.outcome },
      );
    const { outcome, patch, reasons } = settlement;
    lawful({ outcome, patch, reasons: reasons ?? command.reasons });
    return { ...settlement, isElection, reasons: reasons ?? command.reasons?.trim() ?? null };
  }

  /** One outcome nobody spoke against. What departs from the proposal in the matter is kept as a claim with its mover. */
  private async undisputed(
    tx: Tx,
    actor: Actor,
    item: LockedItem,
    situation: Situation,
    command: DecisionCommand & { outcome: DecisionOutcome },
  ): Promise<Settled> {
    const { outcome, patch = [], moverId } = command;
    const reasons = command.reasons?.trim() || null;
    const settlement = {
      claim: null,
      outcome,
      reasons,
      patch,
      text: null,
      settledBy: 'acclamation' as const,
      isMinority: false,
      isElection: false,
    };
    const departs = patch.length > 0 || ['referBack', 'table', 'reject'].includes(outcome);
    if (!departs && moverId === undefined) return settlement;
    const mover = moverId ?? situation.chairId ?? undefined;
    if (moverId !== undefined) requireServing(situation, moverId, '/moverId');
    patch.forEach(({ moverId: by }, index) => {
      if (by !== undefined) requireServing(situation, by, `/patch/${index}/moverId`);
    });
    return { ...settlement, claim: await this.keepAsClaim(tx, actor, item, { outcome, patch, reasons, mover }) };
  }

  /** As if it had been claimed and put: minutes and extracts tell who moved it. */
  private async keepAsClaim(
    tx: Tx,
    actor: Actor,
    item: LockedItem,
    {
      outcome,
      patch,
      reasons,
      mover,
    }: Pick<Settlement, 'outcome' | 'patch' | 'reasons'> & { mover: string | undefined },
  ): Promise<Claim> {
    const claim = { id: uuidv7(), number: Math.max(item.lastClaim, 1) + 1 };
    await this.claims.standing(tx, item, actor);
    const made = { outcome, patch, reasons: reasons ?? undefined, moverId: mover };
    await this.claims.insert(tx, item, claim.id, claim.number, made, actor);
    await affected(tx, `update agenda_item set last_claim = $2, last_putting = last_putting + 1 where id = $1`, [
      item.id,
      claim.number,
    ]);
    const stage = outcome === 'referBack' || outcome === 'table' ? 'formal' : 'material';
    await affected(
      tx,
      `insert into proposition (id, agenda_item_id, number, stage, alternatives, found_claim_id, recorded_by) values ($1, $2, $6, $3, array[$4::uuid], $4, $5)`,
      [uuidv7(), item.id, stage, claim.id, actor.personId, item.lastPutting + 1],
    );
    const asStood = { isStanding: false, text: null, isWithdrawn: false, refusedGround: null };
    return { ...claim, ...asStood, kind: 'material', outcome, moverId: mover ?? null, reasons, patch };
  }
}
