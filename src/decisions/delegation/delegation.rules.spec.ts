import type { DomainError } from '../../kernel/errors.js';
import { bodyKinds } from '../subject-handler.js';
import {
  type Delegate,
  type Known,
  requireDelegatingBody,
  type RuleInput,
  soundRules,
  undelegableCategories,
} from './delegation.rules.js';
import { type Decider, requireDelegate, requireUrgentDecider } from './decider.rules.js';

const known: Known = {
  subcommitteeIds: new Set(['au']),
  memberIds: new Set(['ledamot']),
  substituteIds: new Set(['ersattare']),
};

const rule = (over: Partial<RuleInput> = {}): RuleInput => ({
  number: '1.1',
  description: 'Anställning av enhetschef',
  category: 'personnel',
  delegates: [{ kind: 'employee', role: 'administrationDirector' }],
  reporting: 'nextMeeting',
  ...over,
});

const refusal = (act: () => unknown): string => {
  try {
    act();
    return 'ok';
  } catch (error) {
    const { code, errors } = error as DomainError;
    return errors?.[0] === undefined ? String(code) : `${errors[0].pointer} ${code}`;
  }
};

it('a committee and the executive board delegate, no other body', () => {
  const may = bodyKinds.filter((kind) => refusal(() => requireDelegatingBody({ kind, name: 'Organet' })) === 'ok');
  expect(may).toEqual(['executiveBoard', 'committee']);
});

it.each([
  ['goals', 'KL 6 kap. 38 § 1'],
  ['direction', 'KL 6 kap. 38 § 1'],
  ['scope', 'KL 6 kap. 38 § 1'],
  ['quality', 'KL 6 kap. 38 § 1'],
  ['proposalToCouncil', 'KL 6 kap. 38 § 2'],
  ['opinionToCouncil', 'KL 6 kap. 38 § 2'],
  ['principalAuthority', 'KL 6 kap. 38 § 3'],
  ['citizenProposal', 'KL 6 kap. 38 § 4'],
])('R-42: %s is not delegable, by %s', (category, provision) => {
  const act = () => soundRules([rule(), rule({ number: '2', category })], known);
  expect(refusal(act)).toBe('/rules/1/category not-delegable');
  expect(act).toThrow(provision);
  expect(undelegableCategories).toContain(category);
});

describe('R-43: whom a rule may name', () => {
  const official: Delegate = { kind: 'employee', role: 'unitHead' };
  it.each<[string, Delegate[], string]>([
    ['nobody', [], '/rules/0/delegates required'],
    ['the presidium', [{ kind: 'presidium' }], 'ok'],
    ['a subcommittee', [{ kind: 'subcommittee', bodyId: 'au' }], 'ok'],
    ['the chair', [{ kind: 'member', role: 'chair' }], 'ok'],
    ['a named member', [{ kind: 'member', personId: 'ledamot' }], 'ok'],
    ['a named substitute', [{ kind: 'substitute', personId: 'ersattare' }], 'ok'],
    ['an employee', [official], 'ok'],
    ['a machine', [{ kind: 'automated' }], 'ok'],
    [
      'a group of officials',
      [official, { kind: 'employee', role: 'caseOfficer' }],
      '/rules/0/delegates delegate-not-allowed',
    ],
    [
      'an official with a politician',
      [official, { kind: 'member', role: 'chair' }],
      '/rules/0/delegates delegate-not-allowed',
    ],
    [
      'two politicians',
      [{ kind: 'presidium' }, { kind: 'member', role: 'chair' }],
      '/rules/0/delegates delegate-not-allowed',
    ],
    [
      'an unknown subcommittee',
      [{ kind: 'subcommittee', bodyId: 'annat' }],
      '/rules/0/delegates/0/bodyId delegate-not-named',
    ],
    ['some member', [{ kind: 'member' }], '/rules/0/delegates/0/role delegate-not-named'],
    [
      'a member who has no seat',
      [{ kind: 'member', personId: 'ersattare' }],
      '/rules/0/delegates/0/personId delegate-not-named',
    ],
    [
      'a substitute who has no seat',
      [{ kind: 'substitute', personId: 'ledamot' }],
      '/rules/0/delegates/0/personId delegate-not-named',
    ],
    ['an employee without a role', [{ kind: 'employee' }], '/rules/0/delegates/0/role delegate-not-named'],
    [
      'an employee who is the chair',
      [{ kind: 'employee', role: 'chair' }],
      '/rules/0/delegates/0/role delegate-not-named',
    ],
    [
      'the presidium by name',
      [{ kind: 'presidium', personId: 'ledamot' }],
      '/rules/0/delegates/0/personId not-applicable',
    ],
  ])('%s', (_who, delegates, expected) => {
    expect(refusal(() => soundRules([rule({ delegates })], known))).toBe(expected);
  });

  it('the refusal says what was found', () => {
    const mixed = [official, { kind: 'member', role: 'chair' } as const];
    expect(() => soundRules([rule({ delegates: mixed })], known)).toThrow(/tjänstemän tillsammans med förtroendevalda/);
    expect(() => soundRules([rule({ delegates: [official, official] })], known)).toThrow(/en grupp av tjänstemän/);
  });
});

