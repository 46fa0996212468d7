import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ifMatch, read, readEvery, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { MergeView } from '../../components/merge-view';
import { PageHeading } from '../../components/page-heading';
import { useUnsaved } from '../../components/unsaved';
import {
  changedBody,
  changedFields,
  conflictsOf,
  type ConsultationContent,
  type ContentField,
  contentOf,
  filledOutside,
  filledParts,
  filledQuestions,
  merged,
} from '../../consultations/consultation-content';
import { ConsultationForm } from '../../consultations/consultation-form';
import { useTexts } from '../../texts/texts';
import { route } from './route';

interface Seen {
  content: ConsultationContent;
  version: number;
}

/** The proposal changed. When somebody else has changed it too, what both have changed is chosen part by part. */
export function ConsultationChangeScreen() {
  const t = useTexts('consultation-draft');
  const { id } = route.useParams();
  const navigate = useNavigate();
  const kept = useQueryClient();
  const query = read('/api/v1/consultations/{id}', { params: { path: { id } } });
  const consultation = useSuspenseQuery(query).data;
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const [seen, setSeen] = useState<Seen>(() => ({
    content: contentOf(consultation),
    version: consultation.version,
  }));
  const [content, setContent] = useState(seen.content);
  const [theirs, setTheirs] = useState<Seen | undefined>();
  const save = useMutation({
    mutationFn: ({ wanted, base }: { wanted: ConsultationContent; base: Seen }) =>
      unwrap(
        api.PATCH('/api/v1/consultations/{id}', {
          params: { path: { id }, header: ifMatch(base.version) },
          body: changedBody(base.content, wanted, bodies),
        }),
      ),
    onSuccess: async () => {
      await kept.invalidateQueries();
      await navigate({ to: '/remisser/$id', params: { id } });
    },
    onError: async (error, { wanted, base }) => {
      if (!(error instanceof ApiProblem && error.isStale)) return;
      const now = await kept.fetchQuery({ ...query, staleTime: 0 });
      const found = { content: contentOf(now), version: now.version };
      if (conflictsOf(base.content, wanted, found.content).length > 0) return setTheirs(found);
      adopt(merged(base.content, wanted, found.content), found);
    },
  });
  const adopt = (whole: ConsultationContent, found: Seen): void => {
    setSeen(found);
    setContent(whole);
    setTheirs(undefined);
    save.mutate({ wanted: whole, base: found });
  };
  // From the press on, the change is on its way and the page may be left.
  useUnsaved((save.isIdle || save.isError) && changedFields(seen.content, content).length > 0);
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data;
  const textOf = (of: ConsultationContent, field: ContentField): string => {
    const value = of[field];
    if (typeof value === 'string') return value;
    if (field === 'inside')
      return authorities.flatMap(({ id: each, name }) => (of.inside.includes(each) ? [name] : [])).join(', ');
    if (field === 'outside')
      return filledOutside(of)
        .map(({ name }) => name)
        .join(', ');
    if (field === 'parts')
      return filledParts(of)
        .map(({ title }) => title)
        .join(', ');
    return filledQuestions(of)
      .map(({ text }) => text)
      .join(' ');
  };
  return (
    <div className="page">
      <PageHeading>{t('change', { title: consultation.title })}</PageHeading>
      {theirs === undefined ? (
        <ConsultationForm
          content={content}
          onChange={setContent}
          onSave={() => save.mutate({ wanted: content, base: seen })}
          error={save.error}
          isSaving={save.isPending}
          submit={t('saveChange')}
        />
      ) : (
        <MergeView
          fields={conflictsOf(seen.content, content, theirs.content).map((key) => ({
            key,
            label: t(`fields.${key}`),
            mine: textOf(content, key),
            theirs: textOf(theirs.content, key),
          }))}
          onResolve={(choices) => adopt(merged(seen.content, content, theirs.content, choices), theirs)}
        />
      )}
    </div>
  );
}
