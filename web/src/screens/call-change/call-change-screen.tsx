import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, ifMatch, read, readEvery, type Schemas, unwrap } from '../../api/client';
import { type CallContent, callParts, contentOf } from '../../calls/call-content';
import { CallForm } from '../../calls/call-form';
import { PageHeading } from '../../components/page-heading';
import type { Held } from '../../drafts/keeper';
import { changedParts } from '../../drafts/merging';
import { FormOrMerge, useChange } from '../../drafts/use-change';
import { useTexts } from '../../texts/texts';
import { route } from './route';

const heldOf = (call: Schemas['CallDto']): Held<CallContent> => ({ content: contentOf(call), version: call.version });

/** A draft changed. When somebody else has changed it too, what both have changed is chosen part by part. */
export function CallChangeScreen() {
  const t = useTexts('call-draft');
  const { callId } = route.useParams();
  const navigate = useNavigate();
  const kept = useQueryClient();
  const query = read('/api/v1/calls/{id}', { params: { path: { id: callId } } });
  const change = useChange(heldOf(useSuspenseQuery(query).data), callParts, {
    send: (content, base) => {
      const changed = changedParts(callParts, base.content, content);
      const body = Object.fromEntries(changed.map((name) => [name, content[name]]));
      const params = { path: { id: callId }, header: ifMatch(base.version) };
      return unwrap(api.PATCH('/api/v1/calls/{id}', { params, body }));
    },
    latest: async () => heldOf(await kept.fetchQuery({ ...query, staleTime: 0 })),
    onSaved: async () => {
      await kept.invalidateQueries();
      await navigate({ to: '/utlysningar/$callId', params: { callId } });
    },
  });
  const { content, setContent, save, error, isSaving } = change;
  return (
    <div className="page">
      <PageHeading>{t('change')}</PageHeading>
      <FormOrMerge change={change} labelOf={(name) => t(`fields.${name}`)} shown={useShown()}>
        <CallForm content={content} onChange={setContent} onSave={save} error={error} isSaving={isSaving} />
      </FormOrMerge>
    </div>
  );
}

/** A part in words: names where the draft holds ids. */
function useShown(): (content: CallContent, name: keyof CallContent) => string {
  const sources = useSuspenseQuery(readEvery('/api/v1/funding-sources')).data;
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data;
  const names = new Map([...sources, ...authorities].map(({ id, name }) => [id, name]));
  return (content, name) => {
    const value = content[name];
    return typeof value === 'string' ? value : value.map((each) => names.get(String(each)) ?? String(each)).join(', ');
  };
}
