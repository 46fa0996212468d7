import { Field, Input, Label } from '@digdir/designsystemet-react';
import { useId } from 'react';
import { useUnsaved } from './unsaved';

/** A file from one's own computer. */
export function FileField({
  label,
  hint,
  accept,
  unsent,
  onChoose,
}: {
  label: string;
  hint?: string;
  /** Endings of its name, `.csv,.xlsx`. */
  accept?: string;
  /** Chosen and not sent: leaving it is asked about. */
  unsent?: File | undefined;
  onChoose: (file: File | undefined) => void;
}) {
  const id = useId();
  useUnsaved(unsent !== undefined);
  return (
    <Field>
      <Label htmlFor={id}>{label}</Label>
      {hint === undefined ? null : <Field.Description>{hint}</Field.Description>}
      <Input id={id} type="file" accept={accept} onChange={({ target: { files } }) => onChoose(files?.[0])} />
    </Field>
  );
}
