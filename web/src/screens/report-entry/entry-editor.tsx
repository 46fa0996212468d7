import { Button, Checkbox, Fieldset, Paragraph, Radio } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { LongField } from '../../components/long-field';
import { MergeView } from '../../components/merge-view';
import { ProblemAlert } from '../../components/problem-alert';
import { SaveState } from '../../components/save-state';
import { type Fields, mergeFields, sameFields } from '../../drafts/fields';
import type { Held } from '../../drafts/keeper';
import { useKeeper } from '../../drafts/use-keeper';
import {
  attainments,
  changeOf,
  chosenIn,
  fieldsOf,
  shortfallReasons,
  successFactors,
  toggled,
} from '../../goals/entry-fields';
import { isFaithful } from '../../goals/rich-text';
import { useTexts } from '../../texts/texts';

type Entry = Schemas['ReportEntryDto'];

/** Judged and commented; saves by itself. Marked done only when everything typed is saved. */
export function EntryEditor({ reportId, entry, version }: { reportId: string; entry: Entry; version: number }) {
  const t = useTexts('goals');
  const { kept, keeper, markDone } = useEntry(reportId, entry, version);
  const edit = (change: Fields): void => {
    markDone.reset();
    keeper.edit((now) => ({ ...now, ...change }));
  };
  const { content: fields, state, savedAt, problem, conflicts } = kept;
  if (conflicts.length > 0)
    return (
      <MergeView
        fields={conflicts.map((conflict) => ({ ...conflict, label: t(`entry.fields.${conflict.key as 'status'}`) }))}
        onResolve={(choices) => keeper.resolve(choices)}
      />
    );
  return (
    <div className="entry-form">
      <SaveState state={state} savedAt={savedAt} />
      {problem === undefined ? null : <ProblemAlert error={problem} />}
      <Fieldset>
        <Fieldset.Legend>{t('entry.fields.status')}</Fieldset.Legend>
        {attainments.map((each) => (
          <Radio
            key={each}
            name="status"
            value={each}
            label={t(`attainments.${each}`)}
            checked={fields['status'] === each}
            onChange={() => edit({ status: each })}
          />
        ))}
      </Fieldset>
      <LongField
        label={t('entry.fields.reasons')}
        hint={entry.below.length > 0 ? t('entry.reasonsBelow') : t('entry.reasonsHint')}
        rows={2}
        value={fields['reasons'] ?? ''}
        onChange={(reasons) => edit({ reasons })}
      />
      <LongField
        label={t('entry.fields.comment')}
        hint={t('entry.commentHint')}
        rows={10}
        value={fields['comment'] ?? ''}
        onChange={(comment) => edit({ comment })}
      />
      {isFaithful(entry.comment) ? null : <Paragraph>{t('entry.formatLost')}</Paragraph>}
      <Fieldset>
        <Fieldset.Legend>{t('entry.fields.success')}</Fieldset.Legend>
        {successFactors.map((each) => (
          <Checkbox
            key={each}
            label={t(`success.${each}`)}
            checked={chosenIn(fields['success'], successFactors).includes(each)}
            onChange={() => edit({ success: toggled(fields['success'], successFactors, each) })}
          />
        ))}
      </Fieldset>
      <Fieldset>
        <Fieldset.Legend>{t('entry.fields.shortfall')}</Fieldset.Legend>
        {shortfallReasons.map((each) => (
          <Checkbox
            key={each}
            label={t(`shortfall.${each}`)}
            checked={chosenIn(fields['shortfall'], shortfallReasons).includes(each)}
            onChange={() => edit({ shortfall: toggled(fields['shortfall'], shortfallReasons, each) })}
          />
        ))}
      </Fieldset>
      <ProblemAlert error={markDone.error} />
      <div className="actions">
        <Button loading={markDone.isPending} onClick={() => markDone.mutate()}>
          {t('entry.markDone')}
        </Button>
      </div>
    </div>
  );
}

function useEntry(reportId: string, entry: Entry, version: number) {
  const queries = useQueryClient();
  const { goalId } = entry;
  const path = { id: reportId, goalId };
  const latest = async (): Promise<Held<Fields>> => {
    const report = await queries.fetchQuery({
      ...read('/api/v1/period-reports/{id}', { params: { path: { id: reportId } } }),
      staleTime: 0,
    });
    const found = report.entries.find((each) => each.goalId === goalId);
    if (found?.version == null) throw new Error(`goal ${goalId} has left the report`);
    return { content: fieldsOf(found), version: found.version };
  };
  const { kept, keeper } = useKeeper(
    { content: fieldsOf(entry), version },
    { isSame: sameFields, sendable: (typed) => typed, merge: mergeFields },
    {
      name: `anslag.report-entry.${reportId}.${goalId}`,
      send: async (fields, held, expected) => {
        const saved = await unwrap(
          api.PUT('/api/v1/period-reports/{id}/entries/{goalId}', {
            params: { path, header: ifMatch(expected) },
            body: changeOf(fields, held),
          }),
        );
        // How far the goal has come is shown from what the server says, beside what is typed here.
        void queries.invalidateQueries({ queryKey: ['/api/v1/period-reports/{id}'] });
        return saved;
      },
      latest,
    },
  );
  const markDone = useMutation({
    mutationFn: async () => {
      const saved = await keeper.save();
      // What could not be saved is told where it is saved; nothing unsaved is marked done.
      if (saved === undefined) return;
      await unwrap(
        api.POST('/api/v1/period-reports/{id}/entries/{goalId}/completion', {
          params: { path, header: ifMatch(saved) },
        }),
      );
      await queries.invalidateQueries();
    },
  });
  return { kept, keeper, markDone };
}
