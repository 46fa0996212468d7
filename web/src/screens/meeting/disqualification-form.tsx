import { Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import { useTexts } from '../../texts/texts';

const grounds = ['party', 'representative', 'supervision', 'otherCircumstance'] as const;
const statuses = ['reported', 'disputed', 'declared', 'dismissed'] as const;

/** Somebody is disqualified in this item only; who serves in it is worked out anew (KL 6:28-29). */
export function DisqualificationForm({
  current,
  names,
}: {
  current: Schemas['LiveCurrentDto'];
  names: ReadonlyMap<string, string>;
}) {
  const t = useTexts('meeting');
  const kept = useQueryClient();
  return (
    <>
      <Paragraph>{t('disqualification.text')}</Paragraph>
      <FieldsForm
        fields={[
          {
            name: 'personId',
            kind: 'choice',
            label: t('disqualification.who'),
            missing: t('disqualification.missing.who'),
            options: [...names].map(([value, label]) => ({ value, label })),
          },
          {
            name: 'ground',
            kind: 'choice',
            label: t('disqualification.ground'),
            missing: t('disqualification.missing.ground'),
            initial: 'party',
            options: grounds.map((value) => ({ value, label: t(`disqualification.grounds.${value}`) })),
          },
          {
            name: 'status',
            kind: 'choice',
            label: t('disqualification.status'),
            missing: t('disqualification.missing.status'),
            initial: 'reported',
            options: statuses.map((value) => ({ value, label: t(`disqualification.statuses.${value}`) })),
          },
        ]}
        submitLabel={t('disqualification.record')}
        onSubmit={(values) =>
          unwrap(
            api.POST('/api/v1/agenda-items/{id}/disqualifications', {
              params: { path: { id: current.agendaItemId } },
              body: values as Schemas['DisqualificationDto'],
            }),
          )
        }
        onDone={() => kept.invalidateQueries()}
      />
    </>
  );
}
