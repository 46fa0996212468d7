import { Button, Textfield } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { readEvery } from '../../api/client';
import type { FaultAt } from '../../components/checked-form';
import { ChoiceField, optionsOf } from '../../components/choice-field';
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
  faultAt: FaultAt;
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
      <ChoiceField
        id={`body-${id}`}
        label={t('body', { number })}
        none={t('chooseBody')}
        value={bodyId}
        options={optionsOf(bodies)}
        error={fault}
        onChange={(value) => onChange({ bodyId: value, meetingId: '' })}
      />
      <ChoiceField
        label={t('meeting', { number })}
        none={t('anyMeeting')}
        value={meetingId}
        options={meetings.map((meeting) => ({ value: meeting.id, label: formatDay(meeting.day) }))}
        onChange={(value) => onChange({ meetingId: value })}
      />
      <ChoiceField
        label={t('adjustment', { number })}
        value={adjustment}
        options={(['ordinary', 'immediate'] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(value) => onChange({ adjustment: value })}
      />
    </>
  );
}
