/**
 * Authorities, bodies, people and dated appointments. Nothing here is removed: a body ends on a day and names its
 * successor (E-08), an appointment ends on a day, a person is deactivated. Who acted in 2019 can still be told.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor, Role } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { conflict, invalid, notFound } from '../kernel/errors.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { AppointmentEndings } from './appointment-endings.service.js';
import type { IdentityEvent } from './identity.events.js';
import { endAuthority, endBody } from './organisation.endings.js';
import {
  type AppointmentTerms,
  type BodyKind,
  type Period,
  requireCompatible,
  requirePeriod,
  requirePlace,
  requireSeatTerms,
  requireWithin,
} from './organisation.rules.js';
import { requirePermit } from './permit.rules.js';

export interface NewAuthority {
  code: string;
  name: string;
  administrationName: string;
  organisationNumber?: string | null | undefined;
  validFrom: Day;
}

export interface NewBody {
  authorityId: string;
  kind: BodyKind;
  name: string;
  shortName: string;
  validFrom: Day;
}

export interface NewPerson {
  name: string;
  title?: string | null | undefined;
  email?: string | null | undefined;
}

export interface NewAppointment {
  personId: string;
  role: Role;
  /** May be left out when the body is given: it is then the body's. */
  authorityId?: string | null | undefined;
  bodyId?: string | null | undefined;
  fromDay: Day;
  toDay?: Day | null | undefined;
  /** As written, e.g. `(s)`; kept beside the normalised form. For seats. */
  party?: string | null | undefined;
  /** Place among the substitutes of the body. */
  callingOrder?: number | null | undefined;
}

export interface Ending {
  lastDay: Day;
  successorId?: string | null | undefined;
}

interface BodyRow {
  authorityId: string;
  kind: BodyKind;
  name: string;
  fromDay: Day;
  toDay: Day | null;
}

const clean = (text: string): string => text.trim().normalize('NFC');

@Injectable()
export class Organisation {
  constructor(
    private readonly events: Events,
    private readonly endings: AppointmentEndings,
  ) {}

  /** @throws 409 `duplicate` when the code is taken. */
  async createAuthority(tx: Tx, actor: Actor, authority: NewAuthority): Promise<{ id: string }> {
    requirePermit(actor, 'organisation.manage');
    const id = uuidv7();
    await affected(
      tx,
      `insert into authority (id, code, name, administration_name, organisation_number, valid_from) values ($1, $2, $3, $4, $5, $6)`,
      [
        id,
        authority.code,
        clean(authority.name),
        clean(authority.administrationName),
        authority.organisationNumber ?? null,
        authority.validFrom,
      ],
    );
    await this.record(tx, actor, 'organisation.authorityCreated', 'authority', id, {
      code: authority.code,
      validFrom: authority.validFrom,
    });
    return { id };
  }

  /** @throws 404 unknown authority, 409 when it has ended or the short name is taken. */
  async createBody(tx: Tx, actor: Actor, body: NewBody): Promise<{ id: string }> {
    requirePermit(actor, 'organisation.manage');
    const [authority] = await rows<Period & { name: string }>(
      tx,
      `select name, valid_from as "fromDay", valid_to as "toDay" from authority where id = $1 for share`,
      [body.authorityId],
    );
    if (authority === undefined) throw notFound('Myndigheten');
    if (authority.toDay !== null) throw conflict('already-ended', `${authority.name} upphör ${authority.toDay}.`);
    if (body.validFrom < authority.fromDay)
      throw invalid('/validFrom', 'range', `${authority.name} finns från ${authority.fromDay}.`);
    const id = uuidv7();
    await affected(
      tx,
      `insert into body (id, authority_id, kind, name, short_name, valid_from) values ($1, $2, $3, $4, $5, $6)`,
      [id, body.authorityId, body.kind, clean(body.name), clean(body.shortName), body.validFrom],
    );
    const payload = { authorityId: body.authorityId, kind: body.kind, validFrom: body.validFrom };
    await this.record(tx, actor, 'organisation.bodyCreated', 'body', id, payload);
    return { id };
  }

