import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read, type Schemas, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import type { SourceYear } from '../../sources/source-year';
import { useTexts } from '../../texts/texts';

/** A cost by hand, on a measure that has been given money of the source that year. */
export function NewCost({ chosen, onClose }: { chosen: SourceYear; onClose: () => void }) {
  const t = useTexts('bookkeeping');
  const kept = useQueryClient();
  const [booked, setBooked] = useState(0);
  const { sourceId, year, code } = chosen;
  const { lines } = useSuspenseQuery(
    read('/api/v1/funding-sources/{id}/settlements/{year}', { params: { path: { id: sourceId, year } } }),
  ).data;
  const measures = lines.map(({ proposalId, measureKey, measureTitle, authorityCode }) => ({
    value: `${proposalId} ${measureKey}`,
    label: `${authorityCode}, ${measureTitle ?? t('untitled')}`,
  }));
  return (
    <section aria-label={t('newIn', { source: `${code} ${year}` })}>
      {booked === 0 ? null : (
        <p role="status" className="table-count">
          {t('booked', { count: booked })}
        </p>
      )}
      {measures.length === 0 ? <Paragraph>{t('nothingGiven')}</Paragraph> : null}
      <FieldsForm
        key={booked}
        fields={[
          { name: 'measure', kind: 'choice', label: t('measure'), missing: t('missing.measure'), options: measures },
          { name: 'costDay', kind: 'day', label: t('costDay'), hint: t('costDayHint'), missing: t('missing.costDay') },
          { name: 'amount', kind: 'amount', label: t('amount'), missing: t('missing.amount') },
          { name: 'text', kind: 'text', label: t('text'), missing: t('missing.text') },
          { name: 'voucher', kind: 'text', label: t('voucher') },
        ]}
        submitLabel={t('book')}
        onSubmit={({ measure, ...values }) => {
          const [proposalId, measureKey] = typeof measure === 'string' ? measure.split(' ') : [];
          const body = { ...values, sourceId, proposalId, measureKey } as unknown as Schemas['NewCostDto'];
          return unwrap(api.POST('/api/v1/actual-costs', { body }));
        }}
        onDone={async () => {
          setBooked((before) => before + 1);
          await kept.invalidateQueries();
        }}
      >
        <Button variant="tertiary" onClick={onClose}>
          {t('close')}
        </Button>
      </FieldsForm>
    </section>
  );
}
