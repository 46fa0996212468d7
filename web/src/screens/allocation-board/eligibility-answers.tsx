import { Button, Details, Fieldset, List, Paragraph, Radio, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { type FormFault, FormFaults } from '../../components/form-faults';
import { ProblemAlert } from '../../components/problem-alert';
import { StatusTag } from '../../components/status-tag';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Measure = Schemas['BoardMeasureDto'];
type Criterion = Schemas['CriterionDto'];
type Verdict = Measure['eligibility'][number]['verdict'];

const tones = { eligible: 'success', notEligible: 'danger', open: 'warning' } as const;

/** What is answered and not yet saved, by the question's key; it stays while one goes from measure to measure. */
export type TypedAnswers = Readonly<Record<string, { answer?: boolean; ground: string }>>;

interface Asked {
  callId: string;
  measure: Measure;
  eligibility: Measure['eligibility'][number];
  criteria: readonly Criterion[];
  canWrite: boolean;
  typed: TypedAnswers;
  onType: (typed: TypedAnswers) => void;
}

/** A source's checklist for a measure: each question, the answer that rules and its ground, and a way to answer. */
export function EligibilityAnswers({ sourceName, ...asked }: Asked & { sourceName: string }) {
  const t = useTexts('allocation-board');
  const verdict: Verdict = asked.eligibility.verdict;
  const [isOpen, setOpen] = useState(false);
  return (
    <Details open={isOpen} onToggle={() => setOpen(!isOpen)}>
      <Details.Summary>
        {sourceName} <StatusTag tone={tones[verdict]}>{t(`verdicts.${verdict}`)}</StatusTag>
      </Details.Summary>
      <Details.Content>{isOpen ? <Questions {...asked} /> : null}</Details.Content>
    </Details>
  );
}

function Questions(asked: Asked) {
  const t = useTexts('allocation-board');
  const { eligibility, criteria, canWrite } = asked;
  if (criteria.length === 0) return <Paragraph>{t('noCriteria')}</Paragraph>;
  return (
    <>
      <List.Unordered>
        {criteria.map(({ key, text }) => {
          const given = eligibility.answers.find(({ criterion }) => criterion === key);
          return (
            <List.Item key={key}>
              {text}{' '}
              {given === undefined ? (
                <em>{t('unanswered')}</em>
              ) : (
                t(given.answer ? 'answeredYes' : 'answeredNo', {
                  ground: given.ground,
                  name: given.answeredByName ?? t('somebody'),
                  at: formatInstant(given.answeredAt),
                })
              )}
            </List.Item>
          );
        })}
      </List.Unordered>
      {canWrite ? <AnswerForm {...asked} /> : null}
    </>
  );
}

function AnswerForm({
  callId,
  measure: { proposalId, measureKey },
  eligibility: { sourceId },
  criteria,
  typed,
  onType,
}: Asked) {
  const t = useTexts('allocation-board');
  const kept = useQueryClient();
  const chosen = criteria.filter(({ key }) => typed[key]?.answer !== undefined);
  const [faults, setFaults] = useState<FormFault[]>([]);
  const idOf = (key: string): string => `ground-${sourceId}-${key}`;
  const change = (key: string, part: { answer?: boolean; ground?: string }): void =>
    onType({ ...typed, [key]: { ground: '', ...typed[key], ...part } });
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/calls/{id}/board/eligibility', {
          params: { path: { id: callId } },
          body: {
            proposalId,
            measureKey,
            sourceId,
            answers: chosen.map(({ key }) => ({
              criterion: key,
              answer: typed[key]?.answer ?? false,
              ground: typed[key]?.ground ?? '',
            })),
          },
        }),
      ),
    onSuccess: async () => {
      await kept.invalidateQueries({ queryKey: ['/api/v1/calls/{id}/board'] });
      onType({});
    },
  });
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const missing = chosen
          .filter(({ key }) => typed[key]?.ground.trim() === '')
          .map(({ key }) => ({ field: idOf(key), message: t('groundMissing') }));
        setFaults(missing);
        if (missing.length === 0) save.mutate();
      }}
    >
      <FormFaults faults={faults} />
      {criteria.map(({ key, text }) => {
        const name = `${sourceId} ${key}`;
        return (
          <Fieldset key={key}>
            <Fieldset.Legend>{text}</Fieldset.Legend>
            <div className="board-answer">
              {([true, false] as const).map((answer) => (
                <Radio
                  key={String(answer)}
                  name={name}
                  label={t(answer ? 'yes' : 'no')}
                  value={String(answer)}
                  checked={typed[key]?.answer === answer}
                  onChange={() => change(key, { answer })}
                />
              ))}
              {typed[key]?.answer === undefined ? null : (
                <Textfield
                  id={idOf(key)}
                  label={t('ground')}
                  error={faults.find(({ field }) => field === idOf(key))?.message}
                  value={typed[key]?.ground ?? ''}
                  onChange={({ target: { value } }) => change(key, { ground: value })}
                />
              )}
            </div>
          </Fieldset>
        );
      })}
      <ProblemAlert error={save.error} />
      <div className="actions">
        <Button type="submit" variant="secondary" disabled={chosen.length === 0} loading={save.isPending}>
          {t('saveAnswers')}
        </Button>
      </div>
    </form>
  );
}
