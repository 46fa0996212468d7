import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { FieldsForm, type FormField, type FormValues } from '../../components/fields-form';
import { MergeView } from '../../components/merge-view';
import { PageHeading } from '../../components/page-heading';
import { ProblemAlert } from '../../components/problem-alert';
import { useUnsaved } from '../../components/unsaved';
import { type Choices, type Fields, mergeFields, sameFields } from '../../drafts/fields';
import { linesOf } from '../../sources/lines';
import { useTexts } from '../../texts/texts';
import { route } from './route';

interface Seen {
  fields: Fields;
  version: number;
}

const names = ['name', 'aliases', 'requisitionDeadlineDay', 'requisitionDeadlineTime'] as const;

/** What of a source may change later: its name, its other names, and the last day to requisition. Two at once are merged. */
export function FundingSourceChangeScreen() {
  const t = useTexts('sources');
  const { id } = route.useParams();
  const navigate = useNavigate();
  const kept = useQueryClient();
  const query = read('/api/v1/funding-sources/{id}', { params: { path: { id } } });
  const source = useSuspenseQuery(query).data;
  const [seen] = useState<Seen>(() => seenOf(source));
  const [both, setBoth] = useState<{ mine: Fields; theirs: Seen; base: Seen } | undefined>();
  const [failed, setFailed] = useState<Error | undefined>();
  useUnsaved(both !== undefined);
  const save = async (mine: Fields, base: Seen): Promise<void> => {
    if (!sameFields(base.fields, mine)) {
      const params = { path: { id }, header: ifMatch(base.version) };
      try {
        await unwrap(api.PATCH('/api/v1/funding-sources/{id}', { params, body: changeOf(base.fields, mine) }));
      } catch (error) {
        if (!(error instanceof ApiProblem && error.isStale)) throw error;
        const theirs = seenOf(await kept.fetchQuery({ ...query, staleTime: 0 }));
        const { fields, conflicts } = mergeFields(base.fields, mine, theirs.fields);
        if (conflicts.length > 0) return setBoth({ mine, theirs, base });
        return save(fields, theirs);
      }
    }
    setBoth(undefined);
    await kept.invalidateQueries();
    await navigate({ to: '/kallor/$id', params: { id } });
  };
  const resolve = ({ mine, theirs, base }: NonNullable<typeof both>, choices: Choices): void => {
    setFailed(undefined);
    save(mergeFields(base.fields, mine, theirs.fields, choices).fields, theirs).catch((error: Error) =>
      setFailed(error),
    );
  };
  const labels = {
    name: t('name'),
    aliases: t('aliases'),
    requisitionDeadlineDay: t('deadline'),
    requisitionDeadlineTime: t('deadlineTime'),
  };
  const fields: FormField[] = [
    { name: 'name', kind: 'text', label: labels.name, missing: t('missing.name') },
    { name: 'aliases', kind: 'long', label: labels.aliases, hint: t('hints.perLine') },
    { name: 'requisitionDeadlineDay', kind: 'day', label: labels.requisitionDeadlineDay, hint: t('hints.deadline') },
    {
      name: 'requisitionDeadlineTime',
      kind: 'time',
      label: labels.requisitionDeadlineTime,
      hint: t('hints.deadlineTime'),
    },
  ];
  return (
    <div className="page">
      <PageHeading>{t('changeOf', { code: source.code })}</PageHeading>
      <ProblemAlert error={failed} />
      {both === undefined ? (
        <FieldsForm
          fields={fields.map((field) => ({ ...field, initial: seen.fields[field.name] ?? '' }))}
          submitLabel={t('save')}
          onSubmit={(values) => save(typedOf(values), seen)}
          onDone={() => undefined}
        />
      ) : (
        <MergeView
          fields={mergeFields(both.base.fields, both.mine, both.theirs.fields).conflicts.map((conflict) => ({
            ...conflict,
            label: labels[conflict.key as keyof typeof labels],
          }))}
          onResolve={(choices) => resolve(both, choices)}
        />
      )}
    </div>
  );
}

function seenOf({ name, aliases, requisitionDeadline, version }: Schemas['SourceWithHistoryDto']): Seen {
  const fields = {
    name,
    aliases: aliases.join('\n'),
    requisitionDeadlineDay: requisitionDeadline?.day ?? '',
    requisitionDeadlineTime: requisitionDeadline?.time ?? '',
  };
  return { fields, version };
}

const typedOf = (values: FormValues): Fields =>
  Object.fromEntries(names.map((name) => [name, String(values[name] ?? '')]));

/** Only what differs. Day and time are one thing: a day that is taken away takes its time with it. */
function changeOf(before: Fields, after: Fields): Schemas['ChangeSourceDto'] {
  const differs = (name: (typeof names)[number]): boolean => before[name] !== after[name];
  const [day, time] = [after['requisitionDeadlineDay'] ?? '', after['requisitionDeadlineTime'] ?? ''];
  const isTimeMeant = time !== '' && (day !== '' || differs('requisitionDeadlineTime'));
  return {
    ...(differs('name') ? { name: after['name'] ?? '' } : {}),
    ...(differs('aliases') ? { aliases: linesOf(after['aliases']) } : {}),
    ...(differs('requisitionDeadlineDay') || differs('requisitionDeadlineTime')
      ? { requisitionDeadlineDay: day === '' ? null : day, ...(isTimeMeant ? { requisitionDeadlineTime: time } : {}) }
      : {}),
  };
}
