/** What identifies an association and where it is paid: numbers that carry their own check digit. Pure. */
import { invalid } from '../kernel/errors.js';

export const paymentKinds = ['bankgiro', 'plusgiro'] as const;
export type PaymentKind = (typeof paymentKinds)[number];
export const paymentWords: Readonly<Record<PaymentKind, string>> = { bankgiro: 'Bankgiro', plusgiro: 'Plusgiro' };

export interface PaymentAccount {
  kind: PaymentKind;
  /** Digits only. */
  number: string;
}

/** The tenth digit of Swedish identity, organisation and giro numbers (modulus 10). */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const weighted = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}

/**
 * The organisation number as it is kept, `802999-0002`. A legal person's third digit is at least 2 (SFS 1974:174), which is
 * how a personal identity number is told apart and refused.
 * @throws DomainError validation-failed `format`, `check-digit` or `not-legal-person`
 */
export function organisationNumberFrom(text: string, pointer: string): string {
  const digits = text
    .trim()
    .replace(/^16(?=[0-9]{10}$)/, '')
    .replace(/^([0-9]{6})[- ]?([0-9]{4})$/, '$1$2');
  if (!/^[0-9]{10}$/.test(digits))
    throw invalid(pointer, 'format', 'Ett organisationsnummer har tio siffror, t.ex. 802999-0002.');
  if (Number(digits[2]) < 2)
    throw invalid(
      pointer,
      'not-legal-person',
      'Numret är en persons, inte en förenings: i ett organisationsnummer är den tredje siffran minst 2.',
    );
  if (!hasCheckDigit(digits))
    throw invalid(pointer, 'check-digit', 'Kontrollsiffran stämmer inte; någon siffra i organisationsnumret är fel.');
  return `${digits.slice(0, 6)}-${digits.slice(6)}`;
}

const lengths: Readonly<Record<PaymentKind, readonly [least: number, most: number]>> = {
  bankgiro: [7, 8],
  plusgiro: [2, 8],
};

/**
 * Where money is paid, without dashes and spaces.
 * @throws DomainError validation-failed `format` or `check-digit`
 */
export function paymentAccountFrom(kind: PaymentKind, text: string, pointer: string): PaymentAccount {
  const number = text.trim().replaceAll(/[- ]/g, '');
  const [least, most] = lengths[kind];
  if (!/^[0-9]+$/.test(number) || number.length < least || number.length > most)
    throw invalid(pointer, 'format', `${paymentWords[kind]} har ${least} till ${most} siffror.`);
  if (!hasCheckDigit(number))
    throw invalid(pointer, 'check-digit', `Kontrollsiffran stämmer inte; någon siffra i numret är fel.`);
  return { kind, number };
}

/** As people read it: bankgiro `5050-1055`, plusgiro `28 65 43-4`. */
export function shownAccount({ kind, number }: PaymentAccount): string {
  if (kind === 'bankgiro') return `${number.slice(0, -4)}-${number.slice(-4)}`;
  const body = number.slice(0, -1);
  const pairs = body.length % 2 === 0 ? body : ` ${body}`;
  return `${(pairs.match(/../g) ?? []).join(' ').trim()}-${number.slice(-1)}`;
}
