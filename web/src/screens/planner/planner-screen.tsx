import { Button, Fieldset, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { CheckedForm, type FaultAt } from '../../components/checked-form';
import { ChoiceField } from '../../components/choice-field';
import { PageHeading } from '../../components/page-heading';
import { type LeadInput, type PlanInput, planOf, type StepInput } from '../../planner/plan-input';
import { useTexts } from '../../texts/texts';
import { Outcome } from './outcome';
import './planner.css';
import { StepRow } from './step-row';

const needs = ['decided', 'adjusted', 'announced', 'final'] as const;

/** Does the time suffice, when must each begin, and what does immediate adjustment buy? Nothing is saved. */
export function PlannerScreen() {
  const t = useTexts('planner');
  const [input, setInput] = useState<PlanInput>(() => ({
    endDay: '',
    endWhat: '',
    endNeeds: 'announced',
    startDay: '',
    steps: [newStep('meeting')],
    leads: [],
  }));
  const check = useMutation({
    mutationFn: (body: Schemas['PlanCheckDto']) => unwrap(api.POST('/api/v1/plan-checks', { body })),
  });
  const change = (next: Partial<PlanInput>): void => setInput((now) => ({ ...now, ...next }));
  const { steps, leads } = input;
  const read = planOf(input);
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <Paragraph>{t('about')}</Paragraph>
      <CheckedForm
        className="form plan-form"
        lacking={() => read.faults.map(({ field, code }) => ({ field, message: t(`faults.${code}`) }))}
        onSend={() => read.body !== undefined && check.mutate(read.body)}
        error={check.error}
      >
        {(at) => (
          <>
            <div className="plan-row">
              <Textfield
                id="endDay"
                type="date"
                label={t('endDay')}
                value={input.endDay}
                error={at('endDay')}
                onChange={(event) => change({ endDay: event.target.value })}
              />
              <Textfield
                label={t('endWhat')}
                value={input.endWhat}
                onChange={(event) => change({ endWhat: event.target.value })}
              />
              <ChoiceField
                label={t('endNeeds')}
                value={input.endNeeds}
                options={needs.map((value) => ({ value, label: t(`needs.${value}`) }))}
                onChange={(endNeeds) => change({ endNeeds })}
              />
              <Textfield
                type="date"
                label={t('startDay')}
                value={input.startDay}
                onChange={(event) => change({ startDay: event.target.value })}
              />
            </div>
            <Fieldset>
              <Fieldset.Legend>{t('steps')}</Fieldset.Legend>
              <ol className="plan-steps">
                {steps.map((step, index) => (
                  <li key={step.id}>
                    <StepRow
                      step={step}
                      number={index + 1}
                      faultAt={at}
                      onChange={(next) =>
                        change({ steps: steps.map((each) => (each.id === step.id ? { ...each, ...next } : each)) })
                      }
                      onRemove={() => change({ steps: steps.filter(({ id }) => id !== step.id) })}
                    />
                  </li>
                ))}
              </ol>
              <div className="actions">
                <Button
                  id="add-meeting"
                  variant="secondary"
                  onClick={() => change({ steps: [...steps, newStep('meeting')] })}
                >
                  {t('addMeeting')}
                </Button>
                <Button variant="secondary" onClick={() => change({ steps: [...steps, newStep('work')] })}>
                  {t('addWork')}
                </Button>
              </div>
            </Fieldset>
            <Leads leads={leads} faultAt={at} onChange={(next) => change({ leads: next })} />
            <Button type="submit" loading={check.isPending}>
              {t('check')}
            </Button>
          </>
        )}
      </CheckedForm>
      {check.data === undefined ? null : <Outcome key={check.submittedAt} outcome={check.data} />}
    </div>
  );
}

/** What others must be asked for some months ahead, such as a grantor's approval of an agent. */
function Leads({
  leads,
  faultAt,
  onChange,
}: {
  leads: readonly LeadInput[];
  faultAt: FaultAt;
  onChange: (leads: readonly LeadInput[]) => void;
}) {
  const t = useTexts('planner');
  const edit = (id: string, next: Partial<LeadInput>): void =>
    onChange(leads.map((each) => (each.id === id ? { ...each, ...next } : each)));
  return (
    <Fieldset>
      <Fieldset.Legend>{t('leads')}</Fieldset.Legend>
      {leads.map(({ id, name, months }, index) => (
        <div key={id} className="plan-row">
          <Textfield
            id={`lead-${id}`}
            label={t('leadName', { number: index + 1 })}
            value={name}
            error={faultAt(`lead-${id}`)}
            onChange={(event) => edit(id, { name: event.target.value })}
          />
          <Textfield
            id={`months-${id}`}
            label={t('months', { number: index + 1 })}
            inputMode="numeric"
            value={months}
            error={faultAt(`months-${id}`)}
            onChange={(event) => edit(id, { months: event.target.value })}
          />
          <Button
            variant="tertiary"
            data-color="danger"
            aria-label={t('removeNumbered', { number: index + 1, what: name })}
            onClick={() => onChange(leads.filter((each) => each.id !== id))}
          >
            {t('remove')}
          </Button>
        </div>
      ))}
      <Button variant="secondary" onClick={() => onChange([...leads, { id: newId(), name: '', months: '1' }])}>
        {t('addLead')}
      </Button>
    </Fieldset>
  );
}

let rows = 0;
/** Told apart on this page alone. */
const newId = (): string => String((rows += 1));

function newStep(kind: StepInput['kind']): StepInput {
  return { id: newId(), kind, bodyId: '', meetingId: '', adjustment: 'ordinary', name: '', days: '' };
}
