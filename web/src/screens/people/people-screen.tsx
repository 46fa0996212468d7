import { Button } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { readEvery, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { OpenDialog } from '../../components/open-dialog';
import { PageHeading } from '../../components/page-heading';
import { StatusTag } from '../../components/status-tag';
import { standingOf, useAppointments } from '../../organisation/appointments';
import { NewAppointment } from '../../organisation/new-appointment';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { DeactivatePerson } from './deactivate-person';
import { NewPerson } from './new-person';

/** With what the person holds today, in words. */
export type Person = Schemas['PersonDto'] & { holds: string };

type T = ReturnType<typeof useTexts<'people'>>;
type Act = { what: 'appoint' | 'deactivate'; person: Person };

/** Who is there, with which appointments? Nobody is ever removed: who has left stands here, with the day. */
export function PeopleScreen() {
  const t = useTexts('people');
  const manages = mayEver(useSession(), 'organisation.manage');
  const people = usePeople();
  const [isAdding, setAdding] = useState(false);
  const [act, setAct] = useState<Act | undefined>();
  const add = manages ? <Button onClick={() => setAdding(true)}>{t('add')}</Button> : null;
  const close = (): void => setAct(undefined);
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <DataTable
        name="personer"
        caption={t('title')}
        columns={columnsOf(t, manages ? setAct : undefined)}
        rows={people}
        rowKey={({ id }) => id}
        filters={[
          {
            key: 'lage',
            label: t('state'),
            value: stateOf,
            options: (['inService', 'withoutAppointment', 'left'] as const).map((value) => ({
              value,
              label: t(`states.${value}`),
            })),
          },
        ]}
        actions={add}
        empty={
          <EmptyState title={t('empty.title')} text={t('empty.text')}>
            {add}
          </EmptyState>
        }
      />
      {isAdding ? (
        <OpenDialog onClose={() => setAdding(false)} labelledBy="new-person">
          <NewPerson onAdded={() => setAdding(false)} />
        </OpenDialog>
      ) : null}
      {act?.what === 'appoint' ? (
        <OpenDialog onClose={close} labelledBy="add-heading">
          <Suspense fallback={null}>
            <NewAppointment personId={act.person.id} onAdded={close} />
          </Suspense>
        </OpenDialog>
      ) : null}
      {act?.what === 'deactivate' ? (
        <OpenDialog onClose={close} labelledBy="deactivate-person">
          <DeactivatePerson person={act.person} onDone={close} />
        </OpenDialog>
      ) : null}
    </div>
  );
}

function usePeople(): Person[] {
  const people = useSuspenseQuery(readEvery('/api/v1/people', { params: { query: { alsoDeactivated: 'true' } } })).data;
  const held = new Map<string, string[]>();
  for (const one of useAppointments().filter((each) => standingOf(each) === 'inForce'))
    held.set(one.personId, [...(held.get(one.personId) ?? []), `${one.roleName}, ${one.place}`]);
  return people.map((person) => ({ ...person, holds: (held.get(person.id) ?? []).join(' · ') }));
}

function stateOf({ deactivatedAt, holds }: Person): 'inService' | 'withoutAppointment' | 'left' {
  if (deactivatedAt !== null) return 'left';
  return holds === '' ? 'withoutAppointment' : 'inService';
}

function columnsOf(t: T, act: ((act: Act) => void) | undefined): Column<Person>[] {
  return [
    { key: 'name', header: t('name'), value: ({ name }) => name },
    { key: 'personTitle', header: t('personTitle'), value: ({ title }) => title },
    { key: 'holds', header: t('holds'), value: ({ holds }) => holds },
    {
      key: 'state',
      header: t('state'),
      value: (person) => t(`states.${stateOf(person)}`),
      show: (person) => <State person={person} act={act} />,
    },
  ];
}

function State({ person, act }: { person: Person; act: ((act: Act) => void) | undefined }) {
  const t = useTexts('people');
  if (person.deactivatedAt !== null) return t('leftAt', { at: formatInstant(person.deactivatedAt) });
  const state = stateOf(person);
  return (
    <div className="row-acts">
      <StatusTag tone={state === 'inService' ? 'success' : 'warning'}>{t(`states.${state}`)}</StatusTag>
      {act === undefined ? null : <PersonActs person={person} act={act} />}
    </div>
  );
}

function PersonActs({ person, act }: { person: Person; act: (act: Act) => void }) {
  const t = useTexts('people');
  const { name } = person;
  return (
    <>
      {(['appoint', 'deactivate'] as const).map((what) => (
        <Button
          key={what}
          variant="tertiary"
          data-size="sm"
          aria-label={t(`${what}Whom`, { name })}
          onClick={() => act({ what, person })}
        >
          {t(what)}
        </Button>
      ))}
    </>
  );
}
