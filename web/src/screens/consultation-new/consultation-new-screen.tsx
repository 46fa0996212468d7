import { Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, readEvery, unwrap } from '../../api/client';
import { type Role, useSession } from '../../api/session';
import { ChoiceField, optionsOf } from '../../components/choice-field';
import { PageHeading } from '../../components/page-heading';
import { useUnsavedForm } from '../../components/unsaved';
import {
  bodyOf,
  type ConsultationContent,
  consultationParts,
  emptyConsultation,
} from '../../consultations/consultation-content';
import { ConsultationForm } from '../../consultations/consultation-form';
import { changedParts } from '../../drafts/merging';
import { useTexts } from '../../texts/texts';

/** Prepare matters, and so may ask others about them. */
const askers: readonly Role[] = ['cityOffice', 'caseOfficer', 'committeeSecretary'];

/** A proposal to hear others; nobody outside the office sees it until a body has decided it. */
export function ConsultationNewScreen() {
  const t = useTexts('consultation-draft');
  const navigate = useNavigate();
  const kept = useQueryClient();
  const { appointments } = useSession();
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const own = new Set(appointments.filter(({ role }) => askers.includes(role)).map(({ authorityId }) => authorityId));
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data.filter(({ id }) => own.has(id));
  const [chosen, setChosen] = useState<string>();
  const authorityId = chosen ?? authorities[0]?.id;
  const [first] = useState(emptyConsultation);
  const [content, setContent] = useState<ConsultationContent>(first);
  const create = useMutation({
    mutationFn: (asking: string) =>
      unwrap(api.POST('/api/v1/consultations', { body: { authorityId: asking, ...bodyOf(content, bodies) } })),
    onSuccess: async ({ id }) => {
      await kept.invalidateQueries({ queryKey: ['/api/v1/consultations'] });
      await navigate({ to: '/remisser/$id', params: { id } });
    },
  });
  useUnsavedForm(changedParts(consultationParts, first, content).length > 0, create);
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <Paragraph>{authorityId === undefined ? t('notYours') : t('intro')}</Paragraph>
      {authorityId === undefined ? null : (
        <ConsultationForm
          content={content}
          onChange={setContent}
          onSave={() => create.mutate(authorityId)}
          error={create.error}
          isSaving={create.isPending}
          submit={t('save')}
        >
          {authorities.length < 2 ? null : (
            <ChoiceField
              label={t('fields.authority')}
              value={authorityId}
              options={optionsOf(authorities)}
              onChange={setChosen}
            />
          )}
        </ConsultationForm>
      )}
    </div>
  );
}
