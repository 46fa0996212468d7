import { Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../../api/client';
import { useSession } from '../../api/session';
import { PageHeading } from '../../components/page-heading';
import { Fact, StatusLine } from '../../components/status-line';
import { StatusTag } from '../../components/status-tag';
import { ConsulteeTag, replyByText } from '../../consultations/words';
import { formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import './consultee.css';
import { AskerSide } from './asker-side';
import { OwnProcess } from './own-process';
import { Reply } from './reply';
import { route } from './route';

/** One that is asked: until when, where it is in its own house, and what it answered. */
export function ConsulteeScreen() {
  const t = useTexts('consultations');
  const { id } = route.useParams();
  const { appointments } = useSession();
  const consultee = useSuspenseQuery(read('/api/v1/consultees/{id}', { params: { path: { id } } })).data;
  const consultation = useSuspenseQuery(
    read('/api/v1/consultations/{id}', { params: { path: { id: consultee.consultationId } } }),
  ).data;
  const isIn = (authorityId: string | null): boolean =>
    authorityId !== null && appointments.some((held) => held.authorityId === authorityId);
  const isOwn = isIn(consultee.authorityId);
  const { name, status, isLate, isExtended, replyByDay, replyByTime, ownNumber, repliedAt, extensions, note } =
    consultee;
  return (
    <div className="page">
      <PageHeading>{t('one.heading', { name, title: consultation.title })}</PageHeading>
      <StatusLine>
        <Fact label={t('deadline')}>
          {replyByText(replyByDay, replyByTime)}{' '}
          {isExtended ? <StatusTag tone="info">{t('consultee.extended')}</StatusTag> : null}
        </Fact>
        <Fact label={t('state')}>
          <ConsulteeTag status={status} isLate={isLate} />
        </Fact>
        {repliedAt === null ? null : <Fact label={t('consultee.came')}>{formatInstant(repliedAt)}</Fact>}
        {ownNumber === null ? null : <Fact label={t('consultee.ownNumber')}>{ownNumber}</Fact>}
        <Fact label={t('consultation')}>
          <DsLink asChild>
            <Link to="/remisser/$id" params={{ id: consultation.id }}>
              {consultation.registrationNumber}
            </Link>
          </DsLink>
        </Fact>
      </StatusLine>
      {note === null ? null : <p>{t('one.note', { note })}</p>}
      {extensions.map(({ replyByDay: day, replyByTime: time, reason }) => (
        <p key={`${day} ${time ?? ''}`}>{t('one.extension', { deadline: replyByText(day, time), reason })}</p>
      ))}
      {isOwn ? <OwnProcess consultee={consultee} consultation={consultation} /> : null}
      {isIn(consultation.authorityId) ? <AskerSide consultee={consultee} questions={consultation.questions} /> : null}
      {consultee.reply === null ? null : <Reply reply={consultee.reply} questions={consultation.questions} />}
    </div>
  );
}
