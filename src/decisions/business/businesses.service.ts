/**
 * Raising and writing business: motions, members' initiatives, assignments, elections, reports. The bodies' part is in
 * business.subject.ts; the way to an agenda is the same as for everything else, `POST /routes`.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, holds, type Role } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { conflict, DomainError, invalid, notFound } from '../../kernel/errors.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { seatsOf } from '../../identity/seats.queries.js';
import { rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { Registry } from '../../registry/registry.service.js';
import { bylawsOf } from '../bylaws.queries.js';
import type { BodyKind } from '../subject-handler.js';
import { type BusinessKind, type BusinessStatus, edgeOf, requireMayRaise } from './business.rules.js';
import { businessRaised } from './business.events.js';
import * as store from './business.store.js';
import { visibleBusiness } from './businesses.queries.js';
import { type Content, contentFrom, type ContentInput, emptyContent, type Recipient } from './content.rules.js';

/** A recipient as somebody writes it: an authority of the register, or somebody else by name. */
export interface RecipientInput {
  authorityId?: string | undefined;
  name?: string | undefined;
}

export interface BusinessInput extends Omit<ContentInput, 'dispatchList'> {
  dispatchList?: readonly RecipientInput[] | undefined;
}

export interface NewBusiness extends BusinessInput {
  kind: BusinessKind;
  /** In whose registry the matter is opened. */
  authorityId: string;
  title: string;
  /** The body it is raised in; required for a motion and an initiative. */
  bodyId?: string | undefined;
  /** Whoever raises it; the elected member who writes it unless somebody in the administration does. */
  moverId?: string | undefined;
}

export interface BusinessState {
  id: string;
  status: BusinessStatus;
  versionNumber: number;
  version: number;
}

export interface OpenedBusiness extends BusinessState {
  matterId: string;
  registrationNumber: string;
}

/** Those who write for others. An elected member writes in their own name only. */
const clerks: readonly Role[] = ['caseOfficer', 'committeeSecretary', 'registrar', 'cityOffice'];

@Injectable()
export class Businesses {
  constructor(
    private readonly registry: Registry,
    private readonly events: Events,
  ) {}

  /**
   * Opens a matter and writes version 1 in it.
   * @throws forbidden (`business.write`, `may-not-raise`), validation-failed: `required`, `unknown-body`, `unknown-person`,
   *   `no-seat`, `not-own-name`, `not-the-council`, `not-a-committee`, `unknown-authority`, and as `contentFrom`
   */
  async create(tx: Tx, actor: Actor, command: NewBusiness): Promise<OpenedBusiness> {
    const { kind, authorityId, bodyId = null } = command;
    requirePermit(actor, 'business.write', { authorityId });
    const moverId = moverOf(actor, command);
    await requireRaisable(tx, command, moverId);
    const content = contentFrom(kind, emptyContent, await contentInput(tx, command));
    return this.open(tx, actor, { kind, authorityId, bodyId, moverId, content });
  }

  /**
   * A matter the product itself puts together for a body, e.g. the list of decisions to be reported; the caller has judged
   * whether the actor may have it made.
   */
  report(
    tx: Tx,
    actor: Actor,
    { authorityId, bodyId, ...texts }: { authorityId: string; bodyId: string } & ContentInput,
  ): Promise<OpenedBusiness> {
    const content = contentFrom('report', emptyContent, texts);
    return this.open(tx, actor, { kind: 'report', authorityId, bodyId, moverId: null, content });
  }

  private async open(
    tx: Tx,
    actor: Actor,
    { authorityId, ...business }: Omit<store.NewBusiness, 'id' | 'matterId' | 'createdBy'> & { authorityId: string },
  ): Promise<OpenedBusiness> {
    // The number is the last lock the act takes before its own new rows.
    const matter = await this.registry.openMatter(tx, actor, { authorityId, title: business.content.title });
    const id = uuidv7();
    await store.insert(tx, { id, matterId: matter.id, createdBy: actor.personId, ...business });
    const { kind, bodyId, moverId } = business;
    await this.tell(tx, actor, businessRaised, id, matter.id, { kind, bodyId, moverId, versionNumber: 1 });
    const state = { id, status: 'drafting' as const, versionNumber: 1, version: 1 };
    return { ...state, matterId: matter.id, registrationNumber: matter.registrationNumber };
  }

  /**
   * Changes the draft; what is left out stays as it is. After a referral back the version the bodies saw stands, and the
   * change goes into a new one.
   * @throws not-found, forbidden, precondition-failed, state-conflict (`not-allowed-in-state`, `matter-closed`), and as `contentFrom`
   */
  async edit(tx: Tx, actor: Actor, id: string, expected: number, change: BusinessInput): Promise<BusinessState> {
    const business = await this.begin(tx, actor, id);
    requireVersion(expected, business.version);
    const edge = edgeOf(business.status, 'edit');
    const content = contentFrom(business.kind, business.content, await contentInput(tx, change));
    const { versionNumber } = await writeContent(tx, actor, business, content);
    const version = await store.move(tx, business, edge.to);
    const fields = Object.entries(change).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    await this.tell(tx, actor, edge.event, id, business.matterId, { kind: business.kind, versionNumber, fields });
    return { id, status: edge.to, versionNumber, version };
  }

