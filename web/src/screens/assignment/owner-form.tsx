import { Details } from '@digdir/designsystemet-react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { api, ifMatch, readEvery, type Schemas, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import { useTexts } from '../../texts/texts';

/** Who carries it out and when it is reported back: the giver's to say, while it lasts. */
export function OwnerForm({
  assignment: { id, version, ownerId, reportBackDay },
}: {
  assignment: Schemas['AssignmentDto'];
}) {
  const t = useTexts('goal-write');
  const kept = useQueryClient();
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data.filter(
    (each) => each.validTo === null || each.id === ownerId,
  );
  return (
    <Details>
      <Details.Summary>{t('assignment.change')}</Details.Summary>
      <Details.Content>
        <FieldsForm
          fields={[
            {
              name: 'ownerId',
              label: t('assignment.owner'),
              kind: 'choice',
              initial: ownerId ?? '',
              missing: t('assignment.missing.owner'),
              options: authorities.map((each) => ({ value: each.id, label: each.name })),
            },
            {
              name: 'reportBackDay',
              label: t('assignment.reportBackDay'),
              kind: 'day',
              initial: reportBackDay ?? '',
            },
          ]}
          submitLabel={t('assignment.saveChange')}
          onSubmit={(values) =>
            unwrap(
              api.PATCH('/api/v1/assignments/{id}', {
                params: { path: { id }, header: ifMatch(version) },
                body: {
                  ownerId: values['ownerId'] as string,
                  reportBackDay: (values['reportBackDay'] as string) ?? null,
                },
              }),
            )
          }
          onDone={() => kept.invalidateQueries()}
        />
      </Details.Content>
    </Details>
  );
}
