import { Details, Heading, Link as DsLink, List, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, type Schemas } from '../../api/client';
import { PageHeading } from '../../components/page-heading';
import { formatKr } from '../../money/money';
import { MeasureTable } from '../../proposals/measure-table';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { AwardForm } from './award-form';
import { route } from './route';

type Application = Schemas['ApplicationDto'];

/** Shall the association have what the administration proposes? The delegate sees what is asked, proposed and why, and decides. */
export function ApplicationDecisionScreen() {
  const t = useTexts('award');
  const { id } = route.useParams();
  const application = useSuspenseQuery(read('/api/v1/applications/{id}', { params: { path: { id } } })).data;
  const { associationName, possibleActs, proposalId } = application;
  return (
    <div className="page">
      <PageHeading>{t('heading', { name: associationName })}</PageHeading>
      <Paragraph>
        <DsLink asChild>
          <Link to="/foreningsbidrag/$id" params={{ id }}>
            {t('toApplication')}
          </Link>
        </DsLink>
      </Paragraph>
      {proposalId === null || !possibleActs.includes('decideByDelegation') ? (
        <Paragraph>{t('notNow')}</Paragraph>
      ) : (
        <Decide application={application} proposalId={proposalId} />
      )}
    </div>
  );
}

function Decide({ application, proposalId }: { application: Application; proposalId: string }) {
  const t = useTexts('award');
  const a = useTexts('associations');
  const p = useTexts('proposal');
  const params = { path: { id: proposalId } };
  const proposal = useSuspenseQuery(read('/api/v1/proposals/{id}', { params })).data;
  return (
    <>
      <dl className="amounts">
        <div>
          <dt>{a('applied')}</dt>
          <dd>{application.applied === null ? '–' : formatKr(application.applied)}</dd>
        </div>
        <div>
          <dt>{t('proposed')}</dt>
          <dd>{formatKr(proposal.total)}</dd>
        </div>
        <div>
          <dt>{a('received')}</dt>
          <dd>{application.receivedAt === null ? '–' : formatInstant(application.receivedAt)}</dd>
        </div>
      </dl>
      <Heading level={2} data-size="xs">
        {proposal.title}
      </Heading>
      <MeasureTable measures={proposal.measures} caption={p('parts.measures')} />
      {proposal.decisionPoints.length === 0 ? null : (
        <List.Ordered>
          {proposal.decisionPoints.map(({ number, text }) => (
            <List.Item key={number}>{text}</List.Item>
          ))}
        </List.Ordered>
      )}
      <Details>
        <Details.Summary>{t('purpose')}</Details.Summary>
        <Details.Content>
          <p className="passage">{application.purpose}</p>
        </Details.Content>
      </Details>
      {proposal.sections.map(({ kind, heading, text }, index) => (
        <Details key={`${kind} ${index}`} defaultOpen={kind === 'summary'}>
          <Details.Summary>{heading ?? p(`sections.${kind}`)}</Details.Summary>
          <Details.Content>
            <p className="passage">{text}</p>
          </Details.Content>
        </Details>
      ))}
      <AwardForm application={application} proposal={proposal} />
    </>
  );
}
