import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { api, ifMatch, readEvery, type Schemas, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { useSession } from '../../api/session';
import { FieldsForm, type FormField, type FormValues } from '../../components/fields-form';
import { type Amount, formatNumber, oreOf } from '../../money/money';
import type { TaskAct } from '../../requisitions/tasks';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

interface ActProps {
  act: TaskAct;
  requisition: Schemas['RequisitionDto'];
  grant: Schemas['GrantDto'];
  reserved: Amount | undefined;
  onDone: () => void;
  /** Told when what stands has changed under the form, which may then be gone. */
  onRefused: (error: ApiProblem) => void;
}

type T = ReturnType<typeof useTexts<'requisitions'>>;

const grounds = ['wrongOrTooHigh', 'unused', 'otherPurpose', 'noReport', 'conditionsBroken'] as const;

/** The form of one act, with what is likely already filled in. */
export function ActForm({ act, requisition, grant, reserved, onDone, onRefused }: ActProps) {
  const t = useTexts('requisitions');
  const kept = useQueryClient();
  const { person } = useSession();
  const people = useSuspenseQuery({
    ...readEvery('/api/v1/people'),
    // Only the one form needs to know whom there is to choose among.
    ...(act === 'askAgent' ? {} : { queryFn: () => Promise.resolve([]), queryKey: ['nobody'] }),
  }).data;
  const fields =
    act === 'askAgent'
      ? agentFields(
          t,
          grant.grantor,
          person.id,
          people.map(({ id, name, title }) => ({ value: id, label: title == null ? name : `${name}, ${title}` })),
        )
      : fieldsOf(t, act, requisition, reserved);
  const refresh = async (): Promise<void> => {
    await kept.invalidateQueries();
  };
  return (
    <FieldsForm
      key={act}
      fields={fields}
      submitLabel={t(`acts.${act}.do`)}
      onSubmit={async (values) => {
        try {
          await perform(act, requisition, grant, values);
        } catch (error) {
          // Somebody was before, or the deadline made it late: what stands now is shown, and the refusal stays to be read.
          if (error instanceof ApiProblem && error.problem.errors === undefined) {
            onRefused(error);
            await refresh();
          }
          throw error;
        }
      }}
      onDone={async () => {
        await refresh();
        onDone();
      }}
    />
  );
}

function agentFields(
  t: T,
  grantor: string,
  self: string,
  people: readonly { value: string; label: string }[],
): FormField[] {
  return [
    { name: 'grantor', kind: 'text', label: t('fields.grantor'), initial: grantor, missing: t('missing.grantor') },
    {
      name: 'organisationNumber',
      kind: 'text',
      label: t('fields.organisationNumber'),
      hint: t('hints.organisationNumber'),
      missing: t('missing.organisationNumber'),
    },
    {
      name: 'personId',
      kind: 'choice',
      label: t('fields.personId'),
      initial: self,
      options: people,
      missing: t('missing.personId'),
    },
    { name: 'askedDay', kind: 'day', label: t('fields.askedDay'), initial: today(), missing: t('missing.day') },
  ];
}

function fieldsOf(t: T, act: TaskAct, requisition: ActProps['requisition'], reserved: Amount | undefined): FormField[] {
  const { requisitioned, claimed } = requisition;
  const day: FormField = {
    name: 'day',
    kind: 'day',
    label: t('fields.day'),
    initial: today(),
    missing: t('missing.day'),
  };
  const amount = (initial: Amount | null | undefined): FormField => ({
    name: 'amount',
    kind: 'amount',
    label: t('fields.amount'),
    missing: t('missing.amount'),
    ...(initial == null ? {} : { initial: formatNumber(initial) }),
  });
  const reason = (missing?: string): FormField => ({
    name: 'reason',
    kind: 'long',
    label: t('fields.reason'),
    ...(missing === undefined ? { hint: t('hints.reason') } : { missing }),
  });
  const long = (name: 'use' | 'results' | 'resultsAgainstPurpose'): FormField => ({
    name,
    kind: 'long',
    label: t(`fields.${name}`),
    missing: t(`missing.${name}`),
  });
  const reference: FormField = { name: 'reference', kind: 'text', label: t('fields.reference') };
  const forms: Partial<Record<TaskAct, FormField[]>> = {
    approveAgent: [day],
    prepare: [amount(requisitioned ?? (reserved === undefined || oreOf(reserved) === 0n ? null : reserved))],
    submit: [
      { name: 'submittedDay', kind: 'day', label: t('fields.submittedDay'), hint: t('hints.submittedDay') },
      { name: 'submittedTime', kind: 'time', label: t('fields.submittedTime') },
      { name: 'submittedElsewhere', kind: 'text', label: t('fields.submittedElsewhere') },
    ],
    confirm: [day, reference],
    pay: [day, amount(requisitioned), reason()],
    report: [
      { ...day, name: 'reportedDay', label: t('fields.reportedDay') },
      long('use'),
      long('results'),
      long('resultsAgainstPurpose'),
    ],
    accept: [day],
    close: [day],
    withhold: [day, reason(t('missing.reason'))],
    claimRecovery: [
      day,
      amount(null),
      {
        name: 'ground',
        kind: 'choice',
        label: t('fields.ground'),
        missing: t('missing.ground'),
        options: grounds.map((value) => ({ value, label: t(`grounds.${value}`) })),
      },
    ],
    repay: [day, amount(claimed)],
  };
  return forms[act] ?? [];
}

/** One request an act, with the version the person saw. */
function perform(
  act: TaskAct,
  { id, version }: ActProps['requisition'],
  { agent }: ActProps['grant'],
  values: FormValues,
): Promise<unknown> {
  const params = { path: { id }, header: ifMatch(version) };
  switch (act) {
    case 'askAgent':
      return unwrap(api.POST('/api/v1/grant-agents', { body: values as Schemas['NewAgentDto'] }));
    case 'approveAgent':
      return unwrap(
        api.POST('/api/v1/grant-agents/{id}/approval', {
          params: { path: { id: agent?.id ?? '' }, header: ifMatch(agent?.version ?? 0) },
          body: values as Schemas['AgentDayDto'],
        }),
      );
    case 'recordAgent':
      return unwrap(api.POST('/api/v1/requisitions/{id}/agent', { params }));
    case 'prepare':
      return unwrap(
        api.POST('/api/v1/requisitions/{id}/preparation', {
          params,
          body: values as unknown as Schemas['PreparationDto'],
        }),
      );
    case 'approve':
      return unwrap(api.POST('/api/v1/requisitions/{id}/approval', { params }));
    case 'submit':
      return unwrap(
        api.POST('/api/v1/requisitions/{id}/submission', { params, body: values as Schemas['SubmissionDto'] }),
      );
    case 'report':
      return unwrap(api.POST('/api/v1/requisitions/{id}/report', { params, body: values as Schemas['NewReportDto'] }));
    default:
      return unwrap(
        api.POST('/api/v1/requisitions/{id}/steps', {
          params,
          body: { act, ...values } as unknown as Schemas['FactDto'],
        }),
      );
  }
}
