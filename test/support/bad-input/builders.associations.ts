/** Associations' grants: the register, applying by link and by hand, review, decision and payout. */
import { organisationNumber } from '../association-scene.js';
import { about, type Builder, type Builders, rowOf, unhindered } from './builder.js';
import { done, type World } from './world.js';

const officer = 'frn.handlaggare';
const head = 'frn.enhetschef';
const sek = (amount: string) => ({ amount, currency: 'SEK' });

interface Place {
  id: string;
  callId: string;
  associationId: string;
}

let numbers = 0;
/** A number no association has yet. */
const nextNumber = (): string => organisationNumber((numbers += 1));

const details = () => ({
  name: 'Föreningen',
  email: 'forening@example.invalid',
  paymentKind: 'bankgiro',
  paymentNumber: '5050-1055',
});

async function association(world: World): Promise<{ id: string }> {
  const { id } = await world.done(officer, 'POST', 'associations', {
    organisationNumber: nextNumber(),
    ...details(),
  });
  return { id };
}

/** The committee's money, with room for everything that is tried. */
async function ownSource(world: World): Promise<string> {
  const { id } = await world.done('ks.controller', 'POST', 'funding-sources', {
    code: `FRN-${world.key().slice(0, 8)}`,
    name: 'Föreningsbidrag',
    kind: 'other',
    aliases: [],
    purposes: ['Föreningsliv'],
    useFromDay: '2023-01-01',
    useToDay: '2023-12-31',
  });
  await world.done('ks.controller', 'POST', `funding-sources/${id}/ceilings`, {
    year: 2023,
    amount: sek('900000000.00'),
    validFromDay: '2023-01-01',
    ground: 'Budget',
  });
  const version = await world.versionOf('funding_source', id);
  await world.done('ks.stadskontoret', 'POST', `funding-sources/${id}/announce`, undefined, version);
  return id;
}

async function associationCall(world: World): Promise<{ id: string }> {
  const sourceId = await world.once('own source', () => ownSource(world));
  const { id } = await world.done(officer, 'POST', 'calls', {
    kind: 'associationGrant',
    title: 'Föreningsbidrag',
    years: [2023],
    sourceIds: [sourceId],
    replyByDay: '2099-03-01',
    replyByTime: '12:00',
  });
  await world.done(officer, 'POST', `calls/${id}/issue`, undefined, 1);
  return { id };
}

async function place(world: World): Promise<Place> {
  const { id: callId } = await world.once('call to associations', () => associationCall(world));
  const { id: associationId } = await association(world);
  const { id } = await world.done(officer, 'POST', 'applications', { callId, associationId });
  return { id, callId, associationId };
}

const content = () => ({
  title: 'Sommarläger',
  purpose: 'Ett läger för ungdomar.',
  appliedAmount: sek('1000.00'),
  year: 2023,
  memberCount: 120,
  signatory: 'Ordföranden',
});

async function linked(world: World): Promise<Place & { secret: string }> {
  const application = await place(world);
  const { address } = await world.done(officer, 'POST', `applications/${application.id}/links`, {});
  return { ...application, secret: String(address).split('/').at(-1) ?? '' };
}

const onPaper = () => ({ ...content(), receivedAt: '2023-02-10T10:00:00+01:00', notedElsewhere: 'med post' });

async function received(world: World, over: object = {}): Promise<Place> {
  const application = await place(world);
  await world.done(officer, 'POST', `applications/${application.id}/receipt`, { ...onPaper(), ...over }, 1);
  return application;
}

/** The administration's proposal about an application, handed in. */
async function proposed(world: World, over: object = {}): Promise<Place & { proposalId: string }> {
  const application = await received(world, over);
  const review = await world.done(officer, 'POST', `applications/${application.id}/review`, {}, 2);
  const proposalId = (review as unknown as { proposal: { id: string } }).proposal.id;
  const kinds = ['summary', 'considerations', 'childPerspective', 'genderPerspective', 'economicConsequences'];
  const client = await world.as(officer);
  await done(
    client.patch(
      `proposals/${proposalId}`,
      {
        sections: kinds.map((kind) => ({ kind, text: 'Text.' })),
        decisionPoints: [{ type: 'approve', text: 'Nämnden beviljar bidraget.' }],
      },
      { ifMatch: await world.versionOf('proposal', proposalId) },
    ),
  );
  await world.done(
    officer,
    'POST',
    `proposals/${proposalId}/submission`,
    undefined,
    await world.versionOf('proposal', proposalId),
  );
  return { ...application, proposalId };
}

async function scheme(world: World): Promise<{ id: string }> {
  const secretary = await world.as('frn.sekreterare');
  const { body } = await done(
    secretary.post(`bodies/${world.bodyId('FRN')}/delegation-schemes`, {
      fromDay: '2023-01-01',
      ground: 'FRN § 90',
      rules: [
        {
          number: 'B5',
          description: 'Föreningsbidrag',
          category: 'grants',
          delegates: [{ kind: 'employee', role: 'unitHead' }],
          reporting: 'nextMeeting',
        },
      ],
    }),
  );
  return { id: body.id };
}

const award = (world: World) => ({
  outcome: 'grant',
  bodyId: world.bodyId('FRN'),
  ruleNumber: 'B5',
  decidedDay: '2023-03-10',
  reasons: 'Väl motiverad.',
});

