import { Button, Checkbox, Details, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read, type Schemas, unwrap } from '../../api/client';
import { useProgress } from '../../api/progress';
import { CheckedForm, unmet } from '../../components/checked-form';
import { ChoiceField } from '../../components/choice-field';
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
  return (
    <Details defaultOpen={scenarios.length === 0}>
      <Details.Summary>{t('new')}</Details.Summary>
      <Details.Content>
        <CheckedForm
          lacking={() => unmet([[name.trim() === '', 'scenario-name', t('nameMissing')]])}
          onSend={() => make.mutate()}
          error={make.error}
        >
          {(at) => (
            <>
              <div className="scenario-fields">
                <Textfield
                  id="scenario-name"
                  label={t('name')}
                  maxLength={120}
                  value={name}
                  error={at('scenario-name')}
                  onChange={({ target: { value } }) => setName(value)}
                />
                <ChoiceField
                  label={t('startFrom')}
                  value={rule}
                  options={rules.map((value) => ({ value, label: t(`rules.${value}`) }))}
                  onChange={setRule}
                />
                <ChoiceField
                  label={t('figures')}
                  none={t('figuresNow')}
                  value={inputsId}
                  options={bases.map(({ inputsId: value, name: of }) => ({
                    value,
                    label: t('figuresOf', { name: of }),
                  }))}
                  onChange={setInputsId}
                />
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
            </>
          )}
        </CheckedForm>
      </Details.Content>
    </Details>
  );
}
