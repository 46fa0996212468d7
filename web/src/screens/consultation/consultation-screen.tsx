import { Details, Link as DsLink, List, Paragraph } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read, readEvery, type Schemas } from '../../api/client';
import { holdsAny, type Role, type Session, useSession } from '../../api/session';
import { DocumentLink } from '../../components/document-link';
import { PageHeading } from '../../components/page-heading';
import { Section } from '../../components/section';
import { Fact, StatusLine } from '../../components/status-line';
import { ConsultationTag, replyByText } from '../../consultations/words';
import { formatDay } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { Acts } from './acts';
import { AnswerMatrix } from './answer-matrix';
import { Consultees } from './consultees';
import './consultation.css';
import { Deadlines } from './deadlines';
import { Proposal, ToAgenda } from './proposal';
import { route } from './route';

type Consultation = Schemas['ConsultationDto'];

/** Follow the register of the whole municipality, and therefore read answers they have not asked for. */
const followers: readonly Role[] = ['controller', 'cityOffice', 'auditor', 'committeeSecretary', 'chair', 'viceChair'];
const isIn = ({ appointments }: Session, authorityId: string): boolean =>
  appointments.some((held) => held.authorityId === authorityId);

/** Who has answered, by when must the rest, and what do they say? */
export function ConsultationScreen() {
  const t = useTexts('consultations');
  const { id } = route.useParams();
  const session = useSession();
  const consultation = useSuspenseQuery(read('/api/v1/consultations/{id}', { params: { path: { id } } })).data;
  const consultees = useSuspenseQuery(
    readEvery('/api/v1/consultations/{id}/consultees', { params: { path: { id } } }),
  ).data;
  const isAsker = isIn(session, consultation.authorityId);
  const seesAnswers = isAsker || holdsAny(session, followers);
  const own = consultees.filter(({ authorityId }) => authorityId !== null && isIn(session, authorityId));
  return (
    <div className="page">
      <PageHeading>{consultation.title}</PageHeading>
      <Facts consultation={consultation} />
      {own.map(({ id: consulteeId, name }) => (
        <Paragraph key={consulteeId}>
          <DsLink asChild>
            <Link to="/remissinstanser/$id" params={{ id: consulteeId }}>
              {t('answerOf', { name })}
            </Link>
          </DsLink>
        </Paragraph>
      ))}
      {isAsker ? <Acts consultation={consultation} consultees={consultees} /> : null}
      {isAsker ? <Proposal consultation={consultation} /> : null}
      {isAsker ? <ToAgenda consultation={consultation} /> : null}
      <Deadlines deadlines={consultation.deadlines} />
      {seesAnswers && consultees.length > 0 ? (
        <Consultees consultees={consultees} canAsk={isAsker} status={consultation.status} />
      ) : null}
      {seesAnswers && consultees.length > 0 ? <AnswerMatrix id={id} /> : null}
      {seesAnswers && consultees.length > 0 ? <Compilations consultation={consultation} /> : null}
      <Asked consultation={consultation} />
    </div>
  );
}

function Facts({ consultation }: { consultation: Consultation }) {
  const t = useTexts('consultations');
  const { registrationNumber, authorityName, status, sentDay, sentElsewhere, addressee, place, channel } = consultation;
  const inForce = consultation.deadlines.at(-1);
  const { day, time } = inForce ?? { day: consultation.replyByDay, time: consultation.replyByTime };
  const facts: [string, string][] = [
    [t('deadline'), replyByText(day, time)],
    [t('asks'), authorityName],
    ...(sentDay === null ? [] : [[t('sent'), formatDay(sentDay)] as [string, string]]),
    ...(sentElsewhere === null ? [] : [[t('how'), sentElsewhere] as [string, string]]),
    [t('addressee'), addressee.name],
    [t('place'), [place, channel].filter(Boolean).join(', ')],
  ];
  return (
    <StatusLine>
      <Fact label={t('number')}>
        <DsLink asChild>
          <Link to="/arende/$number" params={{ number: registrationNumber }}>
            {registrationNumber}
          </Link>
        </DsLink>
      </Fact>
      <Fact label={t('state')}>
        <ConsultationTag status={status} />
      </Fact>
      {facts.map(([label, value]) => (
        <Fact key={label} label={label}>
          {value}
        </Fact>
      ))}
    </StatusLine>
  );
}

/** What is asked, and the text that was sent. */
function Asked({ consultation }: { consultation: Consultation }) {
  const t = useTexts('consultations');
  const { id, purpose, background, questions, parts, texts } = consultation;
  return (
    <Section heading={t('asked_heading')} className="consultation-asked">
      <Paragraph>{purpose}</Paragraph>
      {background === '' ? null : (
        <Details>
          <Details.Summary>{t('background')}</Details.Summary>
          <Details.Content>{background}</Details.Content>
        </Details>
      )}
      {questions.length === 0 ? null : (
        <List.Ordered>
          {questions.map(({ key, text }) => (
            <List.Item key={key}>{text}</List.Item>
          ))}
        </List.Ordered>
      )}
      <List.Unordered>
        {parts.map(({ key, title }) => {
          const ofPart = texts.filter(({ partKey }) => partKey === key);
          const shown = ofPart.find(({ isSent }) => isSent) ?? ofPart.at(-1);
          return (
            <List.Item key={key}>
              {title}
              {shown === undefined ? null : (
                <>
                  {': '}
                  <DsLink
                    href={`/api/v1/document-versions/${shown.documentVersionId}/content`}
                    download={shown.fileName}
                  >
                    {t('text', { name: shown.fileName, number: shown.number })}
                  </DsLink>
                </>
              )}
            </List.Item>
          );
        })}
      </List.Unordered>
      <div className="actions no-print">
        <DocumentLink href={`/api/v1/consultations/${id}/cover-letter?format=pdf`}>{t('coverLetter.pdf')}</DocumentLink>
        <DocumentLink href={`/api/v1/consultations/${id}/cover-letter?format=docx`}>
          {t('coverLetter.word')}
        </DocumentLink>
      </div>
    </Section>
  );
}

function Compilations({ consultation: { id, compilations } }: { consultation: Consultation }) {
  const t = useTexts('consultations');
  return (
    <Section heading={t('compilation.heading')}>
      <div className="actions">
        <DocumentLink href={`/api/v1/consultations/${id}/compilation?format=pdf`}>{t('compilation.pdf')}</DocumentLink>
        <DocumentLink href={`/api/v1/consultations/${id}/compilation?format=docx`}>
          {t('compilation.word')}
        </DocumentLink>
      </div>
      {compilations.length === 0 ? null : (
        <List.Unordered>
          {compilations.map(({ number, compiledAt, isCurrent }) => (
            <List.Item key={number}>
              {t('compilation.made', { number, day: formatDay(compiledAt) })}{' '}
              {isCurrent ? t('compilation.current') : t('compilation.older')}
            </List.Item>
          ))}
        </List.Unordered>
      )}
    </Section>
  );
}
