import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { DomainError } from '../kernel/errors.js';
import { requireLife, requirePerson, requireScopes } from './token.rules.js';

const officer: Actor = {
  kind: 'person',
  personId: 'p',
  tokenId: null,
  scopes: null,
  requestId: null,
  appointments: [{ role: 'caseOfficer', authorityId: 'asn', bodyId: null }],
};

function refusal(run: () => void): string {
  try {
    run();
    return 'fits';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return `${error.status} ${error.code}`;
  }
}

describe('what a token may be given', () => {
  it.each<[string[], string]>([
    [['proposal.write'], 'fits'],
    [['proposal.read', 'session.read'], 'fits'],
    [['ceiling.set'], '422 scope'],
    [['proposal.write', 'organisation.manage'], '422 scope'],
    [['token.manage'], '422 scope'],
    [['no.such'], '422 scope'],
    [['proposal.write', 'proposal.write'], '422 duplicate'],
  ])('%j: %s', (scopes, expected) => {
    expect(refusal(() => requireScopes(officer, scopes))).toBe(expected);
  });

  it.each<[string, string]>([
    ['2026-01-31', 'fits'],
    ['2027-01-31', 'fits'],
    ['2027-02-01', '422 range'],
    ['2026-01-30', '422 range'],
  ])('until %s: %s', (expiresDay, expected) => {
    expect(refusal(() => requireLife(expiresDay as Day, '2026-01-31' as Day))).toBe(expected);
  });

  it('and only by a person', () => {
    expect(refusal(() => requirePerson(officer))).toBe('fits');
    expect(refusal(() => requirePerson({ ...officer, kind: 'machine', tokenId: 't' }))).toBe('403 token-manages-token');
    expect(refusal(() => requirePerson({ ...officer, kind: 'system', personId: null }))).toBe(
      '403 token-manages-token',
    );
  });
});
