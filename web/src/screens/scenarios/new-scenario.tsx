import { Button, Checkbox, Details, Field, Label, Select, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read, type Schemas, unwrap } from '../../api/client';
import { useProgress } from '../../api/progress';
import { type FormFault, FormFaults } from '../../components/form-faults';
import { ProblemAlert } from '../../components/problem-alert';
import { ProgressBar } from '../../components/progress-bar';
import { useUnsaved } from '../../components/unsaved';
import { useTexts } from '../../texts/texts';

type Rule = Schemas['NewScenarioDto']['rule'];
const rules: readonly Rule[] = ['asRecommended', 'asRequested', 'proRata', 'byPriority', 'cheapestFirst'];

/** A name and a rule to begin from, on the figures of today or on those of an earlier scenario. */
export function NewScenario({
  callId,
  scenarios,
  onMade,
}: {
  callId: string;
  /** Those whose figures it may stand on. */
  scenarios: readonly Schemas['ScenarioItemDto'][];
  onMade: (id: string) => void;
}) {
  const t = useTexts('scenarios');
  const kept = useQueryClient();
  const [name, setName] = useState('');
  const [rule, setRule] = useState<Rule>('asRecommended');
  const [onlyEligible, setOnlyEligible] = useState(true);
  const [inputsId, setInputsId] = useState('');
  const [faults, setFaults] = useState<FormFault[]>([]);
  const bases = scenarios.filter(
    (one, index) => scenarios.findIndex((other) => other.inputsId === one.inputsId) === index,
  );
  const { running, follow } = useProgress();
  const make = useMutation({
    mutationFn: async () => {
      const made = await follow((headers) =>
        unwrap(
          api.POST('/api/v1/calls/{id}/scenarios', {
            params: { path: { id: callId } },
            body: { name, rule, onlyEligible, ...(inputsId === '' ? {} : { inputsId }) },
            headers,
          }),
        ),
      );
      // Who could give way is worked out when it is read, which can take as long as the making.
      await follow((headers) =>
        kept.fetchQuery(read('/api/v1/scenarios/{id}', { params: { path: { id: made.id } }, headers })),
      );
      return made;
    },
    onSuccess: async ({ id }) => {
      await kept.invalidateQueries({ queryKey: ['/api/v1/calls/{id}/scenarios'] });
      setName('');
      onMade(id);
    },
  });
  useUnsaved(name !== '' && !make.isPending);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = name.trim() === '' ? [{ field: 'scenario-name', message: t('nameMissing') }] : [];
    setFaults(missing);
    if (missing.length === 0) make.mutate();
  };
  return (
    <Details defaultOpen={scenarios.length === 0}>
      <Details.Summary>{t('new')}</Details.Summary>
      <Details.Content>
        <form className="form" noValidate onSubmit={submit}>
          <FormFaults faults={faults} />
          <ProblemAlert error={make.error} />
          <div className="scenario-fields">
            <Textfield
              id="scenario-name"
              label={t('name')}
              maxLength={120}
              value={name}
              error={faults[0]?.message}
              onChange={({ target: { value } }) => setName(value)}
            />
            <Field>
              <Label htmlFor="scenario-rule">{t('startFrom')}</Label>
              <Select
                id="scenario-rule"
                value={rule}
                onChange={({ target: { value } }) => setRule(rules.find((one) => one === value) ?? 'asRecommended')}
              >
                {rules.map((one) => (
                  <Select.Option key={one} value={one}>
                    {t(`rules.${one}`)}
                  </Select.Option>
                ))}
              </Select>
            </Field>
            <Field>
              <Label htmlFor="scenario-inputs">{t('figures')}</Label>
              <Select id="scenario-inputs" value={inputsId} onChange={({ target: { value } }) => setInputsId(value)}>
                <Select.Option value="">{t('figuresNow')}</Select.Option>
                {bases.map(({ inputsId: id, name: of }) => (
                  <Select.Option key={id} value={id}>
                    {t('figuresOf', { name: of })}
                  </Select.Option>
                ))}
              </Select>
            </Field>
          </div>
          <Checkbox
            label={t('onlyEligible')}
            value="onlyEligible"
            checked={onlyEligible}
            onChange={({ target: { checked } }) => setOnlyEligible(checked)}
          />
          <div className="actions">
            <Button type="submit" loading={make.isPending}>
              {t('make')}
            </Button>
          </div>
          <ProgressBar running={running} />
        </form>
      </Details.Content>
    </Details>
  );
}
