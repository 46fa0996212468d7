/**
 * A work as server-sent events (WHATWG HTML 9.2): `progress` while it goes on, then `done` or `failed`, then the end. A
 * reader that does not keep up gets the latest state and never a queue of old ones.
 */
import { Readable } from 'node:stream';
import type { Work } from './progress-hub.js';
import type { ProgressState } from './progress.js';

export interface Tempo {
  /** Between two counts of the same stage; a new stage is told at once. */
  restMs: number;
  /** Between signs of life, so that no proxy takes a quiet stream for a dead one. */
  beatMs: number;
}

const usualTempo: Tempo = { restMs: 100, beatMs: 10_000 };
const retryMs = 1_000;

export class ProgressStream extends Readable {
  private isWanted = false;
  private sent: ProgressState | undefined;
  private isResting = false;
  private rest: NodeJS.Timeout | undefined;
  private readonly beat: NodeJS.Timeout;
  private readonly stopListening: () => void;

  constructor(
    private readonly work: Work,
    private readonly tempo: Tempo = usualTempo,
  ) {
    super({ highWaterMark: 4_096 });
    this.push(`retry: ${retryMs}\n\n`);
    this.stopListening = work.listen(() => this.tell());
    this.beat = setInterval(() => this.isWanted && this.send(': \n\n'), tempo.beatMs);
  }

  /** No more is told; the reader asks anew, of whichever process serves then. */
  leave(): void {
    if (!this.readableEnded && !this.destroyed) this.finish();
  }

  override _read(): void {
    this.isWanted = true;
    this.tell();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.quiet();
    callback(error);
  }

  private tell(): void {
    if (!this.isWanted || this.destroyed) return;
    const { state, outcome } = this.work;
    const isNews = state !== undefined && state !== this.sent;
    if (isNews && (outcome !== undefined || !this.isResting || state.stage !== this.sent?.stage)) {
      this.sent = state;
      this.takeRest();
      this.send(`event: progress\ndata: ${JSON.stringify(state)}\n\n`);
    }
    if (outcome === undefined) return;
    this.send(`event: ${outcome}\ndata: {}\n\n`);
    this.finish();
  }

  private takeRest(): void {
    clearTimeout(this.rest);
    this.isResting = true;
    this.rest = setTimeout(() => {
      this.isResting = false;
      this.tell();
    }, this.tempo.restMs);
  }

  private send(text: string): void {
    this.isWanted = this.push(text);
  }

  private finish(): void {
    this.quiet();
    this.isWanted = false;
    this.push(null);
  }

  private quiet(): void {
    this.stopListening();
    clearTimeout(this.rest);
    clearInterval(this.beat);
  }
}
