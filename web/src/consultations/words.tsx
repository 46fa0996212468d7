import type { Schemas } from '../api/client';
import { StatusTag, type Tone } from '../components/status-tag';
import { formatDay } from '../texts/dates';
import { useTexts } from '../texts/texts';

export type ConsultationStatus = Schemas['ConsultationItemDto']['status'];
export type ConsulteeStatus = Schemas['ConsulteeItemDto']['status'];
export type Stance = Schemas['MatrixStatementDto']['stance'];

export const consultationTones: Readonly<Record<ConsultationStatus, Tone>> = {
  proposed: 'neutral',
  scheduled: 'info',
  decided: 'info',
  sent: 'info',
  deadlineScheduled: 'info',
  replyPeriodOver: 'warning',
  compiled: 'success',
  reportScheduled: 'success',
  reportedToDecider: 'success',
  closed: 'neutral',
  rejected: 'neutral',
  withdrawn: 'neutral',
};

const consulteeTones: Readonly<Record<ConsulteeStatus, Tone>> = {
  addressed: 'neutral',
  received: 'info',
  assigned: 'info',
  onOwnAgenda: 'info',
  adopted: 'info',
  sentBack: 'success',
  registered: 'success',
  declined: 'neutral',
  noReply: 'warning',
};

export function ConsultationTag({ status }: { status: ConsultationStatus }) {
  const t = useTexts('consultations');
  return <StatusTag tone={consultationTones[status]}>{t(`status.${status}`)}</StatusTag>;
}

export function ConsulteeTag({ status, isLate }: { status: ConsulteeStatus; isLate: boolean | null }) {
  const t = useTexts('consultations');
  if (isLate === true) return <StatusTag tone="danger">{t('consultee.late')}</StatusTag>;
  return <StatusTag tone={consulteeTones[status]}>{t(`consultee.status.${status}`)}</StatusTag>;
}

/** Each stance has a sign of its own, a word, and only then a colour. */
const stanceSigns: Readonly<Record<Stance, string>> = { supports: '✓', rejects: '✗', comments: '✎', noView: '–' };
const stanceTones: Readonly<Record<Stance, Tone>> = {
  supports: 'success',
  rejects: 'danger',
  comments: 'info',
  noView: 'neutral',
};

export function StanceTag({ stance }: { stance: Stance }) {
  const t = useTexts('consultations');
  return (
    <StatusTag tone={stanceTones[stance]}>
      <span aria-hidden="true" className="sign">
        {stanceSigns[stance]}
      </span>{' '}
      {t(`stances.${stance}`)}
    </StatusTag>
  );
}

/** `31 mars 2099 kl. 12.00`; without a time of day the whole day counts. */
export function replyByText(day: string, time: string | null): string {
  return time === null ? formatDay(day) : `${formatDay(day)} kl. ${time.replace(':', '.')}`;
}
