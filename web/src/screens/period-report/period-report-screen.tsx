import { Button, Link as DsLink, Paragraph, Table } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, read, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { AgendaForm } from '../../components/agenda-form';
import { CaptionedTable } from '../../components/captioned-table';
import { DocumentLink } from '../../components/document-link';
import { PageHeading } from '../../components/page-heading';
import { ProblemAlert } from '../../components/problem-alert';
import { Section } from '../../components/section';
import { Fact, StatusLine } from '../../components/status-line';
import { StatusTag } from '../../components/status-tag';
import { EntryTag, isUnreported, reportTones } from '../../goals/report-words';
import { AttainmentTag, usePersonNames } from '../../goals/words';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { route } from './route';

type Report = Schemas['PeriodReportDto'];

/** Who has not reported, how is each goal judged, and is it locked? */
export function PeriodReportScreen() {
  const t = useTexts('goals');
  const { id } = route.useParams();
  const session = useSession();
  const report = useSuspenseQuery(read('/api/v1/period-reports/{id}', { params: { path: { id } } })).data;
  const isOwn = session.appointments.some(({ authorityId }) => authorityId === report.authorityId);
  return (
    <div className="page">
      <PageHeading>{report.title}</PageHeading>
      <Facts report={report} />
      <div className="actions no-print">
        <DocumentLink href={`/api/v1/period-reports/${id}/document?format=pdf`}>{t('reports.pdf')}</DocumentLink>
        <DocumentLink href={`/api/v1/period-reports/${id}/document?format=docx`}>{t('reports.word')}</DocumentLink>
      </div>
      <Unreported report={report} />
      {mayEver(session, 'goalReport.review') ? <Review report={report} /> : null}
      <Entries report={report} />
      {report.status === 'drafting' && isOwn && mayEver(session, 'route.plan') ? (
        <div className="goal-part no-print">
          <AgendaForm
            subjectKind="periodReport"
            subjectId={id}
            authorityId={report.authorityId}
            label={t('reports.lock')}
            hint={t('reports.lockHint')}
          />
        </div>
      ) : null}
    </div>
  );
}

function Facts({ report }: { report: Report }) {
  const t = useTexts('goals');
  const { registrationNumber, authorityName, status, dueDay, decidedDay, versionNumber, isFrozen } = report;
  return (
    <StatusLine>
      <Fact label={t('number')}>
        <DsLink asChild>
          <Link to="/arende/$number" params={{ number: registrationNumber }}>
            {registrationNumber}
          </Link>
        </DsLink>
      </Fact>
      <Fact label={t('authority')}>{authorityName}</Fact>
      <Fact label={t('state')}>
        <StatusTag tone={reportTones[status] ?? 'neutral'}>{t(`reportStatus.${status as 'drafting'}`)}</StatusTag>
      </Fact>
      <Fact label={decidedDay === null ? t('reports.due') : t('reports.decided')}>
        {formatDay(decidedDay ?? dueDay)}
      </Fact>
      {isFrozen ? <Fact label={t('reports.locked')}>{t('reports.version', { number: versionNumber })}</Fact> : null}
    </StatusLine>
  );
}

function Unreported({ report: { entries, unreported } }: { report: Report }) {
  const t = useTexts('goals');
  const personOf = usePersonNames();
  const left = entries.filter(isUnreported);
  if (left.length === 0) return null;
  const names = [
    ...new Set(left.map(({ responsibleId }) => (responsibleId === null ? t('nobody') : personOf(responsibleId)))),
  ];
  return (
    <Section heading={t('reports.unreported', { count: unreported })} className="goal-part">
      <Paragraph>{t('reports.waitsFor', { names: names.join(', ') })}</Paragraph>
    </Section>
  );
}

/** Everything that is marked done and not yet read by the controller, at once. */
function Review({ report: { id, entries } }: { report: Report }) {
  const t = useTexts('goals');
  const kept = useQueryClient();
  const goalIds = entries.filter(({ state }) => state === 'markedDone').map(({ goalId }) => goalId);
  const review = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/period-reports/{id}/reviews', { params: { path: { id } }, body: { goalIds } })),
    onSuccess: () => kept.invalidateQueries(),
  });
  if (goalIds.length === 0) return null;
  return (
    <div>
      <ProblemAlert error={review.error} />
      <Button loading={review.isPending} onClick={() => review.mutate()}>
        {t('reports.review', { count: goalIds.length })}
      </Button>
    </div>
  );
}

function Entries({ report: { id, entries, counts } }: { report: Report }) {
  const t = useTexts('goals');
  const personOf = usePersonNames();
  return (
    <Section heading={t('reports.goals')} className="goal-part">
      <p className="table-count">
        {t('count', { count: entries.length })}{' '}
        {counts
          .filter(({ count }) => count > 0)
          .map(({ status, count }) => (
            <span key={status.value} data-judged={count}>
              {' '}
              <AttainmentTag status={status} /> {count}
            </span>
          ))}
      </p>
      <CaptionedTable
        caption={t('reports.goals')}
        heads={[t('goal'), t('judgement'), t('reports.state'), t('responsible')]}
        zebra
      >
        <Table.Body>
          {entries.map(({ goalId, level, title, status, state, responsibleId, below }) => (
            <Table.Row key={goalId}>
              <Table.HeaderCell scope="row">
                <span className="goal-level">{t(`levels.${level as 'goalArea'}`)}</span>
                <DsLink asChild>
                  <Link to="/uppfoljning/$id/$goalId" params={{ id, goalId }}>
                    {title}
                  </Link>
                </DsLink>
                {below.length === 0 ? null : (
                  <span className="remark quiet">
                    {t('reports.below', {
                      what: below.map(({ text, count }) => `${count} ${text.toLowerCase()}`).join(', '),
                    })}
                  </span>
                )}
              </Table.HeaderCell>
              <Table.Cell>
                <AttainmentTag status={status} />
              </Table.Cell>
              <Table.Cell>
                <EntryTag state={state} />
              </Table.Cell>
              <Table.Cell>{responsibleId === null ? t('nobody') : personOf(responsibleId)}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </CaptionedTable>
    </Section>
  );
}
