import { Button, Field, Heading, Label, Select, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, readEvery, type Schemas, unwrap } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import type { Role } from '../../api/session';
import { faultsOf, type FormFault, FormFaults } from '../../components/form-faults';
import { ProblemAlert } from '../../components/problem-alert';
import { useUnsavedForm } from '../../components/unsaved';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

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

/** A person, a role, where, and from which day until which. A seat is in a body; the others may be in a whole authority. */
export function NewAppointment({ onAdded }: { onAdded: () => void }) {
  const t = useTexts('organisation');
  const roleNames = useTexts('common');
  const kept = useQueryClient();
  const people = useSuspenseQuery(readEvery('/api/v1/people')).data;
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data.filter(isInForce);
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data.filter(isInForce);
  const [personId, setPersonId] = useState('');
  const [role, setRole] = useState<Role>('caseOfficer');
  const [placeId, setPlaceId] = useState('');
  const [fromDay, setFromDay] = useState(today());
  const [toDay, setToDay] = useState('');
  const [party, setParty] = useState('');
  const [missing, setMissing] = useState<FormFault[]>([]);
  const isSeat = seats.includes(role);
  const add = useMutation({
    mutationFn: (body: Schemas['NewAppointmentDto']) => unwrap(api.POST('/api/v1/appointments', { body })),
    onSuccess: async () => {
      await kept.invalidateQueries({ queryKey: ['/api/v1/appointments'] });
      onAdded();
    },
  });
  useUnsavedForm(personId !== '' || placeId !== '' || toDay !== '' || party !== '', add);
  const refused = add.error instanceof ApiProblem ? faultsOf(add.error, fieldOf, 'appointment-person') : [];
  const faults = missing.length > 0 ? missing : refused;
  const submit = (): void => {
    const lacking = personId === '' ? [{ field: 'appointment-person', message: t('personMissing') }] : [];
    setMissing(lacking);
    if (lacking.length > 0) return;
    add.mutate({
      personId,
      role,
      fromDay,
      ...(bodies.some(({ id }) => id === placeId) ? { bodyId: placeId } : {}),
      ...(authorities.some(({ id }) => id === placeId) ? { authorityId: placeId } : {}),
      ...(toDay === '' ? {} : { toDay }),
      ...(party === '' ? {} : { party }),
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
      {add.error !== null && faults.length === 0 ? <ProblemAlert error={add.error} /> : null}
      <Choice
        id="appointment-person"
        label={t('person')}
        value={personId}
        onChange={setPersonId}
        options={people.map(({ id, name }) => [id, name])}
        none={t('choose')}
      />
      <Choice
        id="appointment-role"
        label={t('role')}
        value={role}
        onChange={(value) => setRole(value as Role)}
        options={roles.map((each) => [each, roleNames(`roles.${each}`)])}
      />
      <Choice
        id="appointment-place"
        label={t('place')}
        value={placeId}
        onChange={setPlaceId}
        options={[
          ...(isSeat ? [] : authorities.map(({ id, name }): [string, string] => [id, t('whole', { name })])),
          ...bodies.map(({ id, name }): [string, string] => [id, name]),
        ]}
        none={t('municipality')}
      />
      {isSeat ? (
        <Textfield label={t('party')} value={party} onChange={(event) => setParty(event.target.value)} />
      ) : null}
      <div className="actions">
        <Textfield
          id="appointment-from"
          type="date"
          label={t('from')}
          value={fromDay}
          onChange={(event) => setFromDay(event.target.value)}
        />
        <Textfield
          id="appointment-to"
          type="date"
          label={t('toOptional')}
          value={toDay}
          onChange={(event) => setToDay(event.target.value)}
        />
      </div>
      <Button type="submit" disabled={add.isPending}>
        {t('addConfirm')}
      </Button>
    </form>
  );
}

function Choice({
  id,
  label,
  value,
  onChange,
  options,
  none,
}: {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly (readonly [string, string])[];
  none?: string;
}) {
  return (
    <Field>
      <Label htmlFor={id}>{label}</Label>
      <Select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {none === undefined ? null : <Select.Option value="">{none}</Select.Option>}
        {options.map(([key, name]) => (
          <Select.Option key={key} value={key}>
            {name}
          </Select.Option>
        ))}
      </Select>
    </Field>
  );
}

const isInForce = ({ validTo }: { validTo: string | null }): boolean => validTo === null || validTo >= today();

const fields: Readonly<Record<string, string>> = {
  role: 'appointment-role',
  authorityId: 'appointment-place',
  bodyId: 'appointment-place',
  fromDay: 'appointment-from',
  toDay: 'appointment-to',
};
const fieldOf = (pointer: string): string | undefined => fields[pointer.split('/')[1] ?? ''];
