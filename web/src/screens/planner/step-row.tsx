import { Button, Field, Label, Select, Textfield, ValidationMessage } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { readEvery } from '../../api/client';
import type { StepInput } from '../../planner/plan-input';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** One step of the way: a body in the calendar, or work that takes its days. */
export function StepRow({
  step,
  number,
  faultAt,
  onChange,
  onRemove,
}: {
  step: StepInput;
  number: number;
  faultAt: (field: string) => string | undefined;
  onChange: (next: Partial<StepInput>) => void;
  onRemove: () => void;
}) {
  const t = useTexts('planner');
  const { id, kind, name, days } = step;
  return (
    <div className="plan-row">
      {kind === 'work' ? (
        <>
          <Textfield
            id={`name-${id}`}
            label={t('work', { number })}
            value={name}
            error={faultAt(`name-${id}`)}
            onChange={(event) => onChange({ name: event.target.value })}
          />
          <Textfield
            id={`days-${id}`}
            label={t('days', { number })}
            inputMode="numeric"
            value={days}
            error={faultAt(`days-${id}`)}
            onChange={(event) => onChange({ days: event.target.value })}
          />
        </>
      ) : (
        <MeetingFields step={step} number={number} fault={faultAt(`body-${id}`)} onChange={onChange} />
      )}
      <Button
        variant="tertiary"
        data-color="danger"
        aria-label={t('removeNumbered', { number, what: '' })}
        onClick={onRemove}
      >
        {t('remove')}
      </Button>
    </div>
  );
}

function MeetingFields({
  step: { id, bodyId, meetingId, adjustment },
  number,
  fault,
  onChange,
}: {
  step: StepInput;
  number: number;
  fault: string | undefined;
  onChange: (next: Partial<StepInput>) => void;
}) {
  const t = useTexts('planner');
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const meetings = useSuspenseQuery(readEvery('/api/v1/meetings')).data.filter((meeting) => meeting.bodyId === bodyId);
  return (
    <>
      <Field>
        <Label htmlFor={`body-${id}`}>{t('body', { number })}</Label>
        <Select
          id={`body-${id}`}
          value={bodyId}
          onChange={(event) => onChange({ bodyId: event.target.value, meetingId: '' })}
        >
          <Select.Option value="">{t('chooseBody')}</Select.Option>
          {bodies.map((body) => (
            <Select.Option key={body.id} value={body.id}>
              {body.name}
            </Select.Option>
          ))}
        </Select>
        {fault === undefined ? null : <ValidationMessage>{fault}</ValidationMessage>}
      </Field>
      <Field>
        <Label htmlFor={`meeting-${id}`}>{t('meeting', { number })}</Label>
        <Select
          id={`meeting-${id}`}
          value={meetingId}
          onChange={(event) => onChange({ meetingId: event.target.value })}
        >
          <Select.Option value="">{t('anyMeeting')}</Select.Option>
          {meetings.map((meeting) => (
            <Select.Option key={meeting.id} value={meeting.id}>
              {formatDay(meeting.day)}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Field>
        <Label htmlFor={`adjustment-${id}`}>{t('adjustment', { number })}</Label>
        <Select
          id={`adjustment-${id}`}
          value={adjustment}
          onChange={(event) => onChange({ adjustment: event.target.value as StepInput['adjustment'] })}
        >
          <Select.Option value="ordinary">{t('ordinary')}</Select.Option>
          <Select.Option value="immediate">{t('immediate')}</Select.Option>
        </Select>
      </Field>
    </>
  );
}
