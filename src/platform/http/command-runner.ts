/**
 * One command from the edge: one transaction, one Idempotency-Key, one event trail.
 *
 * The key is claimed inside the effect's own transaction. A parallel twin waits on the unique index, then finds the
 * stored answer and gives it back byte for byte. A refused command leaves nothing but the record of the refusal and,
 * when the refusal is final (409), the stored answer, written in a short transaction of its own.
 */
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DomainError } from '../../kernel/errors.js';
import { refusalOf, sqlStateOf } from '../database/constraint-errors.js';
import { affected, later, rows } from '../database/sql.js';
import { Transactions, type Tx } from '../database/transaction.js';
import { Events } from '../events/events.service.js';
import { Answer } from './answer.js';
import { problemHeaders, problemOf } from './problem.js';
import type { RequestContext } from './request-context.js';

interface StoredAnswer {
  request_hash: Buffer;
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
}

/** Refusals of this kind would be answered otherwise a moment later, so they are not kept as the key's answer. */
const passing = new Set(['busy', 'idempotency-in-progress']);

@Injectable()
export class CommandRunner {
  constructor(
    private readonly transactions: Transactions,
    private readonly events: Events,
  ) {}

  /**
   * Runs a command. POST demands an Idempotency-Key; PUT, PATCH and DELETE are guarded by If-Match instead.
   * @throws DomainError for every refusal, after it has been recorded.
   */
  async run(given: RequestContext, work: (tx: Tx) => Promise<Answer>, { isSecret = false } = {}): Promise<Answer> {
    // What a secret says must not be found again by hashing the few things it could have said.
    const context = isSecret ? { ...given, requestHash: Buffer.alloc(0) } : given;
    const key = context.idempotencyKey;
    if (context.method === 'POST' && key === undefined)
      throw new DomainError('idempotency-key-missing', 'Ange Idempotency-Key: "<uuid>", ett nytt för varje ny åtgärd.');
    try {
      return await this.transactions.run(async (tx) => {
        if (key === undefined) return work(tx);
        const earlier = await this.claim(tx, context, key);
        if (earlier !== undefined) return earlier;
        const answer = await work(tx);
        await this.keep(tx, context, key, answer);
        return answer;
      });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      if (refusal.status >= 500 || (await this.recordRefusal(context, key, refusal)) || key === undefined)
        throw refusal;
      return this.transactions.run((tx) => this.storedAnswer(tx, context, key));
    }
  }

  private async claim(tx: Tx, context: RequestContext, key: string): Promise<Answer | undefined> {
    const actorId = actorIdOf(context);
    const hash = requestHash(context);
    const claimed = await affected(
      tx,
      `insert into idempotency_key (actor_id, key, request_hash) values ($1, $2, $3) on conflict do nothing`,
      [actorId, key, hash],
    ).catch((error: unknown) => {
      if (sqlStateOf(error) !== '55P03') throw error;
      throw new DomainError('idempotency-in-progress', 'Samma begäran pågår redan. Försök igen om en stund.', {
        retryAfterSeconds: 2,
      });
    });
    return claimed === 1 ? undefined : this.storedAnswer(tx, context, key);
  }

  private async storedAnswer(tx: Tx, context: RequestContext, key: string): Promise<Answer> {
    const [stored] = await rows<StoredAnswer>(
      tx,
      `select request_hash, status, headers, body from idempotency_key where actor_id = $1 and key = $2`,
      [actorIdOf(context), key],
    );
    if (stored === undefined)
      throw new DomainError('idempotency-in-progress', 'Samma begäran pågår redan.', { retryAfterSeconds: 2 });
    return replayOf(stored, requestHash(context));
  }

  private async keep(tx: Tx, context: RequestContext, key: string, answer: Answer): Promise<void> {
    await later(
      tx,
      `update idempotency_key set status = $3, headers = $4, body = $5 where actor_id = $1 and key = $2`,
      [actorIdOf(context), key, answer.status, JSON.stringify(answer.headers), answer.body],
    );
  }

  /**
   * The record must survive the rollback of the refused act, so it has a transaction of its own (A3). Between the two a
   * parallel twin may have claimed the key: then what became of the twin is the key's one answer, also here.
   * @returns false when the key has the twin's answer
   */
  private async recordRefusal(
    context: RequestContext,
    key: string | undefined,
    refusal: DomainError,
  ): Promise<boolean> {
    return this.transactions.run(async (tx) => {
      await this.events.record(tx, context.actor, {
        type: 'act.refused',
        subjectKind: 'act',
        subjectId: lastIdIn(context.path),
        payload: { method: context.method, path: context.path, problem: refusal.type, code: refusal.code ?? null },
      });
      if (key === undefined || refusal.status !== 409 || passing.has(refusal.type)) return true;
      const problem = problemOf(refusal, context.path, context.requestId);
      const { 'content-type': _contentType, ...headers } = problemHeaders(refusal);
      const kept = await affected(
        tx,
        `insert into idempotency_key (actor_id, key, request_hash, status, headers, body) values ($1, $2, $3, $4, $5, $6)
           on conflict do nothing`,
        [
          actorIdOf(context),
          key,
          requestHash(context),
          refusal.status,
          JSON.stringify(headers),
          JSON.stringify(problem),
        ],
      );
      return kept === 1;
    });
  }
}

function replayOf(stored: StoredAnswer, hash: Buffer): Answer {
  if (!stored.request_hash.equals(hash))
    throw new DomainError('idempotency-key-reused', 'Nyckeln har redan använts till en annan begäran. Ange en ny.');
  if (stored.status === null)
    throw new DomainError('idempotency-in-progress', 'Samma begäran pågår redan.', { retryAfterSeconds: 2 });
  return new Answer(stored.status, stored.body ?? '', stored.headers ?? {}, true);
}

function actorIdOf(context: RequestContext): string {
  const id = context.actor.tokenId ?? context.actor.personId;
  if (id === null) throw new DomainError('unauthenticated', 'Logga in för att fortsätta.');
  return id;
}

function requestHash(context: RequestContext): Buffer {
  return createHash('sha256').update(`${context.method} ${context.path}\n`).update(context.requestHash).digest();
}

function lastIdIn(path: string): string | null {
  return (
    path
      .match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi)
      ?.at(-1)
      ?.toLowerCase() ?? null
  );
}
