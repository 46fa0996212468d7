import { Link as DsLink, List, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, type Schemas } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { CallStatusTag } from '../../calls/call-status';
import { RemindMissing } from '../../calls/remind-missing';
import { PageHeading } from '../../components/page-heading';
import { Section } from '../../components/section';
import { StatusTag } from '../../components/status-tag';
import { formatKr } from '../../money/money';
import { formatDay, formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { Answers } from './answers';
import { CallActs } from './call-acts';
import { IssueDraft } from './issue-draft';
import { route } from './route';

type Call = Schemas['CallDto'];

/** One call: who has answered, who is late, the sum so far against each ceiling, and what can be done now. */
export function CallScreen() {
  const t = useTexts('call');
  const { callId } = route.useParams();
  const call = useSuspenseQuery(read('/api/v1/calls/{id}', { params: { path: { id: callId } } })).data;
  const session = useSession();
  const manages = mayEver(session, 'call.manage');
  const isDraft = call.status === 'draft';
  return (
    <div className="page">
      <PageHeading>{call.title}</PageHeading>
      <Standing call={call} mayRemind={manages} />
      {call.description === '' ? null : <Paragraph>{call.description}</Paragraph>}
      <Terms call={call} />
      {manages && isDraft ? <IssueDraft call={call} /> : null}
      {isDraft ? null : mayEver(session, 'totals.read') ? (
        <Answers callId={callId} />
      ) : (
        <Paragraph>{t('requestedSoFar', { amount: formatKr(call.requested) })}</Paragraph>
      )}
      {mayEver(session, 'proposal.write') && (call.status === 'issued' || call.status === 'closed') ? (
        <Paragraph>
          <DsLink asChild>
            <Link to="/mitt-arbete">{t('toAnswer')}</Link>
          </DsLink>
        </Paragraph>
      ) : null}
      {manages ? <CallActs key={call.version} call={call} /> : null}
      <Deadlines call={call} />
    </div>
  );
}

function Standing({ call, mayRemind }: { call: Call; mayRemind: boolean }) {
  const t = useTexts('call');
  const { status, invitations, isDue, replyByDay, replyByTime, registrationNumber } = call;
  const missing = invitations.filter((each) => each.status === 'invited' || each.status === 'noReply').length;
  const isOut = status !== 'draft' && status !== 'cancelled';
  return (
    <>
      <Paragraph>
        <CallStatusTag status={status} />{' '}
        <DsLink asChild>
          <Link to={`/arende/${registrationNumber}` as '/'}>{registrationNumber}</Link>
        </DsLink>{' '}
        · {t('replyBy', { day: formatDay(replyByDay), time: replyByTime.replace(':', '.') })}{' '}
        {isOut && isDue ? <StatusTag tone="warning">{t('overdue')}</StatusTag> : null}
      </Paragraph>
      {isOut ? (
        <Paragraph>{t('answered', { answered: invitations.length - missing, invited: invitations.length })}</Paragraph>
      ) : null}
      {isOut && missing > 0 ? <RemindMissing callId={call.id} missing={missing} mayRemind={mayRemind} /> : null}
    </>
  );
}

function Terms({ call }: { call: Call }) {
  const t = useTexts('call');
  return (
    <>
      <Paragraph>
        {t('terms', { years: call.years.join(', '), sources: call.sources.map(({ name }) => name).join(' · ') })}
      </Paragraph>
      {call.status === 'draft' ? (
        <Paragraph>
          {t('invitedAre', { names: call.invitations.map(({ authorityName }) => authorityName).join(', ') })}
        </Paragraph>
      ) : null}
    </>
  );
}

/** Where the reply date has been before; shown once it has moved. */
function Deadlines({ call: { deadlines } }: { call: Call }) {
  const t = useTexts('call');
  if (deadlines.length < 2) return null;
  return (
    <Section heading={t('deadlines')}>
      <List.Ordered>
        {deadlines.map(({ replyByDay, replyByTime, reason, setAt }) => (
          <List.Item key={setAt}>
            {t('deadline', {
              day: formatDay(replyByDay),
              time: replyByTime.replace(':', '.'),
              reason,
              set: formatInstant(setAt),
            })}
          </List.Item>
        ))}
      </List.Ordered>
    </Section>
  );
}
