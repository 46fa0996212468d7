import type { Schemas } from '../api/client';
import { StatusTag, type Tone } from '../components/status-tag';
import { useTexts } from '../texts/texts';

export type ProposalStatus = Schemas['ProposalDto']['status'];

const tones: Readonly<Record<ProposalStatus, Tone>> = {
  drafting: 'neutral',
  managerReview: 'info',
  approvedByManagement: 'info',
  scheduled: 'info',
  referredBack: 'warning',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
};

export const proposalStatuses = Object.keys(tones) as ProposalStatus[];

export function ProposalStatusTag({ status }: { status: ProposalStatus }) {
  const t = useTexts('proposal');
  return <StatusTag tone={tones[status]}>{t(`status.${status}`)}</StatusTag>;
}
