import { codeOf } from '../../../test/support/refused.js';
import { actsFrom } from '../../kernel/transitions.js';
import { type BodyKind, bodyKinds, outcomes } from '../subject-handler.js';
import {
  actOf,
  type BusinessKind,
  businessKinds,
  businessStates,
  businessStatuses,
  outcomesOf,
  type Raiser,
  requireCompetentBody,
  requireMayRaise,
} from './business.rules.js';

it('from each state exactly this is possible', () => {
  expect(Object.fromEntries(businessStatuses.map((status) => [status, actsFrom(businessStates, status)]))).toEqual({
    drafting: ['edit', 'schedule'],
    referredBack: ['edit', 'schedule'],
    scheduled: ['passOn', 'table', 'settle', 'reject', 'referBack'],
    decided: [],
    rejected: [],
  });
});

it('a preparatory body settles nothing, a deciding one may recommend further, the council has nobody to recommend to', () => {
  expect(
    Object.fromEntries(bodyKinds.map((kind) => [kind, outcomes.filter((one) => outcomesOf(kind).includes(one))])),
  ).toEqual({
    council: ['approve', 'approveWithChanges', 'referBack', 'table', 'reject', 'forward', 'note'],
    executiveBoard: outcomes,
    committee: outcomes,
    subcommittee: ['recommend', 'referBack', 'table', 'forward', 'note'],
    draftingGroup: ['recommend', 'referBack', 'table', 'forward', 'note'],
  });
});

it('only the last body of the route settles', () => {
  const acts = (isLast: boolean) => Object.fromEntries(outcomes.map((outcome) => [outcome, actOf(outcome, isLast)]));
  const settled = {
    recommend: 'settle',
    approve: 'settle',
    approveWithChanges: 'settle',
    forward: 'settle',
    note: 'settle',
  };
  const others = { referBack: 'referBack', table: 'table', reject: 'reject' };
  expect(acts(true)).toEqual({ ...settled, ...others });
  expect(acts(false)).toEqual({ ...Object.fromEntries(Object.keys(settled).map((one) => [one, 'passOn'])), ...others });
});

it('a motion is answered by the council and prepared by others (KL 5:22)', () => {
  const answers = (kind: (typeof businessKinds)[number], bodyKind: (typeof bodyKinds)[number]) =>
    businessStates.edges
      .filter(({ from }) => from === 'scheduled')
      .map(({ act }) => codeOf(() => requireCompetentBody(kind, { kind: bodyKind, name: 'Organet' }, act)));
  const refused = 'motion-answered-by-council';
  expect(answers('motion', 'committee')).toEqual(['ok', 'ok', refused, refused, 'ok']);
  expect(answers('motion', 'council')).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
  expect(answers('memberInitiative', 'committee')).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
});

describe('who may raise what', () => {
  const member: Raiser = { seat: 'member', presidium: null };
  const chair: Raiser = { seat: 'member', presidium: 'chair' };
  const substitute: Raiser = { seat: 'substitute', presidium: null };
  const administration: Raiser = { seat: 'none', presidium: null };
  const council = { kind: 'council' as const, name: 'Kommunfullmäktige' };
  const committee = { kind: 'committee' as const, name: 'Nämnden' };
  const usual = ['chair', 'viceChair', 'member', 'administration'];

  it.each<[BusinessKind, { kind: BodyKind; name: string }, Raiser, readonly string[], string, string]>([
    ['motion', council, member, [], 'ok', 'the law gives it, whatever the bylaws say'],
    ['motion', council, substitute, [...usual, 'substitute'], 'may-not-raise', 'the law gives it to members alone'],
    ['motion', council, administration, usual, 'may-not-raise', ''],
    ['motion', committee, member, usual, 'not-the-council', ''],
    ['memberInitiative', committee, member, ['chair'], 'ok', 'KL 4:20 stands above the bylaws'],
    ['memberInitiative', committee, substitute, usual, 'may-not-raise', ''],
    ['memberInitiative', committee, substitute, [...usual, 'substitute'], 'ok', 'the bylaws have given it'],
    ['memberInitiative', committee, administration, usual, 'may-not-raise', 'it is a form for those with a seat'],
    ['memberInitiative', council, member, usual, 'not-a-committee', ''],
    ['assignment', committee, administration, usual, 'ok', ''],
    ['assignment', committee, administration, ['chair', 'member'], 'may-not-raise', ''],
    ['other', committee, member, ['chair'], 'may-not-raise', ''],
    ['other', committee, chair, ['chair'], 'ok', ''],
    ['election', council, substitute, ['substitute'], 'ok', ''],
  ])('%s in %j by %j under %j: %s %s', (kind, body, raiser, mayRaise, expected) => {
    expect(codeOf(() => requireMayRaise(kind, body, raiser, mayRaise))).toBe(expected);
  });
});
