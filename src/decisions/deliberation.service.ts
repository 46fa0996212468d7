/**
 * Dealing with one item before it is decided: it is introduced, people disqualify themselves, claims are made and the
 * chair puts them. Every act takes matter and item and shares the meeting.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, DomainError, invalid } from '../kernel/errors.js';
import { may } from '../identity/permit.rules.js';
import { affected } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { requireVersion } from '../platform/http/request-context.js';
import { type ClaimKind, kindOf, nextStep, type NextStep, toDo } from './claim.rules.js';
import { decisionEvents } from './decisions.events.js';
import { type LockedItem, lockItem, requireUndecided } from './locks.js';
import { requireOpened } from './meeting.rules.js';
import { requireQuorum } from './quorum.rules.js';
import { awayFrom, type Disqualification, rosterOf, servingIn, type Situation, situationOf } from './situation.js';
import type { DecisionOutcome, PatchLine } from './subject-handler.js';
import { Subjects } from './subjects.js';

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

export interface ItemState {
  version: number;
  next: NextStep;
}

@Injectable()
export class Deliberation {
  constructor(
    private readonly subjects: Subjects,
    private readonly events: Events,
  ) {}

  /**
   * Takes the item up: from now on claims can be made, and everybody who watches sees it as the one being dealt with.
   * @throws state-conflict `not-announced` for a council item outside the notice, unless all agreed (KL 5:52)
   */
  async introduce(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    expectedVersion: number,
    { urgencyAgreed = false, behindClosedDoors = false }: { urgencyAgreed?: boolean; behindClosedDoors?: boolean },
  ): Promise<{ version: number }> {
    const item = await lockItem(tx, actor, agendaItemId, 'meeting.conduct');
    requireVersion(expectedVersion, item.version);
    const situation = await situationOf(tx, agendaItemId);
    requireOpened(situation.meetingStatus);
    if (item.status !== 'listed') throw conflict('already-introduced', 'Ärendet är redan föredraget.');
    requireAnnounced(item, urgencyAgreed);
    await affected(
      tx,
      `update agenda_item set status = 'introduced', introduced_at = clock_timestamp(), is_urgent = is_urgent or $2, behind_closed_doors = $3, version = version + 1 where id = $1`,
      [agendaItemId, urgencyAgreed, behindClosedDoors],
    );
    await this.tell(tx, actor, item, decisionEvents.itemIntroduced, { behindClosedDoors });
    return { version: item.version + 1 };
  }

  /**
   * Records that somebody is disqualified, or that it is disputed and then how the body settled it (KL 6:28-30). The
   * person is out of the room for the item, and the next substitute steps in.
   * @throws validation-failed for somebody who is not there, state-conflict `chair-disqualified`, `already-decided`.
   */
  async disqualify(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    given: {
      personId: string;
      ground: Disqualification['ground'];
      status: Disqualification['status'];
      privateNote?: string | undefined;
    },
  ): Promise<{ id: string; version: number }> {
    const item = await lockItem(tx, actor, agendaItemId, 'meeting.conduct');
    const situation = await this.open(tx, item);
    if (situation.puttings.length > 0)
      throw conflict('already-put', 'Proposition har ställts; jäv ska prövas innan ärendet avgörs.');
    const known = situation.disqualifications.find(({ personId }) => personId === given.personId);
    if (known === undefined && !inTheRoom(situation, given.personId))
      throw invalid('/personId', 'not-present', 'Personen är inte närvarande och kan inte vara jävig i ärendet.');
    if (given.personId === situation.chairId && given.status !== 'dismissed')
      throw conflict(
        'chair-disqualified',
        'Ordföranden är jävig: låt någon annan leda sammanträdet under ärendet först.',
      );
    const id = known?.id ?? uuidv7();
    if (known === undefined)
      await affected(
        tx,
        `insert into disqualification (id, agenda_item_id, person_id, ground, status, private_note, recorded_by) values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          id,
          agendaItemId,
          given.personId,
          given.ground,
          given.status,
          given.privateNote?.trim() || null,
          actor.personId,
        ],
      );
    else if (known.status !== 'disputed')
      throw conflict('already-settled', 'Jävsfrågan är redan avgjord för personen i ärendet.');
    else await affected(tx, `update disqualification set status = $2 where id = $1`, [id, given.status]);
    await this.touch(tx, item, {});
    await this.tell(tx, actor, item, decisionEvents.disqualificationRecorded, {
      disqualificationId: id,
      personId: given.personId,
      ground: given.ground,
      status: given.status,
    });
    return { id, version: item.version + 1 };
  }

  /**
   * A member makes a claim, or the secretary records one that was made.
   * @throws validation-failed `not-serving` for somebody who may not make one, `outcome-not-allowed`, and what the
   *   subject refuses with for a patch that does not fit; state-conflict when claims are closed or the item decided.
   */
  async claim(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    claim: NewClaim,
  ): Promise<{ id: string; number: number; version: number }> {
    const item = await lockItem(tx, actor, agendaItemId, 'claim.make');
    const situation = await this.open(tx, item);
    if (item.status === 'claimsClosed' || situation.puttings.length > 0)
      throw conflict('claims-closed', 'Överläggningen är avslutad; inga fler yrkanden tas emot.');
    const moverId = claim.moverId ?? actor.personId ?? undefined;
    const forOthers = may(actor, 'meeting.conduct', { authorityId: item.authorityId, bodyId: item.bodyId });
    if (!forOthers && moverId !== actor.personId)
      throw new DomainError('forbidden', 'En ledamot yrkar själv; sekreteraren för in andras yrkanden.', {
        code: 'own-claim-only',
      });
    requireServing(situation, moverId, '/moverId');
    (claim.supporterIds ?? []).forEach((id, index) => requireServing(situation, id, `/supporterIds/${index}`));
    await this.requireSense(tx, item, claim);
    await this.standing(tx, item, actor);
    const id = uuidv7();
    const number = Math.max(item.lastClaim, 1) + 1;
    await this.insert(tx, item, id, number, { ...claim, moverId }, actor);
    await this.touch(tx, item, { lastClaim: number });
    await this.tell(tx, actor, item, decisionEvents.claimMade, {
      claimId: id,
      number,
      outcome: claim.outcome,
      moverId,
    });
    return { id, number, version: item.version + 1 };
  }

  /** Takes a claim back; only before the claims are put. */
  async withdraw(tx: Tx, actor: Actor, agendaItemId: string, claimId: string): Promise<{ version: number }> {
    const item = await lockItem(tx, actor, agendaItemId, 'claim.make');
    const situation = await this.open(tx, item);
    const claim = situation.claims.find(({ id }) => id === claimId);
    if (claim === undefined) throw invalid('/claimId', 'unknown-claim', 'Yrkandet finns inte i ärendet.');
    const forOthers = may(actor, 'meeting.conduct', { authorityId: item.authorityId, bodyId: item.bodyId });
    if (!forOthers && claim.moverId !== actor.personId)
      throw new DomainError('forbidden', 'Bara den som har yrkat kan ta tillbaka yrkandet.', {
        code: 'own-claim-only',
      });
    if (claim.isStanding) throw conflict('standing-claim', 'Förslaget i ärendet kan inte tas tillbaka.');
    if (claim.isWithdrawn) throw conflict('already-withdrawn', 'Yrkandet är redan återtaget.');
    if (situation.puttings.length > 0) throw conflict('already-put', 'Proposition har redan ställts.');
    await affected(tx, `update claim set withdrawn_at = clock_timestamp() where id = $1`, [claimId]);
    await this.touch(tx, item, {});
    await this.tell(tx, actor, item, decisionEvents.claimWithdrawn, { claimId });
    return { version: item.version + 1 };
  }

  /** Ends the deliberation: no more claims. */
  async closeClaims(tx: Tx, actor: Actor, agendaItemId: string, expectedVersion: number): Promise<ItemState> {
    const item = await lockItem(tx, actor, agendaItemId, 'meeting.conduct');
    requireVersion(expectedVersion, item.version);
    const situation = await this.open(tx, item);
    if (item.status === 'claimsClosed') throw conflict('claims-closed', 'Överläggningen är redan avslutad.');
    await this.standing(tx, item, actor);
    await affected(tx, `update agenda_item set status = 'claimsClosed', version = version + 1 where id = $1`, [
      item.id,
    ]);
    await this.tell(tx, actor, item, decisionEvents.claimsClosed, {});
    const { claims } = situation.claims.length > 0 ? situation : await situationOf(tx, item.id);
    return { version: item.version + 1, next: nextStep(claims, [], await this.isElection(tx, item)) };
  }

  /**
   * The chair puts the claims whose turn it is and says what was found; somebody may demand a ballot instead of the gavel.
   * @param found id of the claim found to carry, or null for no
   * @throws state-conflict `nothing-to-put`, `no-quorum`, validation-failed when the find is none of those put.
   */
  async put(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    expectedVersion: number,
    { found, demandedBy }: { found: string | null; demandedBy?: string | undefined },
  ): Promise<ItemState> {
    const item = await lockItem(tx, actor, agendaItemId, 'meeting.conduct');
    requireVersion(expectedVersion, item.version);
    await this.standing(tx, item, actor);
    const situation = await this.open(tx, item);
    requireTried(situation);
    requireQuorum(servingIn(situation).quorum, item.bodyName);
    const isElection = await this.isElection(tx, item);
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
    await affected(
      tx,
      `insert into proposition (id, agenda_item_id, number, stage, alternatives, found_claim_id, demanded_by, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [uuidv7(), item.id, number, next.stage, alternatives, found, demandedBy ?? null, actor.personId],
    );
    await this.touch(tx, item, { lastPutting: number });
    await this.tell(tx, actor, item, decisionEvents.claimsPut, {
      number,
      stage: next.stage,
      found,
      isContested: demandedBy !== undefined,
    });
    const after = await situationOf(tx, item.id);
    return { version: item.version + 1, next: nextStep(after.claims, after.puttings, isElection) };
  }

  isElection(tx: Tx, item: LockedItem): Promise<boolean> {
    return this.subjects.of(item.subjectKind).isElection?.(tx, item.subjectId) ?? Promise.resolve(false);
  }

  /** The proposal in the matter is the first claim of every item that has claims; it needs no mover to be put. */
  async standing(tx: Tx, item: LockedItem, actor: Actor): Promise<void> {
    if (item.lastClaim > 0) return;
    const allowed = this.subjects.of(item.subjectKind).allowedOutcomes(item.bodyKind);
    const isLast = item.routePosition >= Number(item.steps);
    const order: DecisionOutcome[] = isLast
      ? ['approve', 'note', 'forward', 'recommend']
      : ['recommend', 'forward', 'approve', 'note'];
    const outcome = order.find((candidate) => allowed.includes(candidate));
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
    if (!allowed.includes(claim.outcome))
      throw conflict('outcome-not-allowed', `Det kan ${item.bodyName} inte besluta i ärendet.`, { allowed });
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

  private async open(tx: Tx, item: LockedItem): Promise<Situation> {
    const situation = await situationOf(tx, item.id);
    requireOpened(situation.meetingStatus);
    requireUndecided(item);
    return situation;
  }

  /** A claim on an item that nobody has taken up takes it up. */
  private async touch(tx: Tx, item: LockedItem, counters: { lastClaim?: number; lastPutting?: number }): Promise<void> {
    await affected(
      tx,
      `update agenda_item set version = version + 1, last_claim = coalesce($2, last_claim), last_putting = coalesce($3, last_putting),
           status = case when status = 'listed' and $2::integer is not null then 'introduced' else status end,
           introduced_at = case when introduced_at is null and $2::integer is not null then clock_timestamp() else introduced_at end where id = $1`,
      [item.id, counters.lastClaim ?? null, counters.lastPutting ?? null],
    );
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    item: LockedItem,
    type: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    await this.events.record(tx, actor, {
      type,
      subjectKind: item.subjectKind,
      subjectId: item.subjectId,
      matterId: item.matterId,
      payload: { agendaItemId: item.id, ...payload },
    });
  }
}

/** The council decides only what the notice announced, unless all who are present agree (KL 5:52; R-46). */
export function requireAnnounced(item: LockedItem, urgencyAgreed: boolean): void {
  if (item.bodyKind !== 'council' || item.agendaVersion === 1 || urgencyAgreed || item.isUrgent) return;
  throw conflict(
    'not-announced',
    'Ärendet stod inte i den kungjorda kallelsen. Fullmäktige kan avgöra det bara om alla närvarande är överens (KL 5 kap. 52 §): ange urgencyAgreed.',
  );
}

/** A disputed disqualification is settled at once, before anything else in the item (KL 6:30). */
export function requireTried(situation: Situation): void {
  const open = situation.disqualifications.find(({ status }) => status === 'disputed');
  if (open !== undefined)
    throw conflict('disqualification-disputed', 'En ifrågasatt jävsfråga ska avgöras först (KL 6 kap. 30 §).', {
      disqualificationId: open.id,
    });
}

function inTheRoom(situation: Situation, personId: string): boolean {
  const { serving, notServing, attending } = rosterOf(situation);
  return [...serving.map((one) => one.personId), ...notServing, ...attending].includes(personId);
}

/** @throws validation-failed `disqualified` or `not-serving` unless the person serves in the item. */
export function requireServing(situation: Situation, personId: string | undefined, pointer: string): void {
  if (personId !== undefined && awayFrom(situation.disqualifications).has(personId))
    throw invalid(pointer, 'disqualified', 'Personen är jävig i ärendet och får inte delta (KL 6 kap. 30 §).');
  if (!servingIn(situation).roster.serving.some((one) => one.personId === personId))
    throw invalid(
      pointer,
      'not-serving',
      'Personen tjänstgör inte i ärendet; bara den som tjänstgör yrkar och röstar.',
    );
}
