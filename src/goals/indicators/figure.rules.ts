/** Exact figures of indicators: fractions of whole numbers, compared and rounded without a float on the way. Pure. */

/** `n / d`, d above zero. */
export interface Figure {
  n: bigint;
  d: bigint;
}

const decimalText = /^(-?)(\d{1,14})(?:\.(\d{1,4}))?$/;

/** Reads `9.5`; undefined for anything else. */
export function figureFrom(text: string): Figure | undefined {
  const match = decimalText.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '0', part = ''] = match;
  const n = BigInt(whole + part);
  return { n: sign === '-' ? -n : n, d: 10n ** BigInt(part.length) };
}

/** -1, 0 or 1. */
export function compare(a: Figure, b: Figure): -1 | 0 | 1 {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const minus = (a: Figure, b: Figure): Figure => ({ n: a.n * b.d - b.n * a.d, d: a.d * b.d });

/** Of the whole in percent; undefined when the whole is 0, which is printed as a dash. */
export function percentOf(count: bigint, total: bigint): Figure | undefined {
  return total === 0n ? undefined : { n: count * 100n, d: total };
}

/** Rounded half up, away from zero when negative; `9.5`, with as many decimals as asked for. */
export function rounded({ n, d }: Figure, decimals: number): string {
  const scaled = (n < 0n ? -n : n) * 10n ** BigInt(decimals);
  const digits = ((scaled * 2n + d) / (d * 2n)).toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return n < 0n && /[1-9]/.test(text) ? `-${text}` : text;
}

/** As people write it: `9,5`, `1 376`. */
export function swedishFigure(text: string): string {
  const [whole = '', part] = text.split('.');
  const spaced = whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u00a0');
  return part === undefined ? spaced : `${spaced},${part}`;
}
