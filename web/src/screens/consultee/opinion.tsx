import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { api, ifMatch, read, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { AgendaForm } from '../../components/agenda-form';
import { ProblemAlert } from '../../components/problem-alert';
import { useTexts } from '../../texts/texts';
import { OpinionEditor } from './opinion-editor';
import { OpinionFiles } from './own-process';

type Consultee = Schemas['ConsulteeDto'];
type OpinionDto = Schemas['OpinionDto'];

/** The opinion in our own matter: begun, written, adopted by the committee or signed, and sent back. */
export function Opinion({
  consultee,
  consultation,
}: {
  consultee: Consultee;
  consultation: Schemas['ConsultationDto'];
}) {
  const t = useTexts('consultations');
  const opinionId = consultee.own?.opinionId ?? null;
  return (
    <section aria-labelledby="opinion" className="opinion">
      <Heading level={3} data-size="2xs" id="opinion">
        {t('opinion.heading')}
      </Heading>
      {opinionId === null ? (
        <Begin consulteeId={consultee.id} />
      ) : (
        <Written id={opinionId} consultee={consultee} consultation={consultation} />
      )}
    </section>
  );
}

function Begin({ consulteeId }: { consulteeId: string }) {
  const t = useTexts('consultations');
  const kept = useQueryClient();
  const begin = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/consultees/{id}/opinion', { params: { path: { id: consulteeId } }, body: { text: '' } }),
      ),
    onSuccess: () => kept.invalidateQueries(),
  });
  if (!mayEver(useSession(), 'opinion.write')) return <Paragraph>{t('opinion.notBegun')}</Paragraph>;
  return (
    <>
      <ProblemAlert error={begin.error} />
      <Button loading={begin.isPending} onClick={() => begin.mutate()}>
        {t('opinion.begin')}
      </Button>
    </>
  );
}

function Written({
  id,
  consultee,
  consultation,
}: {
  id: string;
  consultee: Consultee;
  consultation: Schemas['ConsultationDto'];
}) {
  const t = useTexts('consultations');
  const session = useSession();
  const opinion = useSuspenseQuery(read('/api/v1/opinions/{id}', { params: { path: { id } } })).data;
  if (opinion.status === 'drafting' && mayEver(session, 'opinion.write') && consultee.reply === null)
    return (
      <>
        <OpinionEditor key={id} opinion={opinion} questions={consultation.questions} />
        <OpinionFiles id={id} />
        <ToAgenda opinion={opinion} consultee={consultee} />
      </>
    );
  return (
    <>
      <Paragraph>{t(`opinion.status.${opinion.status}`)}</Paragraph>
      <div className="reply-text">{opinion.text}</div>
      <OpinionFiles id={id} />
      <Sign opinion={opinion} />
      <ToAgenda opinion={opinion} consultee={consultee} />
      {consultee.reply === null && ['adopted', 'official'].includes(opinion.status) ? (
        <SendBack consultee={consultee} />
      ) : null}
    </>
  );
}

/** A committee adopts it at a meeting of its own. */
function ToAgenda({ opinion, consultee }: { opinion: OpinionDto; consultee: Consultee }) {
  const t = useTexts('consultations');
  const session = useSession();
  if (opinion.status !== 'drafting' || !mayEver(session, 'route.plan')) return null;
  return (
    <AgendaForm
      subjectKind="opinion"
      subjectId={opinion.id}
      authorityId={consultee.authorityId}
      label={t('opinion.meeting')}
      hint={t('opinion.agendaHint')}
    />
  );
}

/** When no committee need adopt it. */
function Sign({ opinion: { id, version, status } }: { opinion: OpinionDto }) {
  const t = useTexts('consultations');
  const kept = useQueryClient();
  const sign = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/opinions/{id}/signature', { params: { path: { id }, header: ifMatch(version) } })),
    onSuccess: () => kept.invalidateQueries(),
  });
  const isSigner = mayEver(useSession(), 'opinion.sign');
  if (status !== 'drafting' || !isSigner) return null;
  return (
    <>
      <ProblemAlert error={sign.error} />
      <Button loading={sign.isPending} onClick={() => sign.mutate()}>
        {t('opinion.sign')}
      </Button>
    </>
  );
}

function SendBack({ consultee: { id, version } }: { consultee: Consultee }) {
  const t = useTexts('consultations');
  const kept = useQueryClient();
  const sendBack = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/consultees/{id}/return', { params: { path: { id }, header: ifMatch(version) }, body: {} }),
      ),
    onSuccess: () => kept.invalidateQueries(),
  });
  if (!mayEver(useSession(), 'opinion.handle')) return null;
  return (
    <>
      <ProblemAlert error={sendBack.error} />
      <Button loading={sendBack.isPending} onClick={() => sendBack.mutate()}>
        {t('opinion.sendBack')}
      </Button>
    </>
  );
}
