import type { Schemas } from '../../api/client';

type Notice = Schemas['NoticeDto'];
type Target = (notice: Notice) => string | undefined;

const meeting: Target = ({ meetingId }) => (meetingId === null ? undefined : `/sammantraden/${meetingId}`);
const ceilings: Target = () => '/tak';
const matter: Target = ({ registrationNumber }) =>
  registrationNumber === null ? undefined : `/arende/${registrationNumber}`;

/** Where what is asked for is done, for every kind of notice; undefined when there is nowhere to go and the text says it all. */
export const targets: Readonly<Record<string, Target>> = {
  answerCall: ({ subjectId }) => `/utlysningar/${subjectId}`,
  answerCallReminder: ({ subjectId }) => `/utlysningar/${subjectId}`,
  approveProposal: ({ subjectId }) => `/att-godkanna/${subjectId}`,
  planRoute: () => '/arenden-klara',
  reviseProposal: ({ subjectId }) => `/forslag/${subjectId}`,
  proposalApproved: matter,
  decisionMade: matter,
  readAgenda: meeting,
  signMinutes: meeting,
  announceMinutes: meeting,
  assessExecution: matter,
  registerDispatch: matter,
  answerConsultation: matter,
  consultationDeadlineChanged: matter,
  consultationExtended: matter,
  registerReply: matter,
  replyReceived: matter,
  consulteeDeclined: matter,
  sendOpinion: matter,
  reviseOpinion: matter,
  requisitionDeadline: ceilings,
  requisitionExpired: ceilings,
  approveRequisition: ceilings,
  stopDateNear: ceilings,
  conditionalRowAnswered: matter,
  allocationDecided: matter,
  reportGoals: matter,
  reportOwnGoal: matter,
  reportDecided: matter,
  statutoryDate: () => undefined,
  acceptAssignment: matter,
  reportAssignmentBack: matter,
  judgeAssignment: matter,
};

<<<<<<< HEAD
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
=======
export const targetOf: Target = (notice) => (targets[notice.kind] ?? matter)(notice);
>>>>>>> web-office
