import { Details, Table } from '@digdir/designsystemet-react';
import { type Amount, formatKr, formatNumber, oreOf } from '../money/money';
import { useTexts } from '../texts/texts';
import { TableScroll } from './table-scroll';

export interface CeilingRow {
  key: string;
  /** The source and year. */
  label: string;
  ceiling: Amount;
  requested: Amount;
  recommended: Amount;
  decided: Amount;
  remaining: Amount;
}

const parts = ['requested', 'recommended', 'decided'] as const;

/**
 * What is asked and given against each ceiling, as bars and always with the numbers beside them. Drawn in SVG with its
 * own attributes; the security policy allows no style in the markup. Patterns tell the parts apart without colour.
 */
export function CeilingBars({ rows, caption }: { rows: readonly CeilingRow[]; caption: string }) {
  const t = useTexts('common');
  return (
    <div className="ceiling-bars">
      {rows.map((row) => (
        <Bars key={row.key} row={row} />
      ))}
      <Details defaultOpen>
        <Details.Summary>{t('ceiling.table')}</Details.Summary>
        <Details.Content>
          <TableScroll label={caption}>
            <Table>
              <caption>{caption}</caption>
              <Table.Head>
                <Table.Row>
                  <Table.HeaderCell scope="col">{t('ceiling.source')}</Table.HeaderCell>
                  {(['ceiling', ...parts, 'remaining'] as const).map((part) => (
                    <Table.HeaderCell scope="col" key={part} className="number">
                      {t(`ceiling.${part}`)}
                    </Table.HeaderCell>
                  ))}
                </Table.Row>
              </Table.Head>
              <Table.Body>
                {rows.map((row) => (
                  <Table.Row key={row.key}>
                    <Table.HeaderCell scope="row">{row.label}</Table.HeaderCell>
                    {(['ceiling', ...parts, 'remaining'] as const).map((part) => (
                      <Table.Cell key={part} className="number">
                        {formatNumber(row[part])}
                      </Table.Cell>
                    ))}
                  </Table.Row>
                ))}
              </Table.Body>
            </Table>
          </TableScroll>
        </Details.Content>
      </Details>
    </div>
  );
}

const width = 600;
const barHeight = 14;

function Bars({ row }: { row: CeilingRow }) {
  const t = useTexts('common');
  const ceiling = oreOf(row.ceiling);
  const largest = [ceiling, ...parts.map((part) => oreOf(row[part]))].reduce((one, other) =>
    other > one ? other : one,
  );
  // Only lengths on screen are numbers; the amounts beside them are exact.
  const lengthOf = (ore: bigint): number => (largest <= 0n ? 0 : Number((ore * BigInt(width)) / largest));
  const isOver = oreOf(row.remaining) < 0n;
  const height = parts.length * (barHeight + 6) + 6;
  return (
    <figure className="ceiling-figure">
      <figcaption>
        <strong>{row.label}</strong>{' '}
        <span data-over={isOver || undefined}>
          {t(isOver ? 'ceiling.over' : 'ceiling.left', {
            amount: formatKr(isOver ? -oreOf(row.remaining) : oreOf(row.remaining)),
            ceiling: formatKr(row.ceiling),
          })}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="presentation" className="ceiling-svg">
        {parts.map((part, index) => (
          <rect
            key={part}
            className={`bar-${part}`}
            x={0}
            y={index * (barHeight + 6) + 6}
            height={barHeight}
            width={lengthOf(oreOf(row[part]))}
          />
        ))}
        <line className="bar-ceiling" x1={lengthOf(ceiling)} x2={lengthOf(ceiling)} y1={0} y2={height} />
      </svg>
      <ul className="ceiling-legend">
        {parts.map((part) => (
          <li key={part} className={`legend-${part}`}>
            {t(`ceiling.${part}`)} {formatKr(row[part])}
          </li>
        ))}
      </ul>
    </figure>
  );
}
