import { Table } from '@digdir/designsystemet-react';
import type { ComponentProps, ReactNode } from 'react';
import { TableScroll } from './table-scroll';

/** The name of a column; of one with numbers, which stand to the right, as `{ number }`. */
export type Head = string | { number: string };

/** A table that is read and not searched, under a caption for those who cannot see what it is; lists are `DataTable`s. */
export function CaptionedTable({
  caption,
  heads,
  children,
  ...look
}: {
  caption: string;
  heads: readonly Head[];
  /** Its body, and its foot if it has one. */
  children: ReactNode;
} & Pick<ComponentProps<typeof Table>, 'zebra' | 'className' | 'data-size'>) {
  return (
    <TableScroll label={caption}>
      <Table {...look}>
        <caption className="visually-hidden">{caption}</caption>
        <Table.Head>
          <Table.Row>
            {heads.map((head) =>
              typeof head === 'string' ? (
                <Table.HeaderCell key={head} scope="col">
                  {head}
                </Table.HeaderCell>
              ) : (
                <Table.HeaderCell key={head.number} scope="col" className="number">
                  {head.number}
                </Table.HeaderCell>
              ),
            )}
          </Table.Row>
        </Table.Head>
        {children}
      </Table>
    </TableScroll>
  );
}
