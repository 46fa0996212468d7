import type { Actor, Role } from '../kernel/actor.js';
import { DomainError } from '../kernel/errors.js';
import { Money } from '../kernel/money.js';
import { edgesFrom } from '../kernel/transitions.js';
import { defaultMandatorySections } from '../calls/call.rules.js';
import { bodyKinds } from '../decisions/subject-handler.js';
import {
  type ApprovalSituation,
  incompleteness,
  nextApproval,
  outcomesOf,
  proposalMachine,
  sightOf,
  visibilityOf,
} from './proposal.rules.js';
import type { Content } from './version.rules.js';

const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as DomainError).code;
  }
};

describe('what is possible in each state', () => {
  // The whole list, so that a new way out cannot come in unseen.
  it.each([
    ['drafting', ['edit', 'submit', 'withdraw']],
    [
      'managerReview',
      [
        'approveAsUnitHead',
        'approveAsDirector',
        'sendBack',
        'revise',
        'grantByDelegation',
        'rejectByDelegation',
        'withdraw',
      ],
    ],
    ['approvedByManagement', ['sendBack', 'revise', 'schedule', 'grantByDelegation', 'rejectByDelegation', 'withdraw']],
    ['scheduled', ['recommend', 'table', 'referBack', 'approve', 'approveWithChanges', 'reject']],
    ['referredBack', ['revise', 'withdraw']],
    ['approved', []],
    ['rejected', []],
    ['withdrawn', []],
  ] as const)('%s', (state, acts) => {
    expect(
      edgesFrom(proposalMachine, state)
        .map(({ act }) => act)
        .toSorted(),
    ).toEqual([...acts].toSorted());
  });
});

describe('what a body may decide about a proposal', () => {
  it.each([
    ['draftingGroup', ['recommend', 'referBack', 'table']],
    ['subcommittee', ['recommend', 'referBack', 'table']],
    ['committee', ['approve', 'approveWithChanges', 'referBack', 'table', 'reject']],
    ['executiveBoard', ['approve', 'approveWithChanges', 'referBack', 'table', 'reject']],
    ['council', []],
  ] as const)('%s', (kind, outcomes) => {
    expect(outcomesOf(kind)).toEqual(outcomes);
  });

  it('is an edge of the table for each outcome', () => {
    const acts = edgesFrom(proposalMachine, 'scheduled').map(({ act }) => act);
    for (const kind of bodyKinds) for (const outcome of outcomesOf(kind)) expect(acts).toContain(outcome);
  });
});

describe('who sees what (R-50)', () => {
  const [own, other] = ['a1', 'a2'];
  const actor = (role: Role, authorityId: string | null): Actor => ({
    kind: 'person',
    personId: 'p',
    tokenId: null,
    appointments: [{ role, authorityId, bodyId: null }],
    scopes: null,
    requestId: null,
  });
  const seen = (who: Actor, isSubmitted: boolean) => visibilityOf(sightOf(who), { authorityId: own, isSubmitted });

  it.each([
    ['the case officer of the administration', actor('caseOfficer', own), 'all', 'all'],
    ['a member of its committee', actor('member', own), 'all', 'all'],
    ['a controller elsewhere', actor('controller', other), 'none', 'submitted'],
    ['the city office', actor('cityOffice', other), 'none', 'submitted'],
    ['an auditor', actor('auditor', null), 'none', 'submitted'],
    ['the secretary of another body', actor('committeeSecretary', other), 'none', 'submitted'],
    ['the chair of another body', actor('chair', other), 'none', 'submitted'],
    ['a case officer elsewhere', actor('caseOfficer', other), 'none', 'none'],
    ['a member elsewhere', actor('member', other), 'none', 'none'],
    ['the administrator of the system', actor('admin', null), 'none', 'none'],
    ['a job', { ...actor('admin', null), kind: 'system', appointments: [] } as Actor, 'all', 'all'],
  ] as const)('%s', (_who, who, draft, submitted) => {
    expect([seen(who, false), seen(who, true)]).toEqual([draft, submitted]);
  });
});

