import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import type { Unit } from '../../organisation/units';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** The last day of a body or an authority, and what comes after it; what it has decided stands. */
export function EndUnit({ unit, units, onDone }: { unit: Unit; units: readonly Unit[]; onDone: () => void }) {
  const t = useTexts('bodies');
  const kept = useQueryClient();
  const isAuthority = unit.kind === 'authority';
  const path = isAuthority ? '/api/v1/authorities/{id}/end' : '/api/v1/bodies/{id}/end';
  const successors = units.filter(
    ({ id, kind, validTo }) => id !== unit.id && validTo === null && (kind === 'authority') === isAuthority,
  );
  return (
    <>
      <Heading level={2} data-size="xs" id="unit-heading">
        {t('endWhich', { name: unit.name, kind: t(`kinds.${unit.kind}`) })}
      </Heading>
      <Paragraph>{t(isAuthority ? 'endAuthorityText' : 'endBodyText')}</Paragraph>
      <FieldsForm
        fields={[
          { name: 'lastDay', kind: 'day', label: t('lastDay'), initial: today(), missing: t('missing.lastDay') },
          {
            name: 'successorId',
            kind: 'choice',
            label: t('successor'),
            hint: t('hints.successor'),
            options: successors.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]}
        submitLabel={t('endNow')}
        onSubmit={(values) =>
          unwrap(
            api.POST(path, {
              params: { path: { id: unit.id } },
              body: values as unknown as Schemas['EndingWithSuccessorDto'],
            }),
          )
        }
        onDone={async () => {
          await kept.invalidateQueries();
          onDone();
        }}
      />
    </>
  );
}
