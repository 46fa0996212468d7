import { Field, Label, Select, ValidationMessage } from '@digdir/designsystemet-react';
import { useId } from 'react';

export interface Option<T extends string = string> {
  value: T;
  label: string;
}

/** One of several, under its label. */
export function ChoiceField<T extends string>({
  id,
  label,
  hint,
  options,
  none,
  value,
  error,
  className,
  onChange,
}: {
  id?: string;
  label: string;
  hint?: string | undefined;
  options: readonly Option<T>[];
  /** What stands there when nothing is chosen; without it something always is. */
  none?: string | undefined;
  value: T;
  error?: string | undefined;
  className?: string;
  onChange: (value: T) => void;
}) {
  const own = useId();
  const field = id ?? own;
  return (
    <Field className={className}>
      <Label htmlFor={field}>{label}</Label>
      {hint === undefined ? null : <Field.Description>{hint}</Field.Description>}
      <Select id={field} value={value} onChange={({ target }) => onChange(target.value as T)}>
        {none === undefined ? null : <Select.Option value="">{none}</Select.Option>}
        {options.map((option) => (
          <Select.Option key={option.value} value={option.value}>
            {option.label}
          </Select.Option>
        ))}
      </Select>
      {error === undefined ? null : <ValidationMessage>{error}</ValidationMessage>}
    </Field>
  );
}

/** What the register names, to choose among. */
export const optionsOf = (named: readonly { id: string; name: string }[]): Option[] =>
  named.map(({ id, name }) => ({ value: id, label: name }));
