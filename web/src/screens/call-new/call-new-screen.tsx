import { Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '../../api/client';
import { type CallContent, callParts, emptyCall } from '../../calls/call-content';
import { CallForm } from '../../calls/call-form';
import { PageHeading } from '../../components/page-heading';
import { useUnsavedForm } from '../../components/unsaved';
import { changedParts } from '../../drafts/merging';
import { useTexts } from '../../texts/texts';

/** A new call as a draft; nobody outside the office sees it until it is issued, on the page that follows. */
export function CallNewScreen() {
  const t = useTexts('call-draft');
  const navigate = useNavigate();
  const kept = useQueryClient();
  const [first] = useState(() => emptyCall(new Date().getFullYear()));
  const [content, setContent] = useState<CallContent>(first);
  const create = useMutation({
    mutationFn: ({ years, sourceIds, authorityIds, ...texts }: CallContent) =>
      unwrap(
        api.POST('/api/v1/calls', {
          body: { ...texts, years: [...years], sourceIds: [...sourceIds], authorityIds: [...authorityIds] },
        }),
      ),
    onSuccess: async ({ id }) => {
      await kept.invalidateQueries({ queryKey: ['/api/v1/calls'] });
      await navigate({ to: '/utlysningar/$callId', params: { callId: id } });
    },
  });
  useUnsavedForm(changedParts(callParts, first, content).length > 0, create);
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <Paragraph>{t('intro')}</Paragraph>
      <CallForm
        content={content}
        onChange={setContent}
        onSave={() => create.mutate(content)}
        error={create.error}
        isSaving={create.isPending}
      />
    </div>
  );
}
