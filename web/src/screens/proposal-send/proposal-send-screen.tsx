import { Alert, Button, Heading, Link as DsLink, List, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api, ifMatch, read, unwrap } from '../../api/client';
import { settleNotices } from '../../api/notices';
import { PageHeading } from '../../components/page-heading';
import { ProblemAlert } from '../../components/problem-alert';
import { formatKr } from '../../money/money';
import { MeasureTable } from '../../proposals/measure-table';
import { placeOf } from '../../proposals/tasks';
import { useTexts } from '../../texts/texts';
import { route } from './route';

/** The last look before it leaves the drafting hand: what is asked, and what is missing. */
export function ProposalSendScreen() {
  const t = useTexts('proposal');
  const { id } = route.useParams();
  const proposal = useSuspenseQuery(read('/api/v1/proposals/{id}', { params: { path: { id } } })).data;
  const readiness = useSuspenseQuery(read('/api/v1/proposals/{id}/readiness', { params: { path: { id } } })).data;
  const { registrationNumber: number, version, measures, sections, title } = proposal;
  const kept = useQueryClient();
  const navigate = useNavigate();
  const send = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/proposals/{id}/submission', { params: { path: { id }, header: ifMatch(version) } })),
    onSuccess: async () => {
      await settleNotices(kept, 'reviseProposal', id);
      await navigate({ to: '/arende/$number', params: { number } });
    },
    onSettled: () => kept.invalidateQueries(),
  });
  const isReady = readiness.faults.length === 0 && proposal.status === 'drafting';
  return (
    <div className="page">
      <PageHeading>{t('checkAndSend')}</PageHeading>
      <Paragraph>
        {number} {title}
      </Paragraph>
      <ProblemAlert error={send.error} />
      {readiness.faults.length > 0 ? (
        <Alert data-color="warning">
          <Heading level={2} data-size="2xs">
            {t('send.faults', { count: readiness.faults.length })}
          </Heading>
          <List.Unordered>
            {readiness.faults.map(({ pointer, detail }) => (
              <List.Item key={`${pointer} ${detail}`}>
                <DsLink asChild>
                  <Link to="/forslag/$id/skriv" params={{ id }} hash={placeOf(pointer, sections)}>
                    {detail}
                  </Link>
                </DsLink>
              </List.Item>
            ))}
          </List.Unordered>
        </Alert>
      ) : null}
      <Paragraph className="live-sum">
        {t('sum', { amount: formatKr(readiness.total), count: measures.length })}
      </Paragraph>
      <MeasureTable measures={measures} caption={t('parts.measures')} />
      <Paragraph>{proposal.status === 'drafting' ? t('send.what') : t('send.sent')}</Paragraph>
      <div className="actions">
        {isReady ? (
          <Button loading={send.isPending} onClick={() => send.mutate()}>
            {t('send.send')}
          </Button>
        ) : null}
        <Button asChild variant="secondary">
          <Link to="/forslag/$id" params={{ id }}>
            {t('send.back')}
          </Link>
        </Button>
      </div>
    </div>
  );
}
