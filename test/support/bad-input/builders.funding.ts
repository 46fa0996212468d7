/** Sources, calls, proposals and the dividing of the money. */
import { about, type Builders, nextDay, plain, rowOf } from './builder.js';
import { sek, type World } from './world.js';

const officer = 'asn.handlaggare';
const office = 'ks.stadskontoret';
const controller = 'ks.controller';

const source = async (world: World): Promise<{ id: string }> => ({
  id: await world.once('source', () => world.source()),
});

/** Everything the draft of a call can hold. */
const fullCall = (world: World, sourceId: string): Record<string, unknown> => ({
  title: 'Begäran',
  description: 'Beskrivning',
  years: [2023],
  sourceIds: [sourceId],
  authorityIds: [world.authorityId()],
  replyByDay: '2099-03-01',
  planGround: 'Ett extra sammanträde kallas',
  replyByTime: '12:00',
  mandatorySections: ['summary'],
});

/** Everything the draft of a proposal can hold. */
const fullDraft = (world: World): Record<string, unknown> => ({
  ...world.draft(),
  documentDay: '2023-04-11',
  sections: [{ kind: 'summary', heading: 'Sammanfattning', text: 'Text.' }],
  measures: [
    {
      title: 'Insats',
      requestedAmount: sek('600.00'),
      year: 2023,
      rationale: 'Skäl',
      activities: 'Aktiviteter',
      targetGroups: ['Unga'],
      geography: ['Staden'],
      methods: ['Metod'],
      partners: ['Förening'],
      resourceTypes: ['Personal'],
    },
  ],
  decisionPoints: [{ number: 1, type: 'approve', text: 'Nämnden godkänner förslaget.' }],
  decisionPlan: [{ bodyId: world.bodyId(), day: '2023-04-26' }],
  dispatchList: [{ name: 'Kommunstyrelsen' }],
  goalReferences: ['Mål 1'],
});

/** A draft of an allocation to an approved measure. */
const rowsOfAllocation = async (world: World): Promise<{ id: string; row: object }> => {
  const made = await world.approved();
  const { id: sourceId } = await source(world);
  const id = await world.allocation(await world.once('board matter', () => world.boardMatter()));
  const measure = { proposalId: made.id, measureKey: made.measureKeys[0] };
  return { id, row: { ...measure, sourceId, year: 2023, amount: sek('1.00'), reason: 'Skäl' } };
};

const sourceBuilders: Builders = {
  'POST /api/v1/funding-sources': plain('funding-sources', controller, (world) => ({
    code: world.word('F-'),
    name: 'Källa',
    kind: 'stateGrant',
    aliases: ['Alias'],
    grantor: 'Socialstyrelsen',
    purposes: ['Ändamål'],
    useFromDay: '2023-01-01',
    useToDay: '2023-12-31',
    requisitionDeadlineDay: '2023-11-01',
    requisitionDeadlineTime: '23:59',
    reference: 'Dnr 1',
  })),
  'PATCH /api/v1/funding-sources/{id}': about('changed source', async (world) => ({ id: await world.source() }), {
    shownAt: ({ id }) => `funding-sources/${id}`,
    path: ({ id }) => `funding-sources/${id}`,
    as: controller,
    version: rowOf('funding_source'),
    body: () => ({
      name: 'Källa',
      aliases: ['Alias'],
      requisitionDeadlineDay: '2023-11-01',
      requisitionDeadlineTime: '23:59',
    }),
  }),
  'POST /api/v1/funding-sources/{id}/ceilings': about(
    'source with ceilings',
    async (world) => ({ id: await world.source() }),
    {
      path: ({ id }) => `funding-sources/${id}/ceilings`,
      as: controller,
      body: () => ({
        year: 2023,
        amount: sek('100.00'),
        validFromDay: '2019-01-01',
        ground: 'Beslut',
        financing: 'Minskat anslag',
      }),
    },
  ),
};

const callBuilders: Builders = {
  'POST /api/v1/calls': about('source of calls', source, {
    path: () => 'calls',
    as: office,
    body: (world, { id }) => ({ authorityId: world.authorityId('KS'), ...fullCall(world, id) }),
  }),
  'PATCH /api/v1/calls/{id}': about(
    'drafted call',
    async (world) => ({ ...(await world.call()), sourceId: (await source(world)).id }),
    {
      shownAt: ({ id }) => `calls/${id}`,
      path: ({ id }) => `calls/${id}`,
      as: office,
      version: rowOf('call'),
      body: (world, { sourceId }) => fullCall(world, sourceId),
    },
  ),
  'POST /api/v1/calls/{id}/extension': about('extended call', (world) => world.issuedCall(), {
    path: ({ id }) => `calls/${id}/extension`,
    as: office,
    version: rowOf('call'),
    body: () => ({ replyByDay: nextDay(2101), replyByTime: '12:00', reason: 'Fler frågor' }),
  }),
  'POST /api/v1/calls/{id}/declination': about('declined call', (world) => world.issuedCall(), {
    path: ({ id }) => `calls/${id}/declination`,
    as: officer,
    body: (world) => ({ authorityId: world.authorityId(), note: 'Avstår' }),
    usedUp: true,
  }),
};

const proposalBuilders: Builders = {
  'POST /api/v1/proposals': plain('proposals', officer, fullDraft),
  'PATCH /api/v1/proposals/{id}': about('edited proposal', (world) => world.proposal(), {
    shownAt: ({ id }) => `proposals/${id}`,
    path: ({ id }) => `proposals/${id}`,
    as: officer,
    version: rowOf('proposal'),
    body: (world) => {
      const { authorityId: _authorityId, ...rest } = fullDraft(world);
      return rest;
    },
  }),
  'POST /api/v1/proposals/{id}/return': about('returned proposal', (world) => world.submitted(), {
    path: ({ id }) => `proposals/${id}/return`,
    as: 'asn.enhetschef',
    version: rowOf('proposal'),
    body: () => ({ reason: 'Rätta' }),
    usedUp: true,
  }),
  'POST /api/v1/proposals/{id}/withdrawal': about('withdrawn proposal', (world) => world.proposal(), {
    path: ({ id }) => `proposals/${id}/withdrawal`,
    as: officer,
    version: rowOf('proposal'),
    body: () => ({ reason: 'Behövs inte' }),
    usedUp: true,
  }),
};

const allocationBuilders: Builders = {
  'POST /api/v1/allocations': about('board matter', (world) => world.boardMatter(), {
    path: () => 'allocations',
    as: office,
    body: (_world, matterId) => ({ title: 'Fördelning', matterId }),
  }),
  'PUT /api/v1/allocations/{id}/rows': about('allocation with rows', rowsOfAllocation, {
    path: ({ id }) => `allocations/${id}/rows`,
    as: office,
    version: rowOf('allocation'),
    body: (_world, { row }) => ({ rows: [row] }),
    shownAt: ({ id }) => `allocations/${id}`,
  }),
};

export const fundingBuilders: Builders = {
  ...sourceBuilders,
  ...callBuilders,
  ...proposalBuilders,
  ...allocationBuilders,
};
