import type { Schemas } from '../api/client';

/** Whose approval the current version waits for; undefined when it waits for nobody's. The unit head is first. */
export function waitsForStep({
  status,
  approvals,
}: Pick<Schemas['ProposalDto'], 'status' | 'approvals'>): 'unitHead' | 'administrationDirector' | undefined {
  if (status !== 'managerReview') return undefined;
  return approvals.some(({ step }) => step === 1) ? 'administrationDirector' : 'unitHead';
}
