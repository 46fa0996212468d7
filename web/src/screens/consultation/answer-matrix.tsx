import { Paragraph, Table } from '@digdir/designsystemet-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { read, type Schemas } from '../../api/client';
import { CaptionedTable } from '../../components/captioned-table';
import { Section } from '../../components/section';
import { ConsulteeTag, type Stance, StanceTag } from '../../consultations/words';
import { useTexts } from '../../texts/texts';

type Matrix = Schemas['AnswerMatrixDto'];

const stances: readonly Stance[] = ['supports', 'rejects', 'comments', 'noView'];
const kinds = ['inTime', 'late', 'declined', 'silent', 'waiting'] as const;

/** Who said what on each question, with the passage it rests on; the counts add up to those asked. */
export function AnswerMatrix({ id }: { id: string }) {
  const t = useTexts('consultations');
  const matrix = useSuspenseQuery(read('/api/v1/consultations/{id}/answer-matrix', { params: { path: { id } } })).data;
  return (
    <Section heading={t('matrix.heading')}>
      <Counts counts={matrix.counts} />
      {matrix.questions.length === 0 ? <Paragraph>{t('matrix.noQuestions')}</Paragraph> : <Answers matrix={matrix} />}
    </Section>
  );
}

function Counts({ counts }: { counts: Matrix['counts'] }) {
  const t = useTexts('consultations');
  return (
    <dl className="status-line counts">
      <div>
        <dt>{t('asked')}</dt>
        <dd data-answers="asked">{counts.asked}</dd>
      </div>
      {kinds.map((kind) => (
        <div key={kind}>
          <dt>{t(`matrix.counts.${kind}`)}</dt>
          <dd data-answers={kind}>
            {counts[kind]}
            {kind === 'inTime' && counts.byExtension > 0 ? (
              <span className="quiet"> {t('matrix.counts.byExtension', { count: counts.byExtension })}</span>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Answers({ matrix: { questions, consultees, statements } }: { matrix: Matrix }) {
  const t = useTexts('consultations');
  const answered = consultees.filter(({ reply }) => reply !== null);
  if (answered.length === 0) return <Paragraph>{t('matrix.nobody')}</Paragraph>;
  const countOf = (questionKey: string, stance: Stance): number =>
    statements.filter((each) => each.questionKey === questionKey && each.stance === stance).length;
  return (
    <CaptionedTable
      caption={t('matrix.heading')}
      heads={[
        t('consultee.name'),
        ...questions.map(({ text }, index) => t('matrix.question', { number: index + 1, text })),
      ]}
      className="answer-matrix"
    >
      <Table.Body>
        {answered.map(({ id, name, status, reply }) => (
          <Table.Row key={id}>
            <Table.HeaderCell scope="row">
              {name}
              <span className="remark">
                {reply?.isLate === true ? <ConsulteeTag status={status} isLate /> : null}
                {reply?.documentNumber == null ? null : (
                  <span className="quiet"> {t('matrix.document', { number: reply.documentNumber })}</span>
                )}
              </span>
            </Table.HeaderCell>
            {questions.map(({ key }) => (
              <Table.Cell key={key}>
                <Statement statement={statements.find((each) => each.questionKey === key && each.consulteeId === id)} />
              </Table.Cell>
            ))}
          </Table.Row>
        ))}
      </Table.Body>
      <Table.Foot>
        <Table.Row>
          <Table.HeaderCell scope="row">{t('matrix.sum')}</Table.HeaderCell>
          {questions.map(({ key }) => (
            <Table.Cell key={key}>
              {stances
                .filter((stance) => countOf(key, stance) > 0)
                .map((stance) => t(`matrix.sums.${stance}`, { count: countOf(key, stance) }))
                .join(', ')}
            </Table.Cell>
          ))}
        </Table.Row>
      </Table.Foot>
    </CaptionedTable>
  );
}

function Statement({ statement }: { statement: Matrix['statements'][number] | undefined }) {
  const t = useTexts('consultations');
  if (statement === undefined) return <span className="quiet">{t('matrix.unanswered')}</span>;
  return (
    <>
      <StanceTag stance={statement.stance} />
      {statement.quote === null ? null : <blockquote className="passage">{statement.quote}</blockquote>}
      {statement.statedByConsultee ? null : <span className="quiet remark">{t('matrix.readOut')}</span>}
    </>
  );
}
