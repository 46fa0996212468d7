/**
 * Amounts in running text: where they stand, and what each is worth.
 *
 * The scanner decides only how far an amount reaches. What its digits mean is decided by `Money.parseSwedish`, so that
 * a form field and a memorandum are read by one rule, and what is ambiguous in one is ambiguous in the other.
 * One pass over the text, no backtracking: a megabyte of digits and spaces takes milliseconds.
 */
import { DomainError } from '../kernel/errors.js';
import { maxAmountOre, Money } from '../kernel/money.js';
import { groupSpaces, minusSigns, scaleWords, unitSource } from '../kernel/swedish-amount.js';

/** A number in the text, with its unit when it has one. Offsets include sign and unit. */
export interface AmountToken {
  start: number;
  end: number;
  /** As written, without unit. */
  number: string;
  /** As written; empty when the number stands bare. */
  unit: string;
  /** The unit says kronor; "3 miljoner" alone may be people. */
  isMoney: boolean;
  /** Two numbers with a dash or "mellan … och" between: no amount, whatever its digits. */
  isRange: boolean;
}

/** An amount that was read. `step` is the smallest difference its notation can show, in öre. */
export interface ReadAmount {
  start: number;
  end: number;
  money: Money;
  step: bigint;
}

/** Why an amount could not be read: `ambiguous` has several readings, otherwise it is none. */
export interface AmountFault {
  start: number;
  end: number;
  isAmbiguous: boolean;
  detail: string;
}

const letter = 'A-Za-zÀ-ÖØ-öø-ÿ';
const space = `[${groupSpaces}]`;
const unitAfter = new RegExp(
  `(?:${space}{0,2}|${space}?\\r?\\n ?)(?:${unitSource})(?:\\r?\\n ?(?:kronor|kr|sek))?(?![${letter}0-9])`,
  'iy',
);
const unitBefore = new RegExp(`(?:^|[^${letter}])((?:sek|kr)${space}?)$`, 'i');
const scaleAlone = /^(?:miljoner|miljon|milj\.?|miljarder|miljard|mdr|mn|tusen)$/i;
const isoDay = /\d{4}-\d{2}-\d{2}(?!\d)/y;
const dash = new RegExp(`${space}?[${minusSigns}\\u2014]${space}?(?=[0-9])`, 'y');
const between = new RegExp(`${space}och${space}(?=[0-9])`, 'iy');

const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';
const isGroupSpace = (char: string | undefined): boolean =>
  char === ' ' || char === '\u00a0' || char === '\u202f' || char === '\u2009';
const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char);

