/**
 * Ways in. Local accounts exist for the example municipality only; a one-time link lets the first administrator in.
 *
 * A failed attempt says the same and takes as long whatever was wrong, and ten of them within ten minutes make the next
 * one for that name wait, fifty the next one from that address. Attempts that are made to wait are not counted, so nobody
 * can keep a real user out for longer than that.
 */
import { Inject, Injectable } from '@nestjs/common';
import { type Actor, systemActor } from '../kernel/actor.js';
import { DomainError } from '../kernel/errors.js';
import type { Config } from '../platform/config.js';
import { CONFIG } from '../platform/config.token.js';
import { affected, rows } from '../platform/database/sql.js';
import { Transactions, type Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import { accountName } from './local-accounts.service.js';
import { hashSecret, newSecret, passwordMatches } from './secrets.js';
import { Sessions } from './sessions.service.js';
import { hashOfAddress, requireFewFailures } from './attempts.js';
import { failuresPerAddressMax, failuresPerNameMax } from './sign-in.rules.js';

export const linkHours = 1;

/** The request somebody signs in by. */
export interface SignInRequest {
  requestId: string;
  /** Of the socket; undefined when it has closed. */
  address: string | undefined;
  /** The session the browser had; it ends, so that nobody can plant one (session fixation). */
  oldSecret?: string | undefined;
}

/** What a browser holds after signing in. */
export interface StartedSession {
  personId: string;
  secret: string;
}

/** One text for every reason; which one it was is nobody's business. */
const refused = (): DomainError =>
  new DomainError('unauthenticated', 'Inloggningen misslyckades. Kontrollera uppgifterna och försök igen.');

/** Longer input is no password anybody has set; it is not hashed, so that it costs nothing. */
const passwordLengthMax = 200;

@Injectable()
export class SignIn {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: Sessions,
    private readonly events: Events,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Opens its own short transactions: the password is compared between them, and no connection waits for that.
   * @param username @param password whatever was sent; what is not a text matches nobody
   * @throws 404 when local accounts are off, 429 after too many attempts, 401 otherwise.
   */
  async withPassword(
    username: unknown,
    password: unknown,
    { requestId, address, oldSecret }: SignInRequest,
  ): Promise<StartedSession> {
    if (!this.config.example || this.config.oidcIssuer !== undefined)
      throw new DomainError('not-found', 'Inloggning med användarnamn och lösenord är avstängd här.', {
        code: 'local-accounts-off',
      });
    // PostgreSQL holds no null character in a text, so a name with one is nobody's.
    const isName = typeof username === 'string' && !username.includes('\0');
    const name = isName ? accountName(username.slice(0, 200)) : '';
    const usernameHash = hashSecret(name);
    const addressHash = hashOfAddress(address);
    const { account, at } = await this.transactions.run((tx) => this.claimAttempt(tx, name, usernameHash, addressHash));
    const given = typeof password === 'string' && password.length <= passwordLengthMax ? password : '';
    const matches = await passwordMatches(given, given === '' ? undefined : account?.passwordHash);
    const actor = { ...systemActor, requestId };
    if (account === undefined || !matches) {
      await this.transactions.run((tx) =>
        this.events.record(tx, actor, {
          type: 'signIn.refused',
          subjectKind: 'signIn',
          subjectId: null,
          payload: { usernameHash: usernameHash.toString('hex') },
        }),
      );
      throw refused();
    }
    return this.transactions.run(async (tx) => {
      // Of the address only this attempt: an account of one's own must not buy more guesses at others'.
      await affected(
        tx,
        `delete from sign_in_failure where username_hash = $1 or (username_hash = $2 and at = $3::timestamptz)`,
        [usernameHash, addressHash, at],
      );
      return this.start(tx, account.personId, 'password', requestId, oldSecret);
    });
  }

  /** Makes a secret that lets the person in once, within an hour. */
  async createLink(tx: Tx, actor: Actor, personId: string): Promise<{ secret: string }> {
    const secret = newSecret();
    await affected(
      tx,
      `insert into sign_in_link (token_hash, person_id, expires_at) values ($1, $2, clock_timestamp() + make_interval(hours => $3))`,
      [hashSecret(secret), personId, linkHours],
    );
    await this.events.record(tx, actor, {
      type: 'signIn.linkMade',
      subjectKind: 'person',
      subjectId: personId,
      payload: {},
    });
    return { secret };
  }

  /** Uses a link up and starts a session. @throws 401 when it is unknown, used or too old. */
  async withLink(tx: Tx, secret: string, requestId: string, oldSecret?: string): Promise<StartedSession> {
    const [used] = await rows<{ personId: string }>(
      tx,
      `update sign_in_link l set used_at = clock_timestamp() from person p
        where l.token_hash = $1 and l.used_at is null and l.expires_at > clock_timestamp()
          and p.id = l.person_id and p.deactivated_at is null returning l.person_id as "personId"`,
      [hashSecret(secret)],
    );
    if (used === undefined) throw refused();
    return this.start(tx, used.personId, 'link', requestId, oldSecret);
  }

  /** Ends a session; of an ended or unknown one nothing is said. */
  async end(tx: Tx, secret: string, requestId: string): Promise<void> {
    const [session] = await rows<{ personId: string }>(
      tx,
      `select person_id as "personId" from session where token_hash = $1 and ended_at is null for update`,
      [hashSecret(secret)],
    );
    if (session === undefined) return;
    await this.sessions.end(tx, secret);
    await this.events.record(tx, personActor(session.personId, requestId), {
      type: 'session.ended',
      subjectKind: 'person',
      subjectId: session.personId,
      payload: {},
    });
  }

  /**
   * Counts the attempt before the password is looked at; counted afterwards, a hundred at once would all be let through.
   * @throws 429 with the seconds until the oldest attempt no longer counts.
   */
  private async claimAttempt(
    tx: Tx,
    name: string,
    usernameHash: Buffer,
    addressHash: Buffer,
  ): Promise<{ account: AccountRow | undefined; at: string }> {
    // Name before address, always: two who take both in the same order cannot wait for each other.
    await requireFewFailures(tx, usernameHash, failuresPerNameMax);
    await requireFewFailures(tx, addressHash, failuresPerAddressMax);
    const [counted] = await rows<{ at: string }>(
      tx,
      `insert into sign_in_failure (username_hash, at) select hash, moment.at
         from unnest($1::bytea[]) hash cross join (select clock_timestamp() as at) moment returning at::text as at`,
      [[usernameHash, addressHash]],
    );
    const [account] = await rows<AccountRow>(
      tx,
      `select l.person_id as "personId", l.password_hash as "passwordHash" from local_account l
         join person p on p.id = l.person_id where l.username = $1 and p.deactivated_at is null`,
      [name],
    );
    return { account, at: counted?.at ?? '' };
  }

  private async start(
    tx: Tx,
    personId: string,
    by: 'password' | 'link',
    requestId: string,
    oldSecret?: string,
  ): Promise<StartedSession> {
    if (oldSecret !== undefined) await this.end(tx, oldSecret, requestId);
    const secret = await this.sessions.start(tx, personId);
    await this.events.record(tx, personActor(personId, requestId), {
      type: 'session.started',
      subjectKind: 'person',
      subjectId: personId,
      payload: { by },
    });
    return { personId, secret };
  }
}

interface AccountRow {
  personId: string;
  passwordHash: string;
}

/** Before the guard knows anybody, the act of signing in is still the person's own. */
function personActor(personId: string, requestId: string): Actor {
  return { kind: 'person', personId, tokenId: null, appointments: [], scopes: null, requestId };
}
