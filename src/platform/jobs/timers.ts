/**
 * Work that is due because time has passed: deadlines, reminders, clearing out. A timer keeps no list of its own; it asks
 * the database what is due, so what fell due while nothing ran is done once at the next start (J6).
 */
import { Injectable, Logger } from '@nestjs/common';
import { only, type Tx, Transactions } from '../database/transaction.js';
import { rows } from '../database/sql.js';
import { describeFailure } from '../observability/redact.js';
import { Repeating } from './repeating.js';

export interface Timer {
  /** `module-what`, unique. */
  name: string;
  /** Pause between runs in one process. Two processes may come closer than this to each other, never at once. */
  everySeconds: number;
  /**
   * Does what is due, a bounded batch of it: the transaction's limits are those of a request. Running twice in a row must
   * do nothing the second time.
   */
  run: (tx: Tx) => Promise<void>;
}

/** First half of the advisory lock's key, so that timers meet no other lock of the product. */
const timerLockSpace = 7_253_002;

@Injectable()
export class Timers {
  private readonly log = new Logger('timers');
  private readonly byName = new Map<string, Timer>();
  private readonly loops = new Map<string, Repeating>();
  private started = false;

  constructor(private readonly transactions: Transactions) {}

  /** @throws when the name is taken: two timers under one name would share their lock and starve each other. */
  add(timer: Timer): void {
    if (this.byName.has(timer.name)) throw new Error(`Two timers are called '${timer.name}'.`);
    this.byName.set(timer.name, timer);
    if (this.started) this.startLoop(timer);
  }

  start(): void {
    this.started = true;
    for (const timer of this.byName.values()) this.startLoop(timer);
  }

  /** Resolves when the runs in hand are finished. */
  async stop(): Promise<void> {
    this.started = false;
    await Promise.all([...this.loops.values()].map((loop) => loop.stop()));
    this.loops.clear();
  }

  /**
   * Runs one timer now, unless another process is at it.
   * @throws whatever the timer throws; nothing of its work is then left.
   */
  async runOnce(name: string): Promise<'ran' | 'elsewhere'> {
    const timer = this.byName.get(name);
    if (timer === undefined) throw new Error(`No timer is called '${name}'.`);
    return this.transactions.run(async (tx) => {
      const locked = await rows<{ free: boolean }>(tx, `select pg_try_advisory_xact_lock($1, hashtext($2)) as free`, [
        timerLockSpace,
        name,
      ]);
      if (!only(locked).free) return 'elsewhere';
      await timer.run(tx);
      return 'ran';
    });
  }

  private startLoop(timer: Timer): void {
    const loop = new Repeating(async () => {
      try {
        await this.runOnce(timer.name);
      } catch (error) {
        this.log.error(
          `Timer ${timer.name} failed and is tried again in ${timer.everySeconds} s: ${describeFailure(error)}`,
        );
      }
      return timer.everySeconds * 1_000;
    });
    this.loops.set(timer.name, loop);
    loop.start();
  }
}
