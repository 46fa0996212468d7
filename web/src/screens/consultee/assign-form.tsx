import { Alert, Button, Field, Label, List, Select, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, ifMatch, readEvery, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { type FormFault, FormFaults } from '../../components/form-faults';
import { ProblemAlert } from '../../components/problem-alert';
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
  const [faults, setFaults] = useState<FormFault[]>([]);
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
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = officerId === '' ? [{ field: 'officer', message: t('own.officerMissing') }] : [];
    setFaults(missing);
    if (missing.length === 0) assign.mutate();
  };
  const warnings = assign.data?.warnings ?? [];
  return (
    <form className="form assign-form" noValidate onSubmit={submit} aria-label={t('own.steps.assigned')}>
      <FormFaults faults={faults} />
      <ProblemAlert error={assign.error} />
      {warnings.length === 0 ? null : (
        <Alert data-color="warning">
          <List.Unordered>
            {warnings.map(({ code, detail }) => (
              <List.Item key={code}>{detail}</List.Item>
            ))}
          </List.Unordered>
        </Alert>
      )}
      <Field>
        <Label htmlFor="officer">{t('own.officer')}</Label>
        <Select id="officer" value={officerId} onChange={(event) => setOfficer(event.target.value)}>
          <Select.Option value="">{t('own.chooseOfficer')}</Select.Option>
          {officers.map(({ personId, personName }) => (
            <Select.Option key={personId} value={personId}>
              {personName}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Textfield
        type="date"
        label={t('own.draftDay')}
        max={consultee.replyByDay}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <Button type="submit" variant={own?.assignedToId == null ? 'primary' : 'secondary'} loading={assign.isPending}>
        {own?.assignedToId == null ? t('own.assign') : t('own.saveAssignment')}
      </Button>
    </form>
  );
}
