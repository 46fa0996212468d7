/** Consultations: proposing, sending, the consultee's own process, and answers by hand and by link. */
import { dayInStockholm } from '../../../src/kernel/day.js';
import { done, type World } from './world.js';
import { about, type Builder, type Builders, nextDay, plain, rowOf, unhindered } from './builder.js';

const office = 'ks.stadskontoret';
const text = 'Vi tillstyrker.';

const proposal = (world: World): Record<string, unknown> => ({
  title: 'Remiss',
  purpose: 'Vad yttrandet ska avse',
  background: 'Bakgrund',
  addresseeBodyId: world.bodyId('KS'),
  addresseeName: 'Kommunstyrelsen',
  place: 'Expeditionen',
  channel: 'E-post',
  replyByDay: '2099-03-31',
  replyByTime: '12:00',
  consultees: [
    { kind: 'committee', authorityId: world.authorityId('GRN'), name: 'Grundskolenämnden' },
    { kind: 'union', name: 'Förbundet' },
  ],
  parts: [{ title: 'Planen', decidingBodyId: world.bodyId('KF'), revisingBodyId: world.bodyId('KS') }],
  questions: [{ text: 'Är målen rätt?', part: 1 }],
  officerId: world.personId(office),
  commitmentReference: 'Åtagande 1',
});

interface Made {
  id: string;
  matterId: string;
  partKey: string;
  questionKey: string;
  documentVersionId: string;
}

async function made(world: World, over: object = {}): Promise<Made> {
  const client = await world.as(office);
  const { id, matterId } = await world.done(office, 'POST', 'consultations', {
    ...proposal(world),
    ...over,
    authorityId: world.authorityId('KS'),
  });
  const { body } = await done(client.get(`consultations/${id}`));
  const { documentId } = await world.done(office, 'POST', `matters/${matterId}/documents`, {
    kind: 'memorandum',
    title: 'Planen',
    direction: 'drawnUp',
  });
  const stored = await done(
    client.post(`documents/${documentId}/versions?fileName=plan.txt`, undefined, {
      raw: Buffer.from('Planen.\n'),
      headers: { 'content-type': 'application/octet-stream' },
    }),
  );
  return {
    id,
    matterId,
    partKey: body.parts[0].key,
    questionKey: body.questions[0].key,
    documentVersionId: stored.body.versionId,
  };
}

async function decided(world: World, over: object = {}): Promise<Made> {
  const consultation = await made(world, over);
  const { id, partKey, documentVersionId } = consultation;
  await world.done(office, 'POST', `consultations/${id}/texts`, { partKey, documentVersionId }, 1);
  const agendaItemId = await world.list('consultation', id, 'KS');
  const item = await done((await world.as('ks.sekreterare')).get(`agenda-items/${agendaItemId}`));
  await world.done(
    'ks.sekreterare',
    'POST',
    `agenda-items/${agendaItemId}/decision`,
    { outcome: 'approve' },
    item.body.version,
  );
  return consultation;
}

/** One consultation with many to ask, so that each request that uses one up finds another at hand. */
interface Pool extends Made {
  committees: { id: string; code: string }[];
  unions: string[];
}

const codes = ['ASN', 'GRN', 'FSKN', 'FRN', 'KN', 'TN'] as const;
const unionsInPool = 150;

async function pooled(world: World): Promise<Pool> {
  const consultees = [
    ...codes.map((code) => ({ kind: 'committee', authorityId: world.authorityId(code) })),
    ...Array.from({ length: unionsInPool }, (_, index) => ({ kind: 'union', name: `Förbund ${index}` })),
  ];
  const consultation = await decided(world, { consultees });
  const { id } = consultation;
  await world.done(office, 'POST', `consultations/${id}/dispatch`, {}, await world.versionOf('consultation', id));
  const { body } = await done((await world.as(office)).get(`consultations/${id}/consultees?limit=200`));
  const ids: string[] = body.items.map((each: { id: string }) => each.id);
  return {
    ...consultation,
    committees: codes.map((code, index) => ({ id: ids[index] as string, code: code.toLowerCase() })),
    unions: ids.slice(codes.length),
  };
}

/** Sent to one alone, so that there is room for those who are asked afterwards. */
async function askedOfOne(world: World): Promise<Made> {
  const consultation = await decided(world, { consultees: [{ kind: 'union', name: 'Förbundet' }] });
  const { id } = consultation;
  await world.done(office, 'POST', `consultations/${id}/dispatch`, {}, await world.versionOf('consultation', id));
  return consultation;
}

