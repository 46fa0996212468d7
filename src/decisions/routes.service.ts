/**
 * The route of a matter: the planned chain of meetings. The plan is what puts a matter on an agenda, one body at a time,
 * so nothing is ever pending in two instances at once (D6).
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { conflict, invalid, notFound } from '../kernel/errors.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, later, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { Registry } from '../registry/registry.service.js';
import { decisionEvents } from './decisions.events.js';
import type { MeetingStatus } from './meeting.rules.js';
import { type PlannedStep, requireSoundPlan } from './route.rules.js';
import type { BodyKind, SubjectHandler, SubjectKind } from './subject-handler.js';
import { Subjects } from './subjects.js';

export interface NewRoute {
  subjectKind: SubjectKind;
  subjectId: string;
  /** Meetings in the order the matter shall pass them. */
  meetingIds: readonly string[];
}

/** What stands on an agenda and came there by a route. */
export interface Listing {
  routeId: string;
  routePosition: number;
  matterId: string;
  subjectKind: SubjectKind;
  subjectId: string;
  versionId: string;
  versionNumber: number;
}

@Injectable()
export class Routes {
  constructor(
    private readonly subjects: Subjects,
    private readonly registry: Registry,
    private readonly events: Events,
  ) {}

  /**
   * Plans the route of a subject and lists it on the first agenda.
   * @throws not-found, forbidden, validation-failed for an unsound plan, state-conflict when the subject is not ready
   *   or already on a route.
   */
  async plan(
    tx: Tx,
    actor: Actor,
    { subjectKind, subjectId, meetingIds }: NewRoute,
  ): Promise<{ id: string; agendaItemId: string }> {
    const handler = this.subjects.of(subjectKind);
    const visible = await handler.state(tx, actor, subjectId);
    if (visible === undefined) throw notFound('Det som ska planeras');
    requirePermit(actor, 'route.plan', { authorityId: visible.authorityId });
    await this.registry.lockMatter(tx, visible.matterId);
    const steps = await this.stepsOf(tx, meetingIds, handler, visible.authorityId);
    requireSoundPlan(steps);
    const last = steps.at(-1) as PlannedStep;
    await handler.requireCompetence?.(tx, subjectId, { kind: last.bodyKind, name: last.bodyName }, 'approve', true);
    const first = steps[0] as PlannedStep;
    const state = await handler.scheduled(tx, actor, subjectId, first.day as Day);
    const routeId = uuidv7();
    await affected(tx, `insert into route (id, matter_id, subject_kind, subject_id) values ($1, $2, $3, $4)`, [
      routeId,
      state.matterId,
      subjectKind,
      subjectId,
    ]);
    await affected(
      tx,
      `insert into route_step (route_id, position, meeting_id) select $1, place, id from unnest($2::uuid[]) with ordinality as s (id, place)`,
      [routeId, steps.map((step) => step.meetingId)],
    );
    const agendaItemId = await this.list(tx, first.meetingId, {
      routeId,
      routePosition: 1,
      matterId: state.matterId,
      subjectKind,
      subjectId,
      versionId: state.versionId,
      versionNumber: state.versionNumber,
    });
    await this.events.record(
      tx,
      actor,
      {
        type: decisionEvents.routePlanned,
        subjectKind,
        subjectId,
        matterId: state.matterId,
        payload: { routeId, steps: steps.map(({ bodyId, day }) => ({ bodyId, day })) },
      },
      listedEvent(first.meetingId, agendaItemId, state.matterId, subjectKind, subjectId, state.versionNumber),
    );
    return { id: routeId, agendaItemId };
  }

  /** Puts the subject last on a meeting's agenda in the version given. The meeting's counter is the last lock of the act. */
  async list(tx: Tx, meetingId: string, item: Listing, tabledFromId: string | null = null): Promise<string> {
    const id = uuidv7();
    const listed = await affected(
      tx,
      `with place as (update meeting set last_position = last_position + 1 where id = $2 and status not in ('closed', 'cancelled') returning last_position)
       insert into agenda_item (id, meeting_id, position, route_id, route_position, matter_id, subject_kind, subject_id,
           subject_version_id, subject_version, tabled_from_id, behind_closed_doors)
         select $1, $2, place.last_position, $3, $4, $5, $6, $7, $8, $9, $10,
             coalesce((select a.behind_closed_doors from agenda_item a where a.id = $10), false) from place`,
      [
        id,
        meetingId,
        item.routeId,
        item.routePosition,
        item.matterId,
        item.subjectKind,
        item.subjectId,
        item.versionId,
        item.versionNumber,
        tabledFromId,
      ],
    );
    if (listed !== 1) throw conflict('meeting-over', 'Sammanträdet är inställt eller avslutat.');
    return id;
  }

