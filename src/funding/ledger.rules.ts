/**
 * From what a decision says per measure to postings that balance. Pure.
 *
 * One source and year gets at most one entry per command, the net of its lines, so money moved between measures of the
 * same source never passes through a moment where the ceiling looks exceeded. A source that gets more is posted under
 * `allocate`; one that gets less, or the same divided otherwise, under `reduce`, which the database accepts only with a
 * reason. A move between two sources therefore reads as one reduction and one allocation of the same decision.
 */
import { DomainError, invalid } from '../kernel/errors.js';
import { Money } from '../kernel/money.js';

/** What one measure gets (or, negative, gives back) out of one source and year. */
export interface LedgerLine {
  sourceYearId: string;
  authorityId: string;
  proposalId: string;
  measureKey: string;
  allocationRowId: string | null;
  amount: Money;
}

export type PostingKind = 'allocate' | 'reduce' | 'reserve' | 'post' | 'void' | 'reverse' | 'return' | 'carry';

/** A line and the account that holds it: what is reserved ahead of a decision is pending, what is decided is allocated. */
export interface LedgerLeg extends LedgerLine {
  account: 'pending' | 'allocated';
}

export interface PlannedNet {
  sourceYearId: string;
  net: Money;
  /** The ceiling and the use period bind: the source gives more, or what it had reserved becomes a gift. */
  isGift: boolean;
}

export interface PostingPlan {
  kind: PostingKind;
  /** In ascending id, the order in which everybody locks. A net of zero has no entry of its own. */
  nets: PlannedNet[];
  lines: LedgerLeg[];
  /** The posting a `reverse` undoes. */
  reversesId?: string;
}

/** Two full allocations, what was reserved and what is decided; a longer list is a fault in the caller, not a request to serve. */
export const linesMax = 4_000;

/**
 * @param reason demanded as soon as any line takes money back
 * @returns one or two postings; each balances by itself, also within every source and year
 * @throws DomainError validation-failed `required`, `amount-range` or `too-many`
 */
export function planPostings(lines: readonly LedgerLine[], reason: string | undefined): PostingPlan[] {
  requireSoundLines(lines);
  if (lines.some((line) => line.amount.isNegative()) && (reason ?? '').trim() === '')
    throw invalid('/reason', 'required', 'Ange varför pengar tas tillbaka.');

  const allocate: PostingPlan = { kind: 'allocate', nets: [], lines: [] };
  const reduce: PostingPlan = { kind: 'reduce', nets: [], lines: [] };
  for (const [sourceYearId, own] of bySourceYear(lines)) {
    const net = Money.sum(own.map((line) => line.amount));
    const posting = net.isPositive() ? allocate : reduce;
    posting.nets.push({ sourceYearId, net, isGift: net.isPositive() });
    posting.lines.push(...own.map((line) => ({ ...line, account: 'allocated' as const })));
  }
  // Taken back before given: when the numbers of a decision are read in order, the money is there first.
  return [reduce, allocate].filter((posting) => posting.nets.length > 0);
}

/**
 * One posting that moves between the accounts: what was pending is released, what follows takes its place, and the source
 * moves by the difference alone, so that a reserved krona is not counted twice against the ceiling when it is decided.
 * @param released what stands pending, as positive amounts, all of it
 * @param follows pending again (`reserve`), allocated (`post`) or nothing (`void`)
 * @throws DomainError validation-failed `required`, `amount-range` or `too-many`
 */
export function planMove(
  kind: 'reserve' | 'post' | 'void',
  released: readonly LedgerLine[],
  follows: readonly LedgerLine[],
): PostingPlan {
  requireSoundLines([...released, ...follows]);
  const account = kind === 'reserve' ? 'pending' : 'allocated';
  const legs: LedgerLeg[] = [
    ...released.map((line) => ({ ...line, amount: line.amount.negate(), account: 'pending' as const })),
    ...follows.map((line) => ({ ...line, account: account as LedgerLeg['account'] })),
  ];
  const groups = bySourceYear(legs);
  return {
    kind,
    nets: groups.map(([sourceYearId, own]) => {
      const net = Money.sum(own.map((leg) => leg.amount));
      // A reservation is not yet a gift: a ceiling lowered meanwhile is told when the board wants to give.
      const isGift = net.isPositive() || (kind === 'post' && own.some((leg) => leg.amount.isPositive()));
      return { sourceYearId, net, isGift };
    }),
    lines: groups.flatMap(([, own]) => own),
  };
}

/**
 * The end of a year: what was not used leaves it, and with `carry` comes into the next one, in a posting of its own. The
 * next year takes it under its own ceiling like any other gift.
 * @param lines negative where money leaves, positive where it comes
 * @throws DomainError validation-failed `required`, `amount-range` or `too-many`
 */
export function planYearEnd(kind: 'return' | 'carry', lines: readonly LedgerLine[]): PostingPlan {
  return planAllocated(kind, lines);
}

/**
 * The opposite of what a posting gave its measures. What was reserved before it is not reserved again: the decision the
 * reservation waited for has been made, and is what no longer stands.
 * @param given what the posting gave, negative where it took back
 * @throws DomainError validation-failed `required`, `amount-range` or `too-many`
 */
