import { Heading, Table } from '@digdir/designsystemet-react';
import { StatusTag, type Tone } from '../../components/status-tag';
import { TableScroll } from '../../components/table-scroll';
import { formatNumber, oreOf } from '../../money/money';
import { type CeilingStanding, standingsOf } from '../../sources/ceilings';
import { formatInstant, today } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import type { SourceWithHistory } from './funding-source-screen';

const tones: Readonly<Record<CeilingStanding, Tone>> = { inForce: 'success', coming: 'info', replaced: 'neutral' };
const columns = ['year', 'ceiling', 'validFrom', 'effective', 'standing', 'ground', 'recorded'] as const;

/** Every ceiling that has been said, the latest first: nothing is overwritten, and both days stand there. */
export function CeilingHistory({ source: { ceilings } }: { source: SourceWithHistory }) {
  const t = useTexts('sources');
  if (ceilings.length === 0) return null;
  const standings = standingsById(ceilings);
  return (
    <section aria-labelledby="ceiling-history">
      <Heading level={2} data-size="xs" id="ceiling-history">
        {t('history')}
      </Heading>
      <TableScroll label={t('history')}>
        <Table>
          <caption className="visually-hidden">{t('history')}</caption>
          <Table.Head>
            <Table.Row>
              {columns.map((name) => (
                <Table.HeaderCell key={name} scope="col" className={name === 'ceiling' ? 'number' : undefined}>
                  {t(name)}
                </Table.HeaderCell>
              ))}
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {ceilings.toReversed().map((one) => {
              const standing = standings.get(one.id) ?? 'replaced';
              return (
                <Table.Row key={one.id}>
                  <Table.Cell>{one.year}</Table.Cell>
                  <Table.Cell className="number">{formatNumber(one.amount)}</Table.Cell>
                  <Table.Cell className="day">{one.validFromDay}</Table.Cell>
                  <Table.Cell className="day">{one.effectiveDay}</Table.Cell>
                  <Table.Cell>
                    <StatusTag tone={tones[standing]}>{t(`standings.${standing}`)}</StatusTag>
                  </Table.Cell>
                  <Table.Cell>
                    {one.ground}
                    {one.financing === null ? null : (
                      <div className="quiet">{t('financedBy', { text: one.financing })}</div>
                    )}
                  </Table.Cell>
                  <Table.Cell>
                    {formatInstant(one.recordedAt)}
                    {one.recordedByName === null ? null : <div className="quiet">{one.recordedByName}</div>}
                  </Table.Cell>
                </Table.Row>
              );
            })}
          </Table.Body>
        </Table>
      </TableScroll>
    </section>
  );
}

/** Each year for itself: a ceiling says nothing of another year's. */
function standingsById(ceilings: SourceWithHistory['ceilings']): Map<string, CeilingStanding> {
  const years = new Set(ceilings.map(({ year }) => year));
  return new Map(
    [...years].flatMap((year) => {
      const ofYear = ceilings.filter((one) => one.year === year);
      const dated = ofYear.map(({ effectiveDay, amount }) => ({ effectiveDay, amountOre: oreOf(amount) }));
      const standings = standingsOf(dated, today());
      return ofYear.map(({ id }, index) => [id, standings[index] ?? 'replaced'] as const);
    }),
  );
}
