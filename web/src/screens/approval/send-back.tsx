import { Button } from '@digdir/designsystemet-react';
import { api, ifMatch, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import { useTexts } from '../../texts/texts';

/** Sending back needs a reason. */
export function SendBack({
  id,
  version,
  onCancel,
  onDone,
}: {
  id: string;
  version: number;
  onCancel: () => void;
  onDone: () => Promise<void>;
}) {
  const t = useTexts('approvals');
  const params = { path: { id }, header: ifMatch(version) };
  return (
    <FieldsForm
      isQuick
      fields={[
        { name: 'reason', kind: 'long', label: t('reason'), hint: t('reasonHint'), missing: t('reasonMissing') },
      ]}
      submitLabel={t('sendBack')}
      onSubmit={(values) =>
        unwrap(api.POST('/api/v1/proposals/{id}/return', { params, body: values as { reason: string } }))
      }
      onDone={onDone}
    >
      <Button variant="tertiary" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </FieldsForm>
  );
}
