/** A whole and valid request per operation that takes text, so that one field at a time can be spoilt in it. */
import { sek, type World } from './world.js';

export interface Built {
  path: string;
  body: Record<string, unknown>;
  as: string;
  ifMatch?: number;
}

export interface Builder {
  build: (world: World) => Promise<Built>;
  /** Names of what an accepted request uses up; the next one is about another. */
  usesUp?: readonly string[];
  /** What stands now, for a request that replaces what the last one wrote. */
  readBack?: (world: World) => Promise<unknown>;
  /** One request at a time: each must have seen what the last one left. */
  serial?: boolean;
}

const api = (path: string): string => `/api/v1/${path}`;
const plain = (path: string, as: string, body: (world: World) => Record<string, unknown>): Builder => ({
  build: async (world) => ({ path: api(path), as, body: body(world) }),
});

const letters = (word: string): string => word.replaceAll(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)] as string);

let days = 0;
/** A day nobody has had yet, later than all before it. */
const nextDay = (from: number): string => {
  days += 1;
  return new Date(Date.UTC(from, 0, days)).toISOString().slice(0, 10);
};

/** The API's own answer about what was made under that name. */
const reader =
  (name: string, list: string, as: string) =>
  async (world: World): Promise<unknown> => {
    const id = await world.once<string>(name, () => Promise.reject(new Error(`nothing made as ${name}`)));
    return (await (await world.as(as)).get(`${list}/${id}`)).body as unknown;
  };

/** About something that has a version, changed again and again. */
const about = (
  name: string,
  table: 'proposal' | 'call' | 'funding_source' | 'allocation',
  make: (world: World) => Promise<string>,
  rest: {
    path: (id: string) => string;
    as: string;
    body: (world: World) => Record<string, unknown>;
    usedUp?: boolean;
    shownAt?: string;
  },
): Builder => ({
  serial: true,
  usesUp: rest.usedUp === true ? [name] : [],
  ...(rest.shownAt === undefined ? {} : { readBack: reader(name, rest.shownAt, rest.as) }),
  build: async (world) => {
    const id = await world.once(name, () => make(world));
    const ifMatch = await world.versionOf(table, id);
    return { path: api(rest.path(id)), as: rest.as, body: rest.body(world), ifMatch };
  },
});

const officer = 'asn.handlaggare';
const office = 'ks.stadskontoret';
const controller = 'ks.controller';
const registrar = 'asn.registrator';

/** Everything a draft can hold. */
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

/** Everything the draft of a call can hold. */
const fullCall = async (world: World): Promise<Record<string, unknown>> => ({
  title: 'Begäran',
  description: 'Beskrivning',
  years: [2023],
  sourceIds: [await world.once('source', () => world.source())],
  authorityIds: [world.authorityId()],
  replyByDay: '2099-03-01',
  replyByTime: '12:00',
  mandatorySections: ['summary'],
});

/** A draft of an allocation to an approved measure. */
const rowsOfAllocation = (world: World): Promise<{ id: string; row: object }> =>
  world.once('allocation with rows', async () => {
    const made = await world.approved();
    const sourceId = await world.once('source', () => world.source());
    const id = await world.allocation(await world.once('board matter', () => world.boardMatter()));
    const measure = { proposalId: made.id, measureKey: made.measureKeys[0] };
    return { id, row: { ...measure, sourceId, year: 2023, amount: sek('1.00'), reason: 'Skäl' } };
  });

const decisionOn = (outcome: string, more: object): Builder => ({
  serial: true,
  usesUp: ['listed proposal'],
  build: async (world) => {
    const { agendaItemId } = await world.once('listed proposal', () => world.listed());
    return {
      path: api(`agenda-items/${agendaItemId}/decision`),
      as: 'asn.sekreterare',
      body: { outcome, ...more },
      ifMatch: 1,
    };
  },
});

