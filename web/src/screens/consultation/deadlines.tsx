import { Paragraph, Table } from '@digdir/designsystemet-react';
import type { Schemas } from '../../api/client';
import { CaptionedTable } from '../../components/captioned-table';
import { Section } from '../../components/section';
import { StatusTag } from '../../components/status-tag';
import { replyByText } from '../../consultations/words';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** Every deadline for all, the original first, each with the paragraph that set it. */
export function Deadlines({ deadlines }: { deadlines: Schemas['ConsultationDto']['deadlines'] }) {
  const t = useTexts('consultations');
  return (
    <Section heading={t('deadlines.heading')}>
      {deadlines.length === 0 ? (
        <Paragraph>{t('deadlines.none')}</Paragraph>
      ) : (
        <CaptionedTable
          caption={t('deadlines.heading')}
          heads={[t('deadline'), t('deadlines.which'), t('deadlines.decision'), t('deadlines.ground')]}
        >
          <Table.Body>
            {deadlines.map(({ number, day, time, origin, decision, ground, setAt }, index) => (
              <Table.Row key={number}>
                <Table.HeaderCell scope="row">{replyByText(day, time)}</Table.HeaderCell>
                <Table.Cell>
                  {index === 0 ? <StatusTag tone="neutral">{t('deadlines.original')}</StatusTag> : null}{' '}
                  {index === deadlines.length - 1 ? (
                    <StatusTag tone="success">{t('deadlines.inForce')}</StatusTag>
                  ) : null}
                </Table.Cell>
                <Table.Cell>{decision ?? t(`deadlines.origins.${origin as 'proposed' | 'coverLetter'}`)}</Table.Cell>
                <Table.Cell>{ground === '' ? formatDay(setAt) : ground}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </CaptionedTable>
      )}
    </Section>
  );
}
