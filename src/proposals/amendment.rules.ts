/**
 * A body's changed amounts, as a structured patch against the version it saw: which measure, what it was, what it shall
 * be. Never free text, so that minutes and totals follow from the same lines. Pure.
 */
import { conflict, invalid } from '../kernel/errors.js';
import { Money } from '../kernel/money.js';
import type { PatchLine } from '../decisions/subject-handler.js';
import type { Measure } from './version.rules.js';

/** For refusals that say what may be changed. */
export const amendablePaths: readonly string[] = ['/measures/<measureKey>/requestedAmount'];

const path = /^\/measures\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/requestedAmount$/;

/**
 * The measures with the changed amounts. Zero strikes a measure and keeps its place in the history.
 * @throws validation-failed for another path, an unknown measure or an amount that is none; state-conflict
 *   `patch-outdated` when `old` is not what stood in the version seen.
 */
export function amended(measures: readonly Measure[], patch: readonly PatchLine[]): Measure[] {
  const amounts = new Map<string, Money>();
  patch.forEach((line, index) => {
    const key = path.exec(line.path)?.[1];
    if (key === undefined)
      throw invalid(
        `/patch/${index}/path`,
        'not-amendable',
        `Bara belopp kan ändras i beslutet: ${amendablePaths.join(', ')}.`,
      );
    const measure = measures.find(({ measureKey }) => measureKey === key);
    if (measure === undefined)
      throw invalid(`/patch/${index}/path`, 'unknown-measure', 'Insatsen finns inte i den version organet såg.');
    if (amounts.has(key)) throw invalid(`/patch/${index}/path`, 'duplicate', `”${measure.title}” ändras två gånger.`);
    const old = Money.parse(line.old, `/patch/${index}/old`, { allowZero: true });
    if (!old.equals(measure.requestedAmount))
      throw conflict(
        'patch-outdated',
        `”${measure.title}” var ${measure.requestedAmount.format()} i den version organet såg, inte ${old.format()}.`,
      );
    amounts.set(key, Money.parse(line.new, `/patch/${index}/new`, { allowZero: true }));
  });
  return measures.map((measure) => ({
    ...measure,
    requestedAmount: amounts.get(measure.measureKey) ?? measure.requestedAmount,
  }));
}