export const builders: Readonly<Record<string, Builder>> = {
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
  'POST /api/v1/bodies': plain('bodies', 'admin', (world) => ({
    authorityId: world.authorityId('TN'),
    kind: 'subcommittee',
    name: 'Utskott',
    shortName: world.word('TN '),
    validFrom: '2023-01-01',
  })),
  'POST /api/v1/access-tokens': plain('access-tokens', officer, () => ({
    name: 'Nyckel',
    scopes: ['proposal.read'],
    expiresDay: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
  })),
  'POST /api/v1/matters': plain('matters', registrar, (world) => ({
    authorityId: world.authorityId(),
    title: 'Ärende',
  })),
  'POST /api/v1/matters/{id}/documents': {
    build: async (world) => {
      const matterId = await world.once('matter', () => world.matter());
      const body = {
        kind: 'letter',
        title: 'Handling',
        direction: 'received',
        counterpart: 'Länsstyrelsen',
        receivedAt: '2023-04-11T09:30:00+02:00',
      };
      return { path: api(`matters/${matterId}/documents`), as: registrar, body };
    },
  },
  'POST /api/v1/matters/{id}/external-references': {
    build: async (world) => {
      const matterId = await world.once('matter', () => world.matter());
      const body = { authorityName: 'Länsstyrelsen', reference: world.word('LB ') };
      return { path: api(`matters/${matterId}/external-references`), as: registrar, body };
    },
  },
  'POST /api/v1/bodies/{id}/meetings': {
    build: async (world) => ({
      path: api(`bodies/${world.bodyId('GRN')}/meetings`),
      as: 'grn.sekreterare',
      body: { day: nextDay(2030), startsAt: '09:00', place: 'Stadshuset' },
    }),
  },
  'POST /api/v1/agenda-items/{id}/decision': decisionOn('referBack', { reasons: 'Utred vidare.' }),
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
  'PATCH /api/v1/funding-sources/{id}': about('changed source', 'funding_source', (world) => world.source(), {
    shownAt: 'funding-sources',
    path: (id) => `funding-sources/${id}`,
    as: controller,
    body: () => ({
      name: 'Källa',
      aliases: ['Alias'],
      requisitionDeadlineDay: '2023-11-01',
      requisitionDeadlineTime: '23:59',
    }),
  }),
  'POST /api/v1/funding-sources/{id}/ceilings': {
    build: async (world) => {
      const id = await world.once('source with ceilings', () => world.source());
      const body = { year: 2023, amount: sek('100.00'), validFromDay: '2019-01-01', ground: 'Beslut' };
      return { path: api(`funding-sources/${id}/ceilings`), as: controller, body };
    },
  },
  'POST /api/v1/calls': {
    build: async (world) => {
      const body = { authorityId: world.authorityId('KS'), ...(await fullCall(world)) };
      return { path: api('calls'), as: office, body };
    },
  },
  'PATCH /api/v1/calls/{id}': {
    serial: true,
    readBack: reader('drafted call', 'calls', office),
    build: async (world) => {
      const id = await world.once('drafted call', async () => (await world.call()).id);
      const body = await fullCall(world);
      return { path: api(`calls/${id}`), as: office, body, ifMatch: await world.versionOf('call', id) };
    },
  },
  'POST /api/v1/calls/{id}/extension': about('extended call', 'call', async (world) => (await world.issuedCall()).id, {
    path: (id) => `calls/${id}/extension`,
    as: office,
    body: () => ({ replyByDay: nextDay(2101), replyByTime: '12:00', reason: 'Fler frågor' }),
  }),
  'POST /api/v1/calls/{id}/declination': {
    serial: true,
    usesUp: ['declined call'],
    build: async (world) => {
      const { id } = await world.once('declined call', () => world.issuedCall());
      return {
        path: api(`calls/${id}/declination`),
        as: officer,
        body: { authorityId: world.authorityId(), note: 'Avstår' },
      };
    },
  },
  'POST /api/v1/proposals': {
    build: async (world) => ({ path: api('proposals'), as: officer, body: fullDraft(world) }),
  },
  'PATCH /api/v1/proposals/{id}': about('edited proposal', 'proposal', async (world) => (await world.proposal()).id, {
    shownAt: 'proposals',
    path: (id) => `proposals/${id}`,
    as: officer,
    body: (world) => {
      const { authorityId: _authorityId, ...rest } = fullDraft(world);
      return rest;
    },
  }),
  'POST /api/v1/proposals/{id}/return': about(
    'returned proposal',
    'proposal',
    async (world) => (await world.submitted()).id,
    {
      path: (id) => `proposals/${id}/return`,
      as: 'asn.enhetschef',
      body: () => ({ reason: 'Rätta' }),
      usedUp: true,
    },
  ),
  'POST /api/v1/proposals/{id}/withdrawal': about(
    'withdrawn proposal',
    'proposal',
    async (world) => (await world.proposal()).id,
    {
      path: (id) => `proposals/${id}/withdrawal`,
      as: officer,
      body: () => ({ reason: 'Behövs inte' }),
      usedUp: true,
    },
  ),
  'POST /api/v1/allocations': {
    build: async (world) => {
      const matterId = await world.once('board matter', () => world.boardMatter());
      return { path: api('allocations'), as: office, body: { title: 'Fördelning', matterId } };
    },
  },
  'PUT /api/v1/allocations/{id}/rows': {
    serial: true,
    readBack: async (world) => {
      const { id } = await rowsOfAllocation(world);
      return (await (await world.as(office)).get(`allocations/${id}`)).body as unknown;
    },
    build: async (world) => {
      const { id, row } = await rowsOfAllocation(world);
      const ifMatch = await world.versionOf('allocation', id);
      return { path: api(`allocations/${id}/rows`), as: office, body: { rows: [row] }, ifMatch };
    },
  },
};

/** Signing in refuses everybody alike, so there is no valid request to spoil; other operations without a builder are listed by the test. */
export const withoutValidBody: readonly string[] = ['POST /api/v1/session', 'POST /api/v1/session/link'];
