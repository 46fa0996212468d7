import { Heading, Paragraph, Table } from '@digdir/designsystemet-react';
import type { Schemas } from '../../api/client';
import { StatusTag } from '../../components/status-tag';
import { TableScroll } from '../../components/table-scroll';
import { replyByText } from '../../consultations/words';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

/** Every deadline for all, the original first, each with the paragraph that set it. */
export function Deadlines({ deadlines }: { deadlines: Schemas['ConsultationDto']['deadlines'] }) {
  const t = useTexts('consultations');
  return (
    <section aria-labelledby="deadlines">
      <Heading level={2} data-size="xs" id="deadlines">
        {t('deadlines.heading')}
      </Heading>
      {deadlines.length === 0 ? (
        <Paragraph>{t('deadlines.none')}</Paragraph>
      ) : (
        <TableScroll label={t('deadlines.heading')}>
          <Table>
            <caption className="visually-hidden">{t('deadlines.heading')}</caption>
            <Table.Head>
              <Table.Row>
                <Table.HeaderCell scope="col">{t('deadline')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('deadlines.which')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('deadlines.decision')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('deadlines.ground')}</Table.HeaderCell>
              </Table.Row>
            </Table.Head>
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
          </Table>
        </TableScroll>
      )}
    </section>
  );
}
