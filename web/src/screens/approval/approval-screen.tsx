import { Alert, Button, Details, Heading, List, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { settleNotices } from '../../api/notices';
import { PageHeading } from '../../components/page-heading';
import { ProblemAlert } from '../../components/problem-alert';
import { Section } from '../../components/section';
import { formatKr } from '../../money/money';
import { waitsForStep } from '../../proposals/approval-step';
import { MeasureTable } from '../../proposals/measure-table';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import './approval.css';
import { Changes } from './changes';
import { route } from './route';
import { SendBack } from './send-back';

/** Everything a manager needs in order to sign, and the two ways on, above what must be scrolled to. */
export function ApprovalScreen() {
  const t = useTexts('approvals');
  const p = useTexts('proposal');
  const { id } = route.useParams();
  const proposal = useSuspenseQuery(read('/api/v1/proposals/{id}', { params: { path: { id } } })).data;
  const readiness = useSuspenseQuery(read('/api/v1/proposals/{id}/readiness', { params: { path: { id } } })).data;
  const { title, registrationNumber, measures, total, versionNumber, approvals } = proposal;
  return (
    <div className="page">
      <PageHeading>{title}</PageHeading>
      <Paragraph>
        <Link to="/arende/$number" params={{ number: registrationNumber }}>
          {registrationNumber}
        </Link>{' '}
        · {proposal.authorityName}
      </Paragraph>
      <Paragraph className="live-sum">{p('sum', { amount: formatKr(total), count: measures.length })}</Paragraph>
      {approvals.map(({ step, approverName, at }) => (
        <Paragraph key={step}>{t('earlier', { name: approverName, at: formatInstant(at) })}</Paragraph>
      ))}
      {readiness.statedTotals.length === 0 ? null : (
        <Alert data-color="warning">
          <Heading level={2} data-size="2xs">
            {t('stale', { count: readiness.statedTotals.length })}
          </Heading>
          <List.Unordered>
            {readiness.statedTotals.map(({ pointer, start, quote, expected }) => (
              <List.Item key={`${pointer} ${start}`}>
                {p('staleTotal', { quote, expected: formatKr(expected) })}
              </List.Item>
            ))}
          </List.Unordered>
        </Alert>
      )}
      <Acts proposal={proposal} />
      <WhatChanged id={id} versionNumber={versionNumber} />
      <Heading level={2} data-size="xs">
        {p('parts.measures')}
      </Heading>
      <MeasureTable measures={measures} caption={p('parts.measures')} />
      <Memorandum proposal={proposal} />
    </div>
  );
}

function Acts({ proposal }: { proposal: Schemas['ProposalDto'] }) {
  const t = useTexts('approvals');
  const { id, version, title } = proposal;
  const [isSendingBack, setSendingBack] = useState(false);
  const kept = useQueryClient();
  const navigate = useNavigate();
  const finish = async (klart: 'godkant' | 'atersant'): Promise<void> => {
    await settleNotices(kept, 'approveProposal', id);
    await kept.invalidateQueries();
    await navigate({ to: '/att-godkanna', search: { klart, vad: title } });
  };
  const approve = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/proposals/{id}/approvals', { params: { path: { id }, header: ifMatch(version) } })),
    onSuccess: () => finish('godkant'),
    // Somebody may have been before: what is shown is read again, and the refusal stays to be read.
    onError: () => kept.invalidateQueries({ queryKey: ['/api/v1/proposals/{id}'] }),
  });
  if (waitsForStep(proposal) === undefined) return <Paragraph>{t('notWaiting')}</Paragraph>;
  return (
    <>
      <ProblemAlert error={approve.error} />
      {isSendingBack ? (
        <SendBack id={id} version={version} onCancel={() => setSendingBack(false)} onDone={() => finish('atersant')} />
      ) : (
        <div className="actions">
          <Button loading={approve.isPending} onClick={() => approve.mutate()}>
            {t('approve')}
          </Button>
          <Button variant="secondary" onClick={() => setSendingBack(true)}>
            {t('sendBack')}
          </Button>
        </div>
      )}
    </>
  );
}

function WhatChanged({ id, versionNumber }: { id: string; versionNumber: number }) {
  const t = useTexts('approvals');
  const diff = useQuery({
    ...read('/api/v1/proposals/{id}/diff', {
      params: { path: { id }, query: { from: String(versionNumber - 1), to: String(versionNumber) } },
    }),
    enabled: versionNumber > 1,
  });
  return (
    <Section heading={versionNumber === 1 ? t('firstHeading') : t('changesHeading', { number: versionNumber - 1 })}>
      <ProblemAlert error={diff.error} />
      {diff.data === undefined ? null : <Changes diff={diff.data} />}
    </Section>
  );
}

function Memorandum({ proposal }: { proposal: Schemas['ProposalDto'] }) {
  const t = useTexts('approvals');
  const p = useTexts('proposal');
  return (
    <Section heading={t('reading')}>
      {proposal.decisionPoints.length === 0 ? null : (
        <>
          <Heading level={3} data-size="2xs">
            {p('parts.decisionPoints')}
          </Heading>
          <List.Ordered>
            {proposal.decisionPoints.map(({ number, text }) => (
              <List.Item key={number}>{text}</List.Item>
            ))}
          </List.Ordered>
        </>
      )}
      {proposal.sections.map(({ kind, heading, text }, index) => (
        <Details key={`${kind} ${index}`} defaultOpen={kind === 'summary'}>
          <Details.Summary>{heading ?? p(`sections.${kind}`)}</Details.Summary>
          <Details.Content>
            <p className="memorandum-text">{text}</p>
          </Details.Content>
        </Details>
      ))}
    </Section>
  );
}
