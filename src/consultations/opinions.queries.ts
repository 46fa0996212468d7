/** Opinions for reading. A draft stays in the consultee's own house; what stands on its agenda is seen like other agenda items. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import { actsFrom } from '../kernel/transitions.js';
import { ownAuthorities, reachOver } from '../identity/reach.rules.js';
import { type Db, rows } from '../platform/database/sql.js';
import { only } from '../platform/database/transaction.js';
import type { OpinionDocument } from './opinion.document.js';
import { type OpinionContent, opinionMachine, type OpinionStatus } from './opinion.rules.js';
import * as store from './opinion.store.js';

export interface OpinionView extends OpinionContent {
  id: string;
  consulteeId: string;
  consultationId: string;
  matterId: string;
  status: OpinionStatus;
  versionNumber: number;
  versions: { number: number; origin: string; frozenAt: Date | null; decisionId: string | null }[];
  possibleActs: string[];
  version: number;
}

export function mayReadOpinion(
  actor: Actor,
  { authorityId, isFrozen }: Pick<store.LockedOpinion, 'authorityId' | 'isFrozen'>,
): boolean {
  if (actor.kind === 'system' || ownAuthorities(actor).includes(authorityId)) return true;
  return isFrozen && reachOver('agendas', actor).everywhere;
}

@Injectable()
export class OpinionsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws not-found, also for a draft of others */
  async get(actor: Actor, id: string, db: Db = this.dataSource): Promise<OpinionView> {
    const opinion = await this.visible(actor, id, db);
    const { consulteeId, consultationId, matterId, status, versionNumber, version, content } = opinion;
    const versions = await rows<OpinionView['versions'][number]>(
      db,
      `select number, origin, frozen_at as "frozenAt", decision_id as "decisionId" from opinion_version where opinion_id = $1 order by number`,
      [id],
    );
    const possibleActs = actsFrom(opinionMachine, status);
    return {
      id,
      consulteeId,
      consultationId,
      matterId,
      status,
      versionNumber,
      ...content,
      versions,
      possibleActs,
      version,
    };
  }

  /** What the document of it says. @throws not-found */
  async document(
    actor: Actor,
    id: string,
    db: Db = this.dataSource,
  ): Promise<{ content: OpinionDocument; created: Date }> {
    const { content, status } = await this.visible(actor, id, db);
    const { created, ...place } = only(
      await rows<Omit<OpinionDocument, 'title' | 'text' | 'status' | 'reservations'> & { created: Date }>(
        db,
        selectPlace,
        [id],
      ),
    );
    const reservations = await rows<OpinionDocument['reservations'][number]>(db, selectReservations, [id]);
    return { content: { ...place, title: content.title, text: content.text, status, reservations }, created };
  }

  private async visible(actor: Actor, id: string, db: Db): Promise<store.LockedOpinion> {
    const opinion = await store.readOpinion(db, id);
    if (opinion === undefined || !mayReadOpinion(actor, opinion)) throw notFound('Yttrandet');
    return opinion;
  }
}

/** The instant is that of what the document shows, so that the same opinion is the same bytes. */
const selectPlace = `
  select own.name as "authorityName", m.registration_number as "registrationNumber", asker.name as "askerName", am.registration_number as "askerNumber",
      w.content -> 'addressee' ->> 'name' as addressee, b.name as "bodyName", x.decision_day as "decisionDay", x.minute_item as "minuteItem",
      s.title as "signerTitle", (o.signed_at at time zone 'Europe/Stockholm')::date::text as "signedDay",
      coalesce(o.signed_at, x.recorded_at, v.frozen_at, v.created_at) as created
    from opinion o join opinion_version v on v.id = o.current_version_id join matter m on m.id = o.matter_id join authority own on own.id = m.authority_id
      join consultee e on e.id = o.consultee_id join consultation c on c.id = e.consultation_id join matter am on am.id = c.matter_id
      join authority asker on asker.id = am.authority_id join consultation_version w on w.id = c.decided_version_id
      left join decision x on x.id = o.decision_id left join body b on b.id = x.body_id left join person s on s.id = o.signed_by
   where o.id = $1`;

const selectReservations = `
  select p.name, t.party, r.reasons from opinion o join reservation r on r.decision_id = o.decision_id join person p on p.id = r.person_id
     join decision_participant t on t.decision_id = r.decision_id and t.person_id = r.person_id
   where o.id = $1 order by p.name, p.id`;
