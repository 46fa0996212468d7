import { Details, Link as DsLink, Table } from '@digdir/designsystemet-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Trans } from 'react-i18next';
import { type Amount, formatKr, formatNumber, oreOf } from '../money/money';
import { useTexts } from '../texts/texts';
import { TableScroll } from './table-scroll';
import { WhyNumber } from './why-number';

export interface CeilingFigures {
  ceiling: Amount;
  requested: Amount;
  recommended: Amount;
  decided: Amount;
  remaining: Amount;
}

export interface CeilingRow extends CeilingFigures {
  key: string;
  /** The source and year. */
  label: string;
  /** What narrows `/api/v1/totals` to this row. */
  parameters: Readonly<Record<string, string | undefined>>;
}

const parts = ['requested', 'recommended', 'decided'] as const;
const columns = ['ceiling', ...parts, 'remaining'] as const;
/** What the explanations call the figures. */
const figures = {
  ceiling: 'ceiling',
  requested: 'requested',
  recommended: 'recommended',
  decided: 'allocated',
  remaining: 'remaining',
} as const;

function Why({
  of,
  part,
  parameters,
  children,
}: {
  of?: CeilingFigures;
  part: keyof typeof figures;
  parameters: CeilingRow['parameters'];
  children?: ReactNode;
}) {
  return (
    <WhyNumber route="/api/v1/totals" figure={figures[part]} parameters={parameters}>
      {of === undefined ? children : formatNumber(of[part])}
    </WhyNumber>
  );
}

/**
 * What is asked and given against each ceiling, as bars and always with the numbers beside them. Drawn in SVG with its
 * own attributes; the security policy allows no style in the markup. Patterns tell the parts apart without colour. Every
 * amount leads to the rows behind it.
 */
export function CeilingBars({
  rows,
  sum,
  moment,
  caption,
}: {
  rows: readonly CeilingRow[];
  /** Of all rows, as the API says it. */
  sum: CeilingFigures;
  /** The moment the rows are of, for the explanation of the sum. */
  moment: CeilingRow['parameters'];
  caption: string;
}) {
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
                  {columns.map((part) => (
                    <Table.HeaderCell scope="col" key={part} className="number">
                      {t(`ceiling.${part}`)}
                    </Table.HeaderCell>
                  ))}
                </Table.Row>
              </Table.Head>
              <Table.Body>
                {rows.map((row) => (
                  <Table.Row key={row.key}>
                    <Table.HeaderCell scope="row">
                      <SourceLink row={row} />
                    </Table.HeaderCell>
                    {columns.map((part) => (
                      <Table.Cell key={part} className="number">
                        <Why of={row} part={part} parameters={row.parameters} />
                      </Table.Cell>
                    ))}
                  </Table.Row>
                ))}
              </Table.Body>
              <Table.Foot>
                <Table.Row>
                  <Table.HeaderCell scope="row">{t('table.sum')}</Table.HeaderCell>
                  {columns.map((part) => (
                    <Table.Cell key={part} className="number">
                      <Why of={sum} part={part} parameters={moment} />
                    </Table.Cell>
                  ))}
                </Table.Row>
              </Table.Foot>
            </Table>
          </TableScroll>
        </Details.Content>
      </Details>
    </div>
  );
}

/** To the source itself: its conditions, and every ceiling it has had. */
function SourceLink({ row: { label, parameters } }: { row: CeilingRow }) {
  const id = parameters['sourceId'];
  if (id === undefined) return label;
  return (
    <DsLink asChild>
      <Link to="/kallor/$id" params={{ id }}>
        {label}
      </Link>
    </DsLink>
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
          <Trans
            t={t}
            i18nKey={isOver ? 'ceiling.over' : 'ceiling.left'}
            values={{
              amount: formatKr(isOver ? -oreOf(row.remaining) : oreOf(row.remaining)),
              ceiling: formatKr(row.ceiling),
            }}
            components={{
              left: <Why part="remaining" parameters={row.parameters} />,
              most: <Why part="ceiling" parameters={row.parameters} />,
            }}
          />
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
            {t(`ceiling.${part}`)}{' '}
            <Why part={part} parameters={row.parameters}>
              {formatKr(row[part])}
            </Why>
          </li>
        ))}
      </ul>
    </figure>
  );
}
