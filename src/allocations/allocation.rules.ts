/**
 * How the executive board divides the money: who may answer what, which rows hold, and what an amendment may change. Pure.
 *
 * An allocation is a list of rows, each one measure, one source and one year. A change of what has been decided
 * is another allocation, with negative rows that say why; a decided one is never touched.
 */
import { canonicalJson } from '../kernel/canonical.js';
import { conflict, invalid } from '../kernel/errors.js';
import { Money } from '../kernel/money.js';
import type { BodyKind, DecisionOutcome, PatchLine } from '../decisions/subject-handler.js';

/** the committees propose, the executive board alone divides. Council and committees have no say in it. */
export function outcomesOf(bodyKind: BodyKind): readonly DecisionOutcome[] {
  if (bodyKind === 'executiveBoard') return ['approve', 'approveWithChanges', 'reject', 'table', 'referBack'];
  if (bodyKind === 'draftingGroup' || bodyKind === 'subcommittee') return ['recommend', 'referBack', 'table'];
  return [];
}

export interface AllocationRow {
  /** The same in every version, so that an amendment can name the row. */
  rowKey: string;
  proposalId: string;
  measureKey: string;
  /** The committee that gets the money; follows from the proposal. */
  authorityId: string;
  sourceYearId: string;
  amount: Money;
  /** Demanded when money is taken back. */
  reason: string | null;
  /** What must be decided first; then the row reserves nothing and is no money until it comes into force. */
  condition: string | null;
}

export const rowsMax = 2_000;

/** The rows that are money by the decision itself. */
export function firm<R extends Pick<AllocationRow, 'condition'>>(rows: readonly R[]): R[] {
  return rows.filter((row) => row.condition === null);
}

/** The rows that wait for something else to be decided. */
export function conditional<R extends Pick<AllocationRow, 'condition'>>(rows: readonly R[]): R[] {
  return rows.filter((row) => row.condition !== null);
}

/**
 * Every row gives or takes something, says why when it takes, and has its own place: one measure, one source, one year.
 * @throws DomainError validation-failed at the row: `amount-range`, `required`, `not-applicable` or `duplicate-row`
 */
export function requireSoundRows(rows: readonly AllocationRow[]): void {
  const places = new Map<string, number>();
  rows.forEach((row, index) => {
    if (row.amount.isZero())
      throw invalid(`/rows/${index}/amount`, 'amount-range', 'En rad kan inte vara noll kronor; ta bort den.');
    if (row.amount.isNegative() && (row.reason ?? '').trim() === '')
      throw invalid(`/rows/${index}/reason`, 'required', 'Ange varför pengar tas tillbaka.');
    if (row.condition !== null && row.amount.isNegative())
      throw invalid(
        `/rows/${index}/condition`,
        'not-applicable',
        'Bara pengar som ges kan vara villkorade; det som tas tillbaka tas tillbaka genast.',
      );
    const first = places.get(placeOf(row));
    if (first !== undefined) {
      const detail = `Raden gäller samma insats, källa och år som rad ${first + 1}; slå ihop dem till en.`;
      throw invalid(`/rows/${index}`, 'duplicate-row', detail);
    }
    places.set(placeOf(row), index);
  });
}

/** What makes a row the same row from one draft to the next. */
export function placeOf(row: Pick<AllocationRow, 'proposalId' | 'measureKey' | 'sourceYearId'>): string {
  return `${row.proposalId} ${row.measureKey} ${row.sourceYearId}`;
}

/** What each measure gets in all, sources together; those that end at nothing are left out. R-05 is judged on these. */
export function perMeasure(
  rows: readonly Pick<AllocationRow, 'proposalId' | 'measureKey' | 'amount'>[],
): { proposalId: string; measureKey: string; amount: Money }[] {
  const sums = new Map<string, { proposalId: string; measureKey: string; amount: Money }>();
  for (const { proposalId, measureKey, amount } of rows) {
    const key = `${proposalId} ${measureKey}`;
    const sum = sums.get(key);
    sums.set(key, { proposalId, measureKey, amount: sum === undefined ? amount : sum.amount.add(amount) });
  }
  return [...sums.values()].filter((sum) => !sum.amount.isZero());
}

