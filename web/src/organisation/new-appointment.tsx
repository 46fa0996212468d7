import { Button, Heading, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, readEvery, type Schemas, unwrap } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { Role } from '../api/session';
import { faultsOf, type FormFault, FormFaults } from '../components/form-faults';
import { ProblemAlert } from '../components/problem-alert';
import { today } from '../texts/dates';
import { useTexts } from '../texts/texts';
import { Choice } from './choice';

const roles: readonly Role[] = [
  'caseOfficer',
  'unitHead',
  'administrationDirector',
  'committeeSecretary',
  'registrar',
  'chair',
  'viceChair',
  'member',
  'substitute',
  'controller',
  'cityOffice',
  'auditor',
  'archivist',
  'admin',
];
const seats: readonly Role[] = ['chair', 'viceChair', 'member', 'substitute'];

interface Typed {
  personId: string;
  role: Role;
  /** An authority or a body; empty is the whole municipality. */
  placeId: string;
  fromDay: string;
  toDay: string;
  party: string;
  callingOrder: string;
}

/** Ids of the fields, by the names the API's faults point at. */
const fields: Readonly<Record<string, string>> = {
  personId: 'appointment-person',
  role: 'appointment-role',
  authorityId: 'appointment-place',
  bodyId: 'appointment-place',
  fromDay: 'appointment-from',
  toDay: 'appointment-to',
  party: 'appointment-party',
  callingOrder: 'appointment-order',
};
const fieldOf = (pointer: string): string | undefined => fields[pointer.split('/')[1] ?? ''];

/** A person, a role, where, and from which day until which. A seat is in a body; the others may be in a whole authority. */
export function NewAppointment({
  personId = '',
  bodyId,
  onAdded,
}: {
  /** For whom, or in which body, when that is given already. */
  personId?: string | undefined;
  bodyId?: string | undefined;
  onAdded: () => void;
}) {
  const t = useTexts('organisation');
  const roleNames = useTexts('common');
  const kept = useQueryClient();
  const people = useSuspenseQuery(readEvery('/api/v1/people')).data;
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data.filter(isInForce);
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data.filter(isInForce);
  const [typed, setTyped] = useState<Typed>({
    personId,
    role: bodyId === undefined ? 'caseOfficer' : 'member',
    placeId: bodyId ?? '',
    fromDay: today(),
    toDay: '',
    party: '',
    callingOrder: '',
  });
  const set = (change: Partial<Typed>): void => setTyped((before) => ({ ...before, ...change }));
  const [missing, setMissing] = useState<FormFault[]>([]);
  const isSeat = seats.includes(typed.role);
  const add = useMutation({
    mutationFn: (body: Schemas['NewAppointmentDto']) => unwrap(api.POST('/api/v1/appointments', { body })),
    onSuccess: async () => {
      await kept.invalidateQueries();
      onAdded();
    },
  });
  const isAtFields = add.error instanceof ApiProblem && add.error.problem.errors !== undefined;
  const refused = isAtFields ? faultsOf(add.error as ApiProblem, fieldOf, 'appointment-person') : [];
  const faults = missing.length > 0 ? missing : refused;
  const faultAt = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.message;
  const submit = (): void => {
    const lacking = missingIn(typed, t);
    setMissing(lacking);
    if (lacking.length > 0) return;
    const isBody = bodies.some(({ id }) => id === typed.placeId);
    add.mutate({
      personId: typed.personId,
      role: typed.role,
      fromDay: typed.fromDay,
      ...(typed.placeId === '' ? {} : { [isBody ? 'bodyId' : 'authorityId']: typed.placeId }),
      ...(typed.toDay === '' ? {} : { toDay: typed.toDay }),
      ...(isSeat && typed.party.trim() !== '' ? { party: typed.party } : {}),
      ...(typed.role === 'substitute' && typed.callingOrder.trim() !== ''
        ? { callingOrder: Number(typed.callingOrder) }
        : {}),
    });
  };
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Heading level={2} data-size="xs" id="add-heading">
        {t('add')}
      </Heading>
      <FormFaults faults={faults} />
      {isAtFields ? null : <ProblemAlert error={add.error} />}
      <Choice
        id="appointment-person"
        label={t('person')}
        value={typed.personId}
        onChange={(value) => set({ personId: value })}
        options={people.map(({ id, name }) => [id, name])}
        none={t('choose')}
        error={faultAt('appointment-person')}
      />
      <Choice
        id="appointment-role"
        label={t('role')}
        value={typed.role}
        onChange={(value) => set({ role: value as Role })}
        options={roles.map((each) => [each, roleNames(`roles.${each}`)])}
        error={faultAt('appointment-role')}
      />
      <Choice
        id="appointment-place"
        label={t('place')}
        value={typed.placeId}
        onChange={(value) => set({ placeId: value })}
        options={[
          ...(isSeat ? [] : authorities.map(({ id, name }): [string, string] => [id, t('whole', { name })])),
          ...bodies.map(({ id, name }): [string, string] => [id, name]),
        ]}
        none={isSeat ? t('choose') : t('municipality')}
        error={faultAt('appointment-place')}
      />
      {isSeat ? (
        <Textfield
          id="appointment-party"
          label={t('party')}
          value={typed.party}
          error={faultAt('appointment-party')}
          onChange={(event) => set({ party: event.target.value })}
        />
      ) : null}
      {typed.role === 'substitute' ? (
        <Textfield
          id="appointment-order"
          label={t('callingOrder')}
          description={t('callingOrderHint')}
          inputMode="numeric"
          autoComplete="off"
          value={typed.callingOrder}
          error={faultAt('appointment-order')}
          onChange={(event) => set({ callingOrder: event.target.value })}
        />
      ) : null}
      <div className="actions">
        <Textfield
          id="appointment-from"
          type="date"
          label={t('from')}
          value={typed.fromDay}
          error={faultAt('appointment-from')}
          onChange={(event) => set({ fromDay: event.target.value })}
        />
        <Textfield
          id="appointment-to"
          type="date"
          label={t('toOptional')}
          value={typed.toDay}
          error={faultAt('appointment-to')}
          onChange={(event) => set({ toDay: event.target.value })}
        />
      </div>
      <Button type="submit" disabled={add.isPending}>
        {t('addConfirm')}
      </Button>
    </form>
  );
}

/** What the form itself can see; the rest the API says. */
function missingIn(
  { personId, role, fromDay, callingOrder }: Typed,
  t: ReturnType<typeof useTexts<'organisation'>>,
): FormFault[] {
  const isOrderRead = role !== 'substitute' || /^\s*\d*\s*$/.test(callingOrder);
  return [
    ...(personId === '' ? [{ field: 'appointment-person', message: t('personMissing') }] : []),
    ...(isOrderRead ? [] : [{ field: 'appointment-order', message: t('callingOrderFault') }]),
    ...(fromDay === '' ? [{ field: 'appointment-from', message: t('fromMissing') }] : []),
  ];
}

const isInForce = ({ validTo }: { validTo: string | null }): boolean => validTo === null || validTo >= today();
