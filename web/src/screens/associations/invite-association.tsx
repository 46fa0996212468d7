import { Button, Heading } from '@digdir/designsystemet-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api, readEvery, type Schemas, unwrap } from '../../api/client';
import { FieldsForm, type FormField } from '../../components/fields-form';
import { OpenDialog } from '../../components/open-dialog';
import { useTexts } from '../../texts/texts';

type Call = Schemas['CallListItemDto'];
type Way = 'known' | 'new';

/** Opens a place in a call for an association, which a link or the registrar then fills. */
export function InviteAssociation({ calls }: { calls: readonly Call[] }) {
  const t = useTexts('associations');
  const [isOpen, setIsOpen] = useState(false);
  const open = calls.filter(({ status }) => status === 'issued' || status === 'closed');
  if (open.length === 0) return null;
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t('invite')}</Button>
      {isOpen ? <InviteDialog calls={open} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function InviteDialog({ calls, onClose }: { calls: readonly Call[]; onClose: () => void }) {
  const t = useTexts('associations');
  const kept = useQueryClient();
  const navigate = useNavigate();
  const known = useQuery(readEvery('/api/v1/associations')).data ?? [];
  const [way, setWay] = useState<Way>('known');
  /** An association that is in the register already, when the place was refused after it was made. */
  const made = useRef<{ associationId?: string; applicationId?: string }>({});
  const call: FormField = {
    name: 'callId',
    kind: 'choice',
    label: t('call'),
    missing: t('missing.call'),
    ...(calls.length === 1 && calls[0] !== undefined ? { initial: calls[0].id } : {}),
    options: calls.map(({ id, title }) => ({ value: id, label: title })),
  };
  return (
    <OpenDialog labelledBy="invite" onClose={onClose}>
      <Heading level={2} data-size="xs" id="invite">
        {t('invite')}
      </Heading>
      <FieldsForm
        fields={[call, ...(way === 'known' ? knownFields(t, known) : newFields(t))]}
        submitLabel={t('inviteNow')}
        onSubmit={async ({ callId, associationId, ...values }) => {
          const id =
            (associationId as string | undefined) ?? (made.current.associationId ??= (await register(values)).id);
          const body = { callId: callId as string, associationId: id };
          made.current.applicationId = (await unwrap(api.POST('/api/v1/applications', { body }))).id;
        }}
        onDone={async () => {
          await kept.invalidateQueries();
          await navigate({ to: '/foreningsbidrag/$id', params: { id: made.current.applicationId ?? '' } });
        }}
      >
        <Button variant="tertiary" onClick={() => setWay(way === 'known' ? 'new' : 'known')}>
          {t(way === 'known' ? 'toNew' : 'toKnown')}
        </Button>
      </FieldsForm>
    </OpenDialog>
  );
}

type T = ReturnType<typeof useTexts<'associations'>>;

function knownFields(t: T, known: readonly Schemas['AssociationDto'][]): FormField[] {
  return [
    {
      name: 'associationId',
      kind: 'choice',
      label: t('association'),
      missing: t('missing.association'),
      options: known.map(({ id, name, organisationNumber }) => ({
        value: id,
        label: `${name} (${organisationNumber})`,
      })),
    },
  ];
}

function newFields(t: T): FormField[] {
  return [
    { name: 'name', kind: 'text', label: t('fields.name'), missing: t('missing.name') },
    {
      name: 'organisationNumber',
      kind: 'text',
      label: t('fields.organisationNumber'),
      hint: t('hints.organisationNumber'),
      missing: t('missing.organisationNumber'),
    },
    { name: 'email', kind: 'text', label: t('fields.email') },
    { name: 'paymentNumber', kind: 'text', label: t('fields.paymentNumber'), hint: t('hints.paymentNumber') },
  ];
}

/** What has been typed of a bank account is a bankgiro; others are entered in the association's own record. */
function register(values: Record<string, unknown>): Promise<{ id: string }> {
  const account = values['paymentNumber'] === undefined ? {} : { paymentKind: 'bankgiro' };
  return unwrap(
    api.POST('/api/v1/associations', { body: { ...values, ...account } as unknown as Schemas['NewAssociationDto'] }),
  );
}
