/** Every state machine of the product, for the generated documentation and the test that all of them can end. */
import { allocationStates } from './allocations/allocation-states.rules.js';
import { agentMachine } from './allocations/grants/agent.rules.js';
import { requisitionMachine } from './allocations/grants/requisition.rules.js';
import { payoutMachine } from './allocations/payouts/payout.rules.js';
import { scenarioStates } from './allocations/scenarios/scenario.rules.js';
import { callMachine } from './calls/call.rules.js';
import { consultationMachine } from './consultations/consultation-states.rules.js';
import { consulteeMachine } from './consultations/consultee-states.rules.js';
import { opinionMachine } from './consultations/opinion.rules.js';
import { businessStates } from './decisions/business/business.rules.js';
import { dispatchMachine } from './decisions/dispatch/dispatch.rules.js';
import { agendaItemMachine, meetingMachine } from './decisions/meeting.rules.js';
import { minutesMachine } from './decisions/minutes/minutes.rules.js';
import { appealMachine } from './decisions/notice-board/appeal.rules.js';
import { sourceStates } from './funding/source.rules.js';
import { assignmentStates } from './goals/assignments/assignment.rules.js';
import { goalStates } from './goals/goal.rules.js';
import { entryStates, reportStates } from './goals/reports/report.rules.js';
import { applicationMachine } from './proposals/applications/application.rules.js';
import { proposalMachine } from './proposals/proposal.rules.js';

export const machines = [
  sourceStates,
  callMachine,
  proposalMachine,
  applicationMachine,
  businessStates,
  meetingMachine,
  agendaItemMachine,
  minutesMachine,
  appealMachine,
  dispatchMachine,
  consultationMachine,
  consulteeMachine,
  opinionMachine,
  scenarioStates,
  allocationStates,
  agentMachine,
  requisitionMachine,
  payoutMachine,
  goalStates,
  reportStates,
  entryStates,
  assignmentStates,
] as const;
