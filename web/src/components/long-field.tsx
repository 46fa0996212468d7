import { Field, Label, Textarea, ValidationMessage } from '@digdir/designsystemet-react';
import { useId } from 'react';

/** Text of several lines, under its label. */
export function LongField({
  id,
  label,
  hint,
  rows,
  value,
  error,
  sendsAtCtrlEnter = false,
  onChange,
}: {
  id?: string;
  label: string;
  hint?: string | undefined;
  rows?: number;
  value: string;
  error?: string | undefined;
  /** As Enter does from a line. */
  sendsAtCtrlEnter?: boolean;
  onChange: (value: string) => void;
}) {
  const own = useId();
  const field = id ?? own;
  return (
    <Field>
      <Label htmlFor={field}>{label}</Label>
      {hint === undefined ? null : <Field.Description>{hint}</Field.Description>}
      <Textarea
        id={field}
        rows={rows}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={(event) => {
          if (sendsAtCtrlEnter && event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
      />
      {error === undefined ? null : <ValidationMessage>{error}</ValidationMessage>}
    </Field>
  );
}
