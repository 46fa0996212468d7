import type { DomainError } from '../../kernel/errors.js';
import {
  amended,
  type Content,
  contentFrom,
  emptyContent,
  presentationOf,
  requireSomethingToDecide,
} from './content.rules.js';

const content: Content = {
  title: 'Trygga skolvägar',
  background: 'En ledamot vill se över skolvägarna.',
  decisionPoints: [
    { type: 'approve', text: 'Motionen bifalls.' },
    { type: 'forward', text: 'Beslutet översänds till tekniska nämnden.' },
  ],
  decisionBasis: ['Motion'],
  dispatchList: [{ authorityId: null, name: 'Tekniska nämnden' }],
  nominees: [],
};

const refusal = (act: () => unknown): { code: string | undefined; pointer: string | undefined } => {
  try {
    act();
  } catch (error) {
    const { code, errors } = error as DomainError;
    return { code, pointer: errors?.[0]?.pointer };
  }
  return { code: 'ok', pointer: undefined };
};

describe('an amendment', () => {
  it('changes a text and nothing else', () => {
    const changed = amended(content, [
      {
        path: '/decisionPoints/2/text',
        old: 'Beslutet översänds till tekniska nämnden.',
        new: '  Beslutet översänds till alla nämnder. ',
      },
      { path: '/title', old: 'Trygga skolvägar', new: 'Säkra skolvägar' },
    ]);
    expect(changed).toEqual({
      ...content,
      title: 'Säkra skolvägar',
      decisionPoints: [content.decisionPoints[0], { type: 'forward', text: 'Beslutet översänds till alla nämnder.' }],
    });
    expect(content.title).toBe('Trygga skolvägar');
  });

  it.each([
    ['/decisionPoints/1/text', 'Motionen avslås.', 'Motionen anses besvarad.', 'patch-outdated', undefined],
    ['/decisionPoints/3/text', 'x', 'y', 'unknown-decision-point', '/patch/0/path'],
    ['/decisionPoints/0/text', 'x', 'y', 'not-amendable', '/patch/0/path'],
    ['/decisionPoints/01/text', 'x', 'y', 'not-amendable', '/patch/0/path'],
    ['/decisionPoints/1/type', 'approve', 'reject', 'not-amendable', '/patch/0/path'],
    ['/nominees/0', 'x', 'y', 'not-amendable', '/patch/0/path'],
    ['/title', 'Trygga skolvägar', '   ', 'required', '/patch/0/new'],
    ['/title', 'Trygga skolvägar', 'å'.repeat(301), 'length', '/patch/0/new'],
  ])('%s from %j is refused', (path, old, text, code, pointer) => {
    expect(refusal(() => amended(content, [{ path, old, new: text }]))).toEqual({ code, pointer });
  });

  it('of the same text twice is refused', () => {
    const line = { path: '/title', old: 'Trygga skolvägar', new: 'Säkra skolvägar' };
    expect(refusal(() => amended(content, [line, line]))).toEqual({ code: 'duplicate', pointer: '/patch/1/path' });
  });
});

describe('what is written', () => {
  it('leaves out what is not sent and trims what is', () => {
    expect(contentFrom('other', content, { title: '  Nytt namn ' })).toEqual({ ...content, title: 'Nytt namn' });
    expect(contentFrom('other', content, { decisionPoints: [] }).decisionPoints).toEqual([]);
  });

  it('has nominees only in an election, each once', () => {
    expect(refusal(() => contentFrom('other', emptyContent, { nominees: ['A'] }))).toEqual({
      code: 'not-an-election',
      pointer: '/nominees',
    });
    expect(refusal(() => contentFrom('election', emptyContent, { nominees: ['A', 'B', ' A '] }))).toEqual({
      code: 'duplicate',
      pointer: '/nominees/2',
    });
  });

  it('goes before a body with something to decide', () => {
    expect(refusal(() => requireSomethingToDecide('other', content)).code).toBe('ok');
    expect(refusal(() => requireSomethingToDecide('other', emptyContent)).code).toBe('nothing-to-decide');
    expect(refusal(() => requireSomethingToDecide('election', content)).code).toBe('nothing-to-decide');
    expect(refusal(() => requireSomethingToDecide('election', { ...content, nominees: ['A'] })).code).toBe('ok');
  });
});

it('agenda and minutes take the texts from one place, the points numbered, the nominees named', () => {
  expect(presentationOf({ ...content, nominees: ['Kandidat A', 'Kandidat B'] })).toEqual({
    title: 'Trygga skolvägar',
    summary: 'En ledamot vill se över skolvägarna.\n\nNominerade: Kandidat A, Kandidat B.',
    decisionPoints: [
      { number: 1, type: 'approve', text: 'Motionen bifalls.' },
      { number: 2, type: 'forward', text: 'Beslutet översänds till tekniska nämnden.' },
    ],
    decisionBasis: ['Motion'],
    dispatchList: [{ authorityId: null, name: 'Tekniska nämnden' }],
    total: null,
  });
});
