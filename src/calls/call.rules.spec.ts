import { refusedBy } from '../../test/support/refused.js';
import { type Actor, type Role, systemActor } from '../kernel/actor.js';
import { actsFrom } from '../kernel/transitions.js';
import {
  callMachine,
  callStatuses,
  issuingAuthority,
  mayBeSeen,
  requireTimeToRequisition,
  takesAnswers,
} from './call.rules.js';

const actor = (...appointments: [Role, string | null][]): Actor => ({
  ...systemActor,
  kind: 'person',
  appointments: appointments.map(([role, authorityId]) => ({ role, authorityId, bodyId: null })),
});

describe('what is possible in each state', () => {
  it.each([
    ['draft', ['change', 'issue', 'cancel']],
    ['issued', ['extend', 'remind', 'close', 'cancel']],
    ['closed', ['compile', 'cancel']],
    ['compiled', ['decide', 'cancel']],
    ['decided', []],
    ['cancelled', []],
  ] as const)('%s', (state, acts) => {
    expect(actsFrom(callMachine, state).toSorted()).toEqual([...acts].toSorted());
  });
});

it('answers are taken while issued and, late, while closed', () => {
  expect(callStatuses.filter(takesAnswers)).toEqual(['issued', 'closed']);
});

describe('a draft is the city office’s own', () => {
  it.each([
    ['draft, the office itself', false, actor(['cityOffice', 'ks']), true],
    ['draft, a committee', false, actor(['caseOfficer', 'asn']), false],
    ['draft, an auditor', false, actor(['auditor', null]), false],
    ['draft, a job', false, systemActor, true],
    ['issued, anybody', true, actor(['member', 'asn']), true],
  ] as const)('%s', (_what, isIssued, who, expected) => {
    expect(mayBeSeen({ authorityId: 'ks', isIssued }, who)).toBe(expected);
  });
});

describe('which authority issues', () => {
  it('the one of the appointment', () => {
    expect(issuingAuthority(actor(['caseOfficer', 'asn'], ['cityOffice', 'ks']), undefined)).toBe('ks');
    expect(issuingAuthority(actor(['cityOffice', 'ks'], ['cityOffice', 'kf']), 'kf')).toBe('kf');
  });

  it.each([
    ['no city office', actor(['controller', 'ks']), undefined, 'call.manage'],
    ['another’s', actor(['cityOffice', 'ks']), 'asn', 'call.manage'],
    ['several and none chosen', actor(['cityOffice', 'ks'], ['cityOffice', 'kf']), undefined, 'required'],
  ] as const)('refused: %s', (_what, who, chosen, code) => {
    expect(refusedBy(() => issuingAuthority(who, chosen))?.code).toBe(code);
  });
});

describe('answers come in time for the requisition', () => {
  const replyBy = new Date('2023-04-28T10:00:00Z');
  it.each([
    ['no deadline', null, 0],
    ['later', new Date('2023-05-12T21:59:00Z'), 0],
    ['the same instant', replyBy, 1],
    ['earlier', new Date('2023-04-01T00:00:00Z'), 1],
  ] as const)('%s', (_what, requisitionAt, faults) => {
    expect(
      refusedBy(() => requireTimeToRequisition(replyBy, [{ name: 'Statsbidrag', requisitionAt }]))?.errors?.length ?? 0,
    ).toBe(faults);
  });
});
