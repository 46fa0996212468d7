import { Button, Dialog, Field, Heading, Label, Select, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { useSession } from '../../api/session';
import { faultsOf, type FormFault, FormFaults } from '../../components/form-faults';
import { OpenDialog } from '../../components/open-dialog';
import { ProblemAlert } from '../../components/problem-alert';
import { useUnsavedForm } from '../../components/unsaved';
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
    role === 'caseOfficer' && authorityId !== null ? [{ authorityId, name: authorityName ?? '' }] : [],
  );
  const [authorityId, setAuthorityId] = useState(places[0]?.authorityId ?? '');
  const [title, setTitle] = useState(proposed);
  const [faults, setFaults] = useState<FormFault[]>([]);
  const create = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/proposals', { body: { authorityId, title, callId: callId ?? null } })),
    onSuccess: async ({ id }) => {
      await kept.invalidateQueries({ queryKey: ['/api/v1/proposals'] });
      await navigate({ to: '/forslag/$id/skriv', params: { id } });
    },
    onError: (error) => {
      if (error instanceof ApiProblem) setFaults(faultsOf(error, () => 'new-title', 'new-title'));
    },
  });
  useUnsavedForm(title !== proposed, create);
  return (
    <OpenDialog onClose={onClose} labelledBy="new-heading">
      <Dialog.Block>
        <Heading level={2} id="new-heading" data-size="sm">
          {callId === undefined ? t('new') : t('answer')}
        </Heading>
        <FormFaults faults={faults} />
        {create.error !== null && faults.length === 0 ? <ProblemAlert error={create.error} /> : null}
        <form
          className="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const missing = title.trim() === '' ? [{ field: 'new-title', message: t('titleMissing') }] : [];
            setFaults(missing);
            if (missing.length === 0) create.mutate();
          }}
        >
          <Textfield
            id="new-title"
            label={t('newTitle')}
            value={title}
            error={faults[0]?.message}
            onChange={(event) => setTitle(event.target.value)}
          />
          {places.length > 1 ? (
            <Field>
              <Label htmlFor="new-authority">{t('authority')}</Label>
              <Select id="new-authority" value={authorityId} onChange={(event) => setAuthorityId(event.target.value)}>
                {places.map((place) => (
                  <Select.Option key={place.authorityId} value={place.authorityId}>
                    {place.name}
                  </Select.Option>
                ))}
              </Select>
            </Field>
          ) : null}
          <Button type="submit" loading={create.isPending}>
            {t('begin')}
          </Button>
        </form>
      </Dialog.Block>
    </OpenDialog>
  );
}
