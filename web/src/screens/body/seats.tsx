import { Table } from '@digdir/designsystemet-react';
import type { Schemas } from '../../api/client';
import { TableScroll } from '../../components/table-scroll';
import { useTexts } from '../../texts/texts';

type Seat = Schemas['SeatDto'];

/** Chair and vice chairs first, then members, then substitutes in the order they are called. */
export function Seats({ seats, caption }: { seats: readonly Seat[]; caption: string }) {
  const t = useTexts('bodies');
  const members = seats.filter(({ seat }) => seat === 'member').length;
  const seatOf = ({ seat, presidium, callingOrder }: Seat): string => {
    if (presidium !== null) return t(`seat.${presidium}`);
    if (seat === 'member') return t('seat.member');
    return callingOrder === null ? t('seat.substitute') : t('seat.substituteInOrder', { place: callingOrder });
  };
  return (
    <>
      <p role="status" className="table-count">
        {t('members', { count: members })}, {t('substitutes', { count: seats.length - members })}
        {parties(seats) === '' ? '' : ` · ${parties(seats)}`}
      </p>
      <TableScroll label={caption}>
        <Table zebra>
          <caption className="visually-hidden">{caption}</caption>
          <Table.Head>
            <Table.Row>
              <Table.HeaderCell scope="col">{t('place')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('person')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('party')}</Table.HeaderCell>
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {seats.map((seat) => (
              <Table.Row key={seat.personId}>
                <Table.Cell>{seatOf(seat)}</Table.Cell>
                <Table.Cell>
                  {seat.name}
                  {seat.title === null || seat.title === seat.name ? null : <div className="quiet">{seat.title}</div>}
                </Table.Cell>
                <Table.Cell>{seat.party ?? '–'}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </TableScroll>
    </>
  );
}

/** The members by party, the largest first: `S 5, M 3`. */
function parties(seats: readonly Seat[]): string {
  const counts = new Map<string, number>();
  for (const { seat, party } of seats)
    if (seat === 'member' && party !== null) counts.set(party, (counts.get(party) ?? 0) + 1);
  return [...counts]
    .sort(([one, ones], [other, others]) => others - ones || one.localeCompare(other, 'sv'))
    .map(([party, count]) => `${party} ${count}`)
    .join(', ');
}
