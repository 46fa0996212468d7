/** Goals, indicators, period reports, programmes and assignments. */
import { about, type Builder, type Builders, nextDay, plain, rowOf } from './builder.js';
import { sek, type World } from './world.js';

const officer = 'asn.handlaggare';
const controller = 'ks.controller';

const levels = ['committeeGoal', 'commitment'];
const year = 2019;

const chainOf = (world: World, of: number): Promise<{ id: string }> =>
  world.once(`goal chain ${of}`, () => world.done(controller, 'POST', 'goal-chains', { year: of, levels }));

const rich = [{ kind: 'paragraph', items: [{ runs: [{ text: 'Arbetet fortsätter', bold: true, italic: false }] }] }];

const newGoal = (world: World): Record<string, unknown> => ({
  level: 'commitment',
  authorityId: world.authorityId(),
  title: 'Åtagande',
  description: 'Beskrivning',
  responsibleId: world.personId('asn.enhetschef'),
  serviceState: 'pilot',
  year,
});

/** A committee goal that others may stand under. */
const parent = async (world: World): Promise<{ id: string }> => {
  await chainOf(world, year);
  return world.once('goal above', () =>
    world.done(officer, 'POST', 'goals', { ...newGoal(world), level: 'committeeGoal', serviceState: null }),
  );
};

const goal = async (world: World): Promise<{ id: string }> => {
  const { id: parentId } = await parent(world);
  return world.done(officer, 'POST', 'goals', { ...newGoal(world), parentId });
};

const placement = async (world: World): Promise<Record<string, unknown>> => ({
  year,
  parentId: (await parent(world)).id,
  contribution: 'Så bidrar det',
});

const definition = {
  fromDay: '2015-01-01',
  kind: 'share',
  definition: 'Andel avslut till studier',
  numerator: 'avslut till studier',
  denominator: 'alla avslut',
  unit: 'procent',
  bySex: false,
  sourceSystem: 'Verksamhetssystemet',
  method: 'Uttag ur systemet',
  timing: 'I september',
  responsibilities: [{ who: 'Förvaltningen', task: 'tar fram siffrorna' }],
};

const newIndicator = (world: World): Record<string, unknown> => ({
  ...definition,
  name: 'Avslut till studier',
  responsibleId: world.personId('asn.enhetschef'),
  availableFromDay: '2015-01-01',
});

const indicator = async (world: World): Promise<{ id: string }> => {
  const { id } = await world.once('goal of indicators', () => goal(world));
  return world.done(officer, 'POST', `goals/${id}/indicators`, newIndicator(world));
};

const programme = (world: World): Promise<{ id: string }> =>
  world.done(officer, 'POST', 'programmes', { name: world.word('Program ') });

const periods = ['januaryApril', 'januaryJune', 'januaryAugust', 'year'];
const codes = ['ASN', 'GRN', 'FSKN', 'FRN', 'KN', 'TN'];
let reports = 0;

/** Of an authority, a year and a period that have none yet. */
const newReport = async (world: World): Promise<{ as: string; body: Record<string, unknown> }> => {
  const at = reports;
  reports += 1;
  const code = codes[at % codes.length] as string;
  const of = 2030 + Math.floor(at / (codes.length * periods.length));
  await chainOf(world, of);
  const period = periods[Math.floor(at / codes.length) % periods.length];
  const body = { authorityId: world.authorityId(code), year: of, period, title: 'Uppföljning', dueDay: '2031-10-31' };
  return { as: `${code.toLowerCase()}.handlaggare`, body };
};

const report = async (world: World): Promise<{ id: string; as: string }> => {
  const { as, body } = await newReport(world);
  return { ...(await world.done(as, 'POST', 'period-reports', body)), as };
};

/** A report of ASN's own year with one goal in it. */
const reported = async (world: World): Promise<{ id: string; goalId: string }> => {
  const { id: goalId } = await goal(world);
  await world.done('asn.sekreterare', 'POST', `goals/${goalId}/steps`, { act: 'adopt' }, 1);
  const body = { authorityId: world.authorityId(), year, period: 'januaryAugust' };
  const { id } = await world.once('report of the goals', () => world.done(officer, 'POST', 'period-reports', body));
  return { id, goalId };
};

const entryVersion = async (world: World, { id, goalId }: { id: string; goalId: string }): Promise<number> => {
  const [row] = await world.app.query<{ version: number }>(
    `select version from report_entry where report_id = $1 and goal_id = $2`,
    [id, goalId],
  );
  return row?.version ?? 0;
};

const markedDone = async (world: World): Promise<{ id: string; goalId: string }> => {
  const made = await reported(world);
  const path = `period-reports/${made.id}/entries/${made.goalId}`;
  await world.done(officer, 'PUT', path, { status: 'achieved' }, 1);
  const client = await world.as(officer);
  await client.post(`${path}/completion`, undefined, { ifMatch: 2 });
  return made;
};

