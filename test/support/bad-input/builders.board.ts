/** The allocation board and its scenarios. */
import { about, type Builders, rowOf } from './builder.js';
import { done, sek, type World } from './world.js';

const office = 'ks.stadskontoret';

interface BoardPlace {
  callId: string;
  /** A grant with one purpose, so that there is something to answer. */
  grantId: string;
  sourceId: string;
  proposalId: string;
  measureKey: string;
}

/** A call with one approved answer. */
const place = async (world: World): Promise<BoardPlace> => {
  const controller = await world.as('ks.controller');
  const sourceId = await world.once('source', () => world.source());
  const grant = {
    code: world.word('G-'),
    name: 'Bidraget',
    kind: 'stateGrant',
    purposes: ['Minska risken'],
    useFromDay: '2023-01-01',
    useToDay: '2023-12-31',
  };
  const { id: grantId } = (await done(controller.post('funding-sources', grant))).body as { id: string };
  await world.setCeiling(grantId, '1000000.00');
  await done(controller.post(`funding-sources/${grantId}/announce`, undefined, { ifMatch: 1 }));
  const call = await world.issuedCall({ sourceIds: [sourceId, grantId] });
  const made = await world.approved('600.00', { callId: call.id });
  return { callId: call.id, grantId, sourceId, proposalId: made.id, measureKey: made.measureKeys[0] ?? '' };
};

const aPlace = (world: World): Promise<BoardPlace> => world.once('board place', () => place(world));

/** A scenario of its own, with the measure paid from the source. */
const scenario = async (world: World): Promise<{ id: string } & BoardPlace> => {
  const where = await aPlace(world);
  const client = await world.as(office);
  const command = { name: world.word('Scenario '), rule: 'byPriority' };
  const { body } = await done(client.post(`calls/${where.callId}/scenarios`, command));
  return { ...where, id: (body as { id: string }).id };
};

/** The id of one scenario, made once. */
export const aScenario = async (world: World): Promise<string> =>
  (await world.once('scenario', () => scenario(world))).id;

/** One whose money has not been reserved by another. */
const promotable = async (world: World): Promise<{ id: string; meetingId: string }> => {
  world.forget('board place');
  const { id } = await scenario(world);
  const meeting = await world.meeting('KS');
  return { id, meetingId: meeting.id };
};

export const boardBuilders: Builders = {
  'POST /api/v1/calls/{id}/board/eligibility': about('board place', place, {
    path: ({ callId }) => `calls/${callId}/board/eligibility`,
    as: office,
    body: (_world, { proposalId, measureKey, grantId }) => ({
      proposalId,
      measureKey,
      sourceId: grantId,
      answers: [{ criterion: 'purpose-1', answer: true, ground: 'Riktas till unga' }],
    }),
  }),
  'POST /api/v1/calls/{id}/board/recommendations': {
    serial: true,
    build: async (world) => {
      const { callId, proposalId, measureKey, sourceId } = await aPlace(world);
      const board = (await (await world.as(office)).get(`calls/${callId}/board`)).body as {
        measures: { measureKey: string; recommendationNumber: number }[];
      };
      const follows = board.measures.find((one) => one.measureKey === measureKey)?.recommendationNumber ?? 0;
      const rows = [{ sourceId, year: 2023, amount: sek('1.00') }];
      const body = { proposalId, measureKey, follows, priority: 1, rows, reason: 'Skäl' };
      return { path: `/api/v1/calls/${callId}/board/recommendations`, as: office, body };
    },
  },
  'POST /api/v1/calls/{id}/scenarios': {
    build: async (world) => {
      const { callId } = await aPlace(world);
      const body = { name: world.word('Scenario '), rule: 'proRata', onlyEligible: true };
      return { path: `/api/v1/calls/${callId}/scenarios`, as: office, body };
    },
  },
  'PUT /api/v1/scenarios/{id}/rows': about('scenario', scenario, {
    path: ({ id }) => `scenarios/${id}/rows`,
    as: office,
    body: (_world, { proposalId, measureKey, sourceId }) => ({
      rows: [{ proposalId, measureKey, sourceId, year: 2023, amount: sek('1.00') }],
    }),
    version: rowOf('scenario'),
    shownAt: ({ id }) => `scenarios/${id}`,
  }),
  'POST /api/v1/scenarios/{id}/promotion': about('promotable scenario', promotable, {
    path: ({ id }) => `scenarios/${id}/promotion`,
    as: office,
    body: (_world, { meetingId }) => ({ title: 'Fördelning', meetingIds: [meetingId] }),
    version: rowOf('scenario'),
    usedUp: true,
  }),
};
