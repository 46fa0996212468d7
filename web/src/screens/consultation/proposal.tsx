import { Button, Input, Label, Link as DsLink, List, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { api, asFile, ifMatch, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { AgendaForm } from '../../components/agenda-form';
import { ProblemAlert } from '../../components/problem-alert';
import { Section } from '../../components/section';
import { useTexts } from '../../texts/texts';

type Consultation = Schemas['ConsultationDto'];

/** Before it is sent: what is still to be written, the texts it is about, and the way to the body that decides it. */
export function Proposal({ consultation }: { consultation: Consultation }) {
  const t = useTexts('consultations');
  const session = useSession();
  const kept = useQueryClient();
  const { id, version, status, parts, possibleActs } = consultation;
  const withdraw = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/consultations/{id}/withdrawal', { params: { path: { id }, header: ifMatch(version) } })),
    onSuccess: () => kept.invalidateQueries(),
  });
  if (!mayEver(session, 'consultation.write') || !['proposed', 'scheduled', 'decided'].includes(status)) return null;
  return (
    <Section heading={t('proposal.heading')} className="consultation-proposal no-print">
      {parts.length === 0 ? <Paragraph>{t('proposal.noParts')}</Paragraph> : null}
      <List.Unordered>
        {parts.map((part) => (
          <TextOfPart key={part.key} consultation={consultation} part={part} />
        ))}
      </List.Unordered>
      <ProblemAlert error={withdraw.error} />
      <div className="actions">
        {possibleActs.includes('edit') ? (
          <Button asChild variant="secondary">
            <Link to="/remisser/$id/andra" params={{ id }}>
              {t('proposal.change')}
            </Link>
          </Button>
        ) : null}
        {possibleActs.includes('withdraw') ? (
          <Button
            variant="tertiary"
            data-color="danger"
            disabled={withdraw.isPending}
            onClick={() => withdraw.mutate()}
          >
            {t('proposal.withdraw')}
          </Button>
        ) : null}
      </div>
    </Section>
  );
}

/** The file of one part. Another one is another version; the newest is what goes out. */
function TextOfPart({
  consultation: { id, version, texts },
  part: { key, title },
}: {
  consultation: Consultation;
  part: Consultation['parts'][number];
}) {
  const t = useTexts('consultations');
  const kept = useQueryClient();
  const field = useId();
  const newest = texts.filter(({ partKey }) => partKey === key).at(-1);
  const add = useMutation({
    mutationFn: (file: File) =>
      unwrap(
        api.POST('/api/v1/consultations/{id}/text-files', {
          params: { path: { id }, query: { partKey: key, fileName: file.name }, header: ifMatch(version) },
          body: file as never,
          ...asFile,
        }),
      ),
    onSuccess: () => kept.invalidateQueries(),
  });
  return (
    <List.Item>
      {title}
      {': '}
      {newest === undefined ? (
        t('proposal.noText')
      ) : (
        <DsLink href={`/api/v1/document-versions/${newest.documentVersionId}/content`} download={newest.fileName}>
          {t('text', { name: newest.fileName, number: newest.number })}
        </DsLink>
      )}
      <ProblemAlert error={add.error} />
      <div className="text-of-part">
        <Label htmlFor={field}>{t(newest === undefined ? 'proposal.addText' : 'proposal.newText', { title })}</Label>
        <Input
          id={field}
          type="file"
          accept=".pdf,.docx,.txt"
          disabled={add.isPending}
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file !== undefined) add.mutate(file);
            target.value = '';
          }}
        />
      </div>
    </List.Item>
  );
}

/** A body decides that it is sent, that its deadline moves, that its answers are reported: one form for each of the three. */
export function ToAgenda({
  consultation: { id, version, authorityId, status, stage, possibleActs },
}: {
  consultation: Consultation;
}) {
  const t = useTexts('consultations');
  const session = useSession();
  const isReady = possibleActs.includes('schedule') && (status !== 'sent' || stage === 'deadline');
  if (!isReady || !mayEver(session, 'route.plan')) return null;
  const what = status === 'proposed' ? 'dispatch' : status === 'sent' ? 'deadline' : 'report';
  return (
    <AgendaForm
      key={`${what} ${version}`}
      subjectKind="consultation"
      subjectId={id}
      authorityId={authorityId}
      label={t(`agenda.${what}`)}
      hint={t(`agenda.hints.${what}`)}
    />
  );
}
