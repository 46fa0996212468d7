/**
 * Money: Swedish kronor with at most two decimals, on decimal.js, never a float and never silently rounded (R-02).
 *
 * One type for requested, allocated and used amounts alike, so that no sum in the product can be made by two rules.
 * In PostgreSQL it is `bigint` öre (`ore`, `fromOre`), in JSON `{"amount": "5625000.00", "currency": "SEK"}`.
 */
import { Decimal } from 'decimal.js';
import { DomainError, invalid } from './errors.js';
import { quoted } from './quoted.js';
import { readSwedishAmount } from './swedish-amount.js';

/** The strict form of the API: kronor, a dot, both decimals or none. A sign is allowed only where the field says so. */
export const amountPattern = /^(0|[1-9][0-9]{0,11})(\.[0-9]{2})?$/;

/** Largest magnitude of any amount or sum, in öre: 999 999 999 999,99 kr. */
export const maxAmountOre = 99_999_999_999_999n;

/** What a field accepts besides positive amounts. Neither zero nor a minus is accepted unless it is said. */
export interface AmountRule {
  allowZero?: boolean;
  allowNegative?: boolean;
}

// Forty digits hold any product and sum we make exactly; a private clone keeps others' settings out of our money.
const Kronor = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_DOWN, toExpPos: 40, toExpNeg: -40 });

const nbsp = '\u00a0';
const minus = '\u2212';

// The longest strict form is 16 characters with sign; 13 to 15 whole digits are answered as too large, more as no amount.
const strictLengthMax = 32;
const strictTooLarge = /^-?[1-9][0-9]{12,14}(\.[0-9]{2})?$/;
const strictDecimals = /^-?(0|[1-9][0-9]{0,14})[.,]([0-9]|[0-9]{3,})$/;

/** What a `bigint` column of öre holds. */
const columnOreMax = 9_223_372_036_854_775_807n;

export class Money {
  static readonly zero: Money = Money.fromOre(0n);

  /** The same amount for adding and comparing. Made when first asked for: most amounts are read, sent and never computed with. */
  #kronor: Decimal | undefined;

  private constructor(
    /** Whole öre, for the database column. */
    readonly ore: bigint,
    kronor?: Decimal,
  ) {
    this.#kronor = kronor;
    Object.freeze(this);
  }

  /**
   * From whole öre, as a row or a sum of rows holds them. One amount that somebody writes has a range (`parse`, `sum`);
   * what many of them add up to has none but the database's own, or a large request would make every total unreadable.
   * Throws `amount-range` beyond what a bigint column holds.
   */
  static fromOre(ore: bigint): Money {
    if (ore > columnOreMax || ore < -columnOreMax) throw outOfRange(written(new Kronor(plain(ore))), '');
    return new Money(ore);
  }

  /**
   * Reads the strict API form, kronor as a string. Throws `validation-failed` at `pointer` with `required`,
   * `amount-type`, `amount-decimals`, `amount-range` or `amount-format` (the strict form of the bad-input catalogue).
   */
  static parse(text: unknown, pointer = '', rule: AmountRule = {}): Money {
    if (text === undefined || text === null) throw invalid(pointer, 'required', 'Beloppet saknas.');
    if (typeof text !== 'string') {
      throw invalid(pointer, 'amount-type', 'Beloppet ska vara en text, till exempel "5625000.00", inte ett JSON-tal.');
    }
    if (text.length > strictLengthMax) throw badFormat(text, pointer);
    if (text.trim() === '') throw invalid(pointer, 'required', 'Beloppet saknas.');
    if (strictDecimals.test(text)) {
      const detail = `Beloppet ${quoted(text)} ska ha två decimaler eller inga, till exempel 10.50. Det avrundas aldrig.`;
      throw invalid(pointer, 'amount-decimals', detail);
    }
    if (strictTooLarge.test(text)) throw outOfRange(quoted(text), pointer);
    const isMinus = text.startsWith('-');
    const magnitude = isMinus ? text.slice(1) : text;
    if (!amountPattern.test(magnitude)) throw badFormat(text, pointer);
    const kronor = new Kronor(text);
    if (isMinus && kronor.isZero()) throw badFormat(text, pointer);
    return Money.accepted(kronor, pointer, rule);
  }

  /**
   * Reads what a person wrote ("22,2 miljoner kronor", "5 625 000:-") for forms, CSV and spreadsheets; show the result
   * before saving. Throws `required`, `amount-format`, `amount-ambiguous`, `amount-decimals` or `amount-range`, and
   * `too-large` over 1 000 characters (the tolerant form, for forms and imports).
   */
  static parseSwedish(text: string, pointer = '', rule: AmountRule = {}): Money {
    const { ore, isMinus } = readSwedishAmount(text, pointer);
    if (isMinus && ore === 0n) throw outOfRange(quoted(text), pointer);
    return Money.accepted(new Kronor(ore.toString()).div(100), pointer, rule);
  }

  /** Adds up. Only the result must be in range, so the order of the list does not matter. Throws `amount-range`. */
  static sum(list: readonly Money[], pointer = ''): Money {
    let total = new Kronor(0);
    for (const money of list) total = total.plus(money.kronor);
    return Money.within(total, pointer);
  }