/** What each committee gets in all and in how many rows, in ascending id. */
export function perCommittee(rows: readonly AllocationRow[]): { authorityId: string; amount: Money; rows: number }[] {
  const ids = [...new Set(rows.map((row) => row.authorityId))].sort();
  return ids.map((authorityId) => {
    const own = rows.filter((row) => row.authorityId === authorityId);
    return { authorityId, amount: Money.sum(own.map((row) => row.amount)), rows: own.length };
  });
}

export const amendablePaths: readonly string[] = ['/rows/<rowKey>/amount'];

const path = /^\/rows\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/amount$/;

/**
 * The rows with the changed amounts; a row amended to zero is struck. Only amounts: another measure or source is another
 * proposal, which the bodies before the board have not seen.
 * @throws DomainError validation-failed (`not-amendable`, `unknown-row`, `sign-change`, or an amount that is none);
 *   state-conflict `patch-outdated` when `old` is not what stood in the version seen, `empty-allocation` when no row is left
 */
export function amended(rows: readonly AllocationRow[], patch: readonly PatchLine[]): AllocationRow[] {
  const amounts = new Map<string, Money>();
  patch.forEach((line, index) => {
    const row = rows.find(({ rowKey }) => rowKey === path.exec(line.path)?.[1]);
    if (!path.test(line.path))
      throw invalid(
        `/patch/${index}/path`,
        'not-amendable',
        `Bara belopp kan ändras i beslutet: ${amendablePaths.join(', ')}.`,
      );
    if (row === undefined)
      throw invalid(`/patch/${index}/path`, 'unknown-row', 'Raden finns inte i den version organet såg.');
    const old = Money.parse(line.old, `/patch/${index}/old`, { allowNegative: true });
    if (!old.equals(row.amount))
      throw conflict(
        'patch-outdated',
        `Raden var ${row.amount.format()} i den version organet såg, inte ${old.format()}.`,
      );
    const amount = Money.parse(line.new, `/patch/${index}/new`, { allowZero: true, allowNegative: true });
    if (!amount.isZero() && amount.isNegative() !== row.amount.isNegative())
      throw invalid(
        `/patch/${index}/new`,
        'sign-change',
        'En tilldelning kan inte ändras till en minskning, eller tvärtom.',
      );
    amounts.set(row.rowKey, amount);
  });
  const left = rows
    .map((row) => ({ ...row, amount: amounts.get(row.rowKey) ?? row.amount }))
    .filter((row) => !row.amount.isZero());
  requireRows(left);
  return left;
}

/** @throws DomainError state-conflict `empty-allocation` */
export function requireRows(rows: readonly AllocationRow[]): void {
  if (rows.length === 0)
    throw conflict('empty-allocation', 'Fördelningen har inga rader och kan inte tas upp till beslut.');
}

/** Why money is taken back, for the posting: the board's own words, else those of the rows. */
export function reductionReason(rows: readonly AllocationRow[], decided: string | undefined): string | undefined {
  const own = [...new Set(rows.filter((row) => row.amount.isNegative()).map((row) => row.reason ?? ''))];
  return decided ?? (own.length === 0 ? undefined : own.join(' '));
}

/** What a body sees, as one text: the title and the rows in order. Its digest freezes the version. */
export function contentOf(title: string, rows: readonly AllocationRow[]): string {
  return canonicalJson({
    title,
    rows: rows.map(({ rowKey, proposalId, measureKey, authorityId, sourceYearId, amount, reason, condition }) => ({
      rowKey,
      proposalId,
      measureKey,
      authorityId,
      sourceYearId,
      amount,
      reason,
      // Left out where there is none, so that what was frozen before there were conditions still has its digest.
      ...(condition === null ? {} : { condition }),
    })),
  });
}

/**
 * The board gives what a committee has approved, and it had approved it by the day the board met.
 * @throws DomainError state-conflict `approved-later`
 */
export function requireApprovedBy(
  decisionDay: string,
  measures: readonly { title: string; approvedDay: string | null }[],
): void {
  const later = measures.find(({ approvedDay }) => approvedDay !== null && approvedDay > decisionDay);
  if (later === undefined) return;
  throw conflict(
    'approved-later',
    `”${later.title}” godkändes av nämnden först ${later.approvedDay}; styrelsens sammanträde var ${decisionDay}.`,
  );
}
