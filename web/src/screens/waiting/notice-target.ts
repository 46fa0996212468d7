import type { Schemas } from '../../api/client';

/** Where what is asked for is done; undefined leads to the matter. One line for each kind that has a screen of its own. */
const targets: Readonly<Record<string, (subjectId: string) => string>> = {
  approveProposal: (id) => `/att-godkanna/${id}`,
  answerCall: () => '/mitt-arbete',
  answerCallReminder: () => '/mitt-arbete',
};

export function targetOf({ kind, subjectId, registrationNumber }: Schemas['NoticeDto']): string | undefined {
  return targets[kind]?.(subjectId) ?? (registrationNumber == null ? undefined : `/arende/${registrationNumber}`);
}