  /** @throws 409 `duplicate` when the e-mail address is somebody else's. */
  async createPerson(tx: Tx, actor: Actor, person: NewPerson): Promise<{ id: string }> {
    requirePermit(actor, 'organisation.manage');
    const id = uuidv7();
    const title = person.title ?? null;
    const email = person.email ?? null;
    await affected(tx, `insert into person (id, name, title, email) values ($1, $2, $3, $4)`, [
      id,
      clean(person.name),
      title === null ? null : clean(title),
      email === null ? null : clean(email).toLowerCase(),
    ]);
    await this.record(tx, actor, 'organisation.personCreated', 'person', id, {});
    return { id };
  }

  /** The person can no longer sign in; appointments stay as they were, for what was done under them. */
  async deactivatePerson(tx: Tx, actor: Actor, id: string): Promise<void> {
    requirePermit(actor, 'organisation.manage');
    const [row] = await rows<{ active: boolean }>(
      tx,
      `select deactivated_at is null as active from person where id = $1 for no key update`,
      [id],
    );
    if (row === undefined) throw notFound('Personen');
    if (!row.active) throw conflict('already-deactivated', 'Personen är redan avslutad.');
    await this.requireAnotherAdministrator(tx, id);
    await affected(tx, `update person set deactivated_at = clock_timestamp() where id = $1`, [id]);
    await this.record(tx, actor, 'organisation.personDeactivated', 'person', id, {});
  }