/** The next one nobody has touched; a new consultation when all are used. */
async function next<K extends 'committees' | 'unions'>(
  world: World,
  kind: K,
): Promise<{ pool: Pool; one: Pool[K][number] }> {
  const pool = await world.once('consultee pool', () => pooled(world));
  const one: Pool[K][number] | undefined = pool[kind].pop();
  if (one !== undefined) return { pool, one };
  world.forget('consultee pool');
  return next(world, kind);
}

/** A consultation that went out to ASN among others. */
export async function sentConsultation(world: World): Promise<string> {
  return (await world.once('consultee pool', () => pooled(world))).id;
}

interface Asked extends Made {
  code: string;
}

const union = async (world: World): Promise<Asked> => {
  const { pool, one } = await next(world, 'unions');
  return { ...pool, id: one, code: '' };
};
const committee = async (world: World): Promise<Asked> => {
  const { pool, one } = await next(world, 'committees');
  return { ...pool, ...one };
};

const assignment = (world: World) => ({ officerId: world.personId('grn.handlaggare'), draftDueDay: '2099-03-11' });

async function assigned(world: World): Promise<Asked> {
  const asked = await committee(world);
  const officer = `${asked.code}.handlaggare`;
  await world.done(officer, 'POST', `consultees/${asked.id}/receipt`, {}, 1);
  await world.done(officer, 'POST', `consultees/${asked.id}/assignment`, assignment(world), 2);
  return asked;
}

async function drafted(world: World): Promise<Asked & { consulteeId: string }> {
  const asked = await assigned(world);
  const { id } = await world.done(`${asked.code}.handlaggare`, 'POST', `consultees/${asked.id}/opinion`, { text });
  return { ...asked, id, consulteeId: asked.id };
}

/** Signed at official level, ready to be sent back. */
async function signed(world: World): Promise<Asked> {
  const opinion = await drafted(world);
  await world.done(`${opinion.code}.direktor`, 'POST', `opinions/${opinion.id}/signature`, undefined, 1);
  return { ...opinion, id: opinion.consulteeId };
}

const reply = ({ questionKey }: Made) => ({
  level: 'adopted',
  ownNumber: 'F 1/23',
  signatory: 'Ordföranden',
  text,
  reservations: [{ name: 'Ledamot', party: 'S', reasons: 'Skäl' }],
  positions: [{ questionKey, stance: 'supports', quote: 'tillstyrker' }],
});

async function linked(world: World): Promise<Asked & { secret: string }> {
  const asked = await union(world);
  const { address } = await world.done(office, 'POST', `consultees/${asked.id}/links`, {});
  return { ...asked, secret: String(address).split('/').at(-1) ?? '' };
}

async function answered(world: World): Promise<Asked> {
  const asked = await union(world);
  await world.done(office, 'POST', `consultees/${asked.id}/reply`, { level: 'adopted', text }, 1);
  return asked;
}

/** By the consultee's own people, whichever committee it is. */
const ownAct = (
  name: string,
  make: (world: World) => Promise<Asked>,
  act: string,
  body: (world: World, asked: Asked) => Record<string, unknown>,
  { isVersioned = true, usedUp = true } = {},
): Builder => ({
  serial: true,
  usesUp: usedUp ? [name] : [],
  build: async (world) => {
    const asked = await world.once(name, () => make(world));
    const built = {
      path: `/api/v1/consultees/${asked.id}/${act}`,
      as: `${asked.code}.handlaggare`,
      body: body(world, asked),
    };
    return isVersioned ? { ...built, ifMatch: await world.versionOf('consultee', asked.id) } : built;
  },
});

const consultation = rowOf('consultation');
const consultee = rowOf('consultee');
const opinionBody = (_world: World, { questionKey }: Made) => ({
  title: 'Yttrande',
  text,
  positions: [{ questionKey, stance: 'supports', quote: 'tillstyrker' }],
});

/** Drafted by the committee that comes last in the pool. */
const editedOpinion: Builder = {
  serial: true,
  readBack: async (world) => {
    const { id, code } = await world.once('drafted opinion', () => drafted(world));
    return (await (await world.as(`${code}.handlaggare`)).get(`opinions/${id}`)).body as unknown;
  },
  build: async (world) => {
    const opinion = await world.once('drafted opinion', () => drafted(world));
    const ifMatch = await world.versionOf('opinion', opinion.id);
    return {
      path: `/api/v1/opinions/${opinion.id}`,
      as: `${opinion.code}.handlaggare`,
      body: opinionBody(world, opinion),
      ifMatch,
    };
  },
};

