import { Link as DsLink, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, type Schemas } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { mayEver, useSession } from '../../api/session';
import { PageHeading } from '../../components/page-heading';
import { Section } from '../../components/section';
import { FiguresTable } from '../../goals/figures-table';
import { EntryTag, isUnreported } from '../../goals/report-words';
import { textOf } from '../../goals/rich-text';
import { AttainmentTag } from '../../goals/words';
import { useTexts } from '../../texts/texts';
import { EntryEditor } from './entry-editor';
import { ReopenEntry } from './reopen-entry';
import { route } from './route';

type Entry = Schemas['ReportEntryDto'];

/** One goal in one report: the figures, the judgement and the comment. */
export function ReportEntryScreen() {
  const t = useTexts('goals');
  const { id, goalId } = route.useParams();
  const session = useSession();
  const report = useSuspenseQuery(read('/api/v1/period-reports/{id}', { params: { path: { id } } })).data;
  const entry = report.entries.find((each) => each.goalId === goalId);
  if (entry === undefined) throw new ApiProblem(404, undefined);
  const isOwn = session.appointments.some(({ authorityId }) => authorityId === report.authorityId);
  const mayWrite = isOwn && mayEver(session, 'goalReport.write') && report.status === 'drafting' && isUnreported(entry);
  const next = report.entries.find((each) => each.goalId !== goalId && isUnreported(each));
  return (
    <div className="page">
      <PageHeading>{entry.title}</PageHeading>
      <p>
        <DsLink asChild>
          <Link to="/uppfoljning/$id" params={{ id }}>
            {report.title}
          </Link>
        </DsLink>{' '}
        <EntryTag state={entry.state} />
      </p>
      {entry.contribution === null ? null : <Paragraph>{entry.contribution}</Paragraph>}
      {entry.indicators.length === 0 ? null : (
        <FiguresTable caption={t('indicator.heading')} indicators={entry.indicators} />
      )}
      {mayWrite && entry.version !== null ? (
        <EntryEditor key={goalId} reportId={id} entry={entry} version={entry.version} />
      ) : (
        <Shown entry={entry} />
      )}
      {isOwn && report.status === 'drafting' && entry.version !== null && entry.possibleActs.includes('reopen') ? (
        <ReopenEntry reportId={id} goalId={goalId} version={entry.version} />
      ) : null}
      {isOwn && next !== undefined ? (
        <p>
          <DsLink asChild>
            <Link to="/uppfoljning/$id/$goalId" params={{ id, goalId: next.goalId }}>
              {t('entry.next', { title: next.title })}
            </Link>
          </DsLink>
        </p>
      ) : null}
    </div>
  );
}

function Shown({ entry: { status, reasons, comment, successFactors, shortfallReasons } }: { entry: Entry }) {
  const t = useTexts('goals');
  const tags = [...successFactors, ...shortfallReasons].map(({ text }) => text).join(', ');
  return (
    <Section heading={t('judgement')} className="goal-part">
      <p>
        <AttainmentTag status={status} />
      </p>
      {reasons === null ? null : <Paragraph>{reasons}</Paragraph>}
      {comment.length === 0 ? null : <div className="rich-text">{textOf(comment)}</div>}
      {tags === '' ? null : <Paragraph>{t('entry.factors', { tags })}</Paragraph>}
    </Section>
  );
}