  /**
   * Lists the subject with the next body of its route: on the planned meeting, or on that body's first meeting after
   * the decision when the plan has been overtaken by a tabling.
   * @throws state-conflict `no-next-meeting` when the body has no such meeting.
   */
  async advance(tx: Tx, actor: Actor, item: Listing, afterDay: Day): Promise<void> {
    const [next] = await rows<{ meeting_id: string | null; body_name: string }>(
      tx,
      `select b.name as body_name, (select m.id from meeting m where m.body_id = planned.body_id and m.status in ('planned', 'noticeSent') and m.day > $3
           and m.day >= planned.day order by m.day limit 1) as meeting_id
         from route_step s join meeting planned on planned.id = s.meeting_id join body b on b.id = planned.body_id
        where s.route_id = $1 and s.position = $2`,
      [item.routeId, item.routePosition + 1, afterDay],
    );
    if (next === undefined) throw new Error(`route ${item.routeId} has no step ${item.routePosition + 1}`);
    if (next.meeting_id === null)
      throw conflict(
        'no-next-meeting',
        `${next.body_name} har inget planerat sammanträde efter ${afterDay}. Planera ett först.`,
      );
    await affected(tx, `update route set current_position = current_position + 1 where id = $1`, [item.routeId]);
    const agendaItemId = await this.list(tx, next.meeting_id, { ...item, routePosition: item.routePosition + 1 });
    await this.events.record(
      tx,
      actor,
      listedEvent(next.meeting_id, agendaItemId, item.matterId, item.subjectKind, item.subjectId, item.versionNumber),
    );
  }

  /**
   * Tabling moves the item unchanged to the body's next meeting, so that it never disappears (KL 5:50-51, D5).
   * @throws state-conflict `no-next-meeting`.
   */
  async table(
    tx: Tx,
    actor: Actor,
    item: Listing,
    agendaItemId: string,
    bodyId: string,
    afterDay: Day,
  ): Promise<{ id: string; day: string }> {
    const [next] = await rows<{ id: string; day: string }>(
      tx,
      `select id, day from meeting where body_id = $1 and status in ('planned', 'noticeSent') and day > $2 order by day limit 1`,
      [bodyId, afterDay],
    );
    if (next === undefined)
      throw conflict('no-next-meeting', `Organet har inget planerat sammanträde efter ${afterDay}. Planera ett först.`);
    const id = await this.list(tx, next.id, item, agendaItemId);
    await this.events.record(
      tx,
      actor,
      listedEvent(next.id, id, item.matterId, item.subjectKind, item.subjectId, item.versionNumber),
    );
    return { id, day: next.day };
  }

  /** Ends a route: `finished` after the last body's decision, `ended` when the matter goes back. */
  async end(tx: Tx, routeId: string, status: 'finished' | 'ended'): Promise<void> {
    await later(tx, `update route set status = $2 where id = $1 and status = 'running'`, [routeId, status]);
  }

  /** Bodies of another authority have no say: between authorities a matter travels by dispatch, not by agenda. */
  private async stepsOf(
    tx: Tx,
    meetingIds: readonly string[],
    handler: SubjectHandler,
    authorityId: string,
  ): Promise<PlannedStep[]> {
    const found = await rows<{
      id: string;
      body_id: string;
      name: string;
      kind: BodyKind;
      authority_id: string;
      day: string;
      status: MeetingStatus;
    }>(
      tx,
      `select m.id, m.body_id, b.name, b.kind, b.authority_id, m.day, m.status from meeting m join body b on b.id = m.body_id where m.id = any($1::uuid[])`,
      [[...meetingIds]],
    );
    const byId = new Map(found.map((meeting) => [meeting.id, meeting]));
    return meetingIds.map((id, index) => {
      const meeting = byId.get(id);
      if (meeting === undefined)
        throw invalid(`/meetingIds/${index}`, 'unknown-meeting', 'Sammanträdet finns inte; planera det först.');
      return {
        meetingId: id,
        bodyId: meeting.body_id,
        bodyName: meeting.name,
        bodyKind: meeting.kind,
        day: meeting.day,
        status: meeting.status,
        allowed: meeting.authority_id === authorityId ? handler.allowedOutcomes(meeting.kind) : [],
      };
    });
  }
}

function listedEvent(
  meetingId: string,
  agendaItemId: string,
  matterId: string,
  kind: SubjectKind,
  subjectId: string,
  version: number,
) {
  return {
    type: decisionEvents.itemListed,
    subjectKind: kind,
    subjectId,
    matterId,
    payload: { agendaItemId, meetingId, version },
  };
}
