import { Textfield } from '@digdir/designsystemet-react';
import { formatKr, parseAmount } from '../money/money';
import { useTexts } from '../texts/texts';

/**
 * An amount as people write it (`22,2 mnkr`), with what was read said below it at once. `value` is the text as typed, so
 * that nothing is rewritten under somebody's hands; `ore` is undefined while it cannot be read.
 */
export function MoneyField({
  id,
  label,
  value,
  onChange,
  error,
}: {
  id: string;
  label: string;
  value: string;
  onChange: (text: string, ore: bigint | undefined) => void;
  /** Shown instead of the field's own fault, e.g. what the API said. */
  error?: string | undefined;
}) {
  const t = useTexts('common');
  const read = parseAmount(value);
  const own = read.fault === undefined || read.fault === 'empty' ? undefined : t(`amountFaults.${read.fault}`);
  const echo = read.ore === undefined ? t('amountHint') : t('amountEcho', { amount: formatKr(read.ore) });
  return (
    <Textfield
      id={id}
      label={label}
      inputMode="decimal"
      autoComplete="off"
      value={value}
      error={error ?? own}
      description={<span aria-live="polite">{echo}</span>}
      onChange={(event) => onChange(event.target.value, parseAmount(event.target.value).ore)}
    />
  );
}
