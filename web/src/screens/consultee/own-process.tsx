import { Button, Details, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { DocumentLink } from '../../components/document-link';
import { LongField } from '../../components/long-field';
import { ProblemAlert } from '../../components/problem-alert';
import { Section } from '../../components/section';
import { useUnsavedForm } from '../../components/unsaved';
import { formatDay, formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { AssignForm } from './assign-form';
import { Opinion } from './opinion';

type Consultee = Schemas['ConsulteeDto'];
type Step = 'received' | 'assigned' | 'written' | 'adopted' | 'sentBack';

const order: readonly Step[] = ['received', 'assigned', 'written', 'adopted', 'sentBack'];

/** Our own way to the answer: what is done and when, and the one thing that comes next. */
export function OwnProcess({
  consultee,
  consultation,
}: {
  consultee: Consultee;
  consultation: Schemas['ConsultationDto'];
}) {
  const t = useTexts('consultations');
  const done = doneOf(consultee);
  const next = order.find((step) => !done.has(step));
  const isOpen = consultee.status !== 'declined' && consultee.reply === null;
  const details: Record<Step, string> = {
    received: consultee.own === null ? '' : formatInstant(consultee.own.receivedAt),
    assigned: assignedText(t, consultee.own),
    written: '',
    adopted: '',
    sentBack: consultee.repliedAt === null ? '' : formatInstant(consultee.repliedAt),
  };
  return (
    <Section heading={t('own.heading')} className="own-process">
      <ol className="own-steps">
        {order.map((step) => (
          <li key={step} aria-current={isOpen && step === next ? 'step' : undefined}>
            <strong>{t(`own.steps.${step}`)}</strong>{' '}
            <span className="quiet">
              {done.has(step) ? t('own.done') : isOpen && step === next ? t('own.now') : t('own.later')}
            </span>{' '}
            {details[step]}
          </li>
        ))}
      </ol>
      {consultee.status === 'addressed' && isOpen ? <Receive consultee={consultee} /> : null}
      {consultee.own !== null && isOpen && !done.has('adopted') ? (
        <Assign isAssigned={done.has('assigned')}>
          <AssignForm key={consultee.version} consultee={consultee} />
        </Assign>
      ) : null}
      {consultee.own !== null && (consultee.own.opinionId !== null || done.has('assigned')) ? (
        <Opinion consultee={consultee} consultation={consultation} />
      ) : null}
      {isOpen && consultee.possibleActs.includes('decline') ? <Decline consultee={consultee} /> : null}
    </Section>
  );
}

/** Once it is assigned, changing that is a rare thing and stands aside. */
function Assign({ isAssigned, children }: { isAssigned: boolean; children: ReactNode }) {
  const t = useTexts('consultations');
  if (!isAssigned) return children;
  return (
    <Details>
      <Details.Summary>{t('own.reassign')}</Details.Summary>
      <Details.Content>{children}</Details.Content>
    </Details>
  );
}

function doneOf({ status, own, reply }: Consultee): ReadonlySet<Step> {
  const done = new Set<Step>();
  if (own !== null) done.add('received');
  if (own?.assignedToId != null) done.add('assigned');
  if (['onOwnAgenda', 'adopted', 'sentBack', 'registered'].includes(status)) done.add('written');
  if (['adopted', 'sentBack', 'registered'].includes(status)) done.add('adopted');
  if (reply !== null) done.add('sentBack');
  return done;
}

function assignedText(t: ReturnType<typeof useTexts<'consultations'>>, own: Consultee['own']): string {
  if (own?.assignedToName == null) return '';
  return own.draftDueDay === null
    ? own.assignedToName
    : t('own.assignedTo', { name: own.assignedToName, day: formatDay(own.draftDueDay) });
}

function Receive({ consultee: { id, version } }: { consultee: Consultee }) {
  const t = useTexts('consultations');
  const kept = useQueryClient();
  const receive = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/consultees/{id}/receipt', { params: { path: { id }, header: ifMatch(version) }, body: {} }),
      ),
    onSuccess: () => kept.invalidateQueries(),
  });
  if (!mayEver(useSession(), 'opinion.handle')) return null;
  return (
    <div>
      <ProblemAlert error={receive.error} />
      <Paragraph>{t('own.receiveText')}</Paragraph>
      <Button loading={receive.isPending} onClick={() => receive.mutate()}>
        {t('own.receive')}
      </Button>
    </div>
  );
}

function Decline({ consultee: { id, version } }: { consultee: Consultee }) {
  const t = useTexts('consultations');
  const kept = useQueryClient();
  const [note, setNote] = useState('');
  const decline = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/consultees/{id}/declination', {
          params: { path: { id }, header: ifMatch(version) },
          body: note.trim() === '' ? {} : { note: note.trim() },
        }),
      ),
    onSuccess: () => kept.invalidateQueries(),
  });
  useUnsavedForm(note !== '', decline);
  if (!mayEver(useSession(), 'opinion.handle')) return null;
  return (
    <Details>
      <Details.Summary>{t('own.decline')}</Details.Summary>
      <Details.Content>
        <div className="form">
          <ProblemAlert error={decline.error} />
          <LongField label={t('own.declineNote')} rows={2} value={note} onChange={setNote} />
          <Button variant="secondary" loading={decline.isPending} onClick={() => decline.mutate()}>
            {t('own.declineConfirm')}
          </Button>
        </div>
      </Details.Content>
    </Details>
  );
}

/** Where the finished opinion lies. */
export function OpinionFiles({ id }: { id: string }) {
  const t = useTexts('consultations');
  return (
    <div className="actions">
      <DocumentLink href={`/api/v1/opinions/${id}/document?format=pdf`}>{t('opinion.pdf')}</DocumentLink>
      <DocumentLink href={`/api/v1/opinions/${id}/document?format=docx`}>{t('opinion.word')}</DocumentLink>
    </div>
  );
}