const newAssignment = (world: World): Record<string, unknown> => ({
  year,
  source: 'budget',
  sourceReference: 'Budget, Inriktning',
  giverId: world.authorityId('KF'),
  text: 'En strategi ska utarbetas.',
  ownerId: world.authorityId(),
  responsibleId: world.personId('asn.direktor'),
  reportBackDay: '2019-12-31',
  resourceStatement: 'Resurser tillsätts',
  resourceAmount: sek('1000.00'),
});

const giver = 'kf.sekreterare';
const assignment = (world: World): Promise<{ id: string }> =>
  world.done(giver, 'POST', 'assignments', newAssignment(world));

/** A year nobody has set a chain for. */
const newChain: Builder = {
  serial: true,
  build: async (world) => {
    const [free] = await world.app.query<{ year: number }>(
      `select y as year from generate_series(2100, 2199) y where not exists (select from goal_chain c where c.year = y) order by y limit 1`,
    );
    return { path: '/api/v1/goal-chains', as: controller, body: { year: free?.year ?? 1990, levels } };
  },
};

/** What reads and what writes: `PATCH`es and lists that replace each other are read back where they are shown. */
const onIndicator = (name: string, path: string, body: (world: World) => Record<string, unknown>): Builder =>
  about(name, indicator, {
    path: ({ id }) => `indicators/${id}/${path}`,
    as: officer,
    version: rowOf('indicator'),
    body,
  });