export const consultationBuilders: Builders = {
  'POST /api/v1/consultations': plain('consultations', office, (world) => ({
    ...proposal(world),
    authorityId: world.authorityId('KS'),
  })),
  'PATCH /api/v1/consultations/{id}': about('proposed consultation', (world) => made(world), {
    path: ({ id }) => `consultations/${id}`,
    shownAt: ({ id }) => `consultations/${id}`,
    as: office,
    version: consultation,
    body: proposal,
  }),
  'POST /api/v1/consultations/{id}/texts': about('consultation with a part', (world) => made(world), {
    path: ({ id }) => `consultations/${id}/texts`,
    as: office,
    version: consultation,
    body: (_world, { partKey, documentVersionId }) => ({ partKey, documentVersionId, note: 'Ny lydelse' }),
  }),
  'POST /api/v1/consultations/{id}/dispatch': about('decided consultation', (world) => decided(world), {
    path: ({ id }) => `consultations/${id}/dispatch`,
    as: office,
    version: consultation,
    body: () => ({}),
    usedUp: true,
  }),
  'POST /api/v1/consultations/{id}/consultees': about('consultation that asks more', askedOfOne, {
    path: ({ id }) => `consultations/${id}/consultees`,
    as: office,
    version: consultation,
    body: (world) => ({ consultees: [{ kind: 'other', name: world.word('Föreningen ') }], reason: 'Glömdes' }),
  }),
  'POST /api/v1/consultations/{id}/deadline-proposals': about('sent consultation', pooled, {
    path: ({ id }) => `consultations/${id}/deadline-proposals`,
    shownAt: ({ id }) => `consultations/${id}`,
    as: office,
    version: consultation,
    body: () => ({ replyByDay: '2099-05-01', replyByTime: '12:00', reason: 'Mer tid' }),
  }),
  'POST /api/v1/consultees/{id}/receipt': ownAct('addressed committee', committee, 'receipt', () => ({})),
  'POST /api/v1/consultees/{id}/assignment': ownAct('assigned committee', assigned, 'assignment', assignment, {
    usedUp: false,
  }),
  'POST /api/v1/consultees/{id}/opinion': ownAct('assigned without opinion', assigned, 'opinion', opinionBody, {
    isVersioned: false,
  }),
  'POST /api/v1/consultees/{id}/return': ownAct('signed opinion', signed, 'return', () => ({})),
  'PATCH /api/v1/opinions/{id}': editedOpinion,
  'POST /api/v1/consultees/{id}/declination': about('declining union', union, {
    path: ({ id }) => `consultees/${id}/declination`,
    as: office,
    version: consultee,
    body: () => ({ note: 'Berörs inte' }),
    usedUp: true,
  }),
  'POST /api/v1/consultees/{id}/extension': about('extended union', union, {
    path: ({ id }) => `consultees/${id}/extension`,
    as: office,
    version: consultee,
    body: () => ({
      replyByDay: nextDay(2100),
      replyByTime: '12:00',
      reason: 'Sjukdom',
      grantedDay: dayInStockholm(new Date()),
    }),
  }),
  'POST /api/v1/consultees/{id}/reply': about('answering union', union, {
    path: ({ id }) => `consultees/${id}/reply`,
    as: office,
    version: consultee,
    body: (_world, asked) => reply(asked),
    usedUp: true,
  }),
  'PUT /api/v1/consultees/{id}/positions': about('answered union', answered, {
    path: ({ id }) => `consultees/${id}/positions`,
    as: office,
    version: consultee,
    body: (_world, { questionKey }) => ({ positions: [{ questionKey, stance: 'supports', quote: 'tillstyrker' }] }),
  }),
  'POST /api/v1/consultees/{id}/links': about('linked union', union, {
    path: ({ id }) => `consultees/${id}/links`,
    as: office,
    body: () => ({ expiresDay: '2099-12-31' }),
  }),
  'POST /api/v1/consultation-links/reading': unhindered('link to read', linked, {
    path: () => 'consultation-links/reading',
    as: office,
    body: (_world, { secret }) => ({ secret }),
  }),
  'POST /api/v1/consultation-links/text': unhindered('link to a text', linked, {
    path: () => 'consultation-links/text',
    as: office,
    body: (_world, { secret, documentVersionId }) => ({ secret, documentVersionId }),
  }),
  'POST /api/v1/consultation-links/reply': unhindered('link to answer', linked, {
    path: () => 'consultation-links/reply',
    as: office,
    body: (_world, asked) => ({ ...reply(asked), secret: asked.secret }),
    usedUp: true,
  }),
};
