import { Paragraph } from '@digdir/designsystemet-react';
import { api, type Schemas, unwrap } from '../../api/client';
import { FieldsDialog } from '../../components/fields-dialog';
import { formatKr } from '../../money/money';
import { useTexts } from '../../texts/texts';
import type { Cost } from './bookkeeping-screen';

/** A cost is never changed: a line with the opposite amount points at it, with the reason. */
export function Reversal({ cost, onClose }: { cost: Cost; onClose: () => void }) {
  const t = useTexts('bookkeeping');
  return (
    <FieldsDialog
      heading={t('reverseHeading')}
      text={<Paragraph>{t('reverseText', { text: cost.text, amount: formatKr(cost.amount) })}</Paragraph>}
      fields={[{ name: 'reason', kind: 'long', label: t('reason'), missing: t('missing.reason') }]}
      submitLabel={t('reverseNow')}
      onSubmit={(values) =>
        unwrap(
          api.POST('/api/v1/actual-costs/{id}/reversal', {
            params: { path: { id: cost.id } },
            body: values as unknown as Schemas['ReversalDto'],
          }),
        )
      }
      onClose={onClose}
    />
  );
}
