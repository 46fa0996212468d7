import { Button, Details, Fieldset, Radio, Textfield, ValidationMessage } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { CheckedForm, type FaultAt } from '../../components/checked-form';
import { LongField } from '../../components/long-field';
import { useUnsaved } from '../../components/unsaved';
import { outcomeBody, type OutcomeInput } from '../../goals/outcome-input';
import { PeriodField } from '../../goals/words';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Indicator = Schemas['IndicatorDto'];

const groups = ['all', 'women', 'men'] as const;

/** What came out of a period; or that it was not measured, which is another thing than 0 and is said with its reason. */
export function OutcomeForm({ indicator }: { indicator: Indicator }) {
  const t = useTexts('goals');
  const kept = useQueryClient();
  const definition = indicator.definitions.at(-1);
  const kind = (definition?.kind ?? 'count') as OutcomeInput['kind'];
  const shown = definition?.bySex === true ? groups : groups.slice(0, 1);
  const [input, setInput] = useState<OutcomeInput>(() => ({
    kind,
    year: today().slice(0, 4),
    period: 'januaryAugust',
    measured: '',
    figures: {},
    reason: '',
    note: '',
  }));
  const record = useMutation({
    mutationFn: (body: Schemas['NewOutcomeDto']) =>
      unwrap(
        api.POST('/api/v1/indicators/{id}/outcomes', {
          params: { path: { id: indicator.id }, header: ifMatch(indicator.version) },
          body,
        }),
      ),
    onSuccess: async () => {
      setInput((now) => ({ ...now, measured: '', figures: {}, reason: '', note: '' }));
      await kept.invalidateQueries();
    },
  });
  const isTyped = input.measured !== '' || input.note !== '';
  useUnsaved(isTyped && !record.isPending);
  const change = (next: Partial<OutcomeInput>): void => setInput((now) => ({ ...now, ...next }));
  const read = outcomeBody(input, shown);
  return (
    <Details>
      <Details.Summary>{t('outcome.register')}</Details.Summary>
      <Details.Content>
        <CheckedForm
          className="form entry-form"
          lacking={() => read.faults.map(({ field, code }) => ({ field, message: t(`outcome.faults.${code}`) }))}
          onSend={() => read.body !== undefined && record.mutate(read.body)}
          error={record.error}
          fields={{ of: (pointer) => fieldOf(pointer, shown), first: 'measured-yes' }}
        >
          {(at) => (
            <>
              <div className="year-choice">
                <Textfield
                  id="outcome-year"
                  label={t('year')}
                  inputMode="numeric"
                  value={input.year}
                  error={at('outcome-year')}
                  onChange={(event) => change({ year: event.target.value })}
                />
                <PeriodField value={input.period} onChange={(period) => change({ period })} />
              </div>
              <Fieldset>
                <Fieldset.Legend>{t('outcome.isMeasured')}</Fieldset.Legend>
                {(['yes', 'no'] as const).map((each) => (
                  <Radio
                    key={each}
                    id={`measured-${each}`}
                    name="measured"
                    value={each}
                    label={each === 'yes' ? t('outcome.measured') : t('outcome.notMeasured')}
                    checked={input.measured === each}
                    onChange={() => change({ measured: each })}
                  />
                ))}
                {at('measured-yes') === undefined ? null : <ValidationMessage>{at('measured-yes')}</ValidationMessage>}
              </Fieldset>
              {input.measured === 'yes'
                ? shown.map((group) => (
                    <Figure
                      key={group}
                      group={group}
                      kind={kind}
                      input={input}
                      faultAt={at}
                      onChange={(figure) => change({ figures: { ...input.figures, ...figure } })}
                    />
                  ))
                : null}
              {input.measured === 'no' ? (
                <LongField
                  id="outcome-reason"
                  label={t('outcome.why')}
                  rows={2}
                  value={input.reason}
                  error={at('outcome-reason')}
                  onChange={(reason) => change({ reason })}
                />
              ) : null}
              <Textfield
                label={t('outcome.note')}
                value={input.note}
                onChange={(event) => change({ note: event.target.value })}
              />
              <Button type="submit" loading={record.isPending}>
                {t('outcome.save')}
              </Button>
            </>
          )}
        </CheckedForm>
      </Details.Content>
    </Details>
  );
}

function Figure({
  group,
  kind,
  input,
  faultAt,
  onChange,
}: {
  group: (typeof groups)[number];
  kind: OutcomeInput['kind'];
  input: OutcomeInput;
  faultAt: FaultAt;
  onChange: (figures: Record<string, string>) => void;
}) {
  const t = useTexts('goals');
  const parts =
    kind === 'share' ? (['count', 'total'] as const) : kind === 'count' ? (['count'] as const) : (['value'] as const);
  return (
    <div className="year-choice">
      {parts.map((part) => {
        const field = `${group}-${part}`;
        return (
          <Textfield
            key={part}
            id={field}
            label={t('outcome.field', { group: t(`groups.${group}`), part: t(`outcome.parts.${part}`) })}
            inputMode="decimal"
            value={input.figures[field] ?? ''}
            error={faultAt(field)}
            onChange={(event) => onChange({ [field]: event.target.value })}
          />
        );
      })}
    </div>
  );
}

/** `/figures/1/count` is the second group shown. */
function fieldOf(pointer: string, shown: readonly string[]): string | undefined {
  const [, name, index, part] = pointer.split('/');
  if (name === 'year') return 'outcome-year';
  if (name === 'notMeasuredReason') return 'outcome-reason';
  if (name !== 'figures') return undefined;
  const group = shown[Number(index)];
  return group === undefined ? undefined : `${group}-${part === 'total' || part === 'value' ? part : 'count'}`;
}
