/** One item being dealt with: taken up, claimed about, put, voted on, decided and dissented from. */
import { about, type Builders, rowOf } from './builder.js';
import {
  ballot,
  contested,
  decided,
  type DecidedItem,
  election,
  type Item,
  listed,
  seated,
  secretary,
} from './sittings.js';
import type { World } from './world.js';

const version = rowOf('agenda_item');

/** Another text than the matter's background. */
const patchOf = (world: World, { background }: Item): object[] => [
  { path: '/background', old: background, new: 'En annan bakgrund', moverId: seated(world, 'vice') },
];

const deciding: Builders = {
  'POST /api/v1/agenda-items/{id}/introduction': about('item to introduce', listed, {
    path: ({ id }) => `agenda-items/${id}/introduction`,
    as: secretary,
    version,
    body: () => ({ urgencyAgreed: false, behindClosedDoors: true }),
    usedUp: true,
  }),
  'POST /api/v1/agenda-items/{id}/disqualifications': about('item somebody is disqualified in', listed, {
    path: ({ id }) => `agenda-items/${id}/disqualifications`,
    as: secretary,
    body: (world) => ({
      personId: seated(world, 'ledamot'),
      ground: 'otherCircumstance',
      status: 'reported',
      privateNote: 'Granne',
    }),
    usedUp: true,
  }),
  'POST /api/v1/agenda-items/{id}/claims': about('item with claims', listed, {
    path: ({ id }) => `agenda-items/${id}/claims`,
    as: secretary,
    body: (world, item) => ({
      outcome: 'approveWithChanges',
      isAddOn: false,
      moverId: seated(world, 'vice'),
      supporterIds: [seated(world, 'ledamot')],
      text: 'Yrkande',
      reasons: 'Skäl',
      patch: patchOf(world, item),
    }),
  }),
  'POST /api/v1/agenda-items/{id}/claims/{claimId}/refusal': about('item with a claim to refuse', contested, {
    path: ({ id, rejectionId }) => `agenda-items/${id}/claims/${rejectionId}/refusal`,
    as: secretary,
    version,
    body: () => ({ ground: 'Yrkandet väcker ett nytt ärende.' }),
    usedUp: true,
  }),
  'POST /api/v1/agenda-items/{id}/propositions': about('contested item', contested, {
    path: ({ id }) => `agenda-items/${id}/propositions`,
    as: secretary,
    version,
    body: (world, { standingId }) => ({ found: standingId, demandedBy: seated(world, 'vice') }),
    usedUp: true,
  }),
  'POST /api/v1/agenda-items/{id}/decision': about('item to decide', listed, {
    path: ({ id }) => `agenda-items/${id}/decision`,
    as: secretary,
    version,
    body: (world, item) => ({
      outcome: 'approveWithChanges',
      reasons: 'Skäl',
      patch: patchOf(world, item),
      moverId: seated(world, 'vice'),
      restated: 'Nämnden beslutar.',
      isAppealable: true,
      appealableGround: 'KL 13 kap. 2 §',
    }),
    usedUp: true,
  }),
};

const voting: Builders = {
  'POST /api/v1/ballots/{id}/votes': about('ballot to vote in', ballot, {
    path: ({ id }) => `ballots/${id}/votes`,
    as: 'grn.ledamot',
    body: (_world, { choice }) => ({ choice }),
    usedUp: true,
  }),
  'POST /api/v1/ballots/{id}/roll-call': about('ballot to call the roll in', ballot, {
    path: ({ id }) => `ballots/${id}/roll-call`,
    as: secretary,
    body: (world, { choice }) => ({ votes: [{ choice, personId: seated(world, 'ledamot') }] }),
    usedUp: true,
  }),
  'POST /api/v1/ballots/{id}/slips': about('secret ballot to count slips in', election, {
    path: ({ id }) => `ballots/${id}/slips`,
    as: secretary,
    body: (world, { choice }) => ({
      voterIds: ['ordforande', 'vice', 'ledamot'].map((name) => seated(world, name)),
      counts: [{ choice, votes: 3 }],
    }),
    usedUp: true,
  }),
  'POST /api/v1/ballots/{id}/closing': about('ballot to close', ballot, {
    path: ({ id }) => `ballots/${id}/closing`,
    as: secretary,
    body: (_world, { choice }) => ({ castingVote: choice }),
    usedUp: true,
  }),
};

interface Reserved extends DecidedItem {
  reservationId: string;
}

async function reserved(world: World): Promise<Reserved> {
  const item = await decided(world);
  const reservation = { personId: seated(world, 'vice'), reasons: 'Skäl' };
  const { id } = await world.done(secretary, 'POST', `agenda-items/${item.id}/reservations`, reservation);
  return { ...item, reservationId: id };
}

const dissenting: Builders = {
  'POST /api/v1/agenda-items/{id}/reservations': about('item to reserve against', decided, {
    path: ({ id }) => `agenda-items/${id}/reservations`,
    as: secretary,
    body: (world) => ({ personId: seated(world, 'ledamot'), reasons: 'Skäl' }),
    usedUp: true,
  }),
  'PUT /api/v1/reservations/{id}/reasons': about('reserved against', reserved, {
    path: ({ reservationId }) => `reservations/${reservationId}/reasons`,
    as: secretary,
    body: () => ({ reasons: 'Andra skäl' }),
    shownAt: ({ id }) => `agenda-items/${id}/extract`,
  }),
  'POST /api/v1/agenda-items/{id}/statements': about('item with statements', listed, {
    path: ({ id }) => `agenda-items/${id}/statements`,
    as: secretary,
    body: (world) => ({ personId: seated(world, 'ledamot'), party: 'S', text: 'Yttrande' }),
  }),
};

export const deliberationBuilders: Builders = { ...deciding, ...voting, ...dissenting };
