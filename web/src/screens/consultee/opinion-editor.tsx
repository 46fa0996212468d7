import { Fieldset, Paragraph, Radio, Textfield } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { LongField } from '../../components/long-field';
import { MergeView } from '../../components/merge-view';
import { ProblemAlert } from '../../components/problem-alert';
import { SaveState } from '../../components/save-state';
import { changeOf, fieldNames, fieldsOf, isWhole, sendableOf } from '../../consultations/opinion-fields';
import { type Fields, mergeFields, sameFields } from '../../drafts/fields';
import type { Held } from '../../drafts/keeper';
import { useKeeper } from '../../drafts/use-keeper';
import { useTexts } from '../../texts/texts';

type Opinion = Schemas['OpinionDto'];
type Questions = Schemas['ConsultationDto']['questions'];

const stances = ['supports', 'rejects', 'comments', 'noView'] as const;

/** The text and, question by question, what it says and where. Saves by itself; two who write at once are shown both. */
export function OpinionEditor({ opinion, questions }: { opinion: Opinion; questions: Questions }) {
  const t = useTexts('consultations');
  const { kept, keeper } = useOpinion(opinion, questions);
  const { content: fields, state, savedAt, problem, conflicts } = kept;
  const edit = (change: Fields): void => keeper.edit((now) => ({ ...now, ...change }));
  if (conflicts.length > 0)
    return (
      <MergeView
        fields={conflicts.map((conflict) => ({ ...conflict, label: labelOf(t, conflict.key, questions) }))}
        onResolve={(choices) => keeper.resolve(choices)}
      />
    );
  return (
    <div className="opinion-editor">
      <SaveState state={state} savedAt={savedAt} />
      {problem === undefined ? null : <ProblemAlert error={problem} />}
      <Textfield
        label={t('opinion.title')}
        value={fields['title'] ?? ''}
        onChange={(event) => edit({ title: event.target.value })}
      />
      <LongField label={t('opinion.text')} rows={14} value={fields['text'] ?? ''} onChange={(text) => edit({ text })} />
      {questions.map(({ key, text }, index) => (
        <Question
          key={key}
          questionKey={key}
          legend={t('matrix.question', { number: index + 1, text })}
          fields={fields}
          onEdit={edit}
        />
      ))}
    </div>
  );
}

function Question({
  questionKey,
  legend,
  fields,
  onEdit,
}: {
  questionKey: string;
  legend: string;
  fields: Fields;
  onEdit: (change: Fields) => void;
}) {
  const t = useTexts('consultations');
  const [stance, quote] = [fieldNames.stance(questionKey), fieldNames.quote(questionKey)];
  return (
    <Fieldset>
      <Fieldset.Legend>{legend}</Fieldset.Legend>
      {(['', ...stances] as const).map((each) => (
        <Radio
          key={each}
          name={stance}
          value={each}
          label={each === '' ? t('opinion.open') : t(`stances.${each}`)}
          checked={(fields[stance] ?? '') === each}
          onChange={() => onEdit({ [stance]: each })}
        />
      ))}
      <LongField
        label={t('opinion.quote')}
        rows={2}
        value={fields[quote] ?? ''}
        onChange={(value) => onEdit({ [quote]: value })}
      />
      {isWhole(fields, questionKey) ? null : <Paragraph>{t('opinion.notWhole')}</Paragraph>}
    </Fieldset>
  );
}

function useOpinion(opinion: Opinion, questions: Questions) {
  const queries = useQueryClient();
  const keys = questions.map(({ key }) => key);
  const { id } = opinion;
  const heldOf = (of: Opinion): Held<Fields> => ({ content: fieldsOf(of, keys), version: of.version });
  const result = useKeeper(
    heldOf(opinion),
    { isSame: sameFields, sendable: (typed, held) => sendableOf(typed, held, keys), merge: mergeFields },
    {
      name: `anslag.opinion.${id}`,
      send: (fields, _held, version) =>
        unwrap(
          api.PATCH('/api/v1/opinions/{id}', {
            params: { path: { id }, header: ifMatch(version) },
            body: changeOf(fields, keys),
          }),
        ),
      latest: async () =>
        heldOf(
          await queries.fetchQuery({ ...read('/api/v1/opinions/{id}', { params: { path: { id } } }), staleTime: 0 }),
        ),
    },
  );
  useEffect(
    () => () => {
      // What was read of it elsewhere is older than what has been saved here.
      void queries.invalidateQueries({ queryKey: ['/api/v1/opinions/{id}'] });
    },
    [queries],
  );
  return result;
}

function labelOf(t: ReturnType<typeof useTexts<'consultations'>>, key: string, questions: Questions): string {
  if (key === 'title' || key === 'text') return t(`opinion.${key}`);
  const index = questions.findIndex((question) => key.endsWith(question.key));
  return t('opinion.conflictOf', { number: index + 1 });
}
