/** Authorities, bodies, people and what they are given. */
import { about, type Builders, letters, plain } from './builder.js';
import type { World } from './world.js';

const bodyWithoutSeats = (world: World): Record<string, unknown> => ({
  authorityId: world.authorityId('TN'),
  kind: 'subcommittee',
  name: 'Utskott',
  shortName: world.word('TN '),
  validFrom: '2023-01-01',
});

export const organisationBuilders: Builders = {
  'POST /api/v1/people': plain('people', 'admin', (world) => ({
    name: 'Person',
    title: 'Titel',
    email: `${world.word('a')}@exempel.se`,
  })),
  'POST /api/v1/authorities': plain('authorities', 'admin', (world) => ({
    code: `Å${letters(world.word(''))}`,
    name: 'Nämnden',
    administrationName: 'Förvaltningen',
    organisationNumber: '212000-1124',
    validFrom: '2023-01-01',
  })),
  'POST /api/v1/bodies': plain('bodies', 'admin', bodyWithoutSeats),
  'POST /api/v1/appointments': about(
    'person without a seat',
    async (world) => ({ personId: await world.person(), bodyId: await world.body(bodyWithoutSeats(world)) }),
    {
      path: () => 'appointments',
      as: 'admin',
      usedUp: true,
      body: (world, { personId, bodyId }) => ({
        personId,
        role: 'substitute',
        authorityId: world.authorityId('TN'),
        bodyId,
        fromDay: '2023-01-01',
        toDay: '2026-12-31',
        party: '(S)',
        callingOrder: 1,
      }),
    },
  ),
  'POST /api/v1/access-tokens': plain('access-tokens', 'asn.handlaggare', () => ({
    name: 'Nyckel',
    scopes: ['proposal.read'],
    expiresDay: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
  })),
};
