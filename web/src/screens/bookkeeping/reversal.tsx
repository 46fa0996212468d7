import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import { OpenDialog } from '../../components/open-dialog';
import { formatKr } from '../../money/money';
import { useTexts } from '../../texts/texts';
import type { Cost } from './bookkeeping-screen';

/** A cost is never changed: a line with the opposite amount points at it, with the reason. */
export function Reversal({ cost, onClose }: { cost: Cost; onClose: () => void }) {
  const t = useTexts('bookkeeping');
  const kept = useQueryClient();
  return (
    <OpenDialog labelledBy="reversal" onClose={onClose}>
      <Heading level={2} data-size="xs" id="reversal">
        {t('reverseHeading')}
      </Heading>
      <Paragraph>{t('reverseText', { text: cost.text, amount: formatKr(cost.amount) })}</Paragraph>
      <FieldsForm
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
        onDone={async () => {
          await kept.invalidateQueries();
          onClose();
        }}
      />
    </OpenDialog>
  );
}
