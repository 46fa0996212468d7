import { Button, Heading, Textfield } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, readEvery, type Schemas, unwrap } from '../api/client';
import type { Role } from '../api/session';
import { CheckedForm, unmet } from '../components/checked-form';
import { ChoiceField, optionsOf } from '../components/choice-field';
import type { FormFault } from '../components/form-faults';
import { useUnsavedForm } from '../components/unsaved';
import { today } from '../texts/dates';
import { useTexts } from '../texts/texts';

/** Every role the API knows, and whether it is a seat in a body or work at an authority. */
const held: Readonly<Record<Role, 'work' | 'seat'>> = {
  caseOfficer: 'work',
  unitHead: 'work',
  administrationDirector: 'work',
  committeeSecretary: 'work',
  registrar: 'work',
  chair: 'seat',
  viceChair: 'seat',
  member: 'seat',
  substitute: 'seat',
  controller: 'work',
  cityOffice: 'work',
  auditor: 'work',
  archivist: 'work',
  admin: 'work',
};
const roles = Object.keys(held) as Role[];

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
  const isSeat = held[typed.role] === 'seat';
  const add = useMutation({
    mutationFn: (body: Schemas['NewAppointmentDto']) => unwrap(api.POST('/api/v1/appointments', { body })),
    onSuccess: async () => {
      await kept.invalidateQueries();
      onAdded();
    },
  });
  useUnsavedForm(
    typed.personId !== personId || typed.placeId !== (bodyId ?? '') || typed.toDay !== '' || typed.party !== '',
    add,
  );
  const submit = (): void => {
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
    <CheckedForm
      lacking={() => missingIn(typed, t)}
      onSend={submit}
      error={add.error}
      fields={{ of: fieldOf, first: 'appointment-person' }}
    >
      {(at) => (
        <>
          <Heading level={2} data-size="xs" id="add-heading">
            {t('add')}
          </Heading>
          <ChoiceField
            id="appointment-person"
            label={t('person')}
            value={typed.personId}
            onChange={(value) => set({ personId: value })}
            options={optionsOf(people)}
            none={t('choose')}
            error={at('appointment-person')}
          />
          <ChoiceField
            id="appointment-role"
            label={t('role')}
            value={typed.role}
            onChange={(role) => set({ role })}
            options={roles.map((value) => ({ value, label: roleNames(`roles.${value}`) }))}
            error={at('appointment-role')}
          />
          <ChoiceField
            id="appointment-place"
            label={t('place')}
            value={typed.placeId}
            onChange={(value) => set({ placeId: value })}
            options={[
              ...(isSeat ? [] : authorities.map(({ id, name }) => ({ value: id, label: t('whole', { name }) }))),
              ...optionsOf(bodies),
            ]}
            none={isSeat ? t('choose') : t('municipality')}
            error={at('appointment-place')}
          />
          {isSeat ? (
            <Textfield
              id="appointment-party"
              label={t('party')}
              value={typed.party}
              error={at('appointment-party')}
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
              error={at('appointment-order')}
              onChange={(event) => set({ callingOrder: event.target.value })}
            />
          ) : null}
          <div className="actions">
            <Textfield
              id="appointment-from"
              type="date"
              label={t('from')}
              value={typed.fromDay}
              error={at('appointment-from')}
              onChange={(event) => set({ fromDay: event.target.value })}
            />
            <Textfield
              id="appointment-to"
              type="date"
              label={t('toOptional')}
              value={typed.toDay}
              error={at('appointment-to')}
              onChange={(event) => set({ toDay: event.target.value })}
            />
          </div>
          <Button type="submit" disabled={add.isPending}>
            {t('addConfirm')}
          </Button>
        </>
      )}
    </CheckedForm>
  );
}

/** What the form itself can see; the rest the API says. */
function missingIn(
  { personId, role, fromDay, callingOrder }: Typed,
  t: ReturnType<typeof useTexts<'organisation'>>,
): FormFault[] {
  const isOrderRead = role !== 'substitute' || /^\s*\d*\s*$/.test(callingOrder);
  return unmet([
    [personId === '', 'appointment-person', t('personMissing')],
    [!isOrderRead, 'appointment-order', t('callingOrderFault')],
    [fromDay === '', 'appointment-from', t('fromMissing')],
  ]);
}

const isInForce = ({ validTo }: { validTo: string | null }): boolean => validTo === null || validTo >= today();
