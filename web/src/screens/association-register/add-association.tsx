import { Heading } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';
import { associationFields } from '../../associations/association-fields';
import { FieldsForm } from '../../components/fields-form';
import { OpenDialog } from '../../components/open-dialog';
import { useTexts } from '../../texts/texts';

/** Who it is, and where it is paid when that is known: without an account nothing is paid out. */
export function AddAssociation({ onClose }: { onClose: () => void }) {
  const t = useTexts('associations');
  const kept = useQueryClient();
  return (
    <OpenDialog labelledBy="add-association" onClose={onClose}>
      <Heading level={2} data-size="xs" id="add-association">
        {t('addToRegister')}
      </Heading>
      <FieldsForm
        fields={associationFields(t)}
        submitLabel={t('addNow')}
        onSubmit={({ paymentKind, ...values }) => {
          const account = values['paymentNumber'] === undefined ? {} : { paymentKind };
          const body = { ...values, ...account } as unknown as Schemas['NewAssociationDto'];
          return unwrap(api.POST('/api/v1/associations', { body }));
        }}
        onDone={async () => {
          await kept.invalidateQueries({ queryKey: ['/api/v1/associations'] });
          onClose();
        }}
      />
    </OpenDialog>
  );
}
