import { Field, Label, Select, ValidationMessage } from '@digdir/designsystemet-react';

/** One of a few, by its name; `none` is what the empty choice says. */
export function Choice({
  id,
  label,
  value,
  onChange,
  options,
  none,
  error,
}: {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly (readonly [value: string, name: string])[];
  none?: string;
  error?: string | undefined;
}) {
  return (
    <Field>
      <Label htmlFor={id}>{label}</Label>
      <Select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {none === undefined ? null : <Select.Option value="">{none}</Select.Option>}
        {options.map(([key, name]) => (
          <Select.Option key={key} value={key}>
            {name}
          </Select.Option>
        ))}
      </Select>
      {error === undefined ? null : <ValidationMessage>{error}</ValidationMessage>}
    </Field>
  );
}
