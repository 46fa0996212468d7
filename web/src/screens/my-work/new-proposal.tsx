import { Button } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api, unwrap } from '../../api/client';
import { useSession } from '../../api/session';
import { optionsOf } from '../../components/choice-field';
import { FieldsDialog } from '../../components/fields-dialog';
import type { FormField } from '../../components/fields-form';
import { useTexts } from '../../texts/texts';

/** A title is enough to begin: the rest is written on the screen that opens. */
export function NewProposal({ callId, title }: { callId?: string; title?: string }) {
  const t = useTexts('my-work');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant={callId === undefined ? 'primary' : 'secondary'} onClick={() => setOpen(true)}>
        {callId === undefined ? t('new') : t('answer')}
      </Button>
      {isOpen ? <NewProposalDialog callId={callId} title={title ?? ''} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function NewProposalDialog({
  callId,
  title: proposed,
  onClose,
}: {
  callId: string | undefined;
  title: string;
  onClose: () => void;
}) {
  const t = useTexts('my-work');
  const navigate = useNavigate();
  const kept = useQueryClient();
  const places = useSession().appointments.flatMap(({ role, authorityId, authorityName }) =>
    role === 'caseOfficer' && authorityId !== null ? [{ id: authorityId, name: authorityName ?? '' }] : [],
  );
  const own = places[0]?.id ?? '';
  const made = useRef('');
  const place: FormField = {
    name: 'authorityId',
    kind: 'choice',
    label: t('authority'),
    initial: own,
    options: optionsOf(places),
  };
  return (
    <FieldsDialog
      heading={callId === undefined ? t('new') : t('answer')}
      fields={[
        { name: 'title', kind: 'text', label: t('newTitle'), initial: proposed, missing: t('titleMissing') },
        ...(places.length > 1 ? [place] : []),
      ]}
      submitLabel={t('begin')}
      onSubmit={async (values) => {
        const { title = '', authorityId = own } = values as Record<string, string>;
        const body = { authorityId, title, callId: callId ?? null };
        made.current = (await unwrap(api.POST('/api/v1/proposals', { body }))).id;
      }}
      onClose={onClose}
      onDone={async () => {
        await kept.invalidateQueries({ queryKey: ['/api/v1/proposals'] });
        await navigate({ to: '/forslag/$id/skriv', params: { id: made.current } });
      }}
    />
  );
}
