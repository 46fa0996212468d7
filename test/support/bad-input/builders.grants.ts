/** Asking for grants, and what the money was used for. */
import { about, type Builders, plain, rowOf } from './builder.js';
import { openFor } from '../meetings.js';
import { sek, type World } from './world.js';

const office = 'ks.stadskontoret';
const controller = 'ks.controller';
const version = rowOf('requisition');

interface Made {
  id: string;
}

/** A state grant of this grantor's, without a deadline: what is late is told in specs of its own. */
async function grant(world: World, grantor = 'Boverket'): Promise<Made> {
  const plan = {
    code: world.word('B-'),
    name: world.word('Bidrag '),
    kind: 'stateGrant',
    grantor,
    useFromDay: '2023-01-01',
    useToDay: '2023-12-31',
  };
  const { id } = (await world.done(controller, 'POST', 'funding-sources', plan)) as Made;
  await world.setCeiling(id, '999999999999.99');
  await world.done(controller, 'POST', `funding-sources/${id}/announce`, undefined, 1);
  return { id };
}

/** A grant made once, to ask about. */
export const aGrant = (world: World): Promise<Made> => world.once('asked grant', () => grant(world));

const asked = async (world: World, grantor = world.word('Givare ')): Promise<Made> => {
  const agent = {
    grantor,
    organisationNumber: '212000-1124',
    personId: world.personId(office),
    askedDay: '2023-01-10',
  };
  return (await world.done(office, 'POST', 'grant-agents', agent)) as Made;
};

/** The one agent of the grantor the requisitions are made to. */
const approvedAgent = (world: World): Promise<Made> =>
  world.once('approved agent', async () => {
    const agent = await asked(world, 'Boverket');
    await world.done(office, 'POST', `grant-agents/${agent.id}/approval`, { day: '2023-02-10' }, 1);
    return agent;
  });

async function started(world: World): Promise<Made> {
  const { id } = await grant(world);
  return (await world.done(office, 'POST', `funding-sources/${id}/requisitions`, { year: 2023 })) as Made;
}

async function act(world: World, made: Made, path: string, body?: Record<string, unknown>, as = office): Promise<void> {
  await world.done(as, 'POST', `requisitions/${made.id}/${path}`, body, await version(world, made));
}

async function withAgent(world: World): Promise<Made> {
  await approvedAgent(world);
  const made = await started(world);
  await act(world, made, 'agent');
  return made;
}

async function approved(world: World): Promise<Made> {
  const made = await withAgent(world);
  await act(world, made, 'preparation', { amount: sek('100.00') });
  await act(world, made, 'approval', undefined, controller);
  return made;
}

async function confirmed(world: World): Promise<Made> {
  const made = await approved(world);
  await act(world, made, 'submission', { submittedDay: '2023-05-10', submittedElsewhere: 'E-tjänst' });
  await act(world, made, 'steps', { act: 'confirm', day: '2023-05-11' });
  return made;
}

async function paid(world: World): Promise<Made> {
  const made = await confirmed(world);
  await act(world, made, 'steps', { act: 'pay', day: '2023-06-15', amount: sek('100.00') });
  return made;
}

interface Given {
  proposalId: string;
  measureKey: string;
  sourceId: string;
}

/** A measure the board has given money to. */
export const given = (world: World): Promise<Given> =>
  world.once('measure with money', async () => {
    const proposal = await world.approved();
    const measure = { proposalId: proposal.id, measureKey: proposal.measureKeys[0] as string };
    const sourceId = await world.source();
    const matterId = await world.once('board matter', () => world.boardMatter());
    const row = { ...measure, sourceId, year: 2023, amount: sek('1.00') };
    const subjectId = await world.allocation(matterId, [row]);
    // A day of its own, after every committee has approved what it approves here.
    const meetingIds = [(await world.meeting('KS', '2022-06-01')).id];
    const plan = { subjectKind: 'allocation', subjectId, meetingIds };
    const { agendaItemId } = (await world.done('ks.sekreterare', 'POST', 'routes', plan)) as { agendaItemId: string };
    await openFor(await world.as('ks.sekreterare'), agendaItemId);
    await world.done('ks.sekreterare', 'POST', `agenda-items/${agendaItemId}/decision`, { outcome: 'approve' }, 1);
    return { ...measure, sourceId };
  });

const cost = (measure: Given): Record<string, unknown> => ({
  ...measure,
  costDay: '2023-06-01',
  bookedDay: '2023-06-15',
  amount: sek('1.00'),
  text: 'Löner',
  voucher: 'A1',
});