  private static within(kronor: Decimal, pointer: string, oreMax = maxAmountOre): Money {
    if (kronor.abs().times(100).greaterThan(oreMax.toString())) throw outOfRange(written(kronor), pointer);
    // Öre have no minus zero, so "0.00" is the only way to write nothing.
    return new Money(BigInt(kronor.times(100).toFixed(0)), kronor.isZero() ? new Kronor(0) : kronor);
  }

  private static accepted(kronor: Decimal, pointer: string, rule: AmountRule): Money {
    const money = Money.within(kronor, pointer);
    if (money.isZero() && rule.allowZero !== true) {
      throw invalid(pointer, 'amount-range', 'Beloppet är noll; det ska vara minst 0,01 kr.');
    }
    if (money.isNegative() && rule.allowNegative !== true) {
      throw invalid(pointer, 'amount-range', `Beloppet lästes som ${money.format()}; minusbelopp tas inte emot här.`);
    }
    return money;
  }

  private get kronor(): Decimal {
    this.#kronor ??= new Kronor(plain(this.ore));
    return this.#kronor;
  }

  /** Throws `amount-range` beyond what a column of öre holds. */
  add(other: Money): Money {
    return Money.within(this.kronor.plus(other.kronor), '', columnOreMax);
  }

  /** May go below zero; throws `amount-range` when the result leaves the range. */
  subtract(other: Money): Money {
    return Money.within(this.kronor.minus(other.kronor), '', columnOreMax);
  }

  negate(): Money {
    return Money.within(this.kronor.negated(), '', columnOreMax);
  }

  /** -1, 0 or 1: fit for `sort`. */
  compare(other: Money): -1 | 0 | 1 {
    return this.kronor.comparedTo(other.kronor) as -1 | 0 | 1;
  }

  equals(other: Money): boolean {
    return this.ore === other.ore;
  }

  isZero(): boolean {
    return this.ore === 0n;
  }

  isNegative(): boolean {
    return this.ore < 0n;
  }

  isPositive(): boolean {
    return this.ore > 0n;
  }

  /**
   * Divides in proportion to the weights by largest remainder, to the öre. Parts come in the order of the weights and
   * sum to the whole. Tie-break: of equal remainders the lower index gets the öre first. A zero weight gets nothing.
   * A negative amount is split as its opposite and negated, so a reversal mirrors its original part by part.
   * Throws `weights` when a weight is negative or none is positive.
   */
  split(weights: readonly bigint[]): Money[] {
    const weightSum = weights.reduce((sum, weight) => sum + weight, 0n);
    if (weights.some((weight) => weight < 0n) || weightSum <= 0n) {
      throw invalid('', 'weights', 'Fördelningstalen ska vara noll eller större, och minst ett större än noll.');
    }
    const isMinus = this.isNegative();
    const whole = isMinus ? -this.ore : this.ore;
    const parts = weights.map((weight) => (whole * weight) / weightSum);
    // Sorting is stable, so equal remainders stay in index order. A zero weight has remainder zero and comes last, and
    // fewer öre are left than there are positive remainders, so it is never reached.
    const byRemainder = weights
      .map((weight, index) => ({ index, remainder: (whole * weight) % weightSum }))
      .sort((a, b) => (a.remainder === b.remainder ? 0 : a.remainder > b.remainder ? -1 : 1));
    const left = Number(whole - parts.reduce((sum, part) => sum + part, 0n));
    for (const { index } of byRemainder.slice(0, left)) parts[index]! += 1n;
    return parts.map((part) => Money.fromOre(isMinus ? -part : part));
  }

  /** For people: `5 625 000 kr`, with öre only when there are any; no-break spaces and a true minus sign. */
  format(): string {
    return written(this.kronor);
  }

  /** For machines: `5625000.00`, ASCII minus; `parse` reads it back. */
  toString(): string {
    return plain(this.ore);
  }

  toJSON(): { amount: string; currency: 'SEK' } {
    return { amount: this.toString(), currency: 'SEK' };
  }
}

/** Kronor with both decimals and an ASCII minus. */
function plain(ore: bigint): string {
  const digits = (ore < 0n ? -ore : ore).toString().padStart(3, '0');
  return `${ore < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function written(kronor: Decimal): string {
  const [digits, decimals] = kronor.abs().toFixed(2).split('.') as [string, string];
  const grouped = digits.replace(/\B(?=(?:[0-9]{3})+$)/g, nbsp);
  return `${kronor.isNegative() ? minus : ''}${grouped}${decimals === '00' ? '' : `,${decimals}`}${nbsp}kr`;
}

function outOfRange(shown: string, pointer: string): DomainError {
  return invalid(pointer, 'amount-range', `Beloppet ${shown} ryms inte; det ska vara 0,01 till 999 999 999 999,99 kr.`);
}

function badFormat(text: string, pointer: string): DomainError {
  const detail = `Beloppet ${quoted(text)} ska skrivas med siffror och punkt, till exempel 5625000 eller 5625000.00.`;
  return invalid(pointer, 'amount-format', detail);
}
