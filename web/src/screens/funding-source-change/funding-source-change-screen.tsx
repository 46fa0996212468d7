import { Button, Textfield } from '@digdir/designsystemet-react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { CheckedForm, unmet } from '../../components/checked-form';
import { LongField } from '../../components/long-field';
import { PageHeading } from '../../components/page-heading';
import type { Held } from '../../drafts/keeper';
import { changedParts, type Parts } from '../../drafts/merging';
import { type Change, FormOrMerge, useChange } from '../../drafts/use-change';
import { linesOf } from '../../sources/lines';
import { useTexts } from '../../texts/texts';
import { route } from './route';

interface SourceContent {
  name: string;
  aliases: string;
  requisitionDeadlineDay: string;
  requisitionDeadlineTime: string;
}

const parts: Parts<SourceContent, keyof SourceContent> = {
  names: ['name', 'aliases', 'requisitionDeadlineDay', 'requisitionDeadlineTime'],
  textOf: (content, name) => content[name].trim(),
};

const heldOf = (source: Schemas['SourceWithHistoryDto']): Held<SourceContent> => ({
  content: {
    name: source.name,
    aliases: source.aliases.join('\n'),
    requisitionDeadlineDay: source.requisitionDeadline?.day ?? '',
    requisitionDeadlineTime: source.requisitionDeadline?.time ?? '',
  },
  version: source.version,
});

/** What of a source may change later: its name, its other names, and the last day to requisition. Two at once are merged. */
export function FundingSourceChangeScreen() {
  const t = useTexts('sources');
  const { id } = route.useParams();
  const navigate = useNavigate();
  const kept = useQueryClient();
  const query = read('/api/v1/funding-sources/{id}', { params: { path: { id } } });
  const source = useSuspenseQuery(query).data;
  const change = useChange(heldOf(source), parts, {
    send: async (content, base) => {
      const changed = changedParts(parts, base.content, content);
      if (changed.length === 0) return;
      const params = { path: { id }, header: ifMatch(base.version) };
      await unwrap(api.PATCH('/api/v1/funding-sources/{id}', { params, body: changeOf(content, changed) }));
    },
    latest: async () => heldOf(await kept.fetchQuery({ ...query, staleTime: 0 })),
    onSaved: async () => {
      await kept.invalidateQueries();
      await navigate({ to: '/kallor/$id', params: { id } });
    },
  });
  return (
    <div className="page">
      <PageHeading>{t('changeOf', { code: source.code })}</PageHeading>
      <FormOrMerge change={change} labelOf={(name) => t(labels[name])} shown={(content, name) => content[name]}>
        <SourceForm change={change} />
      </FormOrMerge>
    </div>
  );
}

const labels = {
  name: 'name',
  aliases: 'aliases',
  requisitionDeadlineDay: 'deadline',
  requisitionDeadlineTime: 'deadlineTime',
} as const;

function SourceForm({
  change: { content, setContent, save, error, isSaving },
}: {
  change: Change<SourceContent, keyof SourceContent>;
}) {
  const t = useTexts('sources');
  const idOf = (name: string): string => `source-${name}`;
  const set = (name: keyof SourceContent) => (value: string) => setContent({ ...content, [name]: value });
  return (
    <CheckedForm
      lacking={() => unmet([[content.name.trim() === '', idOf('name'), t('missing.name')]])}
      onSend={save}
      error={error}
      fields={{
        of: (pointer) => parts.names.map(idOf).find((id) => id === idOf(pointer.slice(1))),
        first: idOf('name'),
      }}
    >
      {(at) => {
        const line = (name: keyof SourceContent, type: 'text' | 'date' | 'time', hint?: string) => (
          <Textfield
            id={idOf(name)}
            type={type}
            label={t(labels[name])}
            description={hint}
            autoComplete="off"
            value={content[name]}
            error={at(idOf(name))}
            onChange={(event) => set(name)(event.target.value)}
          />
        );
        return (
          <>
            {line('name', 'text')}
            <LongField
              id={idOf('aliases')}
              label={t('aliases')}
              hint={t('hints.perLine')}
              rows={3}
              value={content.aliases}
              error={at(idOf('aliases'))}
              onChange={set('aliases')}
            />
            {line('requisitionDeadlineDay', 'date', t('hints.deadline'))}
            {line('requisitionDeadlineTime', 'time', t('hints.deadlineTime'))}
            <div className="actions">
              <Button type="submit" loading={isSaving}>
                {t('save')}
              </Button>
            </div>
          </>
        );
      }}
    </CheckedForm>
  );
}

/** Only what differs. Day and time are one thing: a day that is taken away takes its time with it. */
function changeOf(content: SourceContent, changed: readonly (keyof SourceContent)[]): Schemas['ChangeSourceDto'] {
  const { requisitionDeadlineDay: day, requisitionDeadlineTime: time } = content;
  const differs = (name: keyof SourceContent): boolean => changed.includes(name);
  const isTimeMeant = time !== '' && (day !== '' || differs('requisitionDeadlineTime'));
  return {
    ...(differs('name') ? { name: content.name } : {}),
    ...(differs('aliases') ? { aliases: linesOf(content.aliases) } : {}),
    ...(differs('requisitionDeadlineDay') || differs('requisitionDeadlineTime')
      ? { requisitionDeadlineDay: day === '' ? null : day, ...(isTimeMeant ? { requisitionDeadlineTime: time } : {}) }
      : {}),
  };
}
