import { Button, Field, Label, Textarea, Textfield, ValidationMessage } from '@digdir/designsystemet-react';
import { type FormEvent, useState } from 'react';
import { ApiProblem } from '../../api/problem';
import { type FormFault, faultsOf, FormFaults } from '../../components/form-faults';
import { ProblemAlert } from '../../components/problem-alert';
import { useUnsaved } from '../../components/unsaved';
import { useTexts } from '../../texts/texts';

export interface NewDeadline {
  replyByDay: string;
  replyByTime?: string;
  reason: string;
}

/** A later day, maybe with a time of day, and why. What the API refuses is told at its field; what is typed stays. */
export function DeadlineForm({
  from,
  submit,
  isPending,
  error,
  onSubmit,
}: {
  /** The day in force; the new one is later. */
  from: string;
  submit: string;
  isPending: boolean;
  error: Error | null;
  onSubmit: (deadline: NewDeadline) => void;
}) {
  const t = useTexts('consultations');
  const [day, setDay] = useState('');
  const [time, setTime] = useState('');
  const [reason, setReason] = useState('');
  const [own, setOwn] = useState<FormFault[]>([]);
  const told = error instanceof ApiProblem && error.status === 422 ? faultsOf(error, fieldOf, 'replyByDay') : undefined;
  const faults = own.length > 0 ? own : (told ?? none);
  const at = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.message;
  useUnsaved((day !== '' || time !== '' || reason !== '') && !isPending);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const missing = [
      ...(day === '' ? [{ field: 'replyByDay', message: t('form.dayMissing') }] : []),
      ...(reason.trim() === '' ? [{ field: 'reason', message: t('form.reasonMissing') }] : []),
    ];
    setOwn(missing);
    if (missing.length === 0)
      onSubmit({ replyByDay: day, ...(time === '' ? {} : { replyByTime: time }), reason: reason.trim() });
  };
  return (
    <form className="form" noValidate onSubmit={send}>
      <FormFaults faults={faults} />
      {told === undefined ? <ProblemAlert error={error} /> : null}
      <Textfield
        id="replyByDay"
        type="date"
        label={t('form.day')}
        min={from}
        value={day}
        error={at('replyByDay')}
        onChange={(event) => setDay(event.target.value)}
      />
      <Textfield
        id="replyByTime"
        type="time"
        label={t('form.time')}
        value={time}
        error={at('replyByTime')}
        onChange={(event) => setTime(event.target.value)}
      />
      <Field>
        <Label htmlFor="reason">{t('form.reason')}</Label>
        <Textarea id="reason" rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />
        {at('reason') === undefined ? null : <ValidationMessage>{at('reason')}</ValidationMessage>}
      </Field>
      <div className="actions">
        <Button type="submit" loading={isPending}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

const none: FormFault[] = [];

function fieldOf(pointer: string): string | undefined {
  return ['replyByDay', 'replyByTime', 'reason'].find((field) => pointer === `/${field}`);
}
