import { type Actor, type Appointment, type Role, systemActor } from '../kernel/actor.js';
import { DomainError } from '../kernel/errors.js';
import {
  type DocumentInstants,
  matterVisibility,
  maySeeDocument,
  maySeeInternal,
  maySeeMatter,
  requireInstants,
} from './registry.rules.js';

const actor = (...appointments: Appointment[]): Actor => ({
  kind: 'person',
  personId: 'p',
  tokenId: null,
  scopes: null,
  requestId: null,
  appointments,
});
const as = (role: Role, authorityId: string | null): Actor => actor({ role, authorityId, bodyId: null });

describe('who sees a matter of ASN, and its internal documents (R-50)', () => {
  it.each<[string, Actor, boolean, boolean]>([
    ['its case officer', as('caseOfficer', 'asn'), true, true],
    ['its member', as('member', 'asn'), true, true],
    ["another committee's case officer", as('caseOfficer', 'grn'), false, false],
    ["another committee's member", as('member', 'grn'), false, false],
    ["another committee's secretary", as('committeeSecretary', 'grn'), true, false],
    ['the chair of the executive board', as('chair', 'ks'), true, false],
    ["another committee's vice chair", as('viceChair', 'grn'), true, false],
    ['the city office', as('cityOffice', 'ks'), true, false],
    ['the controller', as('controller', 'ks'), true, false],
    ['the auditor', as('auditor', null), true, false],
    ['the administrator of the system', as('admin', null), false, false],
    ['somebody without appointments', actor(), false, false],
    [
      'a controller who is also case officer there',
      actor(
        { role: 'controller', authorityId: 'ks', bodyId: null },
        { role: 'caseOfficer', authorityId: 'asn', bodyId: null },
      ),
      true,
      true,
    ],
    ['the system', systemActor, true, true],
  ])('%s', (_who, who, matter, internal) => {
    expect(maySeeMatter(who, 'asn')).toBe(matter);
    expect(maySeeInternal(who, 'asn')).toBe(internal);
    expect(maySeeDocument(who, 'asn', 'received')).toBe(matter);
    expect(maySeeDocument(who, 'asn', 'drawnUp')).toBe(matter);
    expect(maySeeDocument(who, 'asn', 'internal')).toBe(internal);
  });

  it('names each authority once', () => {
    const two = actor(
      { role: 'caseOfficer', authorityId: 'asn', bodyId: null },
      { role: 'unitHead', authorityId: 'asn', bodyId: null },
    );
    expect(matterVisibility(two)).toEqual({ everywhere: false, authorityIds: ['asn'] });
  });
});

describe('when a document came or was drawn up', () => {
  const now = new Date('2023-04-11T10:00:00.000Z');
  const earlier = new Date('2023-04-11T09:59:59.999Z');
  const later = new Date('2023-04-11T10:00:00.001Z');
  it.each<[DocumentInstants, string]>([
    [{ direction: 'received' }, 'fits'],
    [{ direction: 'received', receivedAt: earlier }, 'fits'],
    [{ direction: 'received', receivedAt: now }, 'fits'],
    [{ direction: 'received', receivedAt: later }, '/receivedAt future'],
    [{ direction: 'received', drawnUpAt: earlier }, '/drawnUpAt not-applicable'],
    [{ direction: 'drawnUp', drawnUpAt: earlier }, 'fits'],
    [{ direction: 'drawnUp', drawnUpAt: later }, '/drawnUpAt future'],
    [{ direction: 'drawnUp', receivedAt: earlier }, '/receivedAt not-applicable'],
    [{ direction: 'internal' }, 'fits'],
    [{ direction: 'internal', receivedAt: earlier }, '/receivedAt not-applicable'],
    [{ direction: 'internal', drawnUpAt: earlier }, '/drawnUpAt not-applicable'],
  ])('%j: %s', (instants, expected) => {
    let found = 'fits';
    try {
      requireInstants(instants, now);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      found = `${error.errors![0]!.pointer} ${error.code}`;
    }
    expect(found).toBe(expected);
  });
});
