import { Button, Dialog, Field, Heading, Label, Select, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { faultsOf, type FormFault, FormFaults } from '../../components/form-faults';
import { OpenDialog } from '../../components/open-dialog';
import { ProblemAlert } from '../../components/problem-alert';
import { useUnsavedForm } from '../../components/unsaved';
import { useTexts } from '../../texts/texts';

type Body = Schemas['BodyDto'];

/** The calendar is data: a day, a time and a place are enough for matters to be put there. */
export function PlanMeeting({ bodies }: { bodies: readonly Body[] }) {
  const t = useTexts('meetings');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" onClick={() => setOpen(true)}>
        {t('plan')}
      </Button>
      {isOpen ? <PlanMeetingDialog bodies={bodies} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const fields = { '/day': 'plan-day', '/startsAt': 'plan-time', '/place': 'plan-place' } as const;

function PlanMeetingDialog({ bodies, onClose }: { bodies: readonly Body[]; onClose: () => void }) {
  const t = useTexts('meetings');
  const navigate = useNavigate();
  const kept = useQueryClient();
  // Most meetings are the committee's own; its drafting group and subcommittee are chosen.
  const own = bodies.find(({ kind }) => kind !== 'draftingGroup' && kind !== 'subcommittee') ?? bodies[0];
  const [bodyId, setBodyId] = useState(own?.id ?? '');
  const [day, setDay] = useState('');
  const [startsAt, setStartsAt] = useState('');
  const [place, setPlace] = useState('');
  const [faults, setFaults] = useState<FormFault[]>([]);
  const plan = useMutation({
    mutationFn: () => {
      const body = { day, ...(startsAt === '' ? {} : { startsAt }), ...(place.trim() === '' ? {} : { place }) };
      return unwrap(api.POST('/api/v1/bodies/{id}/meetings', { params: { path: { id: bodyId } }, body }));
    },
    onSuccess: async ({ id }) => {
      await kept.invalidateQueries({ queryKey: ['/api/v1/meetings'] });
      await navigate({ to: '/sammantraden/$meetingId' as '/', params: { meetingId: id } as never });
    },
    onError: (error) => {
      if (error instanceof ApiProblem)
        setFaults(faultsOf(error, (pointer) => fields[pointer as keyof typeof fields], 'plan-day'));
    },
  });
  useUnsavedForm(day !== '' || startsAt !== '' || place !== '', plan);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = day === '' ? [{ field: 'plan-day', message: t('dayMissing') }] : [];
    setFaults(missing);
    if (missing.length === 0) plan.mutate();
  };
  const faultAt = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.message;
  return (
    <OpenDialog onClose={onClose} labelledBy="plan-heading">
      <Dialog.Block>
        <Heading level={2} id="plan-heading" data-size="sm">
          {t('plan')}
        </Heading>
        <FormFaults faults={faults} />
        {plan.error !== null && faults.length === 0 ? <ProblemAlert error={plan.error} /> : null}
        <form className="form" noValidate onSubmit={submit}>
          {bodies.length > 1 ? (
            <Field>
              <Label htmlFor="plan-body">{t('body')}</Label>
              <Select id="plan-body" value={bodyId} onChange={(event) => setBodyId(event.target.value)}>
                {bodies.map(({ id, name }) => (
                  <Select.Option key={id} value={id}>
                    {name}
                  </Select.Option>
                ))}
              </Select>
            </Field>
          ) : null}
          <Textfield
            id="plan-day"
            type="date"
            label={t('day')}
            value={day}
            error={faultAt('plan-day')}
            onChange={(event) => setDay(event.target.value)}
          />
          <Textfield
            id="plan-time"
            type="time"
            label={t('time')}
            value={startsAt}
            error={faultAt('plan-time')}
            onChange={(event) => setStartsAt(event.target.value)}
          />
          <Textfield
            id="plan-place"
            label={t('place')}
            value={place}
            error={faultAt('plan-place')}
            onChange={(event) => setPlace(event.target.value)}
          />
          <Button type="submit" loading={plan.isPending}>
            {t('planNow')}
          </Button>
        </form>
      </Dialog.Block>
    </OpenDialog>
  );
}
