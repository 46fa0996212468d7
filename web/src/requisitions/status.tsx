import type { Schemas } from '../api/client';
import { StatusTag, type Tone } from '../components/status-tag';
import { useTexts } from '../texts/texts';

type Status = Schemas['RequisitionDto']['status'];

const tones: Readonly<Record<Status, Tone>> = {
  notStarted: 'neutral',
  agentApproved: 'info',
  prepared: 'info',
  submitted: 'info',
  confirmed: 'info',
  paid: 'success',
  reported: 'success',
  accepted: 'success',
  recoveryClaimed: 'warning',
  repaid: 'success',
  closed: 'neutral',
  expired: 'danger',
};

/** Where a requisition stands; past its deadline one that was never submitted is late, also before the clock has marked it. */
export function RequisitionStatus({ status, isLate = false }: { status: Status; isLate?: boolean }) {
  const t = useTexts('requisitions');
  return isLate ? (
    <StatusTag tone="danger">{t('late')}</StatusTag>
  ) : (
    <StatusTag tone={tones[status]}>{t(`status.${status}`)}</StatusTag>
  );
}

/** The deadline has passed, and what is asked about was not submitted before it. */
export function isLate({
  status,
  deadlineAt,
}: {
  status: Status | null | undefined;
  deadlineAt: string | null;
}): boolean {
  const isBefore = status == null || ['notStarted', 'agentApproved', 'prepared'].includes(status);
  return isBefore && deadlineAt !== null && new Date(deadlineAt).getTime() < Date.now();
}
