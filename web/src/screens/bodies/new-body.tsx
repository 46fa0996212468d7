import { Heading } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import { type Unit, unitKinds } from '../../organisation/units';
import { today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** A body in an authority, from a day; its end and its successor are said when it ends. */
export function NewBody({ units, onDone }: { units: readonly Unit[]; onDone: () => void }) {
  const t = useTexts('bodies');
  const kept = useQueryClient();
  return (
    <>
      <Heading level={2} data-size="xs" id="unit-heading">
        {t('addBody')}
      </Heading>
      <FieldsForm
        fields={[
          {
            name: 'authorityId',
            kind: 'choice',
            label: t('authority'),
            missing: t('missing.authority'),
            options: units
              .filter(({ kind, validTo }) => kind === 'authority' && validTo === null)
              .map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            name: 'kind',
            kind: 'choice',
            label: t('kind'),
            missing: t('missing.kind'),
            options: unitKinds
              .filter((kind) => kind !== 'authority')
              .map((value) => ({ value, label: t(`kinds.${value}`) })),
          },
          { name: 'name', kind: 'text', label: t('name'), missing: t('missing.name') },
          {
            name: 'shortName',
            kind: 'text',
            label: t('shortName'),
            hint: t('hints.shortName'),
            missing: t('missing.shortName'),
          },
          {
            name: 'validFrom',
            kind: 'day',
            label: t('from'),
            initial: today(),
            hint: t('hints.validFrom'),
            missing: t('missing.validFrom'),
          },
        ]}
        submitLabel={t('addBodyNow')}
        onSubmit={(values) => unwrap(api.POST('/api/v1/bodies', { body: values as unknown as Schemas['NewBodyDto'] }))}
        onDone={async () => {
          await kept.invalidateQueries();
          onDone();
        }}
      />
    </>
  );
}
