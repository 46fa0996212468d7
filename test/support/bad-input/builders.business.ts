/** Matters that are put to a body, and what a body has let others decide. */
import { about, type Builder, type Builders, nextDay, rowOf } from './builder.js';
import { appeal } from './builders.minutes.js';
import { planned, seated, secretary } from './sittings.js';
import type { World } from './world.js';

/** Everything a business can hold; only an election has nominees. */
const fullContent = {
  title: 'Val',
  background: 'Bakgrund',
  decisionPoints: [{ type: 'elect', text: 'Nämnden väljer.' }],
  decisionBasis: ['Valberedningens förslag'],
  dispatchList: [{ name: 'Valberedningen' }],
  nominees: ['Nominerad'],
};

const newBusiness = (world: World): Record<string, unknown> => ({
  ...fullContent,
  kind: 'election',
  authorityId: world.authorityId('GRN'),
  bodyId: world.bodyId('GRN'),
  moverId: seated(world, 'ledamot'),
});

const rule = {
  number: '1.1',
  description: 'Inköp',
  category: 'procurement',
  delegates: [{ kind: 'employee', role: 'caseOfficer' }],
  provision: 'LOU',
  isAppealable: true,
  reporting: 'nextMeeting',
};

/** A scheme in force, and something it can be used for. */
async function delegated(world: World): Promise<{ bodyId: string; matterId: string }> {
  const bodyId = world.bodyId('GRN');
  const scheme = { fromDay: '2023-01-01', ground: 'GRN 2022 § 1', rules: [rule] };
  await world.done(secretary, 'POST', `bodies/${bodyId}/delegation-schemes`, scheme);
  const matter = { authorityId: world.authorityId('GRN'), title: 'Inköp' };
  return { bodyId, matterId: (await world.done(secretary, 'POST', 'matters', matter)).id };
}

/** One that is minuted by itself and waits for its notice; each is announced once. */
async function announceable(world: World): Promise<{ id: string }> {
  const bodyId = world.bodyId('TN');
  await world.once('minuting scheme', () =>
    world.done('tn.sekreterare', 'POST', `bodies/${bodyId}/delegation-schemes`, {
      fromDay: '2023-01-01',
      ground: 'TN 2022 § 1',
      rules: [{ ...rule, reporting: 'minuted' }],
    }),
  );
  const matter = { authorityId: world.authorityId('TN'), title: 'Inköp' };
  const { id: matterId } = (await world.done('tn.sekreterare', 'POST', 'matters', matter)) as { id: string };
  const decision = { ruleNumber: '1.1', decidedDay: '2023-03-02', text: 'Inköp görs.', matterId };
  return world.done('tn.handlaggare', 'POST', `bodies/${bodyId}/delegated-decisions`, decision);
}

/** Every scheme begins later than the one before; the body is one whose schemes nothing else here relies on. */
const scheme: Builder = {
  serial: true,
  build: async (world) => ({
    path: `/api/v1/bodies/${world.bodyId('KS')}/delegation-schemes`,
    as: 'ks.sekreterare',
    body: { fromDay: nextDay(2030), ground: 'KS § 1', rules: [rule] },
  }),
};

export const businessBuilders: Builders = {
  'POST /api/v1/businesses': {
    build: async (world) => ({ path: '/api/v1/businesses', as: secretary, body: newBusiness(world) }),
  },
  'POST /api/v1/meetings/{id}/agenda': about(
    'business to list',
    async (world) => {
      const { id: subjectId } = await world.done(secretary, 'POST', 'businesses', newBusiness(world));
      return { id: (await planned(world)).id, subjectId };
    },
    {
      path: ({ id }) => `meetings/${id}/agenda`,
      as: secretary,
      body: (_world, { subjectId }) => ({ items: [{ subjectKind: 'business', subjectId }], beforeMeetingIds: [] }),
      usedUp: true,
    },
  ),
  'PATCH /api/v1/businesses/{id}': about(
    'edited business',
    (world): Promise<{ id: string }> => world.done(secretary, 'POST', 'businesses', newBusiness(world)),
    {
      shownAt: ({ id }) => `businesses/${id}`,
      path: ({ id }) => `businesses/${id}`,
      as: secretary,
      version: rowOf('business'),
      body: () => fullContent,
    },
  ),
  'POST /api/v1/bodies/{id}/delegation-schemes': scheme,
  'POST /api/v1/delegated-decisions/{id}/announcement': about('announceable', announceable, {
    path: ({ id }) => `delegated-decisions/${id}/announcement`,
    as: 'tn.sekreterare',
    version: rowOf('delegated_decision'),
    body: () => ({
      minutedDay: '2023-03-03',
      postedDay: '2023-03-04',
      postedElsewhere: 'Anslagstavlan',
      whereKept: 'Förvaltningen',
    }),
    usedUp: true,
  }),
  'POST /api/v1/delegated-decisions/{id}/appeals': about('appealed delegated', announceable, {
    path: ({ id }) => `delegated-decisions/${id}/appeals`,
    as: 'tn.sekreterare',
    body: () => appeal,
  }),
  'POST /api/v1/delegated-decisions/{id}/execution-assessments': about('assessed delegated', announceable, {
    path: ({ id }) => `delegated-decisions/${id}/execution-assessments`,
    as: 'tn.sekreterare',
    body: () => ({ mayExecute: true, reasons: 'Verkställigheten kan göras ogjord' }),
  }),
  'POST /api/v1/bodies/{id}/delegated-decisions': about('delegation', delegated, {
    path: ({ bodyId }) => `bodies/${bodyId}/delegated-decisions`,
    as: 'grn.handlaggare',
    body: (world, { matterId }) => ({
      ruleNumber: '1.1',
      isUrgent: false,
      matterId,
      decidedDay: '2023-03-02',
      decidedById: world.personId('grn.handlaggare'),
      text: 'Inköp görs.',
    }),
  }),
};
