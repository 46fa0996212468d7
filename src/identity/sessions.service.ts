/**
 * Turns a request's credentials into an Actor. A session is a row, so that it can be ended at once; a token is a row,
 * with scopes and an end of its own. Appointments are read for the day of the request.
 */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor, Appointment, Role } from '../kernel/actor.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import { hashSecret, newSecret } from './secrets.js';

export const sessionIdleMinutes = 30;
export const sessionHoursMax = 10;
export const tokenPrefix = 'anslag_';

interface IdentityRow {
  person_id: string;
  token_id: string | null;
  scopes: string[] | null;
  appointments: { role: Role; authorityId: string | null; bodyId: string | null }[];
}

const appointmentsOf = `
  coalesce((select jsonb_agg(jsonb_build_object('role', a.role, 'authorityId', a.authority_id, 'bodyId', a.body_id) order by a.id)
    from appointment a where a.person_id = p.id and a.from_day <= today_in_stockholm()
      and (a.to_day is null or a.to_day >= today_in_stockholm())), '[]') as appointments`;

/** How long an answer may be reused; a removed role or an ended session is felt within this time (BS15 allows 5 s). */
const reuseMs = 2_000;
const reusedMax = 5_000;

@Injectable()
export class Sessions {
  private readonly recent = new Map<string, { actor: Actor; until: number }>();

  constructor(private readonly dataSource: DataSource) {}

  /** Starts a session and returns its secret, which is shown to the browser once and stored only as a hash. */
  async start(tx: Tx, personId: string): Promise<string> {
    const secret = newSecret();
    await affected(
      tx,
      `insert into session (token_hash, person_id, expires_at) values ($1, $2, clock_timestamp() + make_interval(hours => $3))`,
      [hashSecret(secret), personId, sessionHoursMax],
    );
    return secret;
  }

  async end(tx: Tx, secret: string): Promise<void> {
    this.recent.delete(keyOf(secret));
    await affected(tx, `update session set ended_at = clock_timestamp() where token_hash = $1 and ended_at is null`, [
      hashSecret(secret),
    ]);
  }

  /** The actor of a session cookie, or undefined when it is unknown, ended, idle too long or too old. */
  async actorOfSession(secret: string): Promise<Actor | undefined> {
    return this.reused(keyOf(secret), async () => {
      const [row] = await rows<IdentityRow>(
        this.dataSource,
        `with seen as (
           update session set last_seen_at = clock_timestamp()
            where token_hash = $1 and ended_at is null and expires_at > clock_timestamp()
              and last_seen_at > clock_timestamp() - make_interval(mins => ${sessionIdleMinutes})
            returning person_id)
         select p.id as person_id, null::uuid as token_id, null::text[] as scopes, ${appointmentsOf}
           from seen join person p on p.id = seen.person_id where p.deactivated_at is null`,
        [hashSecret(secret)],
      );
      return row;
    });
  }

  /** The actor of a personal access token: its owner's appointments, limited to the token's own scopes. */
  async actorOfToken(token: string): Promise<Actor | undefined> {
    if (!token.startsWith(tokenPrefix)) return undefined;
    return this.reused(keyOf(token), async () => {
      const [row] = await rows<IdentityRow>(
        this.dataSource,
        `select p.id as person_id, t.id as token_id, t.scopes, ${appointmentsOf}
           from access_token t join person p on p.id = t.person_id
          where t.token_hash = $1 and t.revoked_at is null and t.expires_at > clock_timestamp() and p.deactivated_at is null`,
        [hashSecret(token)],
      );
      return row;
    });
  }

  /** Forgets what is kept, so that a change made in this process is felt at once. */
  forget(): void {
    this.recent.clear();
  }

  private async reused(key: string, read: () => Promise<IdentityRow | undefined>): Promise<Actor | undefined> {
    const kept = this.recent.get(key);
    const now = performance.now();
    if (kept !== undefined && kept.until > now) return kept.actor;
    const row = await read();
    if (row === undefined) {
      this.recent.delete(key);
      return undefined;
    }
    const actor: Actor = {
      kind: row.token_id === null ? 'person' : 'machine',
      personId: row.person_id,
      tokenId: row.token_id,
      scopes: row.scopes,
      appointments: row.appointments satisfies Appointment[],
      requestId: null,
    };
    if (this.recent.size >= reusedMax) this.recent.clear();
    this.recent.set(key, { actor, until: now + reuseMs });
    return actor;
  }
}

function keyOf(secret: string): string {
  return hashSecret(secret).toString('base64');
}
