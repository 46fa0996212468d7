/** A payout list as a document: who gets what, where, and by which matter. */
import type { DocumentModel } from '../../platform/rendering/document-model.js';
import { paymentWords } from '../../proposals/association.rules.js';
import { payoutMachine } from './payout.rules.js';
import type { PayoutView } from './payouts.queries.js';

export const payoutName = ({ registrationNumber, number }: Pick<PayoutView, 'registrationNumber' | 'number'>): string =>
  `Utbetalningslista ${number} ${registrationNumber}`;

export function payoutDocument(list: PayoutView): DocumentModel {
  const { callTitle, registrationNumber, number, status, preparedBy, attestedBy, paidDay, voucher } = list;
  return {
    title: `Utbetalningslista ${number}: ${callTitle}`,
    lang: 'sv',
    meta: { created: list.preparedAt.toISOString() },
    header: [registrationNumber],
    blocks: [
      {
        kind: 'facts',
        entries: [
          { label: 'Läge', values: [payoutMachine.swedish[status] ?? status] },
          { label: 'Upprättad av', values: [preparedBy] },
          ...(attestedBy === null ? [] : [{ label: 'Attesterad av', values: [attestedBy] }]),
          ...(paidDay === null ? [] : [{ label: 'Utbetald', values: [paidDay] }]),
          ...(voucher === null ? [] : [{ label: 'Verifikation', values: [voucher] }]),
        ],
      },
      {
        kind: 'table',
        caption: 'Bidrag att betala ut',
        header: ['Förening', 'Organisationsnummer', 'Ärende', 'Konto', 'Källa', 'Belopp'],
        align: ['left', 'left', 'left', 'left', 'left', 'right'],
        rows: [
          ...list.rows.map((row) => [
            row.associationName,
            row.organisationNumber,
            row.registrationNumber,
            `${paymentWords[row.paymentKind]} ${row.paymentNumber}`,
            `${row.sourceCode} ${row.year}`,
            row.amount.format(),
          ]),
          ['Summa', '', '', '', '', list.total.format()],
        ],
        hasTotal: true,
      },
    ],
  };
}
