/** The register of associations that apply for grants. Who they are and where they are paid is written by the administration alone. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { DomainError, invalid, notFound } from '../../kernel/errors.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { applicationEvents } from './applications.events.js';
import { organisationNumberFrom, paymentAccountFrom, type PaymentKind } from '../association.rules.js';

export interface AssociationChange {
  name?: string | undefined;
  /** null empties it. */
  email?: string | null | undefined;
  paymentKind?: PaymentKind | undefined;
  paymentNumber?: string | undefined;
}

export interface NewAssociation extends AssociationChange {
  organisationNumber: string;
  name: string;
}

@Injectable()
export class Associations {
  constructor(private readonly events: Events) {}

  /** @throws forbidden, validation-failed (`format`, `check-digit`, `not-legal-person`, `required`), duplicate `organisation-number` */
  async register(tx: Tx, actor: Actor, association: NewAssociation): Promise<{ id: string; version: number }> {
    requirePermit(actor, 'association.write');
    const number = organisationNumberFrom(association.organisationNumber, '/organisationNumber');
    const account = accountOf(association);
    const id = uuidv7();
    await affected(
      tx,
      `insert into association (id, organisation_number, name, email, payment_kind, payment_number, created_by) values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        id,
        number,
        clean(association.name),
        association.email ?? null,
        account?.kind ?? null,
        account?.number ?? null,
        actor.personId,
      ],
    );
    await this.tell(tx, actor, applicationEvents.associationRegistered, id, {});
    return { id, version: 1 };
  }

  /** @throws not-found, forbidden, precondition-failed, validation-failed as `register` */
  async change(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    change: AssociationChange,
  ): Promise<{ id: string; version: number }> {
    requirePermit(actor, 'association.write');
    const [association] = await rows<{ version: number }>(
      tx,
      `select version from association where id = $1 for no key update`,
      [id],
    );
    if (association === undefined) throw notFound('Föreningen');
    requireVersion(expected, association.version);
    const account = accountOf(change);
    await affected(
      tx,
      `update association set name = coalesce($2, name), email = case when $3::boolean then $4 else email end,
           payment_kind = coalesce($5, payment_kind), payment_number = coalesce($6, payment_number), version = version + 1 where id = $1`,
      [
        id,
        change.name === undefined ? null : clean(change.name),
        change.email !== undefined,
        change.email ?? null,
        account?.kind ?? null,
        account?.number ?? null,
      ],
    );
    const fields = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    await this.tell(tx, actor, applicationEvents.associationChanged, id, { fields });
    return { id, version: association.version + 1 };
  }

  private tell(tx: Tx, actor: Actor, type: string, id: string, payload: Record<string, unknown>): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind: 'association', subjectId: id, payload });
  }
}

const clean = (text: string): string => text.trim().normalize('NFC');

/** Kind and number belong together. */
function accountOf({ paymentKind, paymentNumber }: AssociationChange) {
  if (paymentKind === undefined && paymentNumber === undefined) return undefined;
  if (paymentKind === undefined)
    throw invalid('/paymentKind', 'required', 'Ange om numret är ett bankgiro eller plusgiro.');
  if (paymentNumber === undefined) throw invalid('/paymentNumber', 'required', 'Ange numret.');
  return paymentAccountFrom(paymentKind, paymentNumber, '/paymentNumber');
}

/** @throws validation-failed `unknown-association` */
export function unknownAssociation(): DomainError {
  return invalid('/associationId', 'unknown-association', 'Föreningen finns inte i registret.');
}
