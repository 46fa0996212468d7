/**
 * Links for associations without an account: a random secret of which only the hash is kept, that runs out, can be revoked
 * and lets its holder read the call and apply once, for that association alone.
 */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { LinkSecrets, linkActor } from '../../identity/link-secrets.service.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import * as store from './application.store.js';
import { applicationEvents } from './applications.events.js';

export interface ApplicationLinkView {
  id: string;
  applicationId: string;
  expiresAt: Date;
  createdAt: Date;
}

/** Days after the reply date that a link works unless somebody says otherwise: what comes late is taken too. */
const daysAfterDeadline = 30;

@Injectable()
export class ApplicationLinks {
  constructor(
    private readonly secrets: LinkSecrets,
    private readonly events: Events,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * @param expiresDay the last day it works
   * @returns the link, and its secret, which is not to be found again
   * @throws not-found, forbidden, validation-failed `past`
   */
  async make(
    tx: Tx,
    actor: Actor,
    applicationId: string,
    expiresDay: string | undefined,
  ): Promise<{ view: ApplicationLinkView; secret: string }> {
    const found = await store.visible(tx, actor, applicationId);
    requirePermit(actor, 'application.handle', { authorityId: found.authorityId });
    const { secret, hash } = this.secrets.make();
    const { isPast, ...view } = only(
      await rows<ApplicationLinkView & { isPast: boolean }>(
        tx,
        `insert into application_link (id, application_id, token_hash, expires_at, created_by)
           select $1, $2, $3, coalesce((($4::date + 1)::timestamp at time zone 'Europe/Stockholm'),
               greatest(c.reply_by_at, clock_timestamp()) + make_interval(days => $5)), $6 from call c where c.id = $7
         returning id, application_id as "applicationId", expires_at as "expiresAt", created_at as "createdAt", expires_at <= clock_timestamp() as "isPast"`,
        [uuidv7(), applicationId, hash, expiresDay ?? null, daysAfterDeadline, actor.personId, found.callId],
      ),
    );
    if (isPast) throw invalid('/expiresDay', 'past', 'Länken skulle ha gått ut redan; ange en senare dag.');
    await this.tell(tx, actor, applicationEvents.linkMade, applicationId, found.callMatterId, view.id);
    return { view, secret };
  }

  /** Revoking again changes nothing. @throws not-found, forbidden */
  async revoke(tx: Tx, actor: Actor, linkId: string): Promise<void> {
    const [link] = await rows<{ applicationId: string }>(
      tx,
      `select application_id as "applicationId" from application_link where id = $1`,
      [linkId],
    );
    if (link === undefined) throw notFound('Länken');
    const found = await store.find(tx, link.applicationId);
    const seen = found === undefined ? undefined : await store.visible(tx, actor, found.id).catch(() => undefined);
    if (seen === undefined) throw notFound('Länken');
    requirePermit(actor, 'application.handle', { authorityId: seen.authorityId });
    const revoked = await affected(
      tx,
      `update application_link set revoked_at = clock_timestamp() where id = $1 and revoked_at is null`,
      [linkId],
    );
    if (revoked === 1) await this.tell(tx, actor, applicationEvents.linkRevoked, seen.id, seen.callMatterId, linkId);
  }

  /**
   * Whose link it is. A secret nobody was given, one that has run out and one that was revoked answer alike.
   * @throws not-found; 429 after too many wrong ones from the same address
   */
  async holder(
    secret: string,
    request: { address: string | undefined; requestId: string },
  ): Promise<{ actor: Actor; applicationId: string; arrivedAt: string }> {
    const link = await this.secrets.find(secret, request.address, async (hash) => {
      const [inForce] = await rows<{ id: string; applicationId: string }>(
        this.dataSource,
        `select id, application_id as "applicationId" from application_link where token_hash = $1 and revoked_at is null and expires_at > clock_timestamp()`,
        [hash],
      );
      return inForce;
    });
    if (link === undefined) throw notFound('Länken');
    const { what, at: arrivedAt } = link;
    return { actor: linkActor(what.id, request.requestId), applicationId: what.applicationId, arrivedAt };
  }

  /** The same again in the transaction of the act: a link revoked meanwhile lets nobody in. @throws not-found */
  async claim(tx: Tx, linkId: string, applicationId: string): Promise<store.FoundApplication> {
    const found = await store.find(tx, applicationId);
    const [link] = await rows(
      tx,
      `select 1 from application_link where id = $1 and application_id = $2 and revoked_at is null and expires_at > clock_timestamp() for share`,
      [linkId, applicationId],
    );
    if (found === undefined || link === undefined) throw notFound('Länken');
    return found;
  }

  private tell(tx: Tx, actor: Actor, type: string, id: string, matterId: string, linkId: string): Promise<void> {
    return this.events.record(tx, actor, {
      type,
      subjectKind: 'application',
      subjectId: id,
      matterId,
      payload: { linkId },
    });
  }
}