/** One that stands to be decided by the delegate, under a scheme that lets them. */
async function decidable(world: World): Promise<{ id: string }> {
  await world.once('scheme for grants', () => scheme(world));
  return { id: (await proposed(world)).proposalId };
}

/** A list of one grant, in a call of its own. */
async function payoutList(world: World): Promise<{ id: string }> {
  world.forget('call to associations');
  await world.once('scheme for grants', () => scheme(world));
  const { proposalId, callId } = await proposed(world);
  const version = await world.versionOf('proposal', proposalId);
  await world.done(head, 'POST', `proposals/${proposalId}/delegated-decision`, award(world), version);
  return world.done(officer, 'POST', 'payout-lists', { callId });
}

async function attested(world: World): Promise<{ id: string }> {
  const { id } = await payoutList(world);
  await world.done(head, 'POST', `payout-lists/${id}/attestation`, undefined, 1);
  return { id };
}

/** Something granted, on no list. */
async function granted(world: World): Promise<{ callId: string }> {
  world.forget('call to associations');
  await world.once('scheme for grants', () => scheme(world));
  const { proposalId, callId } = await proposed(world);
  const version = await world.versionOf('proposal', proposalId);
  await world.done(head, 'POST', `proposals/${proposalId}/delegated-decision`, award(world), version);
  return { callId };
}

const registered: Builder = {
  build: async () =>
    Promise.resolve({
      path: '/api/v1/associations',
      as: officer,
      body: { organisationNumber: nextNumber(), ...details() },
    }),
};

const application = rowOf('application');

export const associationBuilders: Builders = {
  'POST /api/v1/associations': registered,
  'PATCH /api/v1/associations/{id}': about('association', association, {
    path: ({ id }) => `associations/${id}`,
    shownAt: ({ id }) => `associations/${id}`,
    as: officer,
    version: rowOf('association'),
    body: details,
  }),
  'POST /api/v1/applications': about(
    'association to invite',
    async (world) => ({
      callId: (await world.once('call to associations', () => associationCall(world))).id,
      associationId: (await association(world)).id,
    }),
    {
      path: () => 'applications',
      as: officer,
      body: (_world, { callId, associationId }) => ({ callId, associationId }),
      usedUp: true,
    },
  ),
  'POST /api/v1/applications/{id}/receipt': about('place to register', place, {
    path: ({ id }) => `applications/${id}/receipt`,
    as: officer,
    version: application,
    body: onPaper,
    usedUp: true,
  }),
  'POST /api/v1/applications/{id}/withdrawal': about('application to withdraw', (world) => received(world), {
    path: ({ id }) => `applications/${id}/withdrawal`,
    as: officer,
    version: application,
    body: () => ({ reason: 'Föreningen ångrade sig.' }),
    usedUp: true,
  }),
  'POST /api/v1/applications/{id}/review': about('application to review', (world) => received(world), {
    path: ({ id }) => `applications/${id}/review`,
    as: officer,
    version: application,
    body: () => ({}),
    usedUp: true,
  }),
  'POST /api/v1/applications/{id}/links': about('place to link', place, {
    path: ({ id }) => `applications/${id}/links`,
    as: officer,
    body: () => ({ expiresDay: '2099-12-31' }),
  }),
  'POST /api/v1/application-links/reading': unhindered('application link to read', linked, {
    path: () => 'application-links/reading',
    as: officer,
    body: (_world, { secret }) => ({ secret }),
  }),
  'POST /api/v1/application-links/application': unhindered('application link to use', linked, {
    path: () => 'application-links/application',
    as: officer,
    body: (_world, { secret }) => ({ ...content(), secret }),
    usedUp: true,
  }),
  'POST /api/v1/application-links/withdrawal': unhindered(
    'application link to withdraw by',
    async (world) => {
      const made = await linked(world);
      await done(
        (await world.as(officer)).post('application-links/application', { ...content(), secret: made.secret }),
      );
      return made;
    },
    {
      path: () => 'application-links/withdrawal',
      as: officer,
      body: (_world, { secret }) => ({ secret, reason: 'Vi ångrade oss.' }),
      usedUp: true,
    },
  ),
  'POST /api/v1/proposals/{id}/delegated-decision': about('proposal to decide by delegation', decidable, {
    path: ({ id }) => `proposals/${id}/delegated-decision`,
    as: head,
    version: rowOf('proposal'),
    body: award,
    usedUp: true,
  }),
  'POST /api/v1/payout-lists': about('grants to list', granted, {
    path: () => 'payout-lists',
    as: officer,
    body: (_world, { callId }) => ({ callId }),
    usedUp: true,
  }),
  'POST /api/v1/payout-lists/{id}/payment': about('payout list to pay', attested, {
    path: ({ id }) => `payout-lists/${id}/payment`,
    as: 'ks.controller',
    version: rowOf('payout_list'),
    body: () => ({ paidDay: '2023-04-03', voucher: 'V 2023-118' }),
    usedUp: true,
  }),
  'POST /api/v1/payout-lists/{id}/cancellation': about('payout list to cancel', payoutList, {
    path: ({ id }) => `payout-lists/${id}/cancellation`,
    as: officer,
    version: rowOf('payout_list'),
    body: () => ({ reason: 'Fel konto.' }),
    usedUp: true,
  }),
};
