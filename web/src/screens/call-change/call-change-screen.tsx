import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ifMatch, read, readEvery, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import {
  type CallContent,
  changedFields,
  conflictsOf,
  type ContentField,
  contentOf,
  mergedCall,
} from '../../calls/call-content';
import { CallForm } from '../../calls/call-form';
import { MergeView } from '../../components/merge-view';
import { PageHeading } from '../../components/page-heading';
import { useUnsaved } from '../../components/unsaved';
import { useTexts } from '../../texts/texts';
import { route } from './route';

interface Seen {
  content: CallContent;
  version: number;
}

/** A draft changed. When somebody else has changed it too, what both have changed is chosen part by part. */
export function CallChangeScreen() {
  const t = useTexts('call-draft');
  const { callId } = route.useParams();
  const navigate = useNavigate();
  const kept = useQueryClient();
  const query = read('/api/v1/calls/{id}', { params: { path: { id: callId } } });
  const call = useSuspenseQuery(query).data;
  const [seen, setSeen] = useState<Seen>(() => ({ content: contentOf(call), version: call.version }));
  const [content, setContent] = useState(seen.content);
  const [theirs, setTheirs] = useState<Seen | undefined>();
  const save = useMutation({
    mutationFn: ({ wanted, base }: { wanted: CallContent; base: Seen }) => {
      const changed = changedFields(base.content, wanted);
      const body = Object.fromEntries(changed.map((field) => [field, wanted[field]]));
      const params = { path: { id: callId }, header: ifMatch(base.version) };
      return unwrap(api.PATCH('/api/v1/calls/{id}', { params, body }));
    },
    onSuccess: async () => {
      await kept.invalidateQueries();
      await navigate({ to: '/utlysningar/$callId', params: { callId } });
    },
    onError: async (error, { wanted, base }) => {
      if (!(error instanceof ApiProblem && error.isStale)) return;
      const now = await kept.fetchQuery({ ...query, staleTime: 0 });
      const found = { content: contentOf(now), version: now.version };
      if (conflictsOf(base.content, wanted, found.content).length > 0) return setTheirs(found);
      adopt(mergedCall(base.content, wanted, found.content), found);
    },
  });
  const adopt = (merged: CallContent, found: Seen): void => {
    setSeen(found);
    setContent(merged);
    setTheirs(undefined);
    save.mutate({ wanted: merged, base: found });
  };
  // From the press on, the change is on its way and the page may be left.
  useUnsaved((save.isIdle || save.isError) && changedFields(seen.content, content).length > 0);
  const textOf = useFieldTexts();
  return (
    <div className="page">
      <PageHeading>{t('change')}</PageHeading>
      {theirs === undefined ? (
        <CallForm
          content={content}
          onChange={setContent}
          onSave={() => save.mutate({ wanted: content, base: seen })}
          error={save.error}
          isSaving={save.isPending}
        />
      ) : (
        <MergeView
          fields={conflictsOf(seen.content, content, theirs.content).map((key) => ({
            key,
            label: t(`fields.${key}`),
            mine: textOf(content, key),
            theirs: textOf(theirs.content, key),
          }))}
          onResolve={(choices) => adopt(mergedCall(seen.content, content, theirs.content, choices), theirs)}
        />
      )}
    </div>
  );
}

/** A field's content in words: names where the draft holds ids. */
function useFieldTexts(): (content: CallContent, field: ContentField) => string {
  const sources = useSuspenseQuery(readEvery('/api/v1/funding-sources')).data;
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data;
  const names = new Map([...sources, ...authorities].map(({ id, name }) => [id, name]));
  return (content, field) => {
    const value = content[field];
    return typeof value === 'string' ? value : value.map((each) => names.get(String(each)) ?? String(each)).join(', ');
  };
}
