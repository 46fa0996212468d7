/**
 * Amounts as people in a Swedish municipality write them. Whole öre in a bigint, never a float; the API's form is
 * `{ amount: "5625000.00", currency: "SEK" }`.
 */
export interface Amount {
  amount: string;
  currency: string;
}

const nbsp = '\u00a0';

/** @throws RangeError when the API's amount has another form than kronor with at most two decimals */
export function oreOf({ amount }: Amount): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount);
  if (match === null) throw new RangeError(`Not an amount: ${amount}`);
  const ore = BigInt(match[2] ?? '0') * 100n + BigInt((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '-' ? -ore : ore;
}

export function amountOf(ore: bigint): Amount & { currency: 'SEK' } {
  const [sign, positive] = ore < 0n ? ['-', -ore] : ['', ore];
  return { amount: `${sign}${positive / 100n}.${String(positive % 100n).padStart(2, '0')}`, currency: 'SEK' };
}

export function sumOf(amounts: Iterable<Amount>): Amount {
  let ore = 0n;
  for (const amount of amounts) ore += oreOf(amount);
  return amountOf(ore);
}

/** `8 075 000`, with hard spaces and a real minus sign; öre only when there are any. */
export function formatNumber(amount: Amount | bigint): string {
  const ore = typeof amount === 'bigint' ? amount : oreOf(amount);
  const positive = ore < 0n ? -ore : ore;
  const kronor = String(positive / 100n).replaceAll(/\B(?=(\d{3})+$)/g, nbsp);
  const rest = positive % 100n;
  return `${ore < 0n ? '\u2212' : ''}${kronor}${rest === 0n ? '' : `,${String(rest).padStart(2, '0')}`}`;
}

/** `8 075 000 kr` */
export function formatKr(amount: Amount | bigint): string {
  return `${formatNumber(amount)}${nbsp}kr`;
}

/** Why a text is no amount; keys in the catalogue under `common:amountFaults`. */
export type AmountFault = 'empty' | 'unreadable' | 'grouping' | 'decimals' | 'range' | 'negative' | 'tooLarge';

export type ReadAmount = { ore: bigint; fault?: undefined } | { ore?: undefined; fault: AmountFault };

const scales: readonly [RegExp, number][] = [
  [/(mdkr|mdr\s*kr|miljard(er)?(\s*kronor|\s*kr)?)$/, 9],
  [/(mnkr|mkr|milj\.?\s*kr|miljon(er)?(\s*kronor|\s*kr)?)$/, 6],
  [/(tkr|tusen(\s*kronor|\s*kr)?)$/, 3],
  [/(kr|kronor|sek|:-)$/, 0],
];
const largestOre = 9_000_000_000_000_00n;

/**
 * Reads what a person typed: `5 625 000`, `22,2 mnkr`, `400 tkr`, `1 950 000:-`. What could mean two things (`1.5`, a
 * range) is a fault, because a guess at an amount of money is worse than a question.
 */
export function parseAmount(text: string): ReadAmount {
  let rest = text.trim().toLowerCase().replaceAll(/\s+/gu, ' ');
  if (rest === '') return { fault: 'empty' };
  if (/\d\s*[-–—]\s*\d/.test(rest)) return { fault: 'range' };
  if (/^[-–—\u2212]/.test(rest)) return { fault: 'negative' };
  let power = 0;
  for (const [ending, exponent] of scales) {
    if (!ending.test(rest)) continue;
    rest = rest.replace(ending, '').trim();
    power = exponent;
    break;
  }
  const match = /^(\d[\d .]*)(?:,(\d+))?$/.exec(rest);
  if (match === null) return { fault: 'unreadable' };
  const [, written = '', decimals = ''] = match;
  if (!/^\d+$/.test(written) && !/^\d{1,3}([ .]\d{3})+$/.test(written)) return { fault: 'grouping' };
  const digitsAfter = power + 2;
  if (decimals.length > digitsAfter) return { fault: 'decimals' };
  const ore =
    BigInt(written.replaceAll(/[ .]/g, '')) * 10n ** BigInt(digitsAfter) +
    BigInt(decimals.padEnd(digitsAfter, '0') || '0');
  return ore > largestOre ? { fault: 'tooLarge' } : { ore };
}

/**
 * Ceilings beside each other as they are said in speech: `15 + 22,2 mnkr`. Never rounded: when one of them is not whole
 * ten thousands, all are written out in kronor.
 */
export function formatParts(amounts: readonly Amount[]): string {
  const parts = amounts.map(oreOf);
  const tenThousand = 1_000_000n;
  if (parts.length === 0 || parts.some((ore) => ore % tenThousand !== 0n))
    return `${parts.map(formatNumber).join(' + ')}${nbsp}kr`;
  const said = parts.map((ore) => {
    const hundredths = ore / tenThousand;
    const rest = String(hundredths % 100n)
      .padStart(2, '0')
      .replace(/0+$/, '');
    return `${formatNumber((hundredths / 100n) * 100n)}${rest === '' ? '' : `,${rest}`}`;
  });
  return `${said.join(' + ')}${nbsp}mnkr`;
}
