import { Alert, Button, List, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, readEvery, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { CheckedForm, unmet } from '../../components/checked-form';
import { ChoiceField } from '../../components/choice-field';
import { useUnsavedForm } from '../../components/unsaved';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** Who writes, and by which day of our own. Days out of order are told, not refused. */
export function AssignForm({ consultee }: { consultee: Schemas['ConsulteeDto'] }) {
  const t = useTexts('consultations');
  const kept = useQueryClient();
  const { id, version, authorityId, own } = consultee;
  const officers = useSuspenseQuery(
    readEvery('/api/v1/appointments', {
      params: { query: { onDay: today(), ...(authorityId === null ? {} : { authorityId }) } },
    }),
  ).data.filter(({ role }) => role === 'caseOfficer');
  const [officerId, setOfficer] = useState(own?.assignedToId ?? '');
  const [day, setDay] = useState(own?.draftDueDay ?? '');
  const assign = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/consultees/{id}/assignment', {
          params: { path: { id }, header: ifMatch(version) },
          body: { officerId, ...(day === '' ? {} : { draftDueDay: day }) },
        }),
      ),
    onSuccess: () => kept.invalidateQueries(),
  });
  useUnsavedForm(officerId !== (own?.assignedToId ?? '') || day !== (own?.draftDueDay ?? ''), assign);
  if (!mayEver(useSession(), 'opinion.handle') || !consultee.possibleActs.includes('assign')) return null;
  const warnings = assign.data?.warnings ?? [];
  return (
    <CheckedForm
      label={t('own.steps.assigned')}
      className="form assign-form"
      lacking={() => unmet([[officerId === '', 'officer', t('own.officerMissing')]])}
      onSend={() => assign.mutate()}
      error={assign.error}
    >
      {(at) => (
        <>
          {warnings.length === 0 ? null : (
            <Alert data-color="warning">
              <List.Unordered>
                {warnings.map(({ code, detail }) => (
                  <List.Item key={code}>{detail}</List.Item>
                ))}
              </List.Unordered>
            </Alert>
          )}
          <ChoiceField
            id="officer"
            label={t('own.officer')}
            none={t('own.chooseOfficer')}
            value={officerId}
            options={officers.map(({ personId, personName }) => ({ value: personId, label: personName }))}
            error={at('officer')}
            onChange={setOfficer}
          />
          <Textfield
            type="date"
            label={t('own.draftDay')}
            max={consultee.replyByDay}
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
          <Button
            type="submit"
            variant={own?.assignedToId == null ? 'primary' : 'secondary'}
            loading={assign.isPending}
          >
            {own?.assignedToId == null ? t('own.assign') : t('own.saveAssignment')}
          </Button>
        </>
      )}
    </CheckedForm>
  );
}
