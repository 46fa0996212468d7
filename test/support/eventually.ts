/** Waits for something to become true, as briefly as possible and no longer than a limit: the alternative to a fixed sleep. */

export interface Patience {
  /** What is waited for, for the message when it does not come. */
  what: string;
  limitMs?: number;
  everyMs?: number;
}

/** @throws when it is not true within the limit (10 s unless told); the message says what was waited for. */
export async function eventually(isTrue: () => boolean | Promise<boolean>, patience: Patience): Promise<void> {
  const { what, limitMs = 10_000, everyMs = 10 } = patience;
  const end = performance.now() + limitMs;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`Waited ${limitMs} ms in vain until: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