export function scanAmounts(text: string): AmountToken[] {
  const tokens: AmountToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (!isDigit(text[at])) {
      at += 1;
      continue;
    }
    if (isInsideWord(text, at)) {
      while (isDigit(text[at])) at += 1;
      continue;
    }
    isoDay.lastIndex = at;
    if (isoDay.test(text)) {
      at = isoDay.lastIndex;
      continue;
    }
    const token = readToken(text, at, tokens.at(-1)?.end ?? 0);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/** Digits of an identifier, a clock time or a telephone number: "ASN-2023-5446", "12:00", "15/10". */
function isInsideWord(text: string, at: number): boolean {
  const [before, earlier] = [text[at - 1], text[at - 2]];
  if (isWord(before)) return true;
  if (before === '-' || before === '/') {
    // "Föräldrastöd-500 000 kr" lacks its spaces, but what carries a unit is no identifier.
    return isDigit(earlier) || (isWord(earlier) && unitAt(text, numberEnd(text, at)) === '');
  }
  return (before === '.' || before === ',' || before === ':') && isDigit(earlier);
}

function readToken(text: string, start: number, from: number): AmountToken {
  let end = numberEnd(text, start);
  let unit = unitAt(text, end);
  const other = rangeEnd(text, start, end, unit);
  let unitEnd = end + unit.length;
  if (other !== null) {
    end = other;
    unit = unitAt(text, end);
    unitEnd = end + unit.length;
  }
  let tokenStart = signStart(text, start, from);
  const number = text.slice(tokenStart, end);
  let spelled = unit.trim().replace(/\s+/g, ' ');
  if (unit === '' && !isYear(number)) {
    const before = unitBefore.exec(text.slice(Math.max(from, tokenStart - 5), tokenStart))?.[1] ?? '';
    spelled = before.trim();
    tokenStart -= before.length;
  }
  const isMoney = spelled !== '' && !scaleAlone.test(spelled);
  return { start: tokenStart, end: unitEnd, number, unit: spelled, isMoney, isRange: other !== null };
}

/** Four digits together, 1900 to 2099: a year, unless a unit or a column says otherwise. */
export const isYear = (number: string): boolean => /^(?:19|20)\d\d$/.test(number);

/** The unit right after a number, with the space before it; empty when there is none. */
function unitAt(text: string, at: number): string {
  unitAfter.lastIndex = at;
  return unitAfter.exec(text)?.[0] ?? '';
}

/**
 * How far one number reaches. Groups are joined while they could be one number; whether they are is for the amount
 * rule. A group of four digits or more is never part of grouping, so "2023 500 000" is a year and an amount.
 */
function numberEnd(text: string, start: number): number {
  let end = digitsEnd(text, start);
  let first = end - start;
  let isDecimal = false;
  for (;;) {
    const mark = text[end];
    const next = end + 1;
    if (isDigit(text[next]) && (mark === ',' || mark === '.' || mark === "'" || mark === '’')) {
      isDecimal ||= mark === ',';
      end = digitsEnd(text, next);
    } else if (!isDecimal && first <= 3 && isGroupSpace(mark) && isDigit(text[next])) {
      const groupEnd = digitsEnd(text, next);
      if (groupEnd - next > 3 || isoDayAt(text, next)) return end;
      end = groupEnd;
    } else if (!isDecimal && first <= 3 && brokenGroups(text, start, end) > end) {
      end = brokenGroups(text, start, end);
      first = 4;
    } else {
      return end;
    }
  }
}

function digitsEnd(text: string, at: number): number {
  let end = at;
  while (isDigit(text[end])) end += 1;
  return end;
}

function isoDayAt(text: string, at: number): boolean {
  isoDay.lastIndex = at;
  return isoDay.test(text);
}

const restAfterBreak = new RegExp(`[${groupSpaces}]?\\r?\\n[0-9]{3}(?:[${groupSpaces}][0-9]{3}){0,3}(?![0-9])`, 'y');

/**
 * An amount broken by a hard line end ("8 075" / "000 SEK"). Believed only when a unit follows and the line had words
 * before the number, so that a column of numbers below each other is never read as one.
 */
function brokenGroups(text: string, start: number, end: number): number {
  restAfterBreak.lastIndex = end;
  const found = restAfterBreak.exec(text);
  if (found === null) return end;
  const newEnd = end + found[0].length;
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - 200);
  return unitAt(text, newEnd) !== '' && /\p{L}/u.test(text.slice(lineStart, start)) ? newEnd : end;
}

/** The end of the second number of a range ("5 000–6 000 kr", "mellan 5 och 6 miljoner"), or null. */
function rangeEnd(text: string, start: number, end: number, unit: string): number | null {
  const afterFirst = end + unit.length;
  dash.lastIndex = afterFirst;
  between.lastIndex = afterFirst;
  const isBetween = /mellan\s$/i.test(text.slice(Math.max(0, start - 7), start));
  const joint = isBetween && between.test(text) ? between.lastIndex : dash.test(text) ? dash.lastIndex : null;
  if (joint === null || isoDayAt(text, joint)) return null;
  const secondEnd = numberEnd(text, joint);
  if (unitAt(text, secondEnd) === '') return null;
  // "Insats 2 – 500 000 kr" and "2023 – 500 000 kr" use the dash as a pause: the first number counts, it costs nothing.
  const [first, second] = [text.slice(start, end), text.slice(joint, secondEnd).replace(/\D/g, '')];
  const isPause = unit === '' && second.length >= 4 && (/^\d{1,2}$/.test(first) || isYear(first));
  return isPause ? null : secondEnd;
}

