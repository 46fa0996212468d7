/**
 * Every migration in order. Named here rather than found by a glob, so that the build, the tests and the command line
 * run the same list and two branches that add one conflict in git instead of at deploy.
 */
import { CreatePlatform1763700000001 } from '../../../migrations/1763700000001-create-platform.js';
import { CreateIdentity1763700000002 } from '../../../migrations/1763700000002-create-identity.js';
import { CreateRegistry1763700000003 } from '../../../migrations/1763700000003-create-registry.js';
import { CreateDecisions1763700000004 } from '../../../migrations/1763700000004-create-decisions.js';
import { CreateFunding1763700000005 } from '../../../migrations/1763700000005-create-funding.js';
import { CreateCalls1763700000006 } from '../../../migrations/1763700000006-create-calls.js';
import { CreateProposals1763700000007 } from '../../../migrations/1763700000007-create-proposals.js';
import { CreateAllocations1763700000008 } from '../../../migrations/1763700000008-create-allocations.js';
import { CreateNotifications1763700000009 } from '../../../migrations/1763700000009-create-notifications.js';
import { AddSeats1763700000010 } from '../../../migrations/1763700000010-add-seats.js';
import { RecordMeetings1763700000011 } from '../../../migrations/1763700000011-record-meetings.js';
import { KeepMinutes1763700000012 } from '../../../migrations/1763700000012-keep-minutes.js';
import { AddBusinessAndDelegation1763700000013 } from '../../../migrations/1763700000013-add-business-and-delegation.js';
import { AddGrants1763700000014 } from '../../../migrations/1763700000014-add-grants.js';
import { AddActualCosts1763700000015 } from '../../../migrations/1763700000015-add-actual-costs.js';
import { AddScenarios1763700000016 } from '../../../migrations/1763700000016-add-scenarios.js';
import { NoteWhatHappenedWhen1763700000017 } from '../../../migrations/1763700000017-note-what-happened-when.js';
import { RecordPreparation1763700000018 } from '../../../migrations/1763700000018-record-preparation.js';
import { AddMeasurePassages1763700000019 } from '../../../migrations/1763700000019-add-measure-passages.js';
import { CloseYears1763700000020 } from '../../../migrations/1763700000020-close-years.js';
import { AddFollowUp1763700000021 } from '../../../migrations/1763700000021-add-follow-up.js';
import { AddConsultations1763700000022 } from '../../../migrations/1763700000022-add-consultations.js';
import { CreateGoals1763700000023 } from '../../../migrations/1763700000023-create-goals.js';
import { ReportOnGoals1763700000024 } from '../../../migrations/1763700000024-report-on-goals.js';
import { KeepGroundOfPlan1763700000025 } from '../../../migrations/1763700000025-keep-ground-of-plan.js';
import { MendTheCourseOfLaw1763700000026 } from '../../../migrations/1763700000026-mend-the-course-of-law.js';
import { LookAfterTheLock1763700000027 } from '../../../migrations/1763700000027-look-after-the-lock.js';
import { AppealDelegatedDecisions1763700000029 } from '../../../migrations/1763700000029-appeal-delegated-decisions.js';
import { AddAssociationGrants1763700000030 } from '../../../migrations/1763700000030-add-association-grants.js';
import { RemindOfCalls1763700000035 } from '../../../migrations/1763700000035-remind-of-calls.js';
import { UndoAnnulledDecisions1763700000036 } from '../../../migrations/1763700000036-undo-annulled-decisions.js';
import { CloseYearsToCosts1763700000037 } from '../../../migrations/1763700000037-close-years-to-costs.js';
import { AskMoreConsultees1763700000041 } from '../../../migrations/1763700000041-ask-more-consultees.js';
import { ListGrantsOnce1763700000046 } from '../../../migrations/1763700000046-list-grants-once.js';
import { TakeFilesThroughLinks1763700000048 } from '../../../migrations/1763700000048-take-files-through-links.js';

export const migrations = [
  CreatePlatform1763700000001,
  CreateIdentity1763700000002,
  CreateRegistry1763700000003,
  CreateDecisions1763700000004,
  CreateFunding1763700000005,
  CreateCalls1763700000006,
  CreateProposals1763700000007,
  CreateAllocations1763700000008,
  CreateNotifications1763700000009,
  AddSeats1763700000010,
  RecordMeetings1763700000011,
  KeepMinutes1763700000012,
  AddBusinessAndDelegation1763700000013,
  AddGrants1763700000014,
  AddActualCosts1763700000015,
  AddScenarios1763700000016,
  NoteWhatHappenedWhen1763700000017,
  RecordPreparation1763700000018,
  AddMeasurePassages1763700000019,
  CloseYears1763700000020,
  AddFollowUp1763700000021,
  AddConsultations1763700000022,
  CreateGoals1763700000023,
  ReportOnGoals1763700000024,
  KeepGroundOfPlan1763700000025,
  MendTheCourseOfLaw1763700000026,
  LookAfterTheLock1763700000027,
  AppealDelegatedDecisions1763700000029,
  AddAssociationGrants1763700000030,
  RemindOfCalls1763700000035,
  UndoAnnulledDecisions1763700000036,
  CloseYearsToCosts1763700000037,
  AskMoreConsultees1763700000041,
  ListGrantsOnce1763700000046,
  TakeFilesThroughLinks1763700000048,
];
