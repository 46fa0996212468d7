import fc from 'fast-check';
import { DomainError } from './errors.js';
import { actsFrom, defineTransitions, edgesFrom, type Machine, step, toText, type Transition } from './transitions.js';

const memo = defineTransitions({
  name: 'Memorandum',
  initial: 'drafting',
  terminal: ['decided', 'withdrawn'],
  states: ['drafting', 'review', 'decided', 'withdrawn'],
  edges: [
    {
      from: 'drafting',
      act: 'submit',
      who: ['caseOfficer'],
      guard: 'Sums agree | R-01.',
      to: 'review',
      event: 'memo.submitted',
    },
    { from: 'review', act: 'returnToOfficer', who: ['manager'], to: 'drafting', event: 'memo.returned' },
    {
      from: 'review',
      act: 'decide',
      who: ['committee', 'chair'],
      to: 'decided',
      event: 'memo.decided',
      source: 'KL 6:3',
      through: 'decision',
    },
    { from: 'decided', act: 'appeal', who: ['anyone'], to: 'withdrawn', event: 'memo.appealed', through: 'letter' },
    { from: ['drafting', 'review'], act: 'withdraw', who: ['caseOfficer'], to: 'withdrawn', event: 'memo.withdrawn' },
  ],
  swedish: { drafting: 'utkast', submit: 'lämna in', withdraw: 'ta tillbaka', decision: 'beslut på sammanträde' },
});

describe('what is possible next', () => {
  it('in every state, and nothing else', () => {
    const possible = Object.fromEntries(memo.states.map((state) => [state, actsFrom(memo, state)]));
    expect(possible).toEqual({
      drafting: ['submit', 'withdraw'],
      review: ['returnToOfficer', 'withdraw'],
      decided: [],
      withdrawn: [],
    });
  });

  it('an act that follows from something else is a way out of the state, but nobody is told to do it', () => {
    expect(edgesFrom(memo, 'review').map(({ act }) => act)).toEqual(['returnToOfficer', 'decide', 'withdraw']);
    expect(step(memo, 'review', 'decide').to).toBe('decided');
  });

  it('step answers the edge, one from at a time', () => {
    expect(step(memo, 'review', 'withdraw')).toEqual({
      from: 'review',
      act: 'withdraw',
      who: ['caseOfficer'],
      to: 'withdrawn',
      event: 'memo.withdrawn',
    });
  });

  it.each([
    [
      'drafting',
      'decide',
      '”decide” går inte att göra i läget ”utkast”. Möjligt nu: ”lämna in”, ”ta tillbaka”.',
      ['submit', 'withdraw'],
    ],
    [
      'review',
      'submit',
      '”lämna in” går inte att göra i läget ”review”. Möjligt nu: ”returnToOfficer”, ”ta tillbaka”. Annat följer av beslut på sammanträde.',
      ['returnToOfficer', 'withdraw'],
    ],
    ['decided', 'submit', '”lämna in” går inte att göra i läget ”decided”. Nästa steg följer av letter.', []],
    ['withdrawn', 'submit', '”lämna in” går inte att göra i läget ”withdrawn”. Inget mer kan göras.', []],
    ['nowhere', 'toString', '”toString” går inte att göra i läget ”nowhere”. Inget mer kan göras.', []],
  ])('%s refuses %s', (state, act, detail, possibleActs) => {
    try {
      step(memo as Machine<string, string>, state, act);
      throw new Error('not refused');
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
      expect(error).toMatchObject({
        type: 'state-conflict',
        status: 409,
        code: 'not-allowed-in-state',
        message: detail,
      });
      expect((error as DomainError).members).toEqual({ state, possibleActs });
    }
  });
});

describe('faults of a table', () => {
  const edge = (from: string | string[], act: string, to: string, who = ['anyone']): Transition<string, string> => ({
    from,
    act,
    who,
    to,
    event: `thing.${act}`,
  });

  it('are listed all at once', () => {
    const define = () =>
      defineTransitions<string, string, string>({
        name: 'Broken',
        initial: 'a',
        terminal: ['z', 'end'],
        states: ['a', 'b', 'b', 'trap', 'island', 'z'],
        edges: [
          edge('a', 'go', 'b'),
          edge(['a', 'b'], 'go', 'z'),
          edge('b', 'fall', 'trap'),
          edge('trap', 'turn', 'trap', []),
          edge('island', 'swim', 'typo'),
        ],
      });
    expect(define).toThrow(
      [
        'The table of states "Broken" has faults:',
        '- state b is listed twice',
        '- state end is used but not listed',
        '- state typo is used but not listed',
        '- go from a is defined twice',
        '- turn from trap may be done by nobody',
        '- state trap has no way to a terminal state',
        '- state island cannot be reached from a',
        '- state island has no way to a terminal state',
      ].join('\n'),
    );
  });

  it('are found in a random table exactly when a walk finds them', () => {
    const states = ['a', 'b', 'c', 'd', 'z'];
    const pairs = fc.uniqueArray(fc.tuple(fc.constantFrom(...states), fc.constantFrom(...states)), {
      maxLength: 8,
      selector: (pair) => pair.join(),
    });
    // Independent of the code under test: Warshall's transitive closure.
    const isSound = (list: [string, string][]) => {
      const reach = new Set([...list.map((pair) => pair.join()), ...states.map((state) => `${state},${state}`)]);
      for (const k of states)
        for (const i of states)
          for (const j of states) if (reach.has(`${i},${k}`) && reach.has(`${k},${j}`)) reach.add(`${i},${j}`);
      return states.every((state) => reach.has(`a,${state}`) && reach.has(`${state},z`));
    };
    fc.assert(
      fc.property(pairs, (list) => {
        const edges = list.map(([from, to]) => edge(from, `to-${to}`, to));
        const define = () =>
          defineTransitions<string, string, string>({ name: 'Random', initial: 'a', terminal: ['z'], states, edges });
        if (isSound(list)) expect(define().edges).toHaveLength(list.length);
        else expect(define).toThrow('has faults');
      }),
      { numRuns: 500 },
    );
  });

  it('a state that is not listed is already a type error', () => {
    expect(() =>
      defineTransitions({
        name: 'Typo',
        initial: 'a',
        terminal: ['z'],
        states: ['a', 'z'],
        // @ts-expect-error "y" is not among the states
        edges: [{ from: 'a', act: 'go', who: ['anyone'], to: 'y', event: 'thing.gone' }],
      }),
    ).toThrow('state y is used but not listed');
  });
});

describe('toText', () => {
  it('prints the table and the diagram', () => {
    expect(toText(memo)).toBe(`## Memorandum

| From | Act | Who | Through | Guard | To | Event | Source |
| --- | --- | --- | --- | --- | --- | --- | --- |
| drafting | submit | caseOfficer |  | Sums agree \\| R-01. | review | memo.submitted |  |
| review | returnToOfficer | manager |  |  | drafting | memo.returned |  |
| review | decide | committee, chair | decision |  | decided | memo.decided | KL 6:3 |
| decided | appeal | anyone | letter |  | withdrawn | memo.appealed |  |
| drafting | withdraw | caseOfficer |  |  | withdrawn | memo.withdrawn |  |
| review | withdraw | caseOfficer |  |  | withdrawn | memo.withdrawn |  |

\`\`\`mermaid
stateDiagram-v2
  [*] --> drafting
  drafting --> review: submit
  review --> drafting: returnToOfficer
  review --> decided: decide
  decided --> withdrawn: appeal
  drafting --> withdrawn: withdraw
  review --> withdrawn: withdraw
  decided --> [*]
  withdrawn --> [*]
\`\`\`
`);
  });
});
