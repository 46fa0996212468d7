import { Alert, Button, Heading, Link as DsLink, List } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { LongField } from '../../components/long-field';
import { ProblemAlert } from '../../components/problem-alert';
import { useUnsaved } from '../../components/unsaved';
import { useTexts } from '../../texts/texts';

type Call = Schemas['CallDto'];
type Verdict = Schemas['CallPlanDto']['verdict'];

const colours: Readonly<Record<Verdict, 'success' | 'info' | 'warning'>> = {
  inTime: 'success',
  inTimeIfImmediate: 'warning',
  notInTime: 'warning',
  unknown: 'info',
  noEnd: 'info',
};

/** Does the time suffice? Said before the draft is issued; when it does not, somebody says why it is issued all the same. */
export function IssueDraft({ call }: { call: Call }) {
  const t = useTexts('call');
  const kept = useQueryClient();
  const plan = useSuspenseQuery(read('/api/v1/calls/{id}/plan-check', { params: { path: { id: call.id } } })).data;
  const [ground, setGround] = useState(call.planGround ?? '');
  useUnsaved(ground !== (call.planGround ?? ''));
  const asksForGround = plan.verdict === 'notInTime';
  const issue = useMutation({
    mutationFn: async () => {
      const path = { id: call.id };
      const isNew = asksForGround && ground.trim() !== '' && ground !== call.planGround;
      const { version } = isNew
        ? await unwrap(
            api.PATCH('/api/v1/calls/{id}', {
              params: { path, header: ifMatch(call.version) },
              body: { planGround: ground },
            }),
          )
        : call;
      return unwrap(api.POST('/api/v1/calls/{id}/issue', { params: { path, header: ifMatch(version) } }));
    },
    // Also when it is refused: the ground may have been saved, and with it the version.
    onSettled: () => kept.invalidateQueries(),
  });
  return (
    <section aria-labelledby="plan" className="form">
      <Alert data-color={colours[plan.verdict]}>
        <Heading level={2} data-size="xs" id="plan">
          {t(`plan.${plan.verdict}`)}
        </Heading>
        <List.Unordered>
          {plan.summary.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List.Unordered>
      </Alert>
      <ProblemAlert error={issue.error} />
      {asksForGround ? <LongField label={t('ground')} value={ground} onChange={setGround} /> : null}
      <div className="actions">
        <Button disabled={issue.isPending} onClick={() => issue.mutate()}>
          {t('act.issue')}
        </Button>
        <DsLink asChild>
          <Link to={`/utlysningar/${call.id}/andra` as '/'}>{t('act.change')}</Link>
        </DsLink>
      </div>
    </section>
  );
}