  /** Matter before subject, as everybody locks; what the person may not see is not there. */
  private async begin(tx: Tx, actor: Actor, id: string): Promise<store.LockedBusiness> {
    const visible = await visibleBusiness(tx, actor, id);
    if (visible === undefined) throw notFound('Ärendet');
    requirePermit(actor, 'business.write', { authorityId: visible.authorityId });
    const matter = await this.registry.lockMatter(tx, visible.matterId);
    if (matter.status !== 'open') throw conflict('matter-closed', `Ärendet ${matter.registrationNumber} är avslutat.`);
    const business = await store.lock(tx, id);
    if (business === undefined) throw notFound('Ärendet');
    if (!isClerk(actor, business.authorityId) && business.moverId !== actor.personId)
      throw new DomainError('forbidden', 'Bara den som har väckt ärendet, eller förvaltningen, ändrar i det.', {
        code: 'not-own-business',
      });
    return business;
  }

  private tell(
    tx: Tx,
    actor: Actor,
    type: string,
    subjectId: string,
    matterId: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind: 'business', subjectId, matterId, payload });
  }
}

async function writeContent(
  tx: Tx,
  actor: Actor,
  business: store.LockedBusiness,
  content: Content,
): Promise<{ versionNumber: number }> {
  if (business.isFrozen)
    return store.insertVersion(tx, business, {
      origin: 'written',
      content,
      decisionId: null,
      createdBy: actor.personId,
    });
  await store.write(tx, business.versionId, content);
  return business;
}

function isClerk(actor: Actor, authorityId: string): boolean {
  return actor.kind === 'system' || clerks.some((role) => holds(actor, role, { authorityId }));
}

/** @throws DomainError validation-failed `not-own-name` */
function moverOf(actor: Actor, { authorityId, moverId }: NewBusiness): string | null {
  if (isClerk(actor, authorityId)) return moverId ?? null;
  if (moverId !== undefined && moverId !== actor.personId)
    throw invalid('/moverId', 'not-own-name', 'En förtroendevald väcker ärenden i eget namn; lämna fältet tomt.');
  return actor.personId;
}

/** Is there such a body, such a person, and may that person raise this there (KL 4:20, 5:22; bylaws)? */
async function requireRaisable(
  tx: Tx,
  { kind, authorityId, bodyId }: NewBusiness,
  moverId: string | null,
): Promise<void> {
  if (bodyId === undefined) {
    if (kind === 'motion' || kind === 'memberInitiative')
      throw invalid('/bodyId', 'required', 'Ange i vilket organ ärendet väcks.');
    return requirePerson(tx, moverId);
  }
  const [body] = await rows<{ kind: BodyKind; name: string; today: Day }>(
    tx,
    `select kind, name, today_in_stockholm() as today from body where id = $1 and authority_id = $2`,
    [bodyId, authorityId],
  );
  if (body === undefined) throw invalid('/bodyId', 'unknown-body', 'Organet finns inte hos den myndigheten.');
  const { mayRaise } = await bylawsOf(tx, bodyId, body.today);
  const raiser = moverId === null ? none : await seatOf(tx, bodyId, body, moverId);
  requireMayRaise(kind, body, raiser, mayRaise);
}

const none = { seat: 'none', presidium: null } as const;

async function seatOf(tx: Tx, bodyId: string, { name, today }: { name: string; today: Day }, personId: string) {
  const seat = (await seatsOf(tx, bodyId, today)).find((one) => one.personId === personId);
  if (seat === undefined)
    throw invalid('/moverId', 'no-seat', `Personen är varken ledamot eller ersättare i ${name} den ${today}.`);
  return seat;
}

async function requirePerson(tx: Tx, personId: string | null): Promise<void> {
  if (personId === null) return;
  const { known } = only(
    await rows<{ known: boolean }>(tx, `select exists (select 1 from person where id = $1) as known`, [personId]),
  );
  if (!known) throw invalid('/moverId', 'unknown-person', 'Personen finns inte.');
}

async function contentInput(tx: Tx, { dispatchList, ...rest }: BusinessInput): Promise<ContentInput> {
  return { ...rest, dispatchList: dispatchList === undefined ? undefined : await recipients(tx, dispatchList) };
}

/** An authority is stored with its name as it was when it was written: names change, what was decided does not. */
async function recipients(tx: Tx, list: readonly RecipientInput[]): Promise<Recipient[]> {
  const ids = list.flatMap(({ authorityId }) => (authorityId === undefined ? [] : [authorityId]));
  const found = await rows<{ id: string; name: string }>(
    tx,
    `select id, name from authority where id = any($1::uuid[])`,
    [ids],
  );
  const names = new Map(found.map(({ id, name }) => [id, name]));
  return list.map(({ authorityId, name }, index) => {
    if ((authorityId === undefined) === (name === undefined))
      throw invalid(
        `/dispatchList/${index}`,
        'required',
        'Ange antingen en myndighet (authorityId) eller ett namn (name).',
      );
    if (authorityId === undefined) return { authorityId: null, name: name ?? '' };
    const known = names.get(authorityId);
    if (known === undefined)
      throw invalid(`/dispatchList/${index}/authorityId`, 'unknown-authority', 'Myndigheten finns inte.');
    return { authorityId, name: known };
  });
}
