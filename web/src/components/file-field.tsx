import { Field, Input, Label } from '@digdir/designsystemet-react';
import { useId } from 'react';
import { useUnsaved } from '../../components/unsaved';

/** A file from one's own computer; leaving with one chosen and not sent is asked about. */
export function FileField({
  label,
  hint,
  file,
  onChoose,
}: {
  label: string;
  hint: string;
  file: File | undefined;
  onChoose: (file: File | undefined) => void;
}) {
  const id = useId();
  useUnsaved(file !== undefined);
  return (
    <Field>
      <Label htmlFor={id}>{label}</Label>
      <Field.Description>{hint}</Field.Description>
      <Input id={id} type="file" onChange={({ target: { files } }) => onChoose(files?.[0])} />
    </Field>
  );
}
