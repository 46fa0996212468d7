/** What a rule answers when it is asked: nothing, or the refusal it throws. A fault of another kind is no answer. */
import { DomainError } from '../../src/kernel/errors.js';

export function refusedBy(rule: () => unknown): DomainError | undefined {
  try {
    rule();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** @returns `ok`, or the code of the refusal */
export function codeOf(rule: () => unknown): string {
  const refused = refusedBy(rule);
  return refused === undefined ? 'ok' : (refused.code ?? refused.type);
}
