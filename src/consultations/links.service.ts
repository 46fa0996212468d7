/**
 * Links for consultees without an account: a random secret of which only the hash is kept, that runs out, can be revoked and
 * lets its holder read what is asked and answer once, for that consultee alone.
 */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid, notFound } from '../kernel/errors.js';
import { LinkSecrets, linkActor } from '../identity/link-secrets.service.js';
import { requirePermit } from '../identity/permit.rules.js';
import { affected, type Db, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { consultationEvents } from './consultations.events.js';
import { ConsulteeActs } from './consultee.acts.js';
import { findConsultee, type FoundConsultee } from './consultee.store.js';

export interface LinkView {
  id: string;
  consulteeId: string;
  expiresAt: Date;
  revokedAt: Date | null;
  createdAt: Date;
}

/** Days after the consultee's own deadline that a link works unless somebody says otherwise: what comes late is taken too. */
const daysAfterDeadline = 30;
const selectInForce = `
  select id, consultee_id as "consulteeId" from consultee_link where token_hash = $1 and revoked_at is null and expires_at > clock_timestamp()`;

@Injectable()
export class ConsulteeLinks {
  constructor(
    private readonly acts: ConsulteeActs,
    private readonly secrets: LinkSecrets,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * @param expiresDay the last day it works
   * @returns the link, and its secret, which is not to be found again
   * @throws not-found, forbidden, state-conflict (`has-register`, `consultation-not-open`), validation-failed `past`
   */
  async make(
    tx: Tx,
    actor: Actor,
    consulteeId: string,
    expiresDay: string | undefined,
  ): Promise<{ view: LinkView; secret: string }> {
    const found = await this.acts.visible(tx, actor, consulteeId);
    requirePermit(actor, 'consultation.write', { authorityId: found.askerId });
    const consultee = await this.acts.take(tx, actor, found, undefined);
    if (consultee.authorityId !== null)
      throw conflict(
        'has-register',
        'En nämnd svarar inifrån systemet, med sitt eget diarium; den behöver ingen länk.',
      );
    await this.acts.requireOpen(tx, consultee);
    const { secret, hash } = this.secrets.make();
    const view = only(
      await rows<LinkView & { isPast: boolean }>(
        tx,
        `insert into consultee_link (id, consultee_id, token_hash, expires_at, created_by)
           values ($1, $2, $3, coalesce((($4::date + 1)::timestamp at time zone 'Europe/Stockholm'),
               greatest($5::timestamptz, clock_timestamp()) + make_interval(days => $6)), $7)
         returning id, consultee_id as "consulteeId", expires_at as "expiresAt", revoked_at as "revokedAt", created_at as "createdAt",
           expires_at <= clock_timestamp() as "isPast"`,
        [uuidv7(), consulteeId, hash, expiresDay ?? null, consultee.replyByAt, daysAfterDeadline, actor.personId],
      ),
    );
    const { isPast, ...link } = view;
    if (isPast) throw invalid('/expiresDay', 'past', 'Länken skulle ha gått ut redan; ange en senare dag.');
    await this.acts.tell(tx, actor, consultee, consultationEvents.linkMade, { linkId: link.id }, found.matterId);
    return { view: link, secret };
  }

  /** Revoking again changes nothing. @throws not-found, forbidden */
  async revoke(tx: Tx, actor: Actor, linkId: string): Promise<void> {
    const [link] = await rows<{ consulteeId: string }>(
      tx,
      `select consultee_id as "consulteeId" from consultee_link where id = $1`,
      [linkId],
    );
    if (link === undefined) throw notFound('Länken');
    const found = await this.acts.visible(tx, actor, link.consulteeId);
    requirePermit(actor, 'consultation.write', { authorityId: found.askerId });
    const consultee = await this.acts.take(tx, actor, found, undefined);
    const revoked = await affected(
      tx,
      `update consultee_link set revoked_at = clock_timestamp() where id = $1 and revoked_at is null`,
      [linkId],
    );
    if (revoked === 1)
      await this.acts.tell(tx, actor, consultee, consultationEvents.linkRevoked, { linkId }, found.matterId);
  }

  /**
   * Whose link it is. A secret nobody was given, one that has run out and one that was revoked answer alike.
   * @throws not-found; 429 after too many wrong ones from the same address
   */
  async holder(
    secret: string,
    request: { address: string | undefined; requestId: string },
  ): Promise<{ actor: Actor; consulteeId: string; arrivedAt: string }> {
    const link = await this.secrets.find(secret, request.address, (hash) => this.inForce(this.dataSource, hash));
    if (link === undefined) throw notFound('Länken');
    const { what, at: arrivedAt } = link;
    return { actor: linkActor(what.id, request.requestId), consulteeId: what.consulteeId, arrivedAt };
  }

  /** The same again under the locks of the answer: a link revoked meanwhile lets nobody in. @throws not-found */
  async claim(tx: Tx, linkId: string, consulteeId: string): Promise<FoundConsultee> {
    const found = await findConsultee(tx, consulteeId);
    const [link] = await rows(
      tx,
      `select 1 from consultee_link where id = $1 and consultee_id = $2 and revoked_at is null and expires_at > clock_timestamp() for share`,
      [linkId, consulteeId],
    );
    if (found === undefined || link === undefined) throw notFound('Länken');
    return found;
  }

  private async inForce(db: Db, hash: Buffer): Promise<{ id: string; consulteeId: string } | undefined> {
    const [link] = await rows<{ id: string; consulteeId: string }>(db, selectInForce, [hash]);
    return link;
  }
}
