import { Paragraph } from '@digdir/designsystemet-react';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { optionsOf } from '../../components/choice-field';
import { FieldsDialog } from '../../components/fields-dialog';
import type { FormValues } from '../../components/fields-form';
import { replyByText } from '../../consultations/words';
import { useAuthoritiesWithCommittee } from '../../registry/authorities-with-committee';
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
  const asked = new Set(consultees.map(({ authorityId }) => authorityId));
  const authorities = useAuthoritiesWithCommittee().filter((each) => !asked.has(each.id));
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
    <FieldsDialog
      heading={t('askMore.heading')}
      text={
        <Paragraph>
          {t('askMore.text', {
            deadline: replyByText(inForce?.day ?? replyByDay, inForce === undefined ? replyByTime : inForce.time),
          })}
        </Paragraph>
      }
      fields={[
        {
          name: 'who',
          label: t('askMore.who'),
          kind: 'choice',
          missing: t('askMore.whoMissing'),
          options: [
            ...optionsOf(authorities),
            ...outside.map((each) => ({ value: each, label: t(`askMore.kinds.${each}`) })),
          ],
        },
        { name: 'name', label: t('askMore.name'), kind: 'text' },
        { name: 'reason', label: t('askMore.reason'), kind: 'long', missing: t('askMore.reasonMissing') },
      ]}
      submitLabel={t('askMore.confirm')}
      onSubmit={ask}
      onClose={onClose}
    />
  );
}
