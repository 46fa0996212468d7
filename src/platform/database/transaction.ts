/**
 * The edge (controller, job, command line) opens a transaction here and hands `tx` to every service as its first,
 * required argument. An optional one gets dropped sooner or later, and then half an act is committed.
 */
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { PoolClient } from 'pg';
import { sqlStateOf } from './constraint-errors.js';
import { OpenTransaction } from './open-transaction.js';

export type Tx = EntityManager;

/** Serialization failure and deadlock: PostgreSQL asks for the whole transaction again, decisions included. */
const retryable = new Set(['40001', '40P01']);
const triesMax = 4;
const pauseBaseMs = 10;

@Injectable()
export class Transactions {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs the work in one READ COMMITTED transaction; commits when it resolves, rolls back when it throws.
   * Retries the whole work on 40001 and 40P01, at most three times more, so the work must have no effect outside `tx`.
   * @throws whatever the work throws, or the database's error after the last try.
   */
  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt >= triesMax || !retryable.has(sqlStateOf(error) ?? '')) throw error;
        await pause(Math.random() * pauseBaseMs * 2 ** attempt);
      }
    }
  }

  private async once<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const tx = runner.manager;
      const open = OpenTransaction.begin(tx, (await runner.connect()) as PoolClient);
      // A transaction opened by mistake inside this one becomes a savepoint, so it cannot commit half of it.
      Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
      const result = await work(tx).catch(async (error: unknown) => {
        throw await open.rollback(error);
      });
      await open.commit();
      return result;
    } finally {
      await runner.release();
    }
  }

  /** One consistent picture for reports: REPEATABLE READ, READ ONLY. */
  async snapshot<T>(read: (tx: Tx) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('set transaction read only');
      return read(tx);
    });
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** First row of a statement that must give exactly one. A miss is a fault of ours, never of the caller. */
export function only<T>(rows: readonly T[]): T {
  if (rows.length !== 1 || rows[0] === undefined) throw new Error(`expected one row, got ${rows.length}`);
  return rows[0];
}
