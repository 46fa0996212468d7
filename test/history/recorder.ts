/** The record of a run as it happens, on one monotonic clock, written out line by line. */
import { appendFileSync, writeFileSync } from 'node:fs';
import type { Act, Line } from './format.js';

const linesPerWrite = 500;

export class Recorder {
  readonly lines: Line[] = [];
  private operations = 0;
  private attempts = new Map<number, number>();
  private written = 0;
  private readonly began = performance.now();

  /** @param file begun anew */
  constructor(readonly file: string) {
    writeFileSync(file, '');
  }

  now(): number {
    return performance.now() - this.began;
  }

  /** The number of a new operation; it is not asked for yet. */
  operation(): number {
    this.operations += 1;
    return this.operations;
  }

  invoke(op: number, client: number, act: Act): number {
    const attempt = (this.attempts.get(op) ?? 0) + 1;
    this.attempts.set(op, attempt);
    this.add({ type: 'invoke', op, attempt, client, at: this.now(), act });
    return attempt;
  }

  note(type: 'begin' | 'fault' | 'end', what: string): void {
    this.add({ type, at: this.now(), what });
  }

  add(line: Line): void {
    this.lines.push(line);
    if (this.lines.length - this.written >= linesPerWrite) this.flush();
  }

  flush(): void {
    const text = this.lines.slice(this.written).map((line) => `${JSON.stringify(line)}\n`);
    appendFileSync(this.file, text.join(''));
    this.written = this.lines.length;
  }
}
