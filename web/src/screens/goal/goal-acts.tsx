import { Button, Details } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { useSession } from '../../api/session';
import { FieldsForm, type FormField, type FormValues } from '../../components/fields-form';
import { ProblemAlert } from '../../components/problem-alert';
import { ownFollowers } from '../../goals/write-rights';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

type Goal = Schemas['GoalDto'];
type Step = Schemas['GoalStepDto']['act'];
type Kind = Schemas['NewIndicatorDto']['kind'];

const steps: readonly Step[] = ['adopt', 'begin', 'carryOver', 'close', 'withdraw'];

/** What those whose goal it is can do with it: take it further, and say how it is measured. */
export function GoalActs({ goal }: { goal: Goal }) {
  const t = useTexts('goal-write');
  const kept = useQueryClient();
  const isOwn = ownFollowers(useSession()).includes(goal.authorityId);
  const { id, version, possibleActs } = goal;
  const step = useMutation({
    mutationFn: (act: Step) =>
      unwrap(
        api.POST('/api/v1/goals/{id}/steps', { params: { path: { id }, header: ifMatch(version) }, body: { act } }),
      ),
    onSuccess: () => kept.invalidateQueries(),
  });
  const possible = steps.filter((each) => possibleActs.includes(each));
  if (!isOwn) return null;
  return (
    <section aria-label={t('acts')} className="goal-part no-print">
      <ProblemAlert error={step.error} />
      <div className="actions">
        {possible.map((each, index) => (
          <Button
            key={each}
            variant={index === 0 && each !== 'withdraw' ? 'primary' : 'tertiary'}
            disabled={step.isPending}
            onClick={() => step.mutate(each)}
          >
            {t(`steps.${each}`)}
          </Button>
        ))}
      </div>
      <NewIndicator goalId={id} />
    </section>
  );
}

/** With its first definition: what is counted, of what, in which unit. The target is set on its own page. */
function NewIndicator({ goalId }: { goalId: string }) {
  const t = useTexts('goal-write');
  const kept = useQueryClient();
  const navigate = useNavigate();
  const fields: FormField[] = [
    { name: 'name', label: t('indicator.name'), kind: 'text', missing: t('indicator.missing.name') },
    {
      name: 'kind',
      label: t('indicator.kind'),
      kind: 'choice',
      missing: t('indicator.missing.kind'),
      options: (['count', 'share', 'value'] as const).map((value) => ({ value, label: t(`indicator.kinds.${value}`) })),
    },
    { name: 'definition', label: t('indicator.definition'), kind: 'long', missing: t('indicator.missing.definition') },
    { name: 'numerator', label: t('indicator.numerator'), kind: 'text' },
    { name: 'denominator', label: t('indicator.denominator'), kind: 'text' },
    { name: 'unit', label: t('indicator.unit'), kind: 'text', missing: t('indicator.missing.unit') },
    {
      name: 'bySex',
      label: t('indicator.bySex'),
      kind: 'choice',
      missing: t('indicator.missing.bySex'),
      options: (['yes', 'no'] as const).map((value) => ({ value, label: t(`indicator.${value}`) })),
    },
    {
      name: 'fromDay',
      label: t('indicator.fromDay'),
      kind: 'day',
      initial: today(),
      missing: t('indicator.missing.day'),
    },
    { name: 'sourceSystem', label: t('indicator.source'), kind: 'text' },
    { name: 'method', label: t('indicator.method'), kind: 'long' },
  ];
  const create = async ({ name, kind, definition, unit, bySex, fromDay, ...rest }: FormValues): Promise<void> => {
    const { id } = await unwrap(
      api.POST('/api/v1/goals/{id}/indicators', {
        params: { path: { id: goalId } },
        body: {
          name: name as string,
          kind: kind as Kind,
          definition: definition as string,
          unit: unit as string,
          bySex: bySex === 'yes',
          fromDay: fromDay as string,
          ...rest,
        },
      }),
    );
    await kept.invalidateQueries();
    await navigate({ to: '/indikatorer/$id', params: { id } });
  };
  return (
    <Details>
      <Details.Summary>{t('indicator.add')}</Details.Summary>
      <Details.Content>
        <FieldsForm fields={fields} submitLabel={t('indicator.save')} onSubmit={create} onDone={() => undefined} />
      </Details.Content>
    </Details>
  );
}
