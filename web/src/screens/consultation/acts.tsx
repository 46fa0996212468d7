import { Button, List, Paragraph } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { FieldsDialog } from '../../components/fields-dialog';
import { ProblemAlert } from '../../components/problem-alert';
import { replyByText } from '../../consultations/words';
import { useTexts } from '../../texts/texts';
import { AskMoreDialog } from './ask-more-dialog';
import { deadlineFields } from './deadline-fields';

type Consultation = Schemas['ConsultationDto'];
type Step = 'endReplyPeriod' | 'compile' | 'close';

const steps: readonly Step[] = ['endReplyPeriod', 'compile', 'close'];

/** What the asker can do now; the next step first. */
export function Acts({
  consultation,
  consultees,
}: {
  consultation: Consultation;
  consultees: readonly Schemas['ConsulteeItemDto'][];
}) {
  const t = useTexts('consultations');
  const session = useSession();
  const kept = useQueryClient();
  const [dialog, setDialog] = useState<'send' | 'deadline' | 'askMore'>();
  const { id, version, possibleActs, status } = consultation;
  const params = { path: { id }, header: ifMatch(version) };
  const step = useMutation({
    mutationFn: (which: Step) => {
      if (which === 'compile') return unwrap<unknown>(api.POST('/api/v1/consultations/{id}/compilation', { params }));
      if (which === 'close') return unwrap<unknown>(api.POST('/api/v1/consultations/{id}/closing', { params }));
      return unwrap<unknown>(api.POST('/api/v1/consultations/{id}/reply-period-end', { params }));
    },
    onSuccess: () => kept.invalidateQueries(),
  });
  if (!mayEver(session, 'consultation.write')) return null;
  const possible = (act: string): boolean => possibleActs.includes(act);
  const waiting = consultees.filter(({ repliedAt, status: each }) => repliedAt === null && each !== 'declined').length;
  const next = steps.filter(possible);
  if (!possible('send') && !possible('proposeDeadline') && !possible('askMore') && next.length === 0)
    return status === 'proposed' ? <Paragraph>{t('acts.proposed')}</Paragraph> : null;
  return (
    <section aria-label={t('acts.heading')}>
      <ProblemAlert error={step.error} />
      <div className="actions no-print">
        {possible('send') ? <Button onClick={() => setDialog('send')}>{t('acts.send')}</Button> : null}
        {next.map((each) => (
          <Button
            key={each}
            variant={each === 'endReplyPeriod' && waiting > 0 ? 'secondary' : 'primary'}
            disabled={step.isPending}
            onClick={() => step.mutate(each)}
          >
            {t(`acts.${each}`)}
          </Button>
        ))}
        {possible('proposeDeadline') ? (
          <Button variant="secondary" onClick={() => setDialog('deadline')}>
            {t('acts.proposeDeadline')}
          </Button>
        ) : null}
        {possible('askMore') ? (
          <Button variant="tertiary" onClick={() => setDialog('askMore')}>
            {t('acts.askMore')}
          </Button>
        ) : null}
      </div>
      {dialog === 'send' ? <SendDialog consultation={consultation} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'askMore' ? (
        <AskMoreDialog consultation={consultation} consultees={consultees} onClose={() => setDialog(undefined)} />
      ) : null}
      {dialog === 'deadline' ? (
        <NewDeadlineDialog consultation={consultation} onClose={() => setDialog(undefined)} />
      ) : null}
    </section>
  );
}

/** What goes out, to whom and with which deadline, before it goes. The letter may add a time of day to the decided day. */
function SendDialog({ consultation, onClose }: { consultation: Consultation; onClose: () => void }) {
  const t = useTexts('consultations');
  const { id, version, consultees, replyByDay, replyByTime } = consultation;
  const params = { path: { id }, header: ifMatch(version) };
  return (
    <FieldsDialog
      heading={t('send.heading')}
      text={
        <>
          <Paragraph>{t('send.deadline', { deadline: replyByText(replyByDay, replyByTime) })}</Paragraph>
          <Paragraph>{t('send.to', { count: consultees.length })}</Paragraph>
          <List.Unordered>
            {consultees.map(({ name }) => (
              <List.Item key={name}>{name}</List.Item>
            ))}
          </List.Unordered>
        </>
      }
      fields={replyByTime === null ? [{ name: 'replyByTime', kind: 'time', label: t('send.time') }] : []}
      submitLabel={t('send.confirm')}
      onSubmit={(values) =>
        unwrap(api.POST('/api/v1/consultations/{id}/dispatch', { params, body: values as { replyByTime?: string } }))
      }
      onClose={onClose}
    />
  );
}

function NewDeadlineDialog({ consultation, onClose }: { consultation: Consultation; onClose: () => void }) {
  const t = useTexts('consultations');
  const { id, version, deadlines, replyByDay } = consultation;
  const params = { path: { id }, header: ifMatch(version) };
  return (
    <FieldsDialog
      heading={t('acts.proposeDeadline')}
      text={<Paragraph>{t('deadlines.proposing')}</Paragraph>}
      fields={deadlineFields(t, deadlines.at(-1)?.day ?? replyByDay)}
      submitLabel={t('deadlines.propose')}
      onSubmit={(values) =>
        unwrap(
          api.POST('/api/v1/consultations/{id}/deadline-proposals', {
            params,
            body: values as unknown as Schemas['ProposeDeadlineDto'],
          }),
        )
      }
      onClose={onClose}
    />
  );
}
