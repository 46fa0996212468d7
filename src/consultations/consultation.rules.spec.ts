import { codeOf } from '../../test/support/refused.js';
import type { Actor } from '../kernel/actor.js';
import { actsFrom } from '../kernel/transitions.js';
import { consultationMachine, consultationStatuses } from './consultation-states.rules.js';
import {
  actOf,
  edgeOf,
  isSent,
  mayBeSeen,
  replyByText,
  requireDecider,
  requireLater,
  stageBeforeBody,
  takesReplies,
} from './consultation.rules.js';

test('what is possible from each state', () => {
  expect(
    Object.fromEntries(consultationStatuses.map((status) => [status, actsFrom(consultationMachine, status).join(' ')])),
  ).toEqual({
    proposed: 'edit schedule withdraw',
    scheduled: '',
    decided: 'withdraw send',
    sent: 'askMore proposeDeadline schedule endReplyPeriod',
    deadlineScheduled: 'askMore',
    replyPeriodOver: 'compile',
    compiled: 'compile schedule',
    reportScheduled: '',
    reportedToDecider: 'close',
    closed: '',
    rejected: '',
    withdrawn: '',
  });
});

test('answers are taken from the dispatch to the closing', () => {
  expect(consultationStatuses.filter(takesReplies)).toEqual([
    'sent',
    'deadlineScheduled',
    'replyPeriodOver',
    'compiled',
    'reportScheduled',
    'reportedToDecider',
  ]);
  expect(consultationStatuses.filter(isSent)).toHaveLength(7);
});

test.each([
  ['scheduled', 'dispatch'],
  ['deadlineScheduled', 'deadline'],
  ['reportScheduled', 'report'],
] as const)('%s is about %s', (status, stage) => {
  expect(stageBeforeBody(status)).toBe(stage);
});

test('nothing is before a body otherwise', () => {
  expect(codeOf(() => stageBeforeBody('sent'))).toBe('not-allowed-in-state');
});

test.each([
  ['approve', true, 'dispatch', 'decide'],
  ['approveWithChanges', true, 'deadline', 'decide'],
  ['approve', false, 'dispatch', 'passOn'],
  ['recommend', false, 'dispatch', 'passOn'],
  ['note', true, 'report', 'decide'],
  ['note', false, 'dispatch', 'passOn'],
  ['reject', false, 'dispatch', 'reject'],
  ['table', true, 'report', 'table'],
  ['referBack', true, 'deadline', 'referBack'],
] as const)('%s, last step %s, %s: %s', (outcome, isLast, stage, act) => {
  expect(actOf(outcome, isLast, stage)).toBe(act);
});

test('sending out is not something a body notes', () => {
  expect(codeOf(() => actOf('note', true, 'dispatch'))).toBe('outcome-not-allowed');
});

test.each([
  ['scheduled', 'decide', 'decided', 'consultation.decided'],
  ['deadlineScheduled', 'decide', 'sent', 'consultation.deadlineChanged'],
  ['deadlineScheduled', 'reject', 'sent', 'consultation.deadlineKept'],
  ['reportScheduled', 'decide', 'reportedToDecider', 'consultation.reported'],
  ['reportScheduled', 'referBack', 'compiled', 'consultation.reportReturned'],
] as const)('%s %s leads to %s', (from, act, to, event) => {
  expect(edgeOf(from, act)).toMatchObject({ to, event });
});

describe('who decides another deadline for all', () => {
  const body = (id: string, kind: 'draftingGroup' | 'committee' | 'executiveBoard' | 'subcommittee') => ({
    id,
    kind,
    name: id,
  });
  test.each([
    ['the same body', body('a', 'draftingGroup'), body('a', 'draftingGroup'), 'ok'],
    ['its committee, over a drafting group', body('b', 'committee'), body('a', 'draftingGroup'), 'ok'],
    ['the board, over its subcommittee', body('b', 'executiveBoard'), body('a', 'subcommittee'), 'ok'],
    ['a subcommittee, over its committee', body('b', 'subcommittee'), body('a', 'committee'), 'other-body-decided'],
    ['another drafting group', body('b', 'draftingGroup'), body('a', 'draftingGroup'), 'other-body-decided'],
    ['nobody has decided yet', body('b', 'committee'), null, 'ok'],
  ])('%s', (_who, deciding, decided, expected) => {
    expect(codeOf(() => requireDecider(deciding, decided))).toBe(expected);
  });
});

test.each([
  [{ day: '2010-04-01', time: null }, { day: '2010-03-31', time: '12:00' }, 'ok'],
  [{ day: '2010-03-31', time: '12:01' }, { day: '2010-03-31', time: '12:00' }, 'ok'],
  [{ day: '2010-03-31', time: null }, { day: '2010-03-31', time: '12:00' }, 'ok'],
  [{ day: '2010-03-31', time: '12:00' }, { day: '2010-03-31', time: '12:00' }, 'not-later'],
  [{ day: '2010-03-31', time: '23:59' }, { day: '2010-03-31', time: null }, 'not-later'],
  [{ day: '2010-03-30', time: null }, { day: '2010-03-31', time: null }, 'not-later'],
])('from %j after %j: %s', (next, inForce, expected) => {
  expect(codeOf(() => requireLater(next, inForce, '/replyByDay'))).toBe(expected);
});

test('a deadline as people read it', () => {
  expect([replyByText({ day: '2010-03-31', time: '12:00' }), replyByText({ day: '2010-03-31', time: null })]).toEqual([
    '2010-03-31 kl. 12.00',
    '2010-03-31',
  ]);
});

describe('who sees it', () => {
  const actor = (authorityId: string, role: 'caseOfficer' | 'auditor' = 'caseOfficer'): Actor => ({
    kind: 'person',
    personId: 'p',
    tokenId: null,
    appointments: [{ role, authorityId, bodyId: null }],
    scopes: null,
    requestId: null,
  });
  const seen = (who: Actor, status: 'proposed' | 'sent') =>
    mayBeSeen(who, { authorityId: 'asker', consulteeAuthorityIds: ['asked'], status });
  test.each([
    ['asker', 'proposed', true],
    ['asked', 'proposed', false],
    ['asked', 'sent', true],
    ['other', 'sent', false],
  ] as const)('%s, %s: %s', (authority, status, expected) => {
    expect(seen(actor(authority), status)).toBe(expected);
  });
  test('an auditor sees what is sent and no draft', () => {
    expect([seen(actor('other', 'auditor'), 'sent'), seen(actor('other', 'auditor'), 'proposed')]).toEqual([
      true,
      false,
    ]);
  });
});
