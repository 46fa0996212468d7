/**
 * Keeps what somebody writes: in the browser's own storage at every change, and on the server soon after. A lost network
 * loses nothing; somebody else's change is merged, or asked about, and never overwritten.
 */
import { ApiProblem, NetworkLost } from '../api/problem';
import type { SaveStateKind } from '../components/save-state';
import type { Choices, Conflict, Merged } from './merging';

export interface Held<T> {
  content: T;
  version: number;
}

export interface Kept<T> {
  content: T;
  state: SaveStateKind;
  savedAt: Date | undefined;
  /** Why the server does not take it, when it does not. */
  problem: ApiProblem | undefined;
  conflicts: readonly Conflict[];
}

/** How one kind of content is compared, cut and merged. */
export interface Form<T> {
  isSame(typed: T, held: T): boolean;
  /** What the server can take of what is typed; the rest waits until it is whole. */
  sendable(typed: T, held: T): T;
  merge(base: T, mine: T, theirs: T, choices?: Choices): Merged<T>;
}

export interface Saved<T> {
  version: number;
  /** Puts what the server has given, as keys of what is new, into what was sent and what has been typed since. */
  completed?: (content: T) => T;
}

export interface Surroundings<T> {
  /** Name in the browser's storage. */
  name: string;
  send(content: T, held: T, version: number): Promise<Saved<T>>;
  latest(): Promise<Held<T>>;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;
}

interface Stored<T> {
  base: T;
  content: T;
}

const quietMs = 700;
const retryMs = 3_000;

export class Keeper<T> {
  private kept: Kept<T>;
  private base: T;
  private version: number;
  private theirs: T | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    { content, version }: Held<T>,
    private readonly form: Form<T>,
    private readonly around: Surroundings<T>,
  ) {
    this.version = version;
    this.base = content;
    this.kept = { content, state: 'saved', savedAt: undefined, problem: undefined, conflicts: [] };
    this.takeUp(this.stored());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): Kept<T> => this.kept;

  get hasUnsaved(): boolean {
    return !this.form.isSame(this.kept.content, this.base);
  }

  edit(change: (now: T) => T): void {
    const content = change(this.kept.content);
    this.show({ content, ...(this.kept.state === 'offline' ? {} : { state: 'unsaved' }) });
    this.store();
    this.saveIn(quietMs);
  }

  /** What both have changed is settled; then it is saved like anything else. */
  resolve(choices: Choices): void {
    if (this.theirs === undefined) return;
    const { content, conflicts } = this.form.merge(this.base, this.kept.content, this.theirs, choices);
    if (conflicts.length === 0) {
      this.base = this.theirs;
      this.theirs = undefined;
    }
    this.show({ content, conflicts, state: conflicts.length === 0 ? 'unsaved' : 'conflict' });
    this.store();
    void this.save();
  }

  /**
   * Saves what can be saved, now.
   * @returns the version that stands then, for an act on what is saved; undefined when something could not be saved
   */
  async save(): Promise<number | undefined> {
    clearTimeout(this.timer);
    while (this.saving !== undefined) await this.saving;
    this.saving = this.saveAll().finally(() => {
      this.saving = undefined;
    });
    await this.saving;
    return this.hasUnsaved || this.theirs !== undefined ? undefined : this.version;
  }

  /** No more saving by itself; what is unsaved stays in the browser's storage. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private saveIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), ms);
  }

  /** Until nothing more can be sent: more may be typed while one save is on its way. */
  private async saveAll(): Promise<void> {
    while (this.theirs === undefined) {
      const sent = this.form.sendable(this.kept.content, this.base);
      if (this.form.isSame(sent, this.base)) return this.settle();
      this.show({ state: 'saving', problem: undefined });
      try {
        this.accept(sent, await this.around.send(sent, this.base, this.version));
      } catch (error) {
        if (!(await this.meet(error))) return;
      }
    }
  }

  private accept(sent: T, { version, completed = (content) => content }: Saved<T>): void {
    this.version = version;
    this.base = completed(sent);
    this.show({ content: completed(this.kept.content), savedAt: new Date() });
  }

  private settle(): void {
    this.show({ state: this.hasUnsaved ? 'unsaved' : 'saved' });
    this.store();
  }

  /** @returns whether to send again at once */
  private async meet(error: unknown): Promise<boolean> {
    if (error instanceof ApiProblem && error.isStale) return this.mergeLatest();
    if (error instanceof NetworkLost || (error instanceof ApiProblem && error.isSignedOut)) {
      this.show({ state: error instanceof NetworkLost ? 'offline' : 'unsaved' });
      this.saveIn(retryMs);
      return false;
    }
    if (!(error instanceof ApiProblem)) throw error;
    this.show({ state: 'refused', problem: error });
    return false;
  }

  private async mergeLatest(): Promise<boolean> {
    try {
      const latest = await this.around.latest();
      this.version = latest.version;
      const { content, conflicts } = this.form.merge(this.base, this.kept.content, latest.content);
      if (conflicts.length > 0) {
        this.theirs = latest.content;
        this.show({ state: 'conflict', conflicts });
        return false;
      }
      this.base = latest.content;
      this.show({ content });
      this.store();
      return true;
    } catch (error) {
      return this.meet(error);
    }
  }

  private show(change: Partial<Kept<T>>): void {
    this.kept = { ...this.kept, ...change };
    for (const listener of this.listeners) listener();
  }

  private store(): void {
    const { storage, name } = this.around;
    const stored: Stored<T> = { base: this.base, content: this.kept.content };
    try {
      if (this.hasUnsaved) storage?.setItem(name, JSON.stringify(stored));
      else storage?.removeItem(name);
    } catch {
      // Storage is full or closed; the text still stands on the screen and is sent to the server.
    }
  }

  private stored(): Stored<T> | undefined {
    try {
      const text = this.around.storage?.getItem(this.around.name) ?? null;
      return text === null ? undefined : (JSON.parse(text) as Stored<T>);
    } catch {
      return undefined;
    }
  }

  /** What an earlier visit typed and could not send comes back, merged with what has been saved since. */
  private takeUp(stored: Stored<T> | undefined): void {
    if (stored === undefined) return;
    const { content, conflicts } = this.form.merge(stored.base, stored.content, this.base);
    if (conflicts.length > 0) {
      this.theirs = this.base;
      this.base = stored.base;
    }
    this.kept = { ...this.kept, content, conflicts, state: conflicts.length > 0 ? 'conflict' : 'unsaved' };
    if (conflicts.length === 0) this.saveIn(0);
  }
}
