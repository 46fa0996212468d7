import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { api, ifMatch, readEvery, type Schemas, unwrap } from '../../api/client';
import { FieldsForm, type FormValues } from '../../components/fields-form';
import { OpenDialog } from '../../components/open-dialog';
import { replyByText } from '../../consultations/words';
import { useTexts } from '../../texts/texts';

const outside = ['union', 'other'] as const;

/** Somebody who was forgotten: asked late, with the deadline that holds for the others. */
export function AskMoreDialog({
  consultation: { id, version, deadlines, replyByDay, replyByTime },
  consultees,
  onClose,
}: {
  consultation: Schemas['ConsultationDto'];
  consultees: readonly Schemas['ConsulteeItemDto'][];
  onClose: () => void;
}) {
  const t = useTexts('consultations');
  const kept = useQueryClient();
  const asked = new Set(consultees.map(({ authorityId }) => authorityId));
  const bodies = useSuspenseQuery(readEvery('/api/v1/bodies')).data;
  const withCommittee = new Set(
    bodies.filter(({ kind }) => kind === 'committee').map(({ authorityId }) => authorityId),
  );
  const authorities = useSuspenseQuery(readEvery('/api/v1/authorities')).data.filter(
    (each) => withCommittee.has(each.id) && each.validTo === null && !asked.has(each.id),
  );
  const inForce = deadlines.at(-1);
  const ask = (values: FormValues): Promise<unknown> => {
    const { who, name, reason } = values as Record<string, string>;
    const kind = outside.find((each) => each === who);
    const consultee =
      kind === undefined
        ? { kind: 'committee' as const, authorityId: who ?? '' }
        : { kind, ...(name === undefined ? {} : { name }) };
    return unwrap(
      api.POST('/api/v1/consultations/{id}/consultees', {
        params: { path: { id }, header: ifMatch(version) },
        body: { consultees: [consultee], reason: reason ?? '' },
      }),
    );
  };
  return (
    <OpenDialog onClose={onClose} labelledBy="ask-more-heading">
      <Heading level={2} data-size="xs" id="ask-more-heading">
        {t('askMore.heading')}
      </Heading>
      <Paragraph>
        {t('askMore.text', {
          deadline: replyByText(inForce?.day ?? replyByDay, inForce === undefined ? replyByTime : inForce.time),
        })}
      </Paragraph>
      <FieldsForm
        fields={[
          {
            name: 'who',
            label: t('askMore.who'),
            kind: 'choice',
            missing: t('askMore.whoMissing'),
            options: [
              ...authorities.map((each) => ({ value: each.id, label: each.name })),
              ...outside.map((each) => ({ value: each, label: t(`askMore.kinds.${each}`) })),
            ],
          },
          { name: 'name', label: t('askMore.name'), kind: 'text' },
          { name: 'reason', label: t('askMore.reason'), kind: 'long', missing: t('askMore.reasonMissing') },
        ]}
        submitLabel={t('askMore.confirm')}
        onSubmit={ask}
        onDone={async () => {
          await kept.invalidateQueries();
          onClose();
        }}
      />
    </OpenDialog>
  );
}
