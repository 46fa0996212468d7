import { delegateValue, draftOf, ruleOf, withRule } from './scheme-draft';

const rule = {
  id: '0190b1f2-6c1e-7f00-8a00-000000000001',
  number: '3.1',
  description: 'Föreningsbidrag',
  category: 'grants' as const,
  delegate: { kind: 'employee' as const, role: 'unitHead' as const },
  provision: null,
  isAppealable: true,
  reporting: 'nextMeeting' as const,
  isOwn: false,
};

test.each([
  [{ kind: 'presidium' as const }, [{ kind: 'presidium' }]],
  [{ kind: 'member' as const, role: 'chair' as const }, [{ kind: 'member', role: 'chair' }]],
  [{ kind: 'substitute' as const, personId: 'p', name: 'Anna Prov' }, [{ kind: 'substitute', personId: 'p' }]],
  [{ kind: 'subcommittee' as const, bodyId: 'b', name: 'Utskottet' }, [{ kind: 'subcommittee', bodyId: 'b' }]],
])('the delegate %j is sent as %j', (delegate, delegates) => {
  expect(ruleOf(draftOf({ ...rule, delegate })).delegates).toEqual(delegates);
});

test('a rule goes from the scheme in force into the new one as it stands', () => {
  expect(ruleOf(draftOf(rule))).toEqual({
    number: '3.1',
    description: 'Föreningsbidrag',
    category: 'grants',
    delegates: [{ kind: 'employee', role: 'unitHead' }],
    isAppealable: true,
    reporting: 'nextMeeting',
  });
  expect(ruleOf({ ...draftOf(rule), provision: 'SoL', appealable: 'no' })).toMatchObject({
    provision: 'SoL',
    isAppealable: false,
  });
  expect(delegateValue(rule.delegate)).toBe('employee role unitHead');
});

test('rules stand in the order of their numbers, and a changed one takes the place of what it was', () => {
  const drafts = [draftOf(rule), { ...draftOf(rule), number: '10.1' }];
  const added = withRule(drafts, { ...draftOf(rule), number: '3.2' });
  expect(added.map(({ number }) => number)).toEqual(['3.1', '3.2', '10.1']);
  expect(withRule(added, { ...draftOf(rule), number: '4' }, '3.2').map(({ number }) => number)).toEqual([
    '3.1',
    '4',
    '10.1',
  ]);
});
