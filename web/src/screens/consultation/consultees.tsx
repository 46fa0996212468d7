import { Button, Link as DsLink, Table } from '@digdir/designsystemet-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, type Schemas, unwrap } from '../../api/client';
import { mayEver, useSession } from '../../api/session';
import { CaptionedTable } from '../../components/captioned-table';
import { ProblemAlert } from '../../components/problem-alert';
import { Section } from '../../components/section';
import { StatusTag } from '../../components/status-tag';
import { type ConsultationStatus, ConsulteeTag, replyByText } from '../../consultations/words';
import { formatDay, formatInstant } from '../../texts/dates';
import { useTexts } from '../../texts/texts';
import { ExtendDialog } from './extend-dialog';

type Consultee = Schemas['ConsulteeItemDto'];

const waited: readonly Consultee['status'][] = ['addressed', 'received', 'assigned', 'onOwnAgenda', 'adopted'];

/** Everybody asked, until when, and what each is waited for; what the asker can do stands in the row. */
export function Consultees({
  consultees,
  canAsk,
  status,
}: {
  consultees: readonly Consultee[];
  canAsk: boolean;
  status: ConsultationStatus;
}) {
  const t = useTexts('consultations');
  const session = useSession();
  const kept = useQueryClient();
  const [extended, setExtended] = useState<Consultee>();
  const remind = useMutation({
    mutationFn: ({ id }: Consultee) =>
      unwrap<unknown>(api.POST('/api/v1/consultees/{id}/reminders', { params: { path: { id } } })),
    onSuccess: () => kept.invalidateQueries(),
  });
  const acts = canAsk && mayEver(session, 'consultation.write') && ['sent', 'deadlineScheduled'].includes(status);
  return (
    <Section heading={t('consultee.heading')}>
      <ProblemAlert error={remind.error} />
      <p role="status" className="table-count">
        {remind.isSuccess && remind.variables !== undefined
          ? t('consultee.reminded', { name: remind.variables.name })
          : ''}
      </p>
      <CaptionedTable
        caption={t('consultee.heading')}
        heads={[
          t('consultee.name'),
          t('deadline'),
          t('state'),
          t('consultee.came'),
          t('consultee.ownNumber'),
          ...(acts ? [t('consultee.acts')] : []),
        ]}
        zebra
      >
        <Table.Body>
          {consultees.map((consultee) => (
            <Table.Row key={consultee.id}>
              <Table.HeaderCell scope="row">
                <DsLink asChild>
                  <Link to="/remissinstanser/$id" params={{ id: consultee.id }}>
                    {consultee.name}
                  </Link>
                </DsLink>
              </Table.HeaderCell>
              <Table.Cell>
                {replyByText(consultee.replyByDay, consultee.replyByTime)}{' '}
                {consultee.addedAt === null ? null : (
                  <span className="quiet remark">
                    {t('consultee.addedAt', {
                      day: formatDay(consultee.addedAt),
                      reason: consultee.addedReason ?? '',
                    })}
                  </span>
                )}
                {consultee.isExtended ? <StatusTag tone="info">{t('consultee.extended')}</StatusTag> : null}
              </Table.Cell>
              <Table.Cell>
                <ConsulteeTag status={consultee.status} isLate={consultee.isLate} />
                {consultee.remindedAt === null ? null : (
                  <span className="quiet remark">
                    {t('consultee.remindedAt', { at: formatInstant(consultee.remindedAt) })}
                  </span>
                )}
              </Table.Cell>
              <Table.Cell>{consultee.repliedAt === null ? '' : formatInstant(consultee.repliedAt)}</Table.Cell>
              <Table.Cell>{consultee.ownNumber ?? ''}</Table.Cell>
              {acts ? (
                <Table.Cell>
                  {waited.includes(consultee.status) ? (
                    <div className="row-acts">
                      <Button
                        variant="secondary"
                        data-size="sm"
                        aria-label={t('consultee.remindNamed', { name: consultee.name })}
                        disabled={remind.isPending}
                        onClick={() => remind.mutate(consultee)}
                      >
                        {t('consultee.remind')}
                      </Button>
                      <Button
                        variant="tertiary"
                        data-size="sm"
                        aria-label={t('consultee.extendNamed', { name: consultee.name })}
                        onClick={() => setExtended(consultee)}
                      >
                        {t('consultee.extend')}
                      </Button>
                    </div>
                  ) : null}
                </Table.Cell>
              ) : null}
            </Table.Row>
          ))}
        </Table.Body>
      </CaptionedTable>
      {extended === undefined ? null : <ExtendDialog consultee={extended} onClose={() => setExtended(undefined)} />}
    </Section>
  );
}
