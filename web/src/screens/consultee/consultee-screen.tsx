import { Link as DsLink } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../../api/client';
import { useSession } from '../../api/session';
import { PageHeading } from '../../components/page-heading';
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
      <dl className="status-line">
        <div>
          <dt>{t('deadline')}</dt>
          <dd>
            {replyByText(replyByDay, replyByTime)}{' '}
            {isExtended ? <StatusTag tone="info">{t('consultee.extended')}</StatusTag> : null}
          </dd>
        </div>
        <div>
          <dt>{t('state')}</dt>
          <dd>
            <ConsulteeTag status={status} isLate={isLate} />
          </dd>
        </div>
        {repliedAt === null ? null : (
          <div>
            <dt>{t('consultee.came')}</dt>
            <dd>{formatInstant(repliedAt)}</dd>
          </div>
        )}
        {ownNumber === null ? null : (
          <div>
            <dt>{t('consultee.ownNumber')}</dt>
            <dd>{ownNumber}</dd>
          </div>
        )}
        <div>
          <dt>{t('consultation')}</dt>
          <dd>
            <DsLink asChild>
              <Link to="/remisser/$id" params={{ id: consultation.id }}>
                {consultation.registrationNumber}
              </Link>
            </DsLink>
          </dd>
        </div>
      </dl>
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
