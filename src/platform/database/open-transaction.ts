/**
 * A transaction on a pipelined connection. PostgreSQL answers in the order it was asked, so a statement whose result
 * nobody needs can be sent and confirmed at the commit: while locks are held, every round trip is somebody's wait.
 */
import type { Writable } from 'node:stream';
import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import { sqlStateOf } from './constraint-errors.js';

const inFailedTransaction = '25P02';

const open = new WeakMap<object, OpenTransaction>();

export class OpenTransaction {
  private readonly unconfirmed: Promise<void>[] = [];
  /** Of the first statement that failed without anybody waiting for it. */
  private failure: { error: unknown } | undefined;

  private constructor(private readonly connection: PoolClient) {}

  /**
   * Begins, without waiting. BEGIN fails only together with the session, so what is sent behind it cannot end up
   * outside a transaction.
   * @param tx what the services hold; `of` finds the transaction by it
   * @param connection in pipeline mode, see data-source.ts
   */
  static begin(tx: object, connection: PoolClient): OpenTransaction {
    const transaction = new OpenTransaction(connection);
    transaction.sendAside({ text: 'begin' });
    open.set(tx, transaction);
    return transaction;
  }

  /** Undefined for a transaction that somebody else opened, and for a data source. */
  static of(db: object): OpenTransaction | undefined {
    return open.get(db);
  }

  send<T extends object>(query: QueryConfig): Promise<QueryResult<T>> {
    this.gather();
    return this.connection.query<T>(query);
  }

  /** Sends and does not wait: a failure fails every statement after it, and the commit. */
  sendAside(query: QueryConfig): void {
    const answered = this.send(query).then(
      () => undefined,
      (error: unknown) => void (this.failure ??= { error }),
    );
    this.unconfirmed.push(answered);
  }

  /** @throws what a statement sent aside failed with, or else what the commit failed with; then nothing stands. */
  async commit(): Promise<void> {
    const committed = this.send({ text: 'commit' });
    const [ended] = await Promise.allSettled([committed, ...this.unconfirmed]);
    if (this.failure !== undefined) throw this.failure.error;
    if (ended.status === 'rejected') throw ended.reason;
    // Asked to commit what has failed, PostgreSQL rolls back and calls that a success.
    if (ended.value.command !== 'COMMIT')
      throw new Error('A failed statement was passed over, and the transaction was rolled back.');
  }

  /** Undoes everything. @returns why the work failed: what it threw, or the failure behind it that it could not see. */
  async rollback(thrown: unknown): Promise<unknown> {
    // A lost connection has rolled back already.
    await Promise.allSettled([this.send({ text: 'rollback' }), ...this.unconfirmed]);
    return this.failure !== undefined && sqlStateOf(thrown) === inFailedTransaction ? this.failure.error : thrown;
  }

  /** What is sent before the event loop turns goes out in one write. */
  private gather(): void {
    const { stream } = (this.connection as unknown as { connection: { stream: Writable } }).connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}
