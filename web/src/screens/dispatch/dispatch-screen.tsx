import { Alert, Heading, List, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { read } from '../../api/client';
import type { ApiProblem } from '../../api/problem';
import { mayAt, useSession } from '../../api/session';
import { PageHeading } from '../../components/page-heading';
import { ProblemAlert } from '../../components/problem-alert';
import { Fact, StatusLine } from '../../components/status-line';
import { formatDay, formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { RegisterDispatch } from './register-dispatch';
import { route } from './route';

/** One decision that came: who decided, what came with it, and the number it gets or has here. */
export function DispatchScreen() {
  const t = useTexts('dispatches');
  const m = useTexts('matter');
  const { id } = route.useParams();
  const dispatch = useSuspenseQuery(read('/api/v1/dispatches/{id}', { params: { path: { id } } })).data;
  const { recipientAuthorityId, registered, attachments, withheldCount } = dispatch;
  const session = useSession();
  const [refusal, setRefusal] = useState<ApiProblem | undefined>();
  const mayRegister =
    recipientAuthorityId !== null && mayAt(session, 'dispatch.register', recipientAuthorityId) && registered === null;
  return (
    <div className="page">
      <PageHeading>{dispatch.title}</PageHeading>
      <StatusLine>
        <Fact label={t('from')}>{t('paragraphOf', { ...dispatch, decisionDay: formatDay(dispatch.decisionDay) })}</Fact>
        <Fact label={t('outcome')}>{m(`outcomes.${dispatch.outcome as 'approve'}`)}</Fact>
        <Fact label={t('theirNumber')}>{dispatch.registrationNumber}</Fact>
        <Fact label={t('sentAt')}>{formatInstant(dispatch.sentAt)}</Fact>
      </StatusLine>
      <Heading level={2} data-size="xs">
        {t('attachments')}
      </Heading>
      {attachments.length === 0 ? (
        <Paragraph>{t('onlyExtract')}</Paragraph>
      ) : (
        <List.Unordered>
          {attachments.map(({ versionId, number, title }) => (
            <List.Item key={versionId}>{t('attachment', { number, title })}</List.Item>
          ))}
        </List.Unordered>
      )}
      {withheldCount === 0 ? null : <Paragraph>{t('withheld', { count: withheldCount })}</Paragraph>}
      <ProblemAlert error={refusal} />
      {registered === null ? null : (
        <Alert data-color="success" role="status">
          {t('isRegistered', { number: registered.registrationNumber, document: registered.documentNumber })}{' '}
          <Link to="/arende/$number" params={{ number: registered.registrationNumber }} search={{ flik: 'documents' }}>
            {t('toDocuments')}
          </Link>
        </Alert>
      )}
      {mayRegister ? <RegisterDispatch dispatch={dispatch} onRefused={setRefusal} /> : null}
      {registered === null && !mayRegister ? (
        <Paragraph>{t('waits', { name: dispatch.recipientName })}</Paragraph>
      ) : null}
    </div>
  );
}
