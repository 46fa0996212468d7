import { Paragraph } from '@digdir/designsystemet-react';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { FieldsDialog } from '../../components/fields-dialog';
import { replyByText } from '../../consultations/words';
import { useTexts } from '../../texts/texts';
import { deadlineFields } from './deadline-fields';

/** A later deadline for one; it says that the others' stand. */
export function ExtendDialog({ consultee, onClose }: { consultee: Schemas['ConsulteeItemDto']; onClose: () => void }) {
  const t = useTexts('consultations');
  const { id, name, version, replyByDay, replyByTime } = consultee;
  const params = { path: { id }, header: ifMatch(version) };
  return (
    <FieldsDialog
      heading={t('extend.heading', { name })}
      text={<Paragraph>{t('extend.text', { deadline: replyByText(replyByDay, replyByTime) })}</Paragraph>}
      fields={deadlineFields(t, replyByDay)}
      submitLabel={t('extend.give')}
      onSubmit={(values) =>
        unwrap(
          api.POST('/api/v1/consultees/{id}/extension', {
            params,
            body: values as unknown as Schemas['ExtendConsulteeDto'],
          }),
        )
      }
      onClose={onClose}
    />
  );
}
