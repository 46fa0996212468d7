import { Heading, List, Table } from '@digdir/designsystemet-react';
import type { Schemas } from '../../api/client';
import { CaptionedTable } from '../../components/captioned-table';
import { Section } from '../../components/section';
import { StatusTag } from '../../components/status-tag';
import { formatNumber } from '../../money/money';
import { useTexts } from '../../texts/texts';
import { passagesOf } from './passages';

/** What was read: measures and their sum, what to look at, and the text with its passages green or red. */
export function Found({ preview }: { preview: Schemas['MemorandumPreviewDto'] }) {
  const t = useTexts('memorandum-import');
  const p = useTexts('proposal');
  return (
    <div className="import-columns">
      <section aria-labelledby="import-text">
        <Heading level={2} data-size="xs" id="import-text">
          {t('text')}
        </Heading>
        <p className="quiet">{t('legend')}</p>
        <div className="import-text" tabIndex={0} role="region" aria-labelledby="import-text">
          {passagesOf(preview).map(({ text, state, message }, index) =>
            state === 'plain' ? (
              text
            ) : (
              <mark key={index} data-state={state} title={message}>
                {text}
                <span className="visually-hidden"> ({message ?? t(state === 'good' ? 'okMark' : 'badMark')})</span>
              </mark>
            ),
          )}
        </div>
      </section>
      <div>
        <Section heading={t('measures')}>
          <CaptionedTable caption={t('measures')} heads={[p('measure.title'), { number: p('measure.amountKr') }]}>
            <Table.Body>
              {preview.measures.map(({ title, amount, place }) => (
                <Table.Row key={place.start}>
                  <Table.Cell>{title}</Table.Cell>
                  <Table.Cell className="number">{formatNumber(amount)}</Table.Cell>
                </Table.Row>
              ))}
            </Table.Body>
            <Table.Foot>
              <Table.Row>
                <Table.Cell>{t('sum')}</Table.Cell>
                <Table.Cell className="number">{formatNumber(preview.total)}</Table.Cell>
              </Table.Row>
            </Table.Foot>
          </CaptionedTable>
        </Section>
        {preview.findings.length === 0 ? null : (
          <Section heading={t('findings')}>
            <List.Unordered>
              {preview.findings.map(({ severity, message }, index) => (
                <List.Item key={index}>
                  <StatusTag tone={severity === 'error' ? 'danger' : 'warning'}>{t(severity)}</StatusTag> {message}
                </List.Item>
              ))}
            </List.Unordered>
          </Section>
        )}
      </div>
    </div>
  );
}
