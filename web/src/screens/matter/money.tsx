import type { Schemas } from '../../api/client';
import type { Column } from '../../tables/column';
import { DataTable } from '../../tables/data-table';
import { useTexts } from '../../texts/texts';

type Proposal = Schemas['ProposalDto'];
type Row = Proposal['measures'][number] & { approval: Proposal['approved'][number] | undefined };

/** Per measure: asked, approved by the committee, given by the executive board. */
export function Money({ proposal: { measures, approved, registrationNumber } }: { proposal: Proposal }) {
  const t = useTexts('matter');
  const columns: Column<Row>[] = [
    { key: 'title', header: t('measure'), value: ({ title }) => title },
    { key: 'requested', header: t('requested'), kind: 'money', value: ({ requestedAmount }) => requestedAmount },
    {
      key: 'approved',
      header: t('approved'),
      kind: 'money',
      value: ({ approval }) => approval?.approvedAmount ?? null,
    },
    {
      key: 'allocated',
      header: t('allocated'),
      kind: 'money',
      value: ({ approval }) => approval?.allocatedAmount ?? null,
    },
  ];
  const rows = measures.map((measure): Row => ({
    ...measure,
    approval: approved.find(({ measureKey }) => measureKey === measure.measureKey),
  }));
  return (
    <DataTable
      name={`belopp-${registrationNumber}`}
      caption={t('moneyOf', { number: registrationNumber })}
      columns={columns}
      rows={rows}
      rowKey={({ measureKey }) => measureKey}
      empty={null}
    />
  );
}
