/** Reads amounts out of rows. node-postgres gives int8 as text; this is the one place where that text becomes Money. */
import { Money } from '../../kernel/money.js';

/** An öre column of a raw row; an absent sum is zero. */
export function moneyOf(value: string | null | undefined): Money {
  return Money.fromOre(BigInt(value ?? 0));
}
