import { Details, Paragraph, Table } from '@digdir/designsystemet-react';
import type { Schemas } from '../../api/client';
import { CaptionedTable } from '../../components/captioned-table';
import { formatNumber } from '../../money/money';
import { useTexts } from '../../texts/texts';

/** What has changed since the version before: kronor first, then the texts, each with what it was. */
export function Changes({ diff }: { diff: Schemas['DiffDto'] }) {
  const t = useTexts('approvals');
  const p = useTexts('proposal');
  const measures = diff.measures.filter(({ change }) => change !== 'unchanged');
  const sections = diff.sections.filter(({ change }) => change !== 'unchanged');
  if (measures.length === 0 && sections.length === 0) return <Paragraph>{t('noChanges')}</Paragraph>;
  return (
    <>
      {measures.length === 0 ? null : (
        <CaptionedTable
          caption={t('changes')}
          heads={[
            p('measure.title'),
            t('whatChanged'),
            { number: t('from') },
            { number: t('to') },
            { number: t('difference') },
          ]}
        >
          <Table.Body>
            {measures.map((measure) => (
              <Table.Row key={measure.measureKey}>
                <Table.Cell>{measure.title}</Table.Cell>
                <Table.Cell>{t(measure.change)}</Table.Cell>
                <Table.Cell className="number">{measure.old == null ? '–' : formatNumber(measure.old)}</Table.Cell>
                <Table.Cell className="number">{measure.new == null ? '–' : formatNumber(measure.new)}</Table.Cell>
                <Table.Cell className="number">{formatNumber(measure.delta)}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
          <Table.Foot>
            <Table.Row>
              <Table.Cell>{p('measure.sum')}</Table.Cell>
              <Table.Cell />
              <Table.Cell className="number">{formatNumber(diff.total.old)}</Table.Cell>
              <Table.Cell className="number">{formatNumber(diff.total.new)}</Table.Cell>
              <Table.Cell className="number">{formatNumber(diff.total.delta)}</Table.Cell>
            </Table.Row>
          </Table.Foot>
        </CaptionedTable>
      )}
      {sections.map(({ kind, heading, old, new: now }, index) => (
        <Details key={`${kind} ${index}`}>
          <Details.Summary>{t('sectionChanged', { name: heading ?? p(`sections.${kind}`) })}</Details.Summary>
          <Details.Content>
            <div className="merge-sides">
              {(
                [
                  ['before', old],
                  ['now', now],
                ] as const
              ).map(([side, text]) => (
                <div key={side} className="merge-side">
                  <strong>{t(side)}</strong>
                  <blockquote>{text ?? '–'}</blockquote>
                </div>
              ))}
            </div>
          </Details.Content>
        </Details>
      ))}
    </>
  );
}