describe('two ordered approvals by two others than the writers', () => {
  const situation = (overrides: Partial<ApprovalSituation>): ApprovalSituation => ({
    approverId: 'head',
    writerIds: ['officer'],
    approvals: [],
    mayAsUnitHead: true,
    mayAsDirector: false,
    ...overrides,
  });
  const director = { approverId: 'director', mayAsUnitHead: false, mayAsDirector: true };
  const byHead = [{ step: 1 as const, approverId: 'head' }];

  it('the unit head first, the director second', () => {
    expect(nextApproval(situation({}))).toBe(1);
    expect(nextApproval(situation({ ...director, approvals: byHead }))).toBe(2);
  });

  it.each([
    ['the director before the unit head', director, 'approval-order'],
    ['the author', { approverId: 'officer' }, 'four-eyes'],
    ['somebody who edited the draft', { writerIds: ['officer', 'head'] }, 'four-eyes'],
    ['the unit head again', { approvals: byHead }, 'four-eyes'],
    ['one person who holds both posts', { approvals: byHead, mayAsDirector: true }, 'four-eyes'],
    ['another unit head for the second step', { approverId: 'head2', approvals: byHead }, 'already-approved'],
  ] as const)('refused: %s', (_what, overrides, code) => {
    expect(codeOf(() => nextApproval(situation(overrides)))).toBe(code);
  });

  it('one who holds both posts may give the first, or the second after another', () => {
    expect(nextApproval(situation({ mayAsDirector: true }))).toBe(1);
    expect(nextApproval(situation({ approverId: 'both', mayAsDirector: true, approvals: byHead }))).toBe(2);
  });
});

describe('what must be there before a proposal is submitted', () => {
  const content = (overrides: Partial<Content>): Content => ({
    title: 'Sociala insatser',
    documentDay: null,
    sections: defaultMandatorySections.map((kind) => ({ kind, heading: null, text: 'Text.' })),
    measures: [
      {
        measureKey: 'm',
        title: 'Insats',
        requestedAmount: Money.parse('1.00'),
        year: 2023,
        sourceId: null,
        details: {},
      },
    ],
    decisionPoints: [{ number: 1, type: 'approve', text: 'Nämnden godkänner förslaget.' }],
    decisionPlan: [],
    dispatchList: [],
    goalReferences: [],
    ...overrides,
  });
  const found = (overrides: Partial<Content>) =>
    incompleteness(content(overrides), defaultMandatorySections).map(({ pointer, code }) => `${code} ${pointer}`);

  it('a complete one passes', () => {
    expect(found({})).toEqual([]);
  });

  it('every fault is told at once, with its place', () => {
    const day = (text: string) => text as Content['decisionPlan'][number]['day'];
    expect(
      found({
        sections: [
          { kind: 'summary', heading: null, text: ' \n' },
          { kind: 'considerations', heading: null, text: 'Text.' },
        ],
        measures: [],
        decisionPoints: [
          { number: 1, type: 'approve', text: 'Ett' },
          { number: 2, type: null, text: 'Två' },
        ],
        decisionPlan: [
          { bodyId: 'b', day: day('2023-04-12') },
          { bodyId: 'c', day: day('2023-04-05') },
        ],
      }),
    ).toEqual([
      'section-missing /sections/0/text',
      'section-missing /sections',
      'section-missing /sections',
      'section-missing /sections',
      'no-measures /measures',
      'untyped-decision-point /decisionPoints/1/type',
      'plan-order /decisionPlan/1/day',
    ]);
  });

  it('a call may ask for other sections', () => {
    expect(incompleteness(content({ sections: [] }), [])).toEqual([]);
    expect(incompleteness(content({}), ['background']).map(({ code }) => code)).toEqual(['section-missing']);
  });
});