export const goalBuilders: Builders = {
  'POST /api/v1/goal-chains': newChain,
  'PATCH /api/v1/goal-chains/{id}': about('goal chain 2029', (world) => chainOf(world, 2029), {
    path: ({ id }) => `goal-chains/${id}`,
    as: controller,
    version: rowOf('goal_chain'),
    body: () => ({ levels }),
  }),
  'POST /api/v1/goals': {
    build: async (world) => ({
      path: '/api/v1/goals',
      as: officer,
      body: { ...newGoal(world), ...(await placement(world)) },
    }),
  },
  'PATCH /api/v1/goals/{id}': about('edited goal', goal, {
    path: ({ id }) => `goals/${id}`,
    as: officer,
    version: rowOf('goal'),
    shownAt: ({ id }) => `goals/${id}`,
    body: (world) => ({
      title: 'Åtagande',
      description: 'Beskrivning',
      responsibleId: world.personId('asn.enhetschef'),
      serviceState: 'tested',
    }),
  }),
  'POST /api/v1/goals/{id}/placements': {
    serial: true,
    readBack: async (world) => {
      const { id } = await world.once('placed goal', () => goal(world));
      return (await (await world.as(officer)).get(`goals/${id}`)).body as unknown;
    },
    build: async (world) => {
      const { id } = await world.once('placed goal', () => goal(world));
      const ifMatch = await world.versionOf('goal', id);
      return { path: `/api/v1/goals/${id}/placements`, as: officer, ifMatch, body: await placement(world) };
    },
  },
  'POST /api/v1/goals/{id}/steps': about('adoptable goal', goal, {
    path: ({ id }) => `goals/${id}/steps`,
    as: officer,
    version: rowOf('goal'),
    usedUp: true,
    body: () => ({ act: 'adopt' }),
  }),
  'PUT /api/v1/goals/{id}/links': about(
    'linked goal',
    async (world): Promise<{ id: string; programmeId: string }> => {
      const { id: programmeId } = await programme(world);
      return { ...(await goal(world)), programmeId };
    },
    {
      path: ({ id }) => `goals/${id}/links`,
      as: officer,
      version: rowOf('goal'),
      shownAt: ({ id }) => `goals/${id}`,
      body: (_world, { programmeId }) => ({ links: [{ kind: 'programme', id: programmeId }] }),
    },
  ),
  'POST /api/v1/goals/{id}/indicators': about('goal of indicators', goal, {
    path: ({ id }) => `goals/${id}/indicators`,
    as: officer,
    body: newIndicator,
  }),
  'PATCH /api/v1/indicators/{id}': about('edited indicator', indicator, {
    path: ({ id }) => `indicators/${id}`,
    as: officer,
    version: rowOf('indicator'),
    shownAt: ({ id }) => `indicators/${id}`,
    body: (world) => ({
      name: 'Avslut',
      responsibleId: world.personId('asn.enhetschef'),
      availableFromDay: '2015-01-01',
    }),
  }),
  'POST /api/v1/indicators/{id}/definitions': onIndicator('defined indicator', 'definitions', () => ({
    ...definition,
    fromDay: nextDay(2030),
    isComparable: true,
    comparabilityReason: 'Samma avslut räknas',
  })),
  'POST /api/v1/indicators/{id}/comparability-breaks': onIndicator('broken indicator', 'comparability-breaks', () => ({
    fromDay: nextDay(2030),
    reason: 'Målgruppen utökades',
  })),
  'POST /api/v1/indicators/{id}/targets': onIndicator('aimed indicator', 'targets', () => ({
    year,
    kind: 'absolute',
    direction: 'atLeast',
    value: '15.5',
    text: 'minst 15,5 procent',
  })),
  'POST /api/v1/indicators/{id}/outcomes': onIndicator('measured indicator', 'outcomes', () => ({
    year,
    period: 'januaryJune',
    isMeasured: true,
    figures: [{ group: 'all', count: 1, total: 5, statedPercent: '20' }],
    note: 'Enligt uttag',
  })),
  'POST /api/v1/programmes': plain('programmes', officer, (world) => ({
    name: world.word('Program '),
    aliases: ['Annat namn'],
    description: 'Beskrivning',
  })),
  'PATCH /api/v1/programmes/{id}': about('edited programme', programme, {
    path: ({ id }) => `programmes/${id}`,
    as: officer,
    version: rowOf('programme'),
    shownAt: ({ id }) => `programmes/${id}`,
    body: (world) => ({ name: world.word('Program '), aliases: ['Annat namn'], description: 'Beskrivning' }),
  }),
  'PUT /api/v1/programmes/{id}/measures': about(
    'programme with measures',
    async (world): Promise<{ id: string; proposalId: string; measureKey: string }> => {
      const made = await world.once('proposal of the programme', () => world.proposal());
      return { ...(await programme(world)), proposalId: made.id, measureKey: made.measureKeys[0] ?? '' };
    },
    {
      path: ({ id }) => `programmes/${id}/measures`,
      as: officer,
      version: rowOf('programme'),
      shownAt: ({ id }) => `programmes/${id}`,
      body: (_world, { proposalId, measureKey }) => ({ measures: [{ proposalId, measureKey }] }),
    },
  ),
  'POST /api/v1/period-reports': {
    build: async (world) => ({ path: '/api/v1/period-reports', ...(await newReport(world)) }),
  },
  'PATCH /api/v1/period-reports/{id}': {
    serial: true,
    readBack: async (world) => {
      const { id, as } = await world.once('edited report', () => report(world));
      return (await (await world.as(as)).get(`period-reports/${id}`)).body as unknown;
    },
    build: async (world) => {
      const { id, as } = await world.once('edited report', () => report(world));
      const ifMatch = await world.versionOf('period_report', id);
      const body = { title: 'Uppföljning', summary: rich, dueDay: '2031-10-31' };
      return { path: `/api/v1/period-reports/${id}`, as, ifMatch, body };
    },
  },
  'POST /api/v1/period-reports/{id}/steps': {
    serial: true,
    usesUp: ['withdrawn report'],
    build: async (world) => {
      const { id, as } = await world.once('withdrawn report', () => report(world));
      const ifMatch = await world.versionOf('period_report', id);
      return { path: `/api/v1/period-reports/${id}/steps`, as, ifMatch, body: { act: 'withdraw' } };
    },
  },
  'POST /api/v1/period-reports/{id}/reviews': about('reviewable entry', markedDone, {
    path: ({ id }) => `period-reports/${id}/reviews`,
    as: controller,
    usedUp: true,
    body: (_world, { goalId }) => ({ goalIds: [goalId] }),
  }),
  'PUT /api/v1/period-reports/{id}/entries/{goalId}': about('written entry', reported, {
    path: ({ id, goalId }) => `period-reports/${id}/entries/${goalId}`,
    as: officer,
    version: entryVersion,
    shownAt: ({ id }) => `period-reports/${id}`,
    body: () => ({
      status: 'partly',
      reasons: 'Mer tid krävs',
      comment: rich,
      successFactors: ['cooperation'],
      shortfallReasons: ['moreTimeNeeded'],
    }),
  }),
  'POST /api/v1/assignments': plain('assignments', giver, newAssignment),
  'PATCH /api/v1/assignments/{id}': about('edited assignment', assignment, {
    path: ({ id }) => `assignments/${id}`,
    as: giver,
    version: rowOf('assignment'),
    shownAt: ({ id }) => `assignments/${id}`,
    body: (world) => ({
      ownerId: world.authorityId(),
      responsibleId: world.personId('asn.direktor'),
      reportBackDay: '2019-12-31',
    }),
  }),
  'POST /api/v1/assignments/{id}/steps': about('assignment to take back', assignment, {
    path: ({ id }) => `assignments/${id}/steps`,
    as: giver,
    version: rowOf('assignment'),
    usedUp: true,
    body: () => ({ act: 'withdraw', text: 'Uppdraget är överspelat.' }),
  }),
};
