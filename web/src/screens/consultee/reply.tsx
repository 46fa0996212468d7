import { Heading, List } from '@digdir/designsystemet-react';
import type { Schemas } from '../../api/client';
import { Section } from '../../components/section';
import { StanceTag } from '../../consultations/words';
import { useTexts } from '../../texts/texts';
import { ReceivedFiles } from '../../components/received-files';

/** The answer as it came: its level, its positions with their passages, reservations, and the whole text. */
export function Reply({
  reply,
  questions,
}: {
  reply: Schemas['ConsulteeReplyDto'];
  questions: Schemas['ConsultationDto']['questions'];
}) {
  const t = useTexts('consultations');
  const { level, signatory, text, files, reservations, positions } = reply;
  return (
    <Section heading={t('reply.heading')} className="consultee-reply">
      <p>
        {t(`reply.level.${level}`)}
        {signatory === null ? '' : ` ${t('reply.signedBy', { name: signatory })}`}
      </p>
      {positions.length === 0 ? null : (
        <List.Ordered>
          {questions.map(({ key, text: question }) => {
            const position = positions.find(({ questionKey }) => questionKey === key);
            return (
              <List.Item key={key}>
                {question}{' '}
                {position === undefined ? (
                  <span className="quiet">{t('matrix.unanswered')}</span>
                ) : (
                  <StanceTag stance={position.stance} />
                )}
                {position?.quote == null ? null : <blockquote className="passage">{position.quote}</blockquote>}
              </List.Item>
            );
          })}
        </List.Ordered>
      )}
      {files.length === 0 ? null : (
        <>
          <Heading level={3} data-size="2xs">
            {t('reply.files')}
          </Heading>
          <ReceivedFiles files={files} />
        </>
      )}
      {reservations.length === 0 ? null : (
        <>
          <Heading level={3} data-size="2xs">
            {t('reply.reservations')}
          </Heading>
          <List.Unordered>
            {reservations.map(({ name, party, reasons }) => (
              <List.Item key={name}>
                {party === null ? name : `${name} (${party})`}
                {reasons === null ? '' : `: ${reasons}`}
              </List.Item>
            ))}
          </List.Unordered>
        </>
      )}
      <div className="reply-text">{text}</div>
    </Section>
  );
}
