/** Matters, their documents, and the warnings on these. */
import { about, type Builders, plain } from './builder.js';
import type { World } from './world.js';

const registrar = 'asn.registrator';

const matter = async (world: World): Promise<{ id: string }> => ({
  id: await world.once('matter', () => world.matter()),
});

const unmarked = async (world: World): Promise<{ id: string }> => ({ id: await world.document() });

const marked = async (world: World): Promise<{ id: string }> => {
  const document = await unmarked(world);
  await world.done(registrar, 'POST', `documents/${document.id}/secrecy-marking`, { provision: '26 kap. 1 § OSL' });
  return document;
};

export const registryBuilders: Builders = {
  'POST /api/v1/matters': plain('matters', registrar, (world) => ({
    authorityId: world.authorityId(),
    title: 'Ärende',
  })),
  'POST /api/v1/matters/{id}/documents': about('matter of documents', matter, {
    path: ({ id }) => `matters/${id}/documents`,
    as: registrar,
    body: () => ({
      kind: 'letter',
      title: 'Handling',
      direction: 'received',
      counterpart: 'Länsstyrelsen',
      receivedAt: '2023-04-11T09:30:00+02:00',
    }),
  }),
  'POST /api/v1/matters/{id}/external-references': about('matter of references', matter, {
    path: ({ id }) => `matters/${id}/external-references`,
    as: registrar,
    body: (world) => ({ authorityName: 'Länsstyrelsen', reference: world.word('LB ') }),
  }),
  'POST /api/v1/documents/{id}/secrecy-marking': about('unmarked document', unmarked, {
    path: ({ id }) => `documents/${id}/secrecy-marking`,
    as: registrar,
    body: () => ({ provision: '26 kap. 1 § OSL' }),
    usedUp: true,
  }),
  'POST /api/v1/documents/{id}/secrecy-marking/lifting': about('marked document', marked, {
    path: ({ id }) => `documents/${id}/secrecy-marking/lifting`,
    as: registrar,
    body: () => ({ ground: 'Uppgiften är offentlig' }),
    usedUp: true,
  }),
};
