import { Button, List, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Suspense, useId, useState } from 'react';
import { api, read, type Schemas, unwrap } from '../api/client';
import { ProblemAlert } from '../components/problem-alert';
import { Waiting } from '../frame/waiting';
import { formatInstant, today } from '../texts/dates';
import { useTexts } from '../texts/texts';
import './calls.css';

type Invitation = Schemas['InvitationDto'];

/** "4 saknas": who they are stands below it at once, and one more press reminds them. */
export function RemindMissing({ callId, missing, mayRemind }: { callId: string; missing: number; mayRemind: boolean }) {
  const t = useTexts('calls');
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  return (
    <div className="remind-missing">
      <Button
        variant="secondary"
        data-size="sm"
        aria-expanded={isOpen}
        aria-controls={panel}
        onClick={() => setOpen(!isOpen)}
      >
        {t('missing', { count: missing })}
      </Button>
      <div id={panel}>
        {isOpen ? (
          <Suspense fallback={<Waiting />}>
            <Preview callId={callId} mayRemind={mayRemind} />
          </Suspense>
        ) : null}
      </div>
    </div>
  );
}

function Preview({ callId, mayRemind }: { callId: string; mayRemind: boolean }) {
  const t = useTexts('calls');
  const kept = useQueryClient();
  const call = useSuspenseQuery(read('/api/v1/calls/{id}', { params: { path: { id: callId } } })).data;
  const missing = call.invitations.filter(({ status }) => status === 'invited' || status === 'noReply');
  const remindable = missing.filter((invitation) => invitation.status === 'invited' && !isRemindedToday(invitation));
  const remind = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/calls/{id}/reminders', { params: { path: { id: callId } } })),
    onSuccess: async () => {
      await kept.invalidateQueries({ queryKey: ['/api/v1/calls'] });
      await kept.invalidateQueries({ queryKey: ['/api/v1/calls/{id}'] });
    },
  });
  return (
    <div className="remind-preview">
      <ProblemAlert error={remind.error} />
      <List.Unordered>
        {missing.map(({ authorityId, authorityName, remindedAt }) => (
          <List.Item key={authorityId}>
            {authorityName}
            {remindedAt === null ? '' : `, ${t('remindedAt', { when: formatInstant(remindedAt) })}`}
          </List.Item>
        ))}
      </List.Unordered>
      {remindable.length > 0 && mayRemind && call.possibleActs.includes('remind') ? (
        <>
          <Paragraph data-size="sm">{t('remindText', { title: call.title })}</Paragraph>
          <Button data-size="sm" disabled={remind.isPending} onClick={() => remind.mutate()}>
            {t('remind', { count: remindable.length })}
          </Button>
        </>
      ) : null}
      <p role="status">{remind.data === undefined ? '' : t('remindedNow', { count: remind.data.reminded.length })}</p>
    </div>
  );
}

const dayOf = (instant: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/Stockholm' }).format(new Date(instant));

function isRemindedToday({ remindedAt }: Invitation): boolean {
  return remindedAt !== null && dayOf(remindedAt) === today();
}