  /**
   * Gives a person a dated appointment. Locks the person, so that two appointments that exclude each other cannot be
   * given side by side.
   * @throws 404 person, body or authority; 422 place or period; 409 `appointment-overlaps`, `director-not-electable`.
   */
  async appoint(tx: Tx, actor: Actor, appointment: NewAppointment): Promise<{ id: string }> {
    requirePermit(actor, 'organisation.manage');
    const { personId, role, fromDay } = appointment;
    const seat = requireSeatTerms(appointment);
    const [person] = await rows<{ active: boolean }>(
      tx,
      `select deactivated_at is null as active from person where id = $1 for no key update`,
      [personId],
    );
    if (person === undefined) throw notFound('Personen');
    if (!person.active) throw conflict('already-deactivated', 'Personen är avslutad och kan inte få uppdrag.');
    const terms = await this.termsOf(tx, appointment);
    requireCompatible(terms, await this.appointmentsOf(tx, personId));
    const id = uuidv7();
    await affected(
      tx,
      `insert into appointment (id, person_id, role, authority_id, body_id, from_day, to_day, party, party_as_written, calling_order)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        personId,
        role,
        terms.authorityId,
        terms.bodyId,
        fromDay,
        terms.toDay,
        seat.party,
        seat.partyAsWritten,
        seat.callingOrder,
      ],
    );
    const { authorityId, bodyId, toDay } = terms;
    const { party, callingOrder } = seat;
    const payload = { personId, role, authorityId, bodyId, fromDay, toDay, party, callingOrder };
    await this.record(tx, actor, 'organisation.appointed', 'appointment', id, payload);
    return { id };
  }

  /**
   * Ends an appointment on a day, earlier than it would have ended; a longer one is a new appointment.
   * @throws 404; 409 `already-ended`, and what a later module refuses with for what was done after the day; 422 `range`.
   */
  async endAppointment(tx: Tx, actor: Actor, id: string, lastDay: Day): Promise<void> {
    requirePermit(actor, 'organisation.manage');
    const [row] = await rows<Period & { personId: string }>(
      tx,
      `select person_id as "personId", from_day as "fromDay", to_day as "toDay" from appointment where id = $1 for no key update`,
      [id],
    );
    if (row === undefined) throw notFound('Uppdraget');
    if (row.toDay !== null && row.toDay <= lastDay)
      throw conflict(
        'already-ended',
        `Uppdraget slutar redan ${row.toDay}. Ett längre uppdrag läggs till som ett nytt.`,
      );
    requirePeriod({ fromDay: row.fromDay, toDay: lastDay }, '/lastDay');
    await this.endings.requireNothingAfter(tx, { appointmentIds: [id], lastDay });
    await affected(tx, `update appointment set to_day = $2 where id = $1`, [id, lastDay]);
    const payload = { personId: row.personId, lastDay };
    await this.record(tx, actor, 'organisation.appointmentEnded', 'appointment', id, payload);
  }

  /** Ends a body and, the same day, the appointments that stand in it. @throws see organisation.endings.ts */
  async endBody(tx: Tx, actor: Actor, id: string, { lastDay, successorId = null }: Ending): Promise<void> {
    requirePermit(actor, 'organisation.manage');
    await endBody(tx, id, lastDay, successorId, this.endings);
    await this.record(tx, actor, 'organisation.bodyEnded', 'body', id, { lastDay, successorId });
  }

  /** Ends an authority whose bodies have ended. @throws see organisation.endings.ts */
  async endAuthority(tx: Tx, actor: Actor, id: string, { lastDay, successorId = null }: Ending): Promise<void> {
    requirePermit(actor, 'organisation.manage');
    await endAuthority(tx, id, lastDay, successorId, this.endings);
    await this.record(tx, actor, 'organisation.authorityEnded', 'authority', id, { lastDay, successorId });
  }

  /** Somebody must be left who can give appointments; the last one hands over first. */
  private async requireAnotherAdministrator(tx: Tx, personId: string): Promise<void> {
    const inForce = `a.role = 'admin' and p.deactivated_at is null and a.from_day <= today_in_stockholm()
      and (a.to_day is null or a.to_day >= today_in_stockholm())`;
    const [left] = await rows<{ is: boolean; others: boolean }>(
      tx,
      `select coalesce(bool_or(p.id = $1), false) as is, coalesce(bool_or(p.id <> $1), false) as others
         from appointment a join person p on p.id = a.person_id where ${inForce}`,
      [personId],
    );
    if (left?.is === true && !left.others)
      throw conflict('last-administrator', 'Personen är den enda systemförvaltaren; utse en till först.');
  }

  private async termsOf(tx: Tx, appointment: NewAppointment): Promise<AppointmentTerms> {
    const { role, fromDay, toDay = null, bodyId = null } = appointment;
    const body = bodyId === null ? undefined : await this.bodyRow(tx, bodyId);
    const authorityId = appointment.authorityId ?? body?.authorityId ?? null;
    if (body !== undefined && body.authorityId !== authorityId)
      throw invalid('/authorityId', 'mismatch', `${body.name} hör till en annan myndighet. Utelämna authorityId.`);
    const terms = { role, authorityId, bodyId, bodyKind: body?.kind ?? null, fromDay, toDay };
    requirePlace(terms);
    requirePeriod(terms);
    if (body !== undefined) requireWithin(terms, body);
    if (authorityId !== null) requireWithin(terms, await this.authorityRow(tx, authorityId));
    return terms;
  }

  private async bodyRow(tx: Tx, id: string): Promise<BodyRow> {
    const [row] = await rows<BodyRow>(
      tx,
      `select authority_id as "authorityId", kind, name, valid_from as "fromDay", valid_to as "toDay" from body where id = $1 for share`,
      [id],
    );
    if (row === undefined) throw notFound('Organet');
    return row;
  }

  private async authorityRow(tx: Tx, id: string): Promise<Period & { name: string }> {
    const [row] = await rows<Period & { name: string }>(
      tx,
      `select name, valid_from as "fromDay", valid_to as "toDay" from authority where id = $1 for share`,
      [id],
    );
    if (row === undefined) throw notFound('Myndigheten');
    return row;
  }

  private appointmentsOf(tx: Tx, personId: string): Promise<AppointmentTerms[]> {
    return rows<AppointmentTerms>(
      tx,
      `select a.role, a.authority_id as "authorityId", a.body_id as "bodyId", b.kind as "bodyKind", a.from_day as "fromDay", a.to_day as "toDay"
         from appointment a left join body b on b.id = a.body_id where a.person_id = $1 order by a.id`,
      [personId],
    );
  }

  private record(
    tx: Tx,
    actor: Actor,
    type: IdentityEvent,
    subjectKind: string,
    subjectId: string,
    payload: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    return this.events.record(tx, actor, { type, subjectKind, subjectId, payload });
  }
}
