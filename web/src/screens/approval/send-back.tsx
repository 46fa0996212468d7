import { Button, Field, Label, Textarea, ValidationMessage } from '@digdir/designsystemet-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api, ifMatch, unwrap } from '../../api/client';
import { type FormFault, FormFaults } from '../../components/form-faults';
import { ProblemAlert } from '../../components/problem-alert';
import { useUnsavedForm } from '../../components/unsaved';
import { useTexts } from '../../texts/texts';

/** Sending back needs a reason. The field has the focus at once, and Ctrl Enter sends. */
export function SendBack({
  id,
  version,
  onCancel,
  onDone,
}: {
  id: string;
  version: number;
  onCancel: () => void;
  onDone: () => Promise<void>;
}) {
  const t = useTexts('approvals');
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<FormFault[]>([]);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const sendBack = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/proposals/{id}/return', {
          params: { path: { id }, header: ifMatch(version) },
          body: { reason },
        }),
      ),
    onSuccess: onDone,
  });
  useUnsavedForm(reason !== '', sendBack);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = reason.trim() === '' ? [{ field: 'reason', message: t('reasonMissing') }] : [];
    setFaults(missing);
    if (missing.length === 0) sendBack.mutate();
  };
  return (
    <form className="form" noValidate onSubmit={submit}>
      <FormFaults faults={faults} />
      <ProblemAlert error={sendBack.error} />
      <Field>
        <Label htmlFor="reason">{t('reason')}</Label>
        <Field.Description>{t('reasonHint')}</Field.Description>
        <Textarea
          id="reason"
          ref={field}
          rows={3}
          value={reason}
          onChange={({ target: { value } }) => setReason(value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
          }}
        />
        {faults.length === 0 ? null : <ValidationMessage>{t('reasonMissing')}</ValidationMessage>}
      </Field>
      <div className="actions">
        <Button type="submit" loading={sendBack.isPending}>
          {t('sendBack')}
        </Button>
        <Button variant="tertiary" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
