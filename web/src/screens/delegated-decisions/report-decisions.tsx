import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, readEvery, type Schemas, unwrap } from '../../api/client';
import { FieldsForm } from '../../components/fields-form';
import { OpenDialog } from '../../components/open-dialog';
import type { Body, DelegatedDecision } from '../../decisions/delegation';
import { tellingOf } from '../../decisions/told';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';

const takesMatters: ReadonlySet<Schemas['MeetingDto']['status']> = new Set(['planned', 'noticeSent'] as const);

/** Everything the body has not been told of goes onto the agenda of one of its meetings, as one matter (KL 6:40). */
export function ReportDecisions({
  body,
  decisions,
  onReported,
}: {
  body: Body;
  decisions: readonly DelegatedDecision[];
  onReported: (told: string) => void;
}) {
  const t = useTexts('delegated-decisions');
  const [isOpen, setOpen] = useState(false);
  const waiting = decisions.filter((decision) => ['toReport', 'overdue'].includes(tellingOf(decision)));
  if (waiting.length === 0) return null;
  return (
    <>
      <Button variant="secondary" onClick={() => setOpen(true)}>
        {t('report', { count: waiting.length })}
      </Button>
      {isOpen ? (
        <ReportDialog body={body} waiting={waiting} onReported={onReported} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}

function ReportDialog({
  body,
  waiting,
  onReported,
  onClose,
}: {
  body: Body;
  waiting: readonly DelegatedDecision[];
  onReported: (told: string) => void;
  onClose: () => void;
}) {
  const t = useTexts('delegated-decisions');
  const kept = useQueryClient();
  const report = useRef<Schemas['DelegationReportDto'] | undefined>(undefined);
  const query = { bodyId: body.id };
  const meetings = (useQuery(readEvery('/api/v1/meetings', { params: { query } })).data ?? [])
    .filter(({ bodyId, status }) => bodyId === body.id && takesMatters.has(status))
    .sort((one, other) => one.day.localeCompare(other.day));
  const countBy = (day: string): number => waiting.filter(({ decidedDay }) => decidedDay <= day).length;
  return (
    <OpenDialog labelledBy="report-decisions" onClose={onClose}>
      <Heading level={2} data-size="xs" id="report-decisions">
        {t('reportHeading')}
      </Heading>
      <Paragraph>{t('reportText')}</Paragraph>
      <FieldsForm
        fields={[
          {
            name: 'meetingId',
            kind: 'choice',
            label: t('fields.meeting'),
            hint: t('hints.meeting'),
            missing: t('missing.meeting'),
            options: meetings.map(({ id, day }) => ({
              value: id,
              label: t('meetingChoice', { day: formatDay(day), count: countBy(day) }),
            })),
            ...(meetings[0] === undefined ? {} : { initial: meetings[0].id }),
          },
        ]}
        submitLabel={t('reportNow')}
        onSubmit={async ({ meetingId }) => {
          const params = { path: { id: meetingId as string } };
          report.current = await unwrap(api.POST('/api/v1/meetings/{id}/delegation-reports', { params }));
        }}
        onDone={async () => {
          await kept.invalidateQueries();
          const { decisions: count = 0, registrationNumber: number = '' } = report.current ?? {};
          onReported(t('reported', { count, number }));
          onClose();
        }}
      />
    </OpenDialog>
  );
}
