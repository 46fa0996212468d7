import { Button } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { optionsOf } from '../../components/choice-field';
import { FieldsDialog } from '../../components/fields-dialog';
import type { FormField } from '../../components/fields-form';
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

function PlanMeetingDialog({ bodies, onClose }: { bodies: readonly Body[]; onClose: () => void }) {
  const t = useTexts('meetings');
  const navigate = useNavigate();
  const kept = useQueryClient();
  const meetingId = useRef('');
  // Most meetings are the committee's own; its drafting group and subcommittee are chosen.
  const own = (bodies.find(({ kind }) => kind !== 'draftingGroup' && kind !== 'subcommittee') ?? bodies[0])?.id ?? '';
  const body: FormField = {
    name: 'bodyId',
    kind: 'choice',
    label: t('body'),
    initial: own,
    options: optionsOf(bodies),
  };
  return (
    <FieldsDialog
      heading={t('plan')}
      fields={[
        ...(bodies.length > 1 ? [body] : []),
        { name: 'day', kind: 'day', label: t('day'), missing: t('dayMissing') },
        { name: 'startsAt', kind: 'time', label: t('time') },
        { name: 'place', kind: 'text', label: t('place') },
      ]}
      submitLabel={t('planNow')}
      onSubmit={async (values) => {
        const { bodyId: id = own, ...planned } = values as Record<string, string>;
        const params = { path: { id } };
        const meeting = planned as unknown as Schemas['PlanMeetingDto'];
        meetingId.current = (await unwrap(api.POST('/api/v1/bodies/{id}/meetings', { params, body: meeting }))).id;
      }}
      onClose={onClose}
      onDone={async () => {
        await kept.invalidateQueries({ queryKey: ['/api/v1/meetings'] });
        await navigate({ to: '/sammantraden/$meetingId', params: { meetingId: meetingId.current } });
      }}
    />
  );
}
