/** How far a long piece of work has come: what those who do it tell, and what those who wait for it are shown. */

/** Every stage there is; the client has a sentence for each. */
export type ProgressStage =
  'receiving' | 'checking' | 'writing' | 'queued' | 'rendering' | 'figures' | 'rule' | 'checker' | 'solver';

export interface ProgressState {
  stage: ProgressStage;
  /** Whole things done, whatever the stage counts: bytes received, rows, documents before this one. Null where nothing is counted. */
  done: number | null;
  /** Null when nobody knows. */
  total: number | null;
}

export interface Progress {
  /** Cheap, and never a fault of the work: nobody may be listening. */
  report(stage: ProgressStage, done?: number, total?: number): void;
}

/** For work that nobody has asked to follow. */
export const unfollowed: Progress = { report: () => undefined };

/** Before work that holds the process: what was reported leaves it first. */
export async function letItBeSeen(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
