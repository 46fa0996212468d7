import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, ifMatch, read, readEvery, type Schemas, unwrap } from '../../api/client';
import { PageHeading } from '../../components/page-heading';
import {
  changedBody,
  type ConsultationContent,
  consultationParts,
  contentOf,
  filledOutside,
  filledParts,
  filledQuestions,
} from '../../consultations/consultation-content';
import { ConsultationForm } from '../../consultations/consultation-form';
import type { Held } from '../../drafts/keeper';
import { FormOrMerge, useChange } from '../../drafts/use-change';
import { useTexts } from '../../texts/texts';
import { route } from './route';

const heldOf = (consultation: Schemas['ConsultationDto']): Held<ConsultationContent> => ({
  content: contentOf(consultation),
  version: consultation.version,
});

/** The proposal changed. When somebody else has changed it too, what both have changed is chosen part by part. */
export function ConsultationChangeScreen() {
  const t = useTexts('consultation-draft');
  const { id } = route.useParams();
  const navigate = useNavigate();
  const kept = useQueryClient();
  const query = read('/api/v1/consultations/{id}', { params: { path: { id } } });
  const consultation = useSuspenseQuery(query).data;
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const change = useChange(heldOf(consultation), consultationParts, {
    send: (content, base) =>
      unwrap(
        api.PATCH('/api/v1/consultations/{id}', {
          params: { path: { id }, header: ifMatch(base.version) },
          body: changedBody(base.content, content, bodies),
        }),
      ),
    latest: async () => heldOf(await kept.fetchQuery({ ...query, staleTime: 0 })),
    onSaved: async () => {
      await kept.invalidateQueries();
      await navigate({ to: '/remisser/$id', params: { id } });
    },
  });
  const { content, setContent, save, error, isSaving } = change;
  return (
    <div className="page">
      <PageHeading>{t('change', { title: consultation.title })}</PageHeading>
      <FormOrMerge change={change} labelOf={(name) => t(`fields.${name}`)} shown={useShown()}>
        <ConsultationForm
          content={content}
          onChange={setContent}
          onSave={save}
          error={error}
          isSaving={isSaving}
          submit={t('saveChange')}
        />
      </FormOrMerge>
    </div>
  );
}

/** A part in words: names where the proposal holds ids, and rows in one line. */
function useShown(): (content: ConsultationContent, name: keyof ConsultationContent) => string {
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data;
  return (content, name) => {
    const value = content[name];
    if (typeof value === 'string') return value;
    if (name === 'inside')
      return authorities.flatMap((each) => (content.inside.includes(each.id) ? [each.name] : [])).join(', ');
    if (name === 'outside')
      return filledOutside(content)
        .map((row) => row.name)
        .join(', ');
    if (name === 'parts')
      return filledParts(content)
        .map(({ title }) => title)
        .join(', ');
    return filledQuestions(content)
      .map(({ text }) => text)
      .join(' ');
  };
}
