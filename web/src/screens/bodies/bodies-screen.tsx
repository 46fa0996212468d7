import { Button, Link as DsLink } from '@digdir/designsystemet-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { mayEver, useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { OpenDialog } from '../../components/open-dialog';
import { PageHeading } from '../../components/page-heading';
import { type Unit, unitKinds, useUnits } from '../../organisation/units';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { EndUnit } from './end-unit';
import { NewAuthority } from './new-authority';
import { NewBody } from './new-body';

type T = ReturnType<typeof useTexts<'bodies'>>;
type Open = { what: 'authority' | 'body' } | { what: 'end'; unit: Unit };

/** Which bodies are there, since when, and what came after those that have ended? */
export function BodiesScreen() {
  const t = useTexts('bodies');
  const manages = mayEver(useSession(), 'organisation.manage');
  const units = useUnits();
  const [open, setOpen] = useState<Open | undefined>();
  const close = (): void => setOpen(undefined);
  const add = manages ? (
    <>
      <Button onClick={() => setOpen({ what: 'body' })}>{t('addBody')}</Button>
      <Button variant="secondary" onClick={() => setOpen({ what: 'authority' })}>
        {t('addAuthority')}
      </Button>
    </>
  ) : null;
  return (
    <div className="page">
      <PageHeading>{t('title')}</PageHeading>
      <DataTable
        name="organ"
        caption={t('title')}
        columns={columnsOf(t, manages ? (unit) => setOpen({ what: 'end', unit }) : undefined)}
        rows={units}
        rowKey={({ id }) => id}
        filters={[
          {
            key: 'slag',
            label: t('kind'),
            value: ({ kind }) => kind,
            options: unitKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
          },
          {
            key: 'finns',
            label: t('standing'),
            value: (unit) => (isOver(unit) ? 'over' : 'inForce'),
            options: (['inForce', 'over'] as const).map((value) => ({ value, label: t(`standings.${value}`) })),
          },
        ]}
        actions={add}
        empty={
          <EmptyState title={t('empty.title')} text={t('empty.text')}>
            {add}
          </EmptyState>
        }
      />
      {open === undefined ? null : (
        <OpenDialog onClose={close} labelledBy="unit-heading">
          {open.what === 'body' ? <NewBody units={units} onDone={close} /> : null}
          {open.what === 'authority' ? <NewAuthority onDone={close} /> : null}
          {open.what === 'end' ? <EndUnit unit={open.unit} units={units} onDone={close} /> : null}
        </OpenDialog>
      )}
    </div>
  );
}

const isOver = ({ validTo }: Unit): boolean => validTo !== null && validTo < today();

function columnsOf(t: T, end: ((unit: Unit) => void) | undefined): Column<Unit>[] {
  return [
    {
      key: 'name',
      header: t('name'),
      value: ({ name }) => name,
      show: ({ id, kind, name }) =>
        kind === 'authority' ? (
          <strong>{name}</strong>
        ) : (
          <DsLink asChild>
            <Link to="/organ/$id" params={{ id }}>
              {name}
            </Link>
          </DsLink>
        ),
    },
    { key: 'shortName', header: t('shortName'), value: ({ shortName }) => shortName },
    { key: 'kind', header: t('kind'), value: ({ kind }) => t(`kinds.${kind}`) },
    { key: 'authority', header: t('authority'), value: ({ authorityName }) => authorityName },
    { key: 'from', header: t('from'), kind: 'day', value: ({ validFrom }) => validFrom },
    {
      key: 'to',
      header: t('to'),
      kind: 'day',
      value: ({ validTo }) => validTo,
      show: (unit) =>
        unit.validTo ??
        (end === undefined ? (
          t('untilFurther')
        ) : (
          <>
            {t('untilFurther')}{' '}
            <Button
              variant="tertiary"
              data-size="sm"
              aria-label={t('endWhich', { name: unit.name, kind: t(`kinds.${unit.kind}`) })}
              onClick={() => end(unit)}
            >
              {t('end')}
            </Button>
          </>
        )),
    },
    { key: 'successor', header: t('successor'), value: ({ successorName }) => successorName },
  ];
}