export function planReversal(postingId: string, given: readonly LedgerLine[]): PostingPlan {
  const back = given.map((line) => ({ ...line, amount: line.amount.negate() }));
  return { ...planAllocated('reverse', back), reversesId: postingId };
}

function planAllocated(kind: PostingKind, lines: readonly LedgerLine[]): PostingPlan {
  requireSoundLines(lines);
  const groups = bySourceYear(lines);
  return {
    kind,
    nets: groups.map(([sourceYearId, own]) => {
      const net = Money.sum(own.map((line) => line.amount));
      return { sourceYearId, net, isGift: net.isPositive() };
    }),
    lines: groups.flatMap(([, own]) => own.map((line) => ({ ...line, account: 'allocated' as const }))),
  };
}

function requireSoundLines(lines: readonly LedgerLine[]): void {
  if (lines.length === 0) throw invalid('/rows', 'required', 'Fördelningen har inga rader.');
  if (lines.length > linesMax) throw invalid('/rows', 'too-many', `Fördelningen har fler än ${linesMax} rader.`);
  lines.forEach((line, index) => {
    if (line.amount.isZero())
      throw invalid(`/rows/${index}/amount`, 'amount-range', 'En rad kan inte vara noll kronor.');
  });
}

/** Ids are lower-case UUIDs, and their text order is the order PostgreSQL sorts and locks them in. */
function bySourceYear<L extends LedgerLine>(lines: readonly L[]): [string, L[]][] {
  const groups = new Map<string, L[]>();
  for (const line of lines) {
    const group = groups.get(line.sourceYearId);
    if (group === undefined) groups.set(line.sourceYearId, [line]);
    else group.push(line);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Why a source and year did not take its part of a command, as the guarded statement judged it under its locks. */
export type Fault =
  'unknown' | 'year-closed' | 'source-not-open' | 'outside-use-period' | 'ceiling-exceeded' | 'below-zero';

export interface JudgedSource {
  sourceYearId: string;
  fault: Fault | null;
  net: Money;
  code: string;
  name: string;
  year: number;
  status: string;
  ceiling: Money;
  reserved: Money;
}

/**
 * The refusal for what the guard judged. What no change of amounts would cure is told first; every source over its
 * ceiling is named with requested, available and the difference.
 */
export function refusalFor(judged: readonly JudgedSource[]): DomainError {
  const first = (fault: Fault) => judged.find((source) => source.fault === fault);
  const unknown = first('unknown');
  if (unknown !== undefined)
    return new DomainError('state-conflict', 'Källan har inget tak för det året; registrera ett först.', {
      code: 'unknown-source-year',
      members: { sourceYearId: unknown.sourceYearId },
    });
  const settled = first('year-closed');
  if (settled !== undefined)
    return new DomainError(
      'state-conflict',
      `${settled.name} är avräknad för ${settled.year}; inget mer bokförs i det året.`,
      { code: 'year-closed', members: { source: settled.code, year: settled.year } },
    );
  const closed = first('source-not-open');
  if (closed !== undefined)
    return new DomainError('state-conflict', `Ur ${closed.name} går det inte att fördela; källan är inte öppen.`, {
      code: 'source-not-open',
      members: { source: closed.code, state: closed.status },
    });
  const outside = first('outside-use-period');
  if (outside !== undefined)
    return new DomainError('state-conflict', `${outside.name} får inte användas år ${outside.year} (R-07).`, {
      code: 'outside-use-period',
      members: { source: outside.code, year: outside.year },
    });
  const below = first('below-zero');
  if (below !== undefined)
    return new DomainError(
      'state-conflict',
      `Minskningen ${below.net.negate().format()} är större än de ${below.reserved.format()} som är fördelade ur ${below.name} ${below.year}.`,
      { code: 'below-zero', members: { source: below.code, year: below.year } },
    );
  return ceilingExceeded(judged.filter((source) => source.fault === 'ceiling-exceeded'));
}

function ceilingExceeded(refused: readonly JudgedSource[]): DomainError {
  const sources = refused.map(({ sourceYearId, code, name, year, net, ceiling, reserved }) => {
    const isOverAllocated = reserved.compare(ceiling) > 0;
    // Over-allocated means that nothing is available, not that less than nothing is.
    const available = isOverAllocated ? Money.zero : ceiling.subtract(reserved);
    const overBy = reserved.add(net).subtract(ceiling);
    return { sourceYearId, code, name, year, requested: net, available, overBy, overAllocated: isOverAllocated };
  });
  const told = sources.map(({ name, year, requested, available, overBy, overAllocated }) =>
    overAllocated
      ? `${name} ${year} är redan överfördelad; inget nytt kan fördelas förrän det ryms (R-04)`
      : `${name} ${year}: ${requested.format()} begärs, ${available.format()} återstår, ${overBy.format()} för mycket`,
  );
  return new DomainError('ceiling-exceeded', `Fördelningen ryms inte under taket. ${told.join('. ')}.`, {
    members: { sources },
  });
}
