import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { FieldsForm, type FormField } from '../../components/fields-form';
import { OpenDialog } from '../../components/open-dialog';
import { useTexts } from '../../texts/texts';

/** Begins the administration's proposal in the application's own matter; of several sources, one is chosen. */
export function ReviewDialog({
  application: { id, version, callId },
  onClose,
}: {
  application: Schemas['ApplicationDto'];
  onClose: () => void;
}) {
  const t = useTexts('associations');
  const kept = useQueryClient();
  const navigate = useNavigate();
  const proposalId = useRef('');
  const call = useQuery(read('/api/v1/calls/{id}', { params: { path: { id: callId } } })).data;
  const sources = call?.sources ?? [];
  const source: FormField = {
    name: 'sourceId',
    kind: 'choice',
    label: t('fields.sourceId'),
    missing: t('missing.sourceId'),
    options: sources.map((each) => ({ value: each.id, label: `${each.code} ${each.name}` })),
  };
  return (
    <OpenDialog labelledBy="review" onClose={onClose}>
      <Heading level={2} data-size="xs" id="review">
        {t('acts.review')}
      </Heading>
      <Paragraph>{t('reviewText')}</Paragraph>
      <FieldsForm
        fields={sources.length > 1 ? [source] : []}
        submitLabel={t('reviewNow')}
        onSubmit={async (values) => {
          const params = { path: { id }, header: ifMatch(version) };
          const { proposal } = await unwrap(api.POST('/api/v1/applications/{id}/review', { params, body: values }));
          proposalId.current = proposal.id;
        }}
        onDone={async () => {
          await kept.invalidateQueries();
          await navigate({ to: '/forslag/$id', params: { id: proposalId.current } });
        }}
      />
    </OpenDialog>
  );
}
