import { type Actor, type Role, roles, systemActor } from '../kernel/actor.js';
import { ownAuthorities, reachOver, requireOwnBody } from './reach.rules.js';

const as = (...appointments: [Role, string | null][]): Actor => ({
  ...systemActor,
  kind: 'person',
  appointments: appointments.map(([role, authorityId]) => ({ role, authorityId, bodyId: null })),
});
const everywhere = (what: 'register' | 'agendas'): Role[] =>
  roles.filter((role) => reachOver(what, as([role, 'asn'])).everywhere);

it.each([
  ['register', ['committeeSecretary', 'chair', 'viceChair', 'controller', 'cityOffice', 'auditor']],
  ['agendas', ['controller', 'cityOffice', 'auditor']],
] as const)('who follows the %s of every authority', (what, who) => {
  expect(everywhere(what)).toEqual(who);
  expect(reachOver(what, systemActor)).toEqual({ everywhere: true, authorityIds: [] });
});

it('everybody reaches the authorities they are appointed in, each once', () => {
  expect(ownAuthorities(as(['member', 'asn'], ['chair', 'asn'], ['auditor', null], ['caseOfficer', 'grn']))).toEqual([
    'asn',
    'grn',
  ]);
});

it('a body of another authority has no say', () => {
  const body = { authorityId: 'asn', name: 'ASN AU' };
  expect(() => requireOwnBody(body, 'asn', ['förslaget', 'det'])).not.toThrow();
  expect(() => requireOwnBody(body, 'ks', ['fördelningen', 'den'])).toThrow(
    expect.objectContaining({
      code: 'body-of-other-authority',
      message: 'ASN AU hör till en annan myndighet än fördelningen och kan inte besluta om den.',
    }),
  );
});
