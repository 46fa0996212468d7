/**
 * Keeps what somebody types in a draft: here, in the browser's own storage at every change, and on the server soon after.
 * A lost network loses nothing; somebody else's change is merged, or asked about, and never overwritten.
 */
import type { Schemas } from '../api/client';
import { ApiProblem, NetworkLost } from '../api/problem';
import type { SaveStateKind } from '../components/save-state';
import { changeBetween, type Draft, draftOf, hasUnsaved, measuresToSend, withKeys } from './content';
import { type Choices, type Conflict, mergeDrafts } from './merge';

type Proposal = Schemas['ProposalDto'];
type Change = Schemas['ChangeProposalDto'];
type State = Schemas['ProposalStateDto'];

export interface Kept {
  draft: Draft;
  state: SaveStateKind;
  savedAt: Date | undefined;
  /** Why the server does not take it, when it does not. */
  problem: ApiProblem | undefined;
  conflicts: readonly Conflict[];
}

export interface Surroundings {
  send(change: Change, version: number): Promise<State>;
  latest(): Promise<Proposal>;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;
  onSaved(): void;
}

const quietMs = 700;
const retryMs = 3_000;
const keyOf = (id: string): string => `anslag.draft.${id}`;

export class DraftKeeper {
  private kept: Kept;
  private base: Draft;
  private version: number;
  private readonly id: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> | undefined;
  private theirs: Draft | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    proposal: Proposal,
    private readonly around: Surroundings,
  ) {
    this.id = proposal.id;
    this.version = proposal.version;
    this.base = draftOf(proposal);
    this.kept = { draft: this.base, state: 'saved', savedAt: undefined, problem: undefined, conflicts: [] };
    this.takeUp(this.stored());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): Kept => this.kept;

  get hasUnsaved(): boolean {
    return hasUnsaved(this.base, this.kept.draft);
  }

  edit(change: (draft: Draft) => Draft): void {
    this.show({ draft: change(this.kept.draft), ...(this.kept.state === 'offline' ? {} : { state: 'unsaved' }) });
    this.store();
    this.saveIn(quietMs);
  }

  /** What both have changed is settled; then it is saved like anything else. */
  resolve(choices: Choices): void {
    if (this.theirs === undefined) return;
    const { draft, conflicts } = mergeDrafts(this.base, this.kept.draft, this.theirs, choices);
    if (conflicts.length === 0) {
      this.base = this.theirs;
      this.theirs = undefined;
    }
    this.show({ draft, conflicts, state: conflicts.length === 0 ? 'unsaved' : 'conflict' });
    this.store();
    void this.save();
  }

  /** Saves what can be saved, now. */
  save(): Promise<void> {
    clearTimeout(this.timer);
    this.saving ??= this.saveOnce().finally(() => {
      this.saving = undefined;
    });
    return this.saving;
  }

  /** No more saving by itself; what is unsaved stays in the browser's storage. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private saveIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), ms);
  }

  private async saveOnce(): Promise<void> {
    if (this.theirs !== undefined) return;
    const { draft } = this.kept;
    const change = changeBetween(this.base, draft);
    if (change === undefined) return this.settle();
    this.show({ state: 'saving', problem: undefined });
    try {
      const answer = await this.around.send(change, this.version);
      this.accept(draft, change, answer);
    } catch (error) {
      await this.meet(error);
    }
  }

  private accept(sent: Draft, change: Change, { version, measures }: State): void {
    const kept = measuresToSend(this.base, sent);
    const keys = kept.map(({ key }) => key);
    const given = change.measures === undefined ? keys : measures.map(({ measureKey }) => measureKey);
    this.version = version;
    this.base = withKeys({ ...sent, measures: kept }, keys, given);
    this.show({ draft: withKeys(this.kept.draft, keys, given), savedAt: new Date() });
    this.around.onSaved();
    if (changeBetween(this.base, this.kept.draft) === undefined) this.settle();
    else this.saveIn(0);
  }

  private settle(): void {
    this.show({ state: this.hasUnsaved ? 'unsaved' : 'saved' });
    this.store();
  }

  private async meet(error: unknown): Promise<void> {
    if (error instanceof ApiProblem && error.isStale) return this.mergeLatest();
    if (error instanceof NetworkLost || (error instanceof ApiProblem && error.isSignedOut)) {
      this.show({ state: error instanceof NetworkLost ? 'offline' : 'unsaved' });
      return this.saveIn(retryMs);
    }
    if (!(error instanceof ApiProblem)) throw error;
    this.show({ state: 'refused', problem: error });
  }

  private async mergeLatest(): Promise<void> {
    try {
      const latest = await this.around.latest();
      this.version = latest.version;
      const theirs = draftOf(latest);
      const { draft, conflicts } = mergeDrafts(this.base, this.kept.draft, theirs);
      if (conflicts.length > 0) {
        this.theirs = theirs;
        return this.show({ state: 'conflict', conflicts });
      }
      this.base = theirs;
      this.show({ draft, state: 'unsaved' });
      this.saveIn(0);
    } catch (error) {
      await this.meet(error);
    }
  }

  private show(change: Partial<Kept>): void {
    this.kept = { ...this.kept, ...change };
    for (const listener of this.listeners) listener();
  }

  private store(): void {
    try {
      if (this.hasUnsaved)
        this.around.storage?.setItem(keyOf(this.id), JSON.stringify({ base: this.base, draft: this.kept.draft }));
      else this.around.storage?.removeItem(keyOf(this.id));
    } catch {
      // Storage is full or closed; the text still stands on the screen and is sent to the server.
    }
  }

  private stored(): { base: Draft; draft: Draft } | undefined {
    try {
      const text = this.around.storage?.getItem(keyOf(this.id)) ?? null;
      return text === null ? undefined : (JSON.parse(text) as { base: Draft; draft: Draft });
    } catch {
      return undefined;
    }
  }

  /** What an earlier visit typed and could not send comes back, merged with what has been saved since. */
  private takeUp(stored: { base: Draft; draft: Draft } | undefined): void {
    if (stored === undefined) return;
    const { draft, conflicts } = mergeDrafts(stored.base, stored.draft, this.base);
    if (conflicts.length > 0) {
      this.theirs = this.base;
      this.base = stored.base;
    }
    this.kept = { ...this.kept, draft, conflicts, state: conflicts.length > 0 ? 'conflict' : 'unsaved' };
    if (conflicts.length === 0) this.saveIn(0);
  }
}
