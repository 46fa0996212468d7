import { Checkbox, Fieldset, ValidationMessage } from '@digdir/designsystemet-react';

/** Some of several, each with its box. */
export function CheckboxGroup<T extends string | number>({
  id,
  legend,
  className = 'choices',
  options,
  chosen,
  error,
  onChange,
}: {
  id: string;
  legend: string;
  className?: string;
  options: readonly { value: T; label: string }[];
  chosen: readonly T[];
  error: string | undefined;
  onChange: (chosen: T[]) => void;
}) {
  return (
    <Fieldset id={id} tabIndex={-1}>
      <Fieldset.Legend>{legend}</Fieldset.Legend>
      <div className={className}>
        {options.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, value] : chosen.filter((each) => each !== value))
            }
          />
        ))}
      </div>
      {error === undefined ? null : <ValidationMessage>{error}</ValidationMessage>}
    </Fieldset>
  );
}
