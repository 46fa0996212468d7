/**
 * Reads an amount the way people write it in Swedish memoranda, forms and spreadsheets.
 *
 * The reader is tolerant about spelling and intolerant about doubt: what can be read in two ways is refused with
 * `amount-ambiguous` and both readings, because a wrong factor of a thousand is worse than a question.
 * Only ASCII digits count; look-alikes (full-width, Arabic-Indic, the letter O) are refused, never translated.
 */
import { DomainError, invalid } from './errors.js';
import { quoted } from './quoted.js';

/** Powers of ten for the words that scale kronor, lower case. `Mkr` and `mkr` are both millions in Swedish. */
export const scaleWords: Readonly<Record<string, number>> = {
  tkr: 3,
  ksek: 3,
  tusen: 3,
  mkr: 6,
  mnkr: 6,
  msek: 6,
  mn: 6,
  milj: 6,
  'milj.': 6,
  miljon: 6,
  miljoner: 6,
  mdkr: 9,
  mdr: 9,
  miljard: 9,
  miljarder: 9,
};

/** Inside of a character class: the spaces people group digits with (ordinary, no-break, narrow no-break, thin). */
export const groupSpaces = ' \\u00a0\\u202f\\u2009';
/** Inside of a character class: hyphen, minus sign and en dash, all of which are typed for minus. */
export const minusSigns = '\\-\\u2212\\u2013';
/** Source of the unit after the number. Use with flag `i` and never `iu`, which would let K (kelvin) pass for k. */
export const unitSource =
  `(?:(?<scale>tkr|ksek|mnkr|mkr|msek|mdkr)` +
  `|(?<word>tusen|miljoner|miljon|milj\\.?|miljarder|miljard|mdr|mn)(?:[${groupSpaces}]?(?:kronor|kr|sek))?` +
  `|kronor|krona|kr|sek|:[${minusSigns}])`;

/** A longer text is not an amount with spaces round it; over the second limit it is not even a field (413). */
const amountLengthMax = 100;
const fieldLengthMax = 1_000;

const blank = `${groupSpaces}\\t\\r\\n`;
const edges = new RegExp(`^[${blank}]+|[${blank}]+$`, 'g');
const whole = new RegExp(
  `^(?<sign>[+${minusSigns}]?)[${groupSpaces}]?(?<number>[0-9](?:[0-9.,${groupSpaces}]*[0-9.,])?)[${groupSpaces}]*(?:${unitSource})?$`,
  'i',
);
const range = new RegExp(`[0-9].*?(?:[${minusSigns}]|till)[${groupSpaces}]*[0-9]`, 'i');
const doubtful = new RegExp(`^\\(.*[0-9].*\\)$|[0-9][${groupSpaces}]*[${minusSigns}]$`);

const spaced = new RegExp(`^([0-9]+|[1-9][0-9]{0,2}(?:[${groupSpaces}][0-9]{3})+)(?:([.,])([0-9]+))?$`);
const dotted = /^([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?$/;

export interface SwedishAmount {
  /** Öre, signed, not yet held against any range. */
  ore: bigint;
  /** A minus was written. Kept apart from `ore` because `-0` is a fault although it is zero. */
  isMinus: boolean;
}

/**
 * Reads one amount. Throws `validation-failed` with `required`, `amount-format`, `amount-ambiguous` or
 * `amount-decimals` (never rounded), and `too-large` for what is no field at all. The range is the caller's business.
 */
export function readSwedishAmount(text: unknown, pointer: string): SwedishAmount {
  if (text === undefined || text === null) throw required(pointer);
  if (typeof text !== 'string') throw invalid(pointer, 'amount-format', 'Beloppet ska vara text.');
  if (text.length > fieldLengthMax) {
    const detail = `Beloppet är ${text.length} tecken långt; högst ${amountLengthMax} tecken läses.`;
    throw new DomainError('too-large', detail, {
      code: 'amount-format',
      errors: [{ pointer, code: 'amount-format', detail }],
    });
  }
  const shown = text.replace(edges, '');
  if (shown === '') throw required(pointer);
  if (shown.length > amountLengthMax) throw notAnAmount(pointer, shown);

  const groups = whole.exec(shown)?.groups;
  if (groups === undefined) throw refuseShape(pointer, shown);
  const word = (groups['scale'] ?? groups['word'] ?? '').toLowerCase();
  const exponent = word === '' ? 0 : scaleWords[word]!;
  const { digits, decimals } = readNumber(groups['number']!, exponent, pointer, shown);
  const isMinus = groups['sign'] !== '' && groups['sign'] !== '+';
  const magnitude = BigInt(digits + decimals.padEnd(exponent + 2, '0'));
  return { ore: isMinus ? -magnitude : magnitude, isMinus };
}

/** Separates whole digits from decimals. Comma is always decimal; a dot is believed only where it has one meaning. */
function readNumber(number: string, exponent: number, pointer: string, shown: string) {
  if (/[.,]$|[.,]{2}/.test(number)) throw notAnAmount(pointer, shown);

  const byDots = dotted.exec(number);
  if (byDots !== null && (byDots[2] !== undefined || byDots[1]!.split('.').length > 2)) {
    return checked(byDots[1]!, byDots[2] ?? '', exponent, pointer, shown);
  }
  const bySpaces = spaced.exec(number);
  if (bySpaces === null) {
    throw ambiguous(pointer, shown, 'siffrorna är inte grupperade på svenskt sätt (5 625 000,50)');
  }
  const [, digits, mark, decimals = ''] = bySpaces;
  if (mark === '.' && byDots !== null) {
    throw ambiguous(pointer, shown, `det lästes som ${digits} ${decimals} eller som ${digits},${decimals}`);
  }
  if (mark === '.' && /[^0-9]/.test(digits!) && decimals.length === 3) {
    throw ambiguous(pointer, shown, 'både mellanslag och punkt delar upp siffrorna');
  }
  if (mark === '.' && decimals.length === 1) {
    throw ambiguous(pointer, shown, `det lästes som ${digits},${decimals} men decimaler skrivs med komma`);
  }
  return checked(digits!, decimals, exponent, pointer, shown);
}

/** Decimals finer than an öre are refused; "5,625 mnkr" is whole kronor and passes. */
function checked(digits: string, decimals: string, exponent: number, pointer: string, shown: string) {
  if (decimals.length > exponent + 2) {
    const detail = `Beloppet ${quoted(shown)} har ${decimals.length} decimaler; mindre än ett öre går inte att ange.`;
    throw invalid(pointer, 'amount-decimals', detail);
  }
  return { digits: digits.replace(/[^0-9]/g, ''), decimals };
}

function refuseShape(pointer: string, shown: string): DomainError {
  if (range.test(shown)) return ambiguous(pointer, shown, 'det lästes som ett intervall');
  if (doubtful.test(shown)) return ambiguous(pointer, shown, 'det lästes som ett möjligt minusbelopp');
  return notAnAmount(pointer, shown);
}

function required(pointer: string): DomainError {
  return invalid(pointer, 'required', 'Beloppet saknas.');
}

function ambiguous(pointer: string, shown: string, reading: string): DomainError {
  const detail = `Beloppet ${quoted(shown)} kan läsas på flera sätt: ${reading}. Skriv till exempel 5 625 000 eller 5 625,50.`;
  return invalid(pointer, 'amount-ambiguous', detail);
}

function notAnAmount(pointer: string, shown: string): DomainError {
  const detail = `Beloppet ${quoted(shown)} går inte att läsa. Skriv till exempel 5 625 000, 5 625,50 eller 22,2 miljoner kronor.`;
  return invalid(pointer, 'amount-format', detail);
}
