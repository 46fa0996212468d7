/** Personal access tokens, for machine clients. The secret is shown once; only its hash is kept. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, systemActor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { DomainError, notFound } from '../kernel/errors.js';
import type { Page, PageRequest } from '../kernel/page.js';
import { paged } from '../platform/database/paged.js';
import { affected, type Db, rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { OrganisationQueries } from './organisation.queries.js';
import { requirePermit } from './permit.rules.js';
import { hashSecret, newSecret } from './secrets.js';
import { Sessions, tokenPrefix } from './sessions.service.js';
import { requireLife, requirePerson, requireScopes } from './token.rules.js';

export interface NewToken {
  name: string;
  /** Acts the token is limited to, each one its owner may perform. */
  scopes: readonly string[];
  /** Last day it works. */
  expiresDay: Day;
}

export interface TokenView {
  id: string;
  name: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

const columns = `id, name, scopes, created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt"`;

@Injectable()
export class Tokens {
  constructor(
    private readonly sessions: Sessions,
    private readonly organisation: OrganisationQueries,
    private readonly events: Events,
  ) {}

  /** @throws 403 for a token that asks, 422 for acts the person does not have or a day more than a year away. */
  async create(tx: Tx, actor: Actor, token: NewToken): Promise<{ view: TokenView; secret: string }> {
    requirePermit(actor, 'token.manage');
    requirePerson(actor);
    return this.issue(tx, actor, actor, token);
  }

  /** For the operator's command line: a token for somebody, with no more than that person may do. */
  async createFor(tx: Tx, personId: string, token: NewToken): Promise<{ view: TokenView; secret: string }> {
    return this.issue(tx, systemActor, await this.organisation.actorOf(tx, personId), token);
  }

  /** Works at once in this process and within seconds in others. @throws 404 for somebody else's. */
  async revoke(tx: Tx, actor: Actor, id: string): Promise<void> {
    requirePermit(actor, 'token.manage');
    requirePerson(actor);
    const personId = ownerOf(actor);
    const [token] = await rows<{ revoked: boolean }>(
      tx,
      `select revoked_at is not null as revoked from access_token where id = $1 and person_id = $2 for update`,
      [id, personId],
    );
    if (token === undefined) throw notFound('Nyckeln');
    if (token.revoked) return;
    await affected(tx, `update access_token set revoked_at = clock_timestamp() where id = $1`, [id]);
    await this.events.record(tx, actor, {
      type: 'token.revoked',
      subjectKind: 'accessToken',
      subjectId: id,
      payload: {},
    });
    this.sessions.forget();
  }

  /** The actor's own, newest first; revoked and expired ones too, so that one can see what has been let in. */
  async list(db: Db, actor: Actor, page: PageRequest): Promise<Page<TokenView>> {
    requirePerson(actor);
    const personId = ownerOf(actor);
    const own = { columns, from: 'access_token where person_id = $1', orderBy: 'created_at desc, id desc' };
    return paged<TokenView>(db, own, [personId], page);
  }

  private async issue(
    tx: Tx,
    actor: Actor,
    holder: Actor,
    token: NewToken,
  ): Promise<{ view: TokenView; secret: string }> {
    const personId = ownerOf(holder);
    const { today } = only(await rows<{ today: Day }>(tx, `select today_in_stockholm() as today`));
    requireScopes(holder, token.scopes);
    requireLife(token.expiresDay, today);
    const secret = newSecret(tokenPrefix);
    const view = only(
      await rows<TokenView>(
        tx,
        `insert into access_token (id, token_hash, person_id, name, scopes, expires_at)
         values ($1, $2, $3, $4, $5, ($6::date + 1)::timestamp at time zone 'Europe/Stockholm') returning ${columns}`,
        [
          uuidv7(),
          hashSecret(secret),
          personId,
          token.name.trim().normalize('NFC'),
          [...token.scopes],
          token.expiresDay,
        ],
      ),
    );
    await this.events.record(tx, actor, {
      type: 'token.created',
      subjectKind: 'accessToken',
      subjectId: view.id,
      payload: { personId, scopes: [...token.scopes], expiresDay: token.expiresDay },
    });
    return { view, secret };
  }
}

function ownerOf(actor: Actor): string {
  if (actor.personId === null) throw new DomainError('unauthenticated', 'Logga in för att fortsätta.');
  return actor.personId;
}
