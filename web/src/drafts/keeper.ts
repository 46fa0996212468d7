/**
 * Keeps what somebody types in a form: in the browser's own storage at every change, and on the server soon after. A lost
 * network loses nothing; somebody else's change is merged, or asked about, and never overwritten.
 */
import { ApiProblem, NetworkLost } from '../api/problem';
import type { SaveStateKind } from '../components/save-state';
import { type Choices, type FieldConflict, type Fields, mergeFields, sameFields } from './fields';

export interface Held {
  fields: Fields;
  version: number;
}

export interface KeptFields {
  fields: Fields;
  state: SaveStateKind;
  savedAt: Date | undefined;
  /** Why the server does not take it, when it does not. */
  problem: ApiProblem | undefined;
  conflicts: readonly FieldConflict[];
}

export interface Surroundings {
  /** Name in the browser's storage. */
  name: string;
  /** What the server can take of what is typed; the rest waits until it is whole. */
  sendable(typed: Fields, held: Fields): Fields;
  /** @returns the new version */
  send(fields: Fields, held: Fields, version: number): Promise<number>;
  latest(): Promise<Held>;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;
}

const quietMs = 700;
const retryMs = 3_000;

export class FieldKeeper {
  private kept: KeptFields;
  private base: Fields;
  private version: number;
  private theirs: Fields | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    held: Held,
    private readonly around: Surroundings,
  ) {
    this.version = held.version;
    this.base = held.fields;
    this.kept = { fields: held.fields, state: 'saved', savedAt: undefined, problem: undefined, conflicts: [] };
    this.takeUp(this.stored());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): KeptFields => this.kept;

  get hasUnsaved(): boolean {
    return !sameFields(this.base, this.kept.fields);
  }

  edit(change: Fields): void {
    const fields = { ...this.kept.fields, ...change };
    this.show({ fields, ...(this.kept.state === 'offline' ? {} : { state: 'unsaved' }) });
    this.store();
    this.saveIn(quietMs);
  }

  /** What both have changed is settled; then it is saved like anything else. */
  resolve(choices: Choices): void {
    if (this.theirs === undefined) return;
    const { fields, conflicts } = mergeFields(this.base, this.kept.fields, this.theirs, choices);
    if (conflicts.length === 0) {
      this.base = this.theirs;
      this.theirs = undefined;
    }
    this.show({ fields, conflicts, state: conflicts.length === 0 ? 'unsaved' : 'conflict' });
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
      const sent = this.around.sendable(this.kept.fields, this.base);
      if (sameFields(sent, this.base)) return this.settle();
      this.show({ state: 'saving', problem: undefined });
      try {
        this.version = await this.around.send(sent, this.base, this.version);
        this.base = sent;
        this.show({ savedAt: new Date() });
      } catch (error) {
        if (!(await this.meet(error))) return;
      }
    }
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
      const { fields, conflicts } = mergeFields(this.base, this.kept.fields, latest.fields);
      if (conflicts.length > 0) {
        this.theirs = latest.fields;
        this.show({ state: 'conflict', conflicts });
        return false;
      }
      this.base = latest.fields;
      this.show({ fields });
      this.store();
      return true;
    } catch (error) {
      return this.meet(error);
    }
  }

  private show(change: Partial<KeptFields>): void {
    this.kept = { ...this.kept, ...change };
    for (const listener of this.listeners) listener();
  }

  private store(): void {
    const { storage, name } = this.around;
    try {
      if (this.hasUnsaved) storage?.setItem(name, JSON.stringify({ base: this.base, fields: this.kept.fields }));
      else storage?.removeItem(name);
    } catch {
      // Storage is full or closed; the text still stands on the screen and is sent to the server.
    }
  }

  private stored(): { base: Fields; fields: Fields } | undefined {
    try {
      const text = this.around.storage?.getItem(this.around.name) ?? null;
      return text === null ? undefined : (JSON.parse(text) as { base: Fields; fields: Fields });
    } catch {
      return undefined;
    }
  }

  /** What an earlier visit typed and could not send comes back, merged with what has been saved since. */
  private takeUp(stored: { base: Fields; fields: Fields } | undefined): void {
    if (stored === undefined) return;
    const { fields, conflicts } = mergeFields(stored.base, stored.fields, this.base);
    if (conflicts.length > 0) {
      this.theirs = this.base;
      this.base = stored.base;
    }
    this.kept = { ...this.kept, fields, conflicts, state: conflicts.length > 0 ? 'conflict' : 'unsaved' };
    if (conflicts.length === 0) this.saveIn(0);
  }
}
