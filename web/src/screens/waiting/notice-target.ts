import type { Schemas } from '../../api/client';

type Notice = Schemas['NoticeDto'];
type Target = (notice: Notice) => string | undefined;

const meeting: Target = ({ meetingId }) => (meetingId === null ? undefined : `/sammantraden/${meetingId}`);
const matter: Target = ({ registrationNumber }) =>
  registrationNumber === null ? undefined : `/arende/${registrationNumber}`;

/** The subjects that have a screen of their own. */
const screens: Readonly<Record<string, (subjectId: string) => string>> = {
  consultation: (id) => `/remisser/${id}`,
  consultee: (id) => `/remissinstanser/${id}`,
  requisition: (id) => `/rekvisitioner/${id}`,
  periodReport: (id) => `/uppfoljning/${id}`,
  dispatch: (id) => `/skickat-hit/${id}`,
  goal: (id) => `/mal/${id}`,
  indicator: (id) => `/indikatorer/${id}`,
  assignment: (id) => `/uppdrag/${id}`,
};
const subject: Target = (notice) => screens[notice.subjectKind]?.(notice.subjectId) ?? matter(notice);

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
  registerDispatch: subject,
  answerConsultation: subject,
  consultationDeadlineChanged: subject,
  consultationExtended: subject,
  registerReply: subject,
  replyReceived: subject,
  consulteeDeclined: subject,
  sendOpinion: subject,
  reviseOpinion: subject,
  requisitionDeadline: subject,
  requisitionExpired: subject,
  approveRequisition: subject,
  stopDateNear: () => '/uppfoljning-av-pengar',
  conditionalRowAnswered: matter,
  allocationDecided: matter,
  allocationAnnulled: matter,
  reportGoals: subject,
  reportOwnGoal: subject,
  reportDecided: subject,
  statutoryDate: () => undefined,
  acceptAssignment: subject,
  reportAssignmentBack: subject,
  judgeAssignment: subject,
};

export const targetOf: Target = (notice) => (targets[notice.kind] ?? subject)(notice);
