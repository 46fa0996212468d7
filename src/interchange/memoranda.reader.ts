/**
 * Reads the text of a memorandum, or of a document about goals, in a thread beside the server: the longest text takes half a second, and nobody else
 * would be served meanwhile. One thread, started by the first document; a document waits for the one before, and when
 * none has come for a while the thread ends, so that an idle server carries neither it nor its memory.
 */
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../kernel/errors.js';
import type { GoalDocumentKind, ReadGoalDocument } from './goals/readers.rules.js';
import type { Task } from './memoranda.thread.js';
import type { ReadMemorandum } from './memorandum.types.js';

/** A thread takes no TypeScript, so tests, which run from the sources, use what was built from them. */
const script = import.meta.url.endsWith('.ts')
  ? new URL('../../dist/src/interchange/memoranda.thread.js', import.meta.url)
  : new URL('./memoranda.thread.js', import.meta.url);

@Injectable()
export class MemorandumReader implements OnApplicationShutdown {
  /** What one document may ask for, many times what the longest takes; and how long the thread outlives the last one. */
  readonly limits = { heapMb: 256, readingMs: 15_000, idleMs: 30_000 };
  private thread: Worker | undefined;
  private lastReading: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;
  private isClosed = false;

  /** Whether the thread is there. */
  get isAwake(): boolean {
    return this.thread !== undefined;
  }

  /**
   * What `readMemorandum` makes of the text.
   * @throws too-large with code `document-too-large` when time or heap run out; then nothing of the thread is left
   */
  read(text: string): Promise<ReadMemorandum> {
    return this.inTurn<ReadMemorandum>({ as: 'memorandum', text });
  }

  /** What the reader of that kind makes of the text. @throws as `read` */
  readAs<K extends GoalDocumentKind>(as: K, text: string): Promise<Extract<ReadGoalDocument, { kind: K }>> {
    return this.inTurn({ as, text });
  }

  private inTurn<T>(task: Task): Promise<T> {
    const reading = this.lastReading.then(() => this.readNow<T>(task));
    this.lastReading = reading.catch(() => undefined);
    return reading;
  }

  /** Nest calls this when the last request has been answered. */
  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    await this.end();
  }

  private async readNow<T>(task: Task): Promise<T> {
    if (this.isClosed) throw new DomainError('unavailable', 'Tjänsten stängs. Försök igen om en stund.');
    clearTimeout(this.idle);
    const thread = (this.thread ??= this.begin());
    // Keeps the process alive while somebody waits, and no longer.
    thread.ref();
    try {
      return await answerOf<T>(thread, task, this.limits.readingMs);
    } catch (error) {
      await this.end();
      throw error;
    } finally {
      thread.unref();
      if (this.isAwake) this.idle = setTimeout(() => void this.end(), this.limits.idleMs).unref();
    }
  }

  private begin(): Worker {
    const resourceLimits = { maxOldGenerationSizeMb: this.limits.heapMb, maxYoungGenerationSizeMb: 32 };
    const thread = new Worker(script, { resourceLimits, env: {} });
    // Also between two documents a thread may die, and that must not be the end of the server.
    thread.on('error', () => undefined);
    thread.on('exit', () => {
      if (this.thread === thread) this.thread = undefined;
    });
    return thread;
  }

  private async end(): Promise<void> {
    clearTimeout(this.idle);
    const { thread } = this;
    this.thread = undefined;
    await thread?.terminate();
  }
}

async function answerOf<T>(thread: Worker, task: Task, readingMsMax: number): Promise<T> {
  const over = new AbortController();
  const { signal } = over;
  try {
    const answer = once(thread, 'message', { signal });
    const end = once(thread, 'exit', { signal }).then(() => {
      throw new Error('The thread that reads memoranda has ended.');
    });
    const limit = pause(readingMsMax, undefined, { signal }).then(() => {
      throw tooMuch();
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    thread.postMessage(task);
    const [read] = (await Promise.race([answer, end, limit])) as [T];
    return read;
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error;
  } finally {
    over.abort();
  }
}

function tooMuch(): DomainError {
  return new DomainError('too-large', 'Dokumentet är för stort eller för invecklat för att läsas. Dela upp det.', {
    code: 'document-too-large',
  });
}
