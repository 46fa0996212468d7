/** Dissent after a decision: reservations, which the law gives those who took part, and statements, which the chair allows. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, DomainError, invalid, notFound } from '../kernel/errors.js';
import { may, requirePermit } from '../identity/permit.rules.js';
import type { ActName } from '../identity/permissions.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { decisionEvents } from './decisions.events.js';
import type { MeetingStatus } from './meeting.rules.js';
import { reaches } from './reach.rules.js';
import { awayFrom, rosterOf, situationOf } from './situation.js';

interface DecidedPlace {
  agendaItemId: string;
  decisionId: string | null;
  meetingId: string;
  meetingStatus: MeetingStatus;
  bodyId: string;
  authorityId: string;
  matterId: string;
  matterAuthorityId: string;
  subjectKind: string;
  subjectId: string;
}

@Injectable()
export class Dissent {
  constructor(private readonly events: Events) {}

  /**
   * Reserves somebody against the decision on the item (KL 4:27).
   * @throws state-conflict `meeting-closed` once the meeting is over, `did-not-take-part`, `already-reserved`,
   *   `not-decided`.
   */
  async reserve(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    { personId, reasons }: { personId?: string | undefined; reasons?: string | undefined },
  ): Promise<{ id: string }> {
    const place = await this.place(tx, actor, agendaItemId, 'reservation.make');
    const reserving = this.ownOr(actor, place, personId);
    if (place.decisionId === null)
      throw conflict('not-decided', 'Ärendet är inte avgjort; man reserverar sig mot ett beslut.');
    requireGoingOn(place, 'En reservation ska anmälas innan sammanträdet har avslutats (KL 4 kap. 27 §).');
    const [participant] = await rows<{ one: number }>(
      tx,
      `select 1 as one from decision_participant where decision_id = $1 and person_id = $2`,
      [place.decisionId, reserving],
    );
    if (participant === undefined)
      throw conflict('did-not-take-part', 'Bara den som har deltagit i beslutet får reservera sig (KL 4 kap. 27 §).');
    const id = uuidv7();
    const made = await affected(
      tx,
      `insert into reservation (id, decision_id, person_id, reasons, recorded_by) values ($1, $2, $3, $4, $5) on conflict (decision_id, person_id) do nothing`,
      [id, place.decisionId, reserving, reasons?.trim() || null, actor.personId],
    );
    if (made !== 1) throw conflict('already-reserved', 'Personen har redan reserverat sig mot beslutet.');
    await this.tell(tx, actor, place, decisionEvents.reservationMade, { reservationId: id, personId: reserving });
    return { id };
  }

  /**
   * The reasons for a reservation, handed in before the minutes are adjusted where the bylaws ask for them.
   * @throws not-found, forbidden for somebody else's, state-conflict `minutes-sent`.
   */
  async giveReasons(tx: Tx, actor: Actor, reservationId: string, reasons: string): Promise<void> {
    const [reservation] = await rows<{ agendaItemId: string; personId: string }>(
      tx,
      `select d.agenda_item_id as "agendaItemId", r.person_id as "personId" from reservation r join decision d on d.id = r.decision_id where r.id = $1 for update of r`,
      [reservationId],
    );
    if (reservation === undefined) throw notFound('Reservationen');
    // The minutes first, so that they are not sent between the question and the writing.
    await rows(
      tx,
      `select n.id from minutes n join agenda_item a on a.meeting_id = n.meeting_id where a.id = $1 order by n.id for share of n`,
      [reservation.agendaItemId],
    );
    const place = await this.place(tx, actor, reservation.agendaItemId, 'reservation.make');
    this.ownOr(actor, place, reservation.personId);
    // It may stand in a later document than the item: one made after the item was adjusted at once.
    const [sent] = await rows<{ id: string }>(
      tx,
      `select n.id from minutes n where n.meeting_id = $1 and n.status <> 'draft'
          and exists (select from jsonb_path_query(n.content, '$.**.reservations[*].id') told where told #>> '{}' = $2::text)`,
      [place.meetingId, reservationId],
    );
    if (sent !== undefined)
      throw conflict('minutes-sent', 'Protokollet är sänt för justering; skälen skulle ha lämnats före det.');
    await affected(tx, `update reservation set reasons = $2 where id = $1`, [reservationId, reasons.trim()]);
    await this.tell(tx, actor, place, decisionEvents.reservationMade, {
      reservationId,
      personId: reservation.personId,
    });
  }

  /**
   * A statement to the minutes. No law gives a right to it, so it is recorded by whoever conducts the meeting
   * when the chair has let it; anybody in the room may have one.
   * @throws state-conflict `meeting-closed`, validation-failed for somebody who is not there.
   */
  async state(
    tx: Tx,
    actor: Actor,
    agendaItemId: string,
    { personId, party, text }: { personId: string; party?: string | undefined; text: string },
  ): Promise<{ id: string }> {
    const place = await this.place(tx, actor, agendaItemId, 'meeting.conduct');
    requireGoingOn(place, 'Ett särskilt yttrande lämnas under sammanträdet.');
    const situation = await situationOf(tx, agendaItemId);
    const { serving, notServing } = rosterOf(situation, awayFrom(situation.disqualifications));
    // Whether somebody who does not serve may speak is for the bylaws (KL 6:17).
    const heard = situation.bylaws.substitutesMaySpeak ? notServing : [];
    if (![...serving.map((one) => one.personId), ...heard].includes(personId))
      throw invalid(
        '/personId',
        'not-present',
        'Ett särskilt yttrande lämnas av en ledamot eller ersättare som är närvarande.',
      );
    const id = uuidv7();
    await affected(
      tx,
      `insert into statement (id, agenda_item_id, person_id, party, text, recorded_by) values ($1, $2, $3, $4, $5, $6)`,
      [id, agendaItemId, personId, party?.trim() || null, text.trim(), actor.personId],
    );
    await this.tell(tx, actor, place, decisionEvents.statementMade, { statementId: id, personId });
    return { id };
  }

  /** A member acts for oneself; whoever conducts the meeting records for others. */
  private ownOr(actor: Actor, place: DecidedPlace, personId: string | undefined): string {
    const chosen = personId ?? actor.personId;
    if (chosen === null) throw invalid('/personId', 'required', 'Ange vem det gäller.');
    if (
      chosen !== actor.personId &&
      !may(actor, 'meeting.conduct', { authorityId: place.authorityId, bodyId: place.bodyId })
    )
      throw new DomainError('forbidden', 'En ledamot reserverar sig själv; sekreteraren för in andras.', {
        code: 'own-reservation-only',
      });
    return chosen;
  }

  /** Shares the meeting, so that it cannot be closed meanwhile. */
  private async place(tx: Tx, actor: Actor, agendaItemId: string, act: ActName): Promise<DecidedPlace> {
    const [place] = await rows<DecidedPlace>(
      tx,
      `select a.id as "agendaItemId", d.id as "decisionId", g.id as "meetingId", g.status as "meetingStatus", g.body_id as "bodyId", b.authority_id as "authorityId",
          a.matter_id as "matterId", m.authority_id as "matterAuthorityId", a.subject_kind as "subjectKind", a.subject_id as "subjectId"
        from agenda_item a join meeting g on g.id = a.meeting_id join body b on b.id = g.body_id join matter m on m.id = a.matter_id
        left join decision d on d.agenda_item_id = a.id where a.id = $1 for share of g`,
      [agendaItemId],
    );
    if (place === undefined || !reaches(actor, [place.authorityId, place.matterAuthorityId]))
      throw notFound('Ärendet på dagordningen');
    requirePermit(actor, act, { authorityId: place.authorityId, bodyId: place.bodyId });
    return place;
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    place: DecidedPlace,
    type: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    await this.events.record(tx, actor, {
      type,
      subjectKind: place.subjectKind,
      subjectId: place.subjectId,
      matterId: place.matterId,
      payload: { agendaItemId: place.agendaItemId, decisionId: place.decisionId, ...payload },
    });
  }
}

function requireGoingOn({ meetingStatus }: DecidedPlace, why: string): void {
  if (meetingStatus === 'opened' || meetingStatus === 'adjourned') return;
  throw conflict(meetingStatus === 'closed' ? 'meeting-closed' : 'meeting-not-opened', why);
}