it.each<[string, Partial<RuleInput>, string]>([
  ['urgent by the chair', { category: 'urgent', delegates: [{ kind: 'member', role: 'chair' }] }, 'ok'],
  ['urgent by an official', { category: 'urgent' }, '/rules/0/delegates delegate-not-allowed'],
  [
    'urgent and not told',
    { category: 'urgent', delegates: [{ kind: 'member', role: 'chair' }], reporting: 'minuted' },
    '/rules/0/reporting must-be-reported',
  ],
  ['appealable and told nowhere', { reporting: 'none' }, '/rules/0/reporting must-be-minuted'],
  ['appealable and minuted', { reporting: 'minuted' }, 'ok'],
  ['not appealable and told nowhere', { reporting: 'none', isAppealable: false }, 'ok'],
])('R-44, KL 6:39-40: %s', (_case, over, expected) => {
  expect(refusal(() => soundRules([rule(over)], known))).toBe(expected);
});

it('two rules have two numbers', () => {
  expect(refusal(() => soundRules([rule(), rule({ number: ' 1.1 ' })], known))).toBe('/rules/1/number duplicate');
});

describe('who decides', () => {
  const nobody: Decider = { personId: 'x', seat: null, presidium: null, memberOfBodyIds: [], roles: [] };
  const chair: Decider = { ...nobody, personId: 'ordf', seat: 'member', presidium: 'chair', memberOfBodyIds: ['asn'] };
  const member: Decider = { ...nobody, personId: 'ledamot', seat: 'member', memberOfBodyIds: ['asn', 'au'] };
  const substitute: Decider = { ...nobody, personId: 'ersattare', seat: 'substitute' };
  const director: Decider = { ...nobody, personId: 'dir', roles: ['administrationDirector'] };
  const people = { chair, member, substitute, director, machine: null };
  const allowed = (delegate: Delegate) =>
    Object.entries(people).flatMap(([name, decider]) =>
      refusal(() => requireDelegate({ number: '1', delegate }, decider)) === 'ok' ? [name] : [],
    );

  it.each<[Delegate, string[]]>([
    [{ kind: 'presidium' }, ['chair']],
    [{ kind: 'subcommittee', bodyId: 'au' }, ['member']],
    [{ kind: 'member', role: 'chair' }, ['chair']],
    [{ kind: 'member', role: 'viceChair' }, []],
    [{ kind: 'member', personId: 'ledamot' }, ['member']],
    [{ kind: 'substitute', personId: 'ersattare' }, ['substitute']],
    [{ kind: 'substitute', personId: 'ledamot' }, []],
    [{ kind: 'employee', role: 'administrationDirector' }, ['director']],
    [{ kind: 'automated' }, ['machine']],
  ])('%j: only %j', (delegate, who) => {
    expect(allowed(delegate)).toEqual(who);
  });

  it('urgently: the chair, and whom the body has named (KL 6:39)', () => {
    const named = [{ delegate: { kind: 'member', personId: 'ledamot' } as const }];
    const may = (rules: typeof named) =>
      Object.entries(people).flatMap(([name, decider]) =>
        refusal(() => requireUrgentDecider(rules, decider)) === 'ok' ? [name] : [],
      );
    expect(may([])).toEqual(['chair']);
    expect(may(named)).toEqual(['chair', 'member']);
  });
});
