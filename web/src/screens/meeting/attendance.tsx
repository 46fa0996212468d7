import { Button, Details, Table, Textfield } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, read, readEvery, type Schemas, unwrap } from '../../api/client';
import { CaptionedTable } from '../../components/captioned-table';
import { ProblemAlert } from '../../components/problem-alert';
import { useTexts } from '../../texts/texts';
import { useAct } from './use-act';

type Interval = Schemas['MinutesIntervalDto'];

/** Who is in the room, from when to when, and for whom they serve; one press when somebody comes or goes. */
export function AttendanceOfMeeting({
  meetingId,
  live,
  seats,
}: {
  meetingId: string;
  live: Schemas['LiveDto'];
  seats: readonly Schemas['SeatDto'][];
}) {
  const t = useTexts('meeting');
  const [at, setAt] = useState('');
  const intervals = useIntervals(meetingId);
  const { serving, notServing, attending } = live.roster;
  const present = new Set([...serving.map(({ personId }) => personId), ...notServing, ...attending]);
  const names = new Map(seats.map(({ personId, name }) => [personId, name]));
  const move = useAct(async ({ personId, kind }: { personId: string; kind: 'arrives' | 'leaves' }) => {
    await unwrap(
      api.POST('/api/v1/meetings/{id}/attendance', {
        params: { path: { id: meetingId }, header: ifMatch(live.version) },
        body: { personId, kind, ...(at === '' ? {} : { at }) },
      }),
    );
    setAt('');
  });
  const stateOf = (personId: string): string => {
    const seat = serving.find((each) => each.personId === personId);
    if (seat === undefined) return t(present.has(personId) ? 'attendance.notServing' : 'attendance.absent');
    return seat.servesForId === null
      ? t('attendance.serving')
      : t('attendance.servesFor', { name: names.get(seat.servesForId) ?? '' });
  };
  return (
    <Details>
      <Details.Summary>{t('attendance.heading', { count: present.size })}</Details.Summary>
      <Details.Content>
        <ProblemAlert error={move.error} />
        <Textfield type="time" label={t('attendance.at')} value={at} onChange={(event) => setAt(event.target.value)} />
        <CaptionedTable
          caption={t('attendance.caption')}
          heads={(['who', 'state', 'when', 'act'] as const).map((head) => t(`attendance.${head}`))}
        >
          <Table.Body>
            {seats.map(({ personId, name, party }) => (
              <Table.Row key={personId}>
                <Table.HeaderCell scope="row">{party === null ? name : `${name} (${party})`}</Table.HeaderCell>
                <Table.Cell>{stateOf(personId)}</Table.Cell>
                <Table.Cell>{(intervals.get(personId) ?? []).map(intervalText).join(', ')}</Table.Cell>
                <Table.Cell>
                  <Button
                    variant="tertiary"
                    data-size="sm"
                    disabled={move.isPending}
                    aria-label={t(present.has(personId) ? 'attendance.leavesName' : 'attendance.arrivesName', {
                      name,
                    })}
                    onClick={() => move.mutate({ personId, kind: present.has(personId) ? 'leaves' : 'arrives' })}
                  >
                    {t(present.has(personId) ? 'attendance.leaves' : 'attendance.arrives')}
                  </Button>
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </CaptionedTable>
      </Details.Content>
    </Details>
  );
}

/** As the minutes being written have them. */
function useIntervals(meetingId: string): ReadonlyMap<string, readonly Interval[]> {
  const documents = useSuspenseQuery(
    readEvery('/api/v1/meetings/{id}/minutes', { params: { path: { id: meetingId } } }),
  ).data;
  const id = documents.find(({ kind }) => kind === 'ordinary')?.id ?? '';
  const { members, substitutes } = useSuspenseQuery(read('/api/v1/minutes/{id}', { params: { path: { id } } })).data
    .content;
  return new Map([...members, ...substitutes].map((attendee) => [attendee.id, attendee.intervals]));
}

/** `13.00–14.10`, and `13.00–` for somebody who is still there. */
function intervalText({ arrivedAt, leftAt }: Interval): string {
  const said = (time: string | null): string => time?.slice(0, 5).replace(':', '.') ?? '';
  return `${said(arrivedAt)}–${said(leftAt)}`;
}
