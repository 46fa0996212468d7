import { Heading } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { FieldsForm } from './fields-form';
import { OpenDialog } from './open-dialog';

type Form = ComponentProps<typeof FieldsForm>;

/** A dialog about one act: what it is, and the fields it needs. When it is done, everything is read again and the dialog closes. */
export function FieldsDialog({
  heading,
  text,
  onClose,
  onDone,
  ...form
}: Omit<Form, 'onDone'> & {
  heading: string;
  /** Before the fields. */
  text?: ReactNode;
  onClose: () => void;
  /** Instead of that, as when the act leads to another screen. */
  onDone?: Form['onDone'];
}) {
  const id = useId();
  const kept = useQueryClient();
  const close = async (): Promise<void> => {
    await kept.invalidateQueries();
    onClose();
  };
  return (
    <OpenDialog onClose={onClose} labelledBy={id}>
      <Heading level={2} data-size="xs" id={id}>
        {heading}
      </Heading>
      {text}
      <FieldsForm {...form} onDone={onDone ?? close} />
    </OpenDialog>
  );
}