const grants: Builders = {
  'POST /api/v1/funding-sources/{id}/grant-conditions': about('grant with conditions', grant, {
    path: ({ id }) => `funding-sources/${id}/grant-conditions`,
    as: office,
    body: () => ({
      kind: 'report',
      text: 'Redovisa.',
      validFromDay: '2023-01-18',
      dueDay: '2024-03-01',
      reference: 'Beslut 2023-01-18',
    }),
  }),
  'POST /api/v1/funding-sources/{id}/requisitions': about('grant to requisition', grant, {
    path: ({ id }) => `funding-sources/${id}/requisitions`,
    as: office,
    body: () => ({ year: 2023 }),
    usedUp: true,
  }),
  'POST /api/v1/grant-agents': plain('grant-agents', office, (world) => ({
    grantor: world.word('Givare '),
    organisationNumber: '212000-1124',
    personId: world.personId(office),
    askedDay: '2023-01-10',
  })),
  'POST /api/v1/grant-agents/{id}/approval': about('agent to approve', asked, {
    path: ({ id }) => `grant-agents/${id}/approval`,
    as: office,
    version: rowOf('grant_agent'),
    body: () => ({ day: '2023-02-10' }),
    usedUp: true,
  }),
  'POST /api/v1/grant-agents/{id}/ending': about('agent to end', asked, {
    path: ({ id }) => `grant-agents/${id}/ending`,
    as: office,
    version: rowOf('grant_agent'),
    body: () => ({ day: '2023-02-10' }),
    usedUp: true,
  }),
  'POST /api/v1/requisitions/{id}/preparation': about('requisition with agent', withAgent, {
    path: ({ id }) => `requisitions/${id}/preparation`,
    as: office,
    version,
    body: () => ({ amount: sek('100.00') }),
  }),
  'POST /api/v1/requisitions/{id}/submission': about('approved requisition', approved, {
    path: ({ id }) => `requisitions/${id}/submission`,
    as: office,
    version,
    body: () => ({ submittedDay: '2023-05-10', submittedTime: '12:00', submittedElsewhere: 'E-tjänst' }),
    usedUp: true,
  }),
  // Withholding can be noted again and again, so one requisition is enough.
  'POST /api/v1/requisitions/{id}/steps': about('confirmed requisition', confirmed, {
    path: ({ id }) => `requisitions/${id}/steps`,
    as: office,
    version,
    body: () => ({ act: 'withhold', day: '2023-05-20', reason: 'Grund utreds', reference: 'Dnr 1' }),
    shownAt: ({ id }) => `requisitions/${id}`,
  }),
  'POST /api/v1/requisitions/{id}/report': about('paid requisition', paid, {
    path: ({ id }) => `requisitions/${id}/report`,
    as: office,
    version,
    body: () => ({
      reportedDay: '2024-02-15',
      use: 'Användning',
      results: 'Resultat',
      resultsAgainstPurpose: 'Resultat mot ändamålet',
    }),
    usedUp: true,
  }),
};

const costs: Builders = {
  'POST /api/v1/actual-costs': about('measure with costs', given, {
    path: () => 'actual-costs',
    as: controller,
    body: (_world, measure) => cost(measure),
  }),
  'POST /api/v1/actual-costs/{id}/reversal': about(
    'cost to reverse',
    async (world) => (await world.done(controller, 'POST', 'actual-costs', cost(await given(world)))) as Made,
    {
      path: ({ id }) => `actual-costs/${id}/reversal`,
      as: controller,
      body: () => ({ reason: 'Fel projekt' }),
      usedUp: true,
    },
  ),
  'POST /api/v1/project-codes': about('measure with codes', given, {
    path: () => 'project-codes',
    as: controller,
    body: (world, measure) => ({ ...measure, code: world.word('P') }),
  }),
  'POST /api/v1/double-financing-notes': about('measure with notes', given, {
    path: () => 'double-financing-notes',
    as: controller,
    body: (_world, { proposalId, measureKey }) => ({ proposalId, measureKey, note: 'Bedömning' }),
  }),
  'POST /api/v1/funding-sources/{id}/settlements': about('grant to settle', grant, {
    path: ({ id }) => `funding-sources/${id}/settlements`,
    as: controller,
    body: () => ({ year: 2023, outcome: 'repay' }),
    usedUp: true,
  }),
};

export const grantBuilders: Builders = { ...grants, ...costs };