/** A minus belongs to the number when it touches it and nothing but space or an opening mark stands before. */
function signStart(text: string, start: number, from: number): number {
  const sign = text[start - 1];
  if (start - 1 < from || sign === undefined || !/[-\u2212\u2013]/.test(sign)) return start;
  const before = text[start - 2];
  return sign === '\u2212' || before === undefined || /[\s(:|]/.test(before) ? start - 1 : start;
}

/** Power of ten of a unit word; 0 for kronor. */
export function scaleOf(unit: string): number {
  const word = unit.toLowerCase().split(/[\s\u00a0]/)[0]!;
  return scaleWords[word] ?? scaleWords[word.replace(/\.$/, '')] ?? 0;
}

const rangeDetail = 'Det är ett intervall och inget belopp. Skriv ett enda belopp, till exempel 5 625 000 SEK.';
const scaleUnits: Readonly<Record<number, string>> = { 0: 'kr', 3: 'tkr', 6: 'mnkr', 9: 'mdkr' };

/**
 * What a token is worth; `heading` is the scale of its column or label (3 for "tkr") and counts only for a bare number.
 * Zero is an amount here; a minus is not.
 */
export function readAmount(token: AmountToken, heading = 0): ReadAmount | AmountFault {
  const { start, end } = token;
  if (token.isRange) return { start, end, isAmbiguous: true, detail: rangeDetail };
  const exponent = token.unit === '' ? heading : scaleOf(token.unit);
  const unit = token.unit === '' ? scaleUnits[heading]! : token.unit;
  try {
    const money = Money.parseSwedish(`${token.number.replace(/\s*\n/g, ' ')} ${unit}`, '', { allowZero: true });
    return { start, end, money, step: stepOf(token.number, exponent) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { start, end, isAmbiguous: error.code === 'amount-ambiguous', detail: error.message };
  }
}

export const isFault = (amount: ReadAmount | AmountFault): amount is AmountFault => 'detail' in amount;

function stepOf(number: string, exponent: number): bigint {
  const decimals = /,(\d+)$/.exec(number)?.[1]?.length ?? 0;
  return 10n ** BigInt(Math.max(0, exponent + 2 - decimals));
}

/**
 * Whether a stated amount says what was counted. Kronor must be equal to the öre. A scaled notation ("8,1 miljoner
 * kronor", "8 075 tkr") can only say what its last digit shows, and agrees when the true amount rounds to it.
 */
export function agrees(stated: ReadAmount, counted: Money): boolean {
  if (stated.money.equals(counted)) return true;
  if (stated.step <= 100n) return false;
  const difference = stated.money.ore - counted.ore;
  return (difference < 0n ? -difference : difference) * 2n <= stated.step;
}

/** The sum; the largest amount there is when it would be larger, so that a monstrous document is wrong and not a crash. */
export function sumOf(list: readonly Money[]): Money {
  const ore = list.reduce((sum, money) => sum + money.ore, 0n);
  return Money.fromOre(ore > maxAmountOre ? maxAmountOre : ore);
}

/** The tokens within `[start, end)`; by halving, because the tokens come in order. */
export function tokensWithin(tokens: readonly AmountToken[], start: number, end: number): AmountToken[] {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  const found: AmountToken[] = [];
  for (let index = low; index < tokens.length && tokens[index]!.end <= end; index += 1) found.push(tokens[index]!);
  return found;
}

const scaleInHeading = new RegExp(
  `(?:^|[^${letter}0-9])(tkr|ksek|t\\.kr|tusental|tusen kronor|mkr|mnkr|msek|miljoner kronor|milj\\. ?kr)(?![${letter}])`,
  'i',
);

/** The scale a column heading, caption or label gives the bare numbers after it: 3 for "(tkr)", 6 for "mnkr", else null. */
export function headingScale(text: string): number | null {
  const found = scaleInHeading.exec(text);
  if (found === null) return null;
  return /^(?:t|k)/i.test(found[1]!) ? 3 : 6;
}
