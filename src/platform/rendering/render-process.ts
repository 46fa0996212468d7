/**
 * One process that renders, one document at a time. It is started by the first document and ended when nothing has been
 * asked for a while. So long minutes keep no request waiting, what stumbles in the native compiler does not take the server
 * along, and the hundreds of megabytes that they took are given back, which a thread would not do.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DomainError } from '../../kernel/errors.js';
import { type Progress, unfollowed } from '../progress/progress.js';
import type { DocumentFormat, DocumentModel } from './document-model.js';
import { render } from './render.js';

export interface RenderOrder {
  model: DocumentModel;
  format: DocumentFormat;
}
export type RenderAnswer = { bytes: Uint8Array } | { failure: string };

export interface RenderLimits {
  /** How long it may take; minutes of 200 items take a second or two. */
  millisecondsMax: number;
  /** How many may wait; each waits for those before it, and a browser's patience ends. */
  waitingMax: number;
  /** How long the process is kept for the next document. */
  idleMilliseconds: number;
}

const usualLimits: RenderLimits = { millisecondsMax: 60_000, waitingMax: 50, idleMilliseconds: 30_000 };
const heapMb = 512;

export class RenderProcess {
  private child: ChildProcess | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  /** Those behind the document in hand; each counts how many before it are done. */
  private readonly queue = new Set<() => void>();
  private idle: NodeJS.Timeout | undefined;

  /** @param entry the compiled process; without it (sources that run as they are) the caller's process does the work */
  constructor(
    private readonly entry = fileURLToPath(new URL('./render.child.js', import.meta.url)),
    private readonly limits = usualLimits,
  ) {}

  /** The process that is running now, if any. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /**
   * @throws Error when the model is faulty, the compiler refuses it or the time runs out; DomainError `busy` when too many
   * documents wait already.
   */
  async render(order: RenderOrder, progress: Progress = unfollowed): Promise<Buffer> {
    if (!existsSync(this.entry)) {
      progress.report('rendering');
      return render(order.model, order.format);
    }
    if (this.waiting >= this.limits.waitingMax)
      throw new DomainError('busy', 'För många dokument skapas just nu. Försök igen om en stund.', {
        retryAfterSeconds: 10,
      });
    const turn = this.queueUp(progress);
    this.waiting += 1;
    const own = this.last.then(() => {
      turn();
      return this.hand(order);
    });
    this.last = own.catch(() => undefined).finally(() => this.rest());
    return own;
  }

  /** Ends the process; what is in hand is given up. */
  async stop(): Promise<void> {
    clearTimeout(this.idle);
    const { child } = this;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit').catch(() => undefined);
    child.ref();
    child.kill('SIGKILL');
    await ended;
  }

  /** @returns its turn has come */
  private queueUp(progress: Progress): () => void {
    const before = this.waiting;
    let done = 0;
    const moved = (): void => progress.report('queued', done++, before);
    if (before > 0) {
      moved();
      this.queue.add(moved);
    }
    return () => {
      this.queue.delete(moved);
      progress.report('rendering');
    };
  }

  private rest(): void {
    this.waiting -= 1;
    for (const moved of this.queue) moved();
    if (this.waiting > 0) return;
    // Neither an idle child nor the clock that ends it keeps a process from leaving.
    this.child?.unref();
    this.child?.channel?.unref();
    this.idle = setTimeout(() => void this.stop(), this.limits.idleMilliseconds).unref();
  }

  private async hand(order: RenderOrder): Promise<Buffer> {
    clearTimeout(this.idle);
    const child = (this.child ??= this.start());
    child.ref();
    child.channel?.ref();
    const answer = await this.answerOf(child, order);
    if ('failure' in answer) throw new Error(answer.failure);
    return Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength);
  }

  /** It needs none of the settings, and so gets none of the secrets among them. */
  private start(): ChildProcess {
    const child = fork(this.entry, {
      execArgv: [`--max-old-space-size=${heapMb}`],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    // While it rests nobody else listens; the next document then starts another.
    return child.on('error', () => this.drop(child)).on('exit', () => this.drop(child));
  }

  private async answerOf(child: ChildProcess, order: RenderOrder): Promise<RenderAnswer> {
    const over = new AbortController();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      over.abort();
    }, this.limits.millisecondsMax);
    const listening = { signal: over.signal };
    try {
      // A process that has died but not yet told so refuses what is sent to it.
      child.send(order, (error) => error !== null && over.abort());
      const ended = once(child, 'exit', listening).then(() => Promise.reject(new Error('It ended.')));
      const [answer] = (await Promise.race([once(child, 'message', listening), ended])) as [RenderAnswer];
      return answer;
    } catch (error) {
      this.drop(child);
      child.kill('SIGKILL');
      const why = late ? 'did not answer in time' : 'ended before its time';
      throw new Error(`The process that renders documents ${why}.`, { cause: error });
    } finally {
      clearTimeout(timer);
      over.abort();
    }
  }

  private drop(child: ChildProcess): void {
    if (this.child === child) this.child = undefined;
  }
}
