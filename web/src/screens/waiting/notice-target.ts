import type { Schemas } from '../../api/client';

/** Where what is asked for is done; undefined leads to the matter. One line for each kind that has a screen of its own. */
const targets: Readonly<Record<string, (subjectId: string) => string>> = {
  approveProposal: (id) => `/att-godkanna/${id}`,
  answerCall: () => '/mitt-arbete',
  answerCallReminder: () => '/mitt-arbete',
};

/** What has a screen of its own, whatever is asked about it. */
const screens: Readonly<Record<string, (subjectId: string) => string>> = {
  consultation: (id) => `/remisser/${id}`,
  consultee: (id) => `/remissinstanser/${id}`,
};

export function targetOf({
  kind,
  subjectKind,
  subjectId,
  registrationNumber,
}: Schemas['NoticeDto']): string | undefined {
  const own = targets[kind] ?? screens[subjectKind];
  return own?.(subjectId) ?? (registrationNumber == null ? undefined : `/arende/${registrationNumber}`);
}
